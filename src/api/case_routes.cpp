// SPDX-License-Identifier: Apache-2.0
#include "api/rest_parts.h"
#include "base/random.h"
#include "service/bounds.h"

namespace signoff {
namespace {

std::string case_path(const CaseView& view) {
  return "/api/v1/cases/" + view.dossier.head.id;
}

// POST /api/v1/cases
Response open_case(RestParts& parts, const Request& request) {
  const auto key = idempotency_key(request);
  if (!key) return problem(key.error());
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  OpenRequest wanted;
  wanted.line_id = fields.required_string("line_id", 1, 64);
  wanted.type = fields.optional("type", parse_name<CaseType>).value_or(CaseType::standard);
  wanted.reason = fields.optional_string("reason", 0, kActReasonMax).value_or("");
  wanted.effective = fields.optional_string("effective", 1, 16).value_or("now");
  wanted.settlements = read_settlements(fields);
  wanted.acknowledgements = fields.string_list("acknowledgements", kChoicesMax, 16);
  wanted.idempotency_key = key->value_or("");
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  const auto view = parts.service.open_case(caller_of(request), wanted);
  auto response = case_answer(parts, request, view, view && view->created ? 201 : 200);
  if (view) response.with("Location", case_path(*view));
  return response;
}

// The case, or 304 to one who has it already.
Response shown_case(const Request& request, const KeptAnswer& answer) {
  const bool has_it = is_seen(request.if_none_match, answer.tag);
  auto response =
      has_it ? Response{.status = kStatusNotModified} : json_text(200, answer.body);
  return response.with("ETag", answer.tag);
}

// GET /api/v1/cases/{id}
Response show_case(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto& caller = caller_of(request);
  const auto& store = parts.service.outside().store;
  // The session is read by the guard each time; this only saves reading and writing what
  // this very caller was shown before. Nothing in it hangs on the time of day.
  const auto key =
      is_uuid(*id) ? AnswerCache::key(*id, caller.actor, caller.owner_id + caller.line_id)
                   : std::string{};
  const auto kept = parts.cases.find(key);
  // From before the reads, so that what is changed meanwhile makes the answer untrue.
  const auto stamp = kept ? store.stamp(kept->line_id) : std::nullopt;
  if (kept && kept->is_true_at(stamp)) return shown_case(request, *kept);

  const auto view = parts.service.view_case(caller, *id);
  if (!view) return refuse(view.error());
  const auto& head = view->dossier.head;
  KeptAnswer answer{.line_id = head.line_id, .stamp = stamp, .body = {}, .tag = {}};
  if (!kept && store.stamp(head.line_id)) parts.cases.keep(key, answer);
  answer.body = case_json(*view, caller, parts.pack);
  answer.tag = etag(head.version, answer.body);
  auto response = shown_case(request, answer);
  if (stamp) parts.cases.keep(key, std::move(answer));
  return response;
}

// POST /api/v1/cases/{id}/settlements
Response settle_case(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto settlements = read_settlements(fields);
  const auto acknowledged = fields.string_list("acknowledgements", kChoicesMax, 16);
  const auto effective = fields.optional_string("effective", 1, 16).value_or("");
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(parts, request,
                     parts.service.settle_case(caller_of(request), act->id, act->version,
                                               settlements, acknowledged, effective));
}

// 409 with the new quote, which the case holds by now.
Response quote_changed(RestParts& parts, const Request& request, const std::string& id,
                       const Error& error) {
  const auto view = parts.service.view_case(caller_of(request), id);
  if (!view) return refuse(view.error());
  auto response = problem(error);
  response.problem->extra_json = quote_json(view->dossier.file.quote);
  response.with("ETag", etag(view->dossier.head.version));
  return response;
}

// POST /api/v1/cases/{id}/submission
Response submit_case(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto hash = fields.required_string("quote_hash", 1, 128);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  const auto view =
      parts.service.submit_case(caller_of(request), act->id, act->version, hash);
  if (!view && view.error().code == "quote.changed")
    return quote_changed(parts, request, act->id, view.error());
  return case_answer(parts, request, view);
}

using ProvedVerb = Result<CaseView> (Service::*)(const Caller&, const std::string&, int,
                                                 const std::vector<GivenProof>&);

Response act_with_proofs(RestParts& parts, const Request& request, ProvedVerb verb) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto proofs = read_proofs(fields);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(
      parts, request,
      (parts.service.*verb)(caller_of(request), act->id, act->version, proofs));
}

// POST /api/v1/cases/{id}/confirmation
Response confirm_case(RestParts& parts, const Request& request) {
  return act_with_proofs(parts, request, &Service::confirm_case);
}

// POST /api/v1/cases/{id}/withdrawal
Response withdraw_case(RestParts& parts, const Request& request) {
  return act_with_proofs(parts, request, &Service::withdraw_case);
}

// POST /api/v1/cases/{id}/finish
Response finish_now(RestParts& parts, const Request& request) {
  return act_with_proofs(parts, request, &Service::finish_now);
}

// POST /api/v1/cases/{id}/objection
Response object_case(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(parts, request,
                     parts.service.object_case(caller_of(request), act->id));
}

// POST /api/v1/objections
Response object_by_number(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto number = fields.required_string("case_number", 1, 32);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.objections, request)) return *std::move(wait);

  const auto taken = parts.service.object_by_number(caller_of(request), number);
  return taken ? json_text(202, "{}") : refuse(taken.error());
}

constexpr RestRoute kCaseRoutes[] = {
    {Method::post, "/api/v1/cases", "openCase", open_case},
    {Method::get, "/api/v1/cases/{id}", "showCase", show_case, Access::session, Run::quick},
    {Method::post, "/api/v1/cases/{id}/settlements", "settleCase", settle_case},
    {Method::post, "/api/v1/cases/{id}/submission", "submitCase", submit_case},
    {Method::post, "/api/v1/cases/{id}/confirmation", "confirmCase", confirm_case},
    {Method::post, "/api/v1/cases/{id}/withdrawal", "withdrawCase", withdraw_case},
    {Method::post, "/api/v1/cases/{id}/finish", "finishCase", finish_now},
    {Method::post, "/api/v1/cases/{id}/objection", "objectCase", object_case},
    {Method::post, "/api/v1/objections", "objectByNumber", object_by_number, Access::open},
};

}  // namespace

std::span<const RestRoute> case_routes() { return kCaseRoutes; }

}  // namespace signoff
