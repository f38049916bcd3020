// SPDX-License-Identifier: Apache-2.0
// The counter and the telephone: the customer's own screen, the one offer, the card.
#include "api/gate.h"
#include "api/json_text.h"
#include "api/rest_parts.h"
#include "service/offers.h"

namespace signoff {
namespace {

Response pairing_answer(const Result<PairingView>& view, unsigned status) {
  if (!view) return refuse(view.error());
  const auto& pairing = view->pairing;
  JsonText json;
  json.open().text("id", pairing.id);
  if (!view->code.empty()) json.text("code", view->code);
  json.text("state", to_string(pairing.state))
      .at("expires_at", pairing.expires_at)
      .text("line_id", pairing.line_id);
  if (!view->case_id.empty()) json.text("case_id", view->case_id);
  return json_text(status, json.close().take());
}

// POST /api/v1/pairings
Response open_pairing(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto line = fields.required_string("line_id", 1, 64);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return pairing_answer(parts.pairings.open(caller_of(request), line), 201);
}

// GET /api/v1/pairings/{id}
Response show_pairing(RestParts& parts, const Request& request) {
  return pairing_answer(
      parts.pairings.show(caller_of(request), std::string{request.path("id")}), 200);
}

// DELETE /api/v1/pairings/{id}
Response end_pairing(RestParts& parts, const Request& request) {
  const auto ended =
      parts.pairings.end(caller_of(request), std::string{request.path("id")});
  return ended ? no_content() : refuse(ended.error());
}

// POST /api/v1/pairings/join
Response join_pairing(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto code = fields.required_string("code", 6, 6);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.sign_ins, request)) return *std::move(wait);

  const auto token = parts.pairings.join(code);
  return token ? session_answer(parts, request, *token) : refuse(token.error());
}

// POST /api/v1/cases/{id}/offers
Response make_offer(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto offer = fields.required_string("offer", 1, 40);
  if (find_offer(offer) == nullptr) fields.refuse("offer", "field.choice");
  const auto outcome = fields.required_choice("outcome", {"declined", "accepted"});
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(
      parts, request,
      parts.counter.make_offer(caller_of(request), act->id, act->version, offer, outcome));
}

// POST /api/v1/cases/{id}/surrender
Response surrender_card(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto card = fields.optional("iccid", Iccid::parse);
  const bool is_without = fields.optional_bool("without_card", false);
  if (card.has_value() == is_without)
    fields.refuse("iccid", card ? "field.twice" : "field.missing");
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(
      parts, request,
      parts.counter.surrender_card(caller_of(request), act->id, act->version, card));
}

// GET /api/v1/cases/{id}/form
Response print_form(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto paper = parts.counter.print_form(caller_of(request), *id);
  if (!paper) return refuse(paper.error());
  return bytes("application/pdf", {paper->begin(), paper->end()})
      .with("Content-Disposition", "inline; filename=\"signoff-form.pdf\"");
}

constexpr RestRoute kCounterRoutes[] = {
    {Method::post, "/api/v1/pairings", "openPairing", open_pairing},
    {Method::get, "/api/v1/pairings/{id}", "showPairing", show_pairing},
    {Method::remove, "/api/v1/pairings/{id}", "endPairing", end_pairing},
    {Method::post, "/api/v1/pairings/join", "joinPairing", join_pairing, Access::open},
    {Method::post, "/api/v1/cases/{id}/offers", "makeOffer", make_offer},
    {Method::post, "/api/v1/cases/{id}/surrender", "surrenderCard", surrender_card},
    {Method::get, "/api/v1/cases/{id}/form", "printForm", print_form},
};

}  // namespace

std::span<const RestRoute> counter_routes() { return kCounterRoutes; }

}  // namespace signoff
