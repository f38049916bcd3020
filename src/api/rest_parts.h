// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/answer_cache.h"
#include "api/fields.h"
#include "api/json_text.h"
#include "api/json_views.h"
#include "api/rate_limit.h"
#include "api/rest.h"
#include "api/router.h"
#include "service/bindings.h"
#include "service/card_reports.h"
#include "service/card_retirements.h"
#include "service/case_export.h"
#include "service/case_lists.h"
#include "service/counter.h"
#include "service/disclosure.h"
#include "service/figures.h"
#include "service/idle_sessions.h"
#include "service/inspection.h"
#include "service/message_checks.h"
#include "service/pairings.h"
#include "service/pauses.h"
#include "service/refund_accounts.h"
#include "service/service.h"
#include "service/staff_sign_in.h"
#include "service/uploads.h"
#include "service/voucher_enquiries.h"

#include <span>

namespace signoff {

// What the handlers of the REST API share.
struct RestParts {
  RestParts(Service& verbs, const Clock& wall, DeskStores stores, FrontSettings chosen);

  Service& service;
  const Pack& pack;
  FrontSettings settings;
  StaffSignIn staff;
  IdleSessions idle;
  // Acts of one network address (domain cases 84 to 86).
  AddressLimit codes;
  AddressLimit sign_ins;
  AddressLimit visits;  // At the company's provider.
  AddressLimit enquiries;
  AddressLimit objections;
  AddressLimit chips;  // Reports of profiles.
  AnswerCache cases;   // Of GET /cases/{id}.
  Disclosure disclosure;
  Inspection inspection;
  // Verbs that live beside the service.
  Pauses pauses;
  Bindings bindings;
  MessageChecks message_checks;
  VoucherEnquiries voucher_enquiries;
  Pairings pairings;
  Counter counter;
  CaseLists case_lists;
  CaseExport case_export;
  Figures figures;
  RefundDesk refund_desk;
  RefundAccounts refund_accounts;
  Uploads uploads;
  CardReports card_reports;
  CardRetirements retirements;
};

// A handler parses, calls one verb and answers.
using RestHandler = Response (*)(RestParts&, const Request&);

inline constexpr std::size_t kJsonBodyMax = 64 * 1024;

struct RestRoute {
  Method method;
  std::string_view pattern;
  std::string_view operation;
  RestHandler handler;
  Access access = Access::session;
  Run run = Run::worker;
  std::size_t body_max = kJsonBodyMax;
};

std::span<const RestRoute> session_routes();
std::span<const RestRoute> line_routes();
std::span<const RestRoute> case_routes();
std::span<const RestRoute> desk_routes();
std::span<const RestRoute> disclosure_routes();
std::span<const RestRoute> inspection_routes();
std::span<const RestRoute> voucher_routes();
std::span<const RestRoute> list_routes();
std::span<const RestRoute> page_routes();
std::span<const RestRoute> line_care_routes();
std::span<const RestRoute> enquiry_routes();
std::span<const RestRoute> counter_routes();
std::span<const RestRoute> oidc_routes();
std::span<const RestRoute> smdp_routes();
std::span<const RestRoute> retirement_routes();

// Who calls; the guard has stored it.
const Caller& caller_of(const Request& request);

Response json_text(unsigned status, std::string body);
// 429 with Retry-After where the address has done this too often.
std::optional<Response> limited(AddressLimit& limit, const Request& request);

// A refusal with the members that its code promises: `needs`, `obligations`.
Response refuse(const Error& error);

// The case of {id}, which is an id or a case number, as an id.
Result<std::string> case_id(RestParts& parts, const Request& request);
// The version of If-Match; 0 where the caller does not say.
Result<int> seen_version(const Request& request);

// The case with its ETag, or the refusal.
Response case_answer(const RestParts& parts, const Request& request,
                     const Result<CaseView>& view, unsigned status = 200);

// The line with its ETag, or the refusal.
Response line_answer(const Request& request, const Result<LineView>& view);

// Everything an act on a case begins with.
struct CaseAct {
  std::string id;
  int version = 0;
  boost::json::object body;
};
Result<CaseAct> case_act(RestParts& parts, const Request& request);

std::vector<Settlement> read_settlements(Fields& fields);
std::vector<GivenProof> read_proofs(Fields& fields);

}  // namespace signoff
