// SPDX-License-Identifier: Apache-2.0
#include "api/rest.h"

#include "api/gate.h"
#include "api/rest_parts.h"
#include "engine/new_case.h"
#include "service/bounds.h"

#include <fmt/format.h>
#include <limits>

namespace signoff {
namespace {

constexpr std::size_t kAddressesMax = 100'000;
// A whole office may come from one address in the morning.
constexpr double kVisitsBurst = 60;
constexpr double kVisitsPerSecond = 0.5;
// A network may have all its phones behind one address; a phone reports seldom.
constexpr double kChipsBurst = 600;
constexpr double kChipsPerSecond = 20;
constexpr std::size_t kDetailMax = 200;
constexpr std::size_t kProofsMax = 8;
constexpr std::size_t kAnswersMax = 16 << 20;  // Bytes.

RateRule rule_of(const RateLimit& limit) {
  const std::chrono::duration<double> per = limit.per;
  return {static_cast<double>(limit.count), limit.count / per.count(), kAddressesMax};
}

Settlement read_settlement(Fields& fields) {
  Settlement one;
  one.obligation = fields.required_string("obligation", 1, 16);
  one.option = fields.required_string("option", 1, 40);
  const auto detail = fields.optional_string("detail", 0, kDetailMax);
  const auto line = fields.optional_string("line_id", 1, kDetailMax);
  if (detail && line) fields.refuse("line_id", "field.twice");
  one.detail = detail ? *detail : line.value_or("");
  return one;
}

}  // namespace

RestParts::RestParts(Service& verbs, const Clock& wall, DeskStores stores,
                     FrontSettings chosen)
    : service{verbs},
      pack{verbs.outside().pack},
      settings{std::move(chosen)},
      staff{verbs.parts()},
      idle{pack.limits.session_idle, wall},
      codes{rule_of(pack.limits.codes_per_address), wall},
      sign_ins{rule_of(pack.limits.codes_per_address), wall},
      visits{{kVisitsBurst, kVisitsPerSecond, kAddressesMax}, wall},
      enquiries{rule_of(pack.limits.enquiries_per_address), wall},
      objections{rule_of(pack.limits.objections_per_address), wall},
      chips{{kChipsBurst, kChipsPerSecond, kAddressesMax}, wall},
      cases{kAnswersMax},
      disclosure{verbs.parts()},
      inspection{verbs.parts()},
      pauses{verbs.parts()},
      bindings{verbs.parts()},
      message_checks{verbs.parts()},
      voucher_enquiries{verbs, verbs.parts()},
      pairings{verbs.parts()},
      counter{verbs.parts()},
      case_lists{verbs.parts(), stores.lists},
      case_export{verbs.parts(), stores.lists},
      figures{verbs.parts(), stores.lists},
      refund_desk{verbs.parts(), stores},
      refund_accounts{verbs.parts()},
      uploads{verbs.parts(), settings.id_check},
      card_reports{verbs.parts()},
      retirements{verbs.parts(), card_reports} {}

RestApi::RestApi(Service& service, const Clock& wall, DeskStores stores,
                 FrontSettings settings)
    : parts_{std::make_unique<RestParts>(service, wall, stores, std::move(settings))} {}
RestApi::~RestApi() = default;

std::vector<Route> RestApi::routes() {
  std::vector<Route> routes;
  for (const auto rows :
       {session_routes(), line_routes(), case_routes(), desk_routes(), disclosure_routes(),
        inspection_routes(), list_routes(), voucher_routes(), page_routes(),
        line_care_routes(), enquiry_routes(), counter_routes(), oidc_routes(),
        smdp_routes(), retirement_routes()})
    for (const auto& row : rows)
      routes.push_back({row.method, std::string{row.pattern}, std::string{row.operation},
                        [&parts = *parts_, handler = row.handler](const Request& request) {
                          return handler(parts, request);
                        },
                        row.access, row.run, row.body_max});
  return routes;
}

Guard RestApi::guard() { return make_gate(*parts_); }

const Caller& caller_of(const Request& request) {
  static const Caller kNobody;
  const auto* caller = caller_as<Caller>(request);
  return caller ? *caller : kNobody;
}

Response json_text(unsigned status, std::string body) {
  return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

std::optional<Response> limited(AddressLimit& limit, const Request& request) {
  const auto wait = limit.take(request.remote_address);
  if (!wait) return std::nullopt;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait);
  return problem({Fault::unavailable, "rate.exceeded", ""})
      .with("Retry-After", fmt::format("{}", seconds.count()));
}

Response refuse(const Error& error) {
  auto response = problem(error);
  if (error.code == "assurance.needed")
    response.problem->extra_json = needs_json(error.detail);
  if (error.code == "document.defects")
    response.problem->extra_json = defects_json(error.detail);
  if (error.code == "obligation.blocked")
    response.problem->extra_json = obligations_json(error.detail);
  // Only the judging of proofs names kinds with their codes.
  if (error.fault == Fault::forbidden && error.detail.find(':') != std::string::npos)
    response.problem->extra_json = refused_json(error.detail);
  return response;
}

Result<std::string> case_id(RestParts& parts, const Request& request) {
  const auto given = request.path("id");
  if (!is_case_number(given)) return std::string{given};
  const auto dossier = parts.service.outside().store.dossier_by_number(std::string{given});
  if (dossier) return dossier->head.id;
  if (dossier.error().fault == Fault::not_found)
    return fail(Fault::not_found, "case.unknown");
  return pass_on(dossier.error());
}

Result<int> seen_version(const Request& request) {
  const auto version = if_match_optional(request);
  if (!version) return pass_on(version.error());
  if (!*version) return 0;
  // Version 0 was never shown to anybody, and would mean "any" below.
  if (**version == 0 || **version > std::numeric_limits<int>::max())
    return fail(Fault::conflict, "case.version");
  return static_cast<int>(**version);
}

Response case_answer(const RestParts& parts, const Request& request,
                     const Result<CaseView>& view, unsigned status) {
  if (!view) return refuse(view.error());
  auto response = json_text(status, case_json(*view, caller_of(request), parts.pack));
  response.with("ETag", etag(view->dossier.head.version));
  return response;
}

Response line_answer(const Request& request, const Result<LineView>& view) {
  if (!view) return refuse(view.error());
  return json_text(200, line_json(*view, caller_of(request)))
      .with("ETag", etag(view->line.version));
}

Result<CaseAct> case_act(RestParts& parts, const Request& request) {
  const auto version = seen_version(request);
  if (!version) return pass_on(version.error());
  auto body = json_body(request);
  if (!body) return pass_on(body.error());
  auto id = case_id(parts, request);
  if (!id) return pass_on(id.error());
  return CaseAct{*std::move(id), *version, *std::move(body)};
}

std::vector<Settlement> read_settlements(Fields& fields) {
  return fields.list("settlements", kChoicesMax, read_settlement);
}

std::vector<GivenProof> read_proofs(Fields& fields) {
  return fields.list("proofs", kProofsMax, [](Fields& proof) {
    GivenProof given;
    given.kind = proof.required_choice("kind", {"otp", "id_number", "iccid", "device",
                                                "video", "in_person", "second_person"});
    given.value = proof.required_string("value", 1, 256);
    return given;
  });
}

}  // namespace signoff
