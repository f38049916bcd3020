// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "policy/obligations.h"
#include "service/caller.h"
#include "service/rights.h"
#include "steps/outside.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace signoff {

// What pausing a line means, told before it is done.
struct PauseTerms {
  Money monthly_fee;
  Date first_day;       // The earliest that may be named as its end.
  int notice_days = 0;  // How long before that the owner is told.
};

struct LineView {
  Line line;
  std::string masked_number;
  std::string open_case_id;             // Empty when none.
  std::optional<Date> suspended_until;  // Of a line that its owner paused.
  std::optional<PauseTerms> pause;      // Where it may be paused now.
  std::vector<std::string> actions;     // "precheck", "open_case", "report_loss", …
};

struct Alternative {
  std::string id;  // "suspend", "number_change", "transfer", "port".
  Bilingual text;
};

struct Precheck {
  std::vector<Obligation> obligations;
  std::vector<Alternative> alternatives;
  Quote quote;
};

struct CaseView {
  Dossier dossier;
  std::vector<HistoryEvent> history;
  std::vector<Refund> refunds;
  std::vector<VoucherRecord> vouchers;  // By rising time of issue.
  std::vector<std::string> actions;
  Bilingual next;              // What happens next, in a sentence.
  std::optional<Instant> due;  // When.
  bool created = false;        // By this very call.
};

struct OpenRequest {
  std::string line_id;
  CaseType type = CaseType::standard;
  std::string reason;             // At most 500 characters.
  std::string effective = "now";  // "now", "cycle_end" or a date.
  std::vector<Settlement> settlements;
  std::vector<std::string> acknowledgements;
  std::string idempotency_key;  // Empty: none given.
};

struct Decision {
  std::string decision;  // "approve", "need_more", "reject", "fraud", "second", "release".
  std::string reason_code;
  std::vector<std::string> defects;
  std::string reason;  // Words for whoever takes over.
};

struct Resolution {
  std::string action;  // "retry", "skip", "compensate".
  std::string reason;
};

struct SessionToken {
  std::string token;
  Instant expires_at;
  Actor actor;
  std::string line_id;  // The one line of a customer's paired screen.
};

// A voucher as anybody with its number may see it. Names no person.
struct VoucherStatus {
  std::string number;
  std::string kind;
  std::string status;  // "valid", "void".
  Voucher voucher;
};

// A line that the home register sees differently than we do: the store is older than the
// network (restored from a backup), or somebody worked past us.
struct RegisterFinding {
  std::string line_id;
  std::string masked_number;
  LineState state = LineState::active;
  std::string truth;  // "register: present, in service, attached".
};

struct RegisterScan {
  std::vector<RegisterFinding> findings;
  std::size_t looked_at = 0;
  std::string next;  // Continue after this line; empty at the end.
};

// What the verbs stand on. References live as long as the service.
struct ServiceParts {
  const Outside& outside;
  MailGateway& mail;
  const Clock& clock;
  // People's time: how long sessions and codes live. In the demo this clock is never moved.
  const Clock& wall;
  // Tells the workers that something may be due now.
  std::function<void()> wake;
  // Waits, at most that long, until the case rests (its work is done or waits for
  // somebody).
  Duration patience = std::chrono::seconds{2};
};

// The product's verbs. Each is one function: check the right, load, decide by the tables,
// commit once, answer. A lost race is decided again a bounded number of times, and then a
// conflict. Faults: forbidden "assurance.needed" carries the missing kinds in `detail`,
// comma separated; conflict "obligation.blocked" the obligations; conflict "quote.changed"
// means that the case now holds a new quote to consent to. Lines and cases of others answer
// not_found. `expected_version` 0 means that the caller did not say which version he saw.
class Service {
 public:
  explicit Service(ServiceParts parts) : parts_{std::move(parts)} {}

  // Sessions. The answer to a login code is the same for known and unknown numbers.
  Result<void> send_login_code(const Caller& caller, std::string_view msisdn);
  Result<SessionToken> log_in(const Caller& caller, std::string_view msisdn,
                              std::string_view code);
  // The caller behind a token; Fault::forbidden "session.invalid".
  Result<Caller> caller_of(std::string_view token, const Caller& from);
  // Ends the session of a token: nobody can use it from now on.
  Result<void> log_out(std::string_view token);
  // Stores a staff account; the password is hashed with Argon2id (RFC 9106).
  Result<void> add_staff(const std::string& username, Role role, std::string_view password);

  // Lines.
  Result<std::vector<LineView>> lines(const Caller& caller);
  Result<LineView> line(const Caller& caller, const std::string& id);
  Result<Precheck> precheck(const Caller& caller, const std::string& line_id,
                            const std::vector<Settlement>& settlements = {},
                            const std::string& effective = "now");
  // Bars a lost line on weak proof. Without login; the same answer for unknown and wrong.
  Result<void> report_loss(const Caller& caller, std::string_view msisdn,
                           std::string_view id_number);
  // Issues, revokes and completes a move to another operator.
  Result<LineView> start_port(const Caller& caller, const std::string& line_id,
                              const std::vector<GivenProof>& proofs);
  Result<LineView> revoke_port(const Caller& caller, const std::string& line_id,
                               const std::vector<GivenProof>& proofs);
  Result<LineView> complete_port(const Caller& caller, const std::string& line_id);

  // Cases.
  Result<CaseView> open_case(const Caller& caller, const OpenRequest& request);
  Result<CaseView> settle_case(const Caller& caller, const std::string& id,
                               int expected_version,
                               const std::vector<Settlement>& settlements,
                               const std::vector<std::string>& acknowledgements,
                               const std::string& effective);
  Result<CaseView> submit_case(const Caller& caller, const std::string& id,
                               int expected_version, const std::string& quote_hash);
  Result<CaseView> confirm_case(const Caller& caller, const std::string& id,
                                int expected_version,
                                const std::vector<GivenProof>& proofs);
  Result<CaseView> withdraw_case(const Caller& caller, const std::string& id,
                                 int expected_version,
                                 const std::vector<GivenProof>& proofs);
  // Ends the cooling-off early.
  Result<CaseView> finish_now(const Caller& caller, const std::string& id,
                              int expected_version, const std::vector<GivenProof>& proofs);
  // "Not me". Needs no login; unknown numbers answer the same.
  Result<void> object_by_number(const Caller& caller, std::string_view case_number);
  // The same by whoever answers a message of ours from the phone that got it: the line
  // itself, or the owner's other number where that is a line of his with us. Stops every
  // case that this phone was told of. Fault::not_found "sms.no_case" when there is none: a
  // number of another operator has to send the case number along.
  Result<void> object_by_phone(const Caller& caller, const Msisdn& from);
  Result<CaseView> object_case(const Caller& caller, const std::string& id);
  Result<CaseView> decide_case(const Caller& caller, const std::string& id,
                               int expected_version, const Decision& decision);
  Result<CaseView> resolve_case(const Caller& caller, const std::string& id,
                                int expected_version, const Resolution& resolution);
  Result<DocumentRecord> read_document(const Caller& caller, const std::string& case_id,
                                       const std::string& document_id);
  Result<CaseView> view_case(const Caller& caller, const std::string& id);
  Result<CaseView> view_case_by_number(const Caller& caller, const std::string& number);
  Result<std::vector<CaseView>> list_cases(const Caller& caller, const CaseFilter& filter);

  // Vouchers. The newest valid one of the case: final, else note, else receipt.
  Result<VoucherRecord> case_voucher(const Caller& caller, const std::string& case_id);
  Result<Bytes> case_voucher_pdf(const Caller& caller, const std::string& case_id);
  // Public. Unknown, malformed and void numbers of others answer alike.
  Result<VoucherStatus> voucher_status(const Caller& caller, std::string_view number);
  std::string jwks() const { return parts_.outside.notary.jwks(); }

  // Keys that the home register would hand to its next line.
  Result<std::vector<std::int64_t>> scan_orphans(const Caller& caller);
  // Compares up to `limit` lines after `after` with the home register; changes nothing.
  Result<RegisterScan> scan_register(const Caller& caller, const std::string& after,
                                     std::size_t limit);

  const Outside& outside() const { return parts_.outside; }
  // For the verbs that live in classes of their own.
  const ServiceParts& parts() const { return parts_; }

 private:
  ServiceParts parts_;
};

}  // namespace signoff
