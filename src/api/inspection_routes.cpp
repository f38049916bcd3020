// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.h"
#include "api/rest_parts.h"
#include "service/bounds.h"

namespace signoff {
namespace {

void write_event(JsonText& json, const HistoryEvent& event) {
  json.open()
      .number("seq", event.seq)
      .at("at", event.at)
      .text("name", event.name)
      .text("actor_role", to_string(event.actor.role))
      .text("actor_id", event.actor.id)
      .text("from", event.from)
      .text("to", event.to)
      .text("line_event", event.line_event)
      .text("number_event", event.number_event)
      .text("detail", event.detail)
      .text("prev", event.prev)
      .text("hash", event.hash)
      .close();
}

// GET /api/v1/cases/{id}/history
Response show_history(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto chain = parts.inspection.history(caller_of(request), *id);
  if (!chain) return refuse(chain.error());
  JsonText json;
  json.open().open_list("items");
  for (const auto& event : chain->events) write_event(json, event);
  json.close_list()
      .open("chain")
      .flag("is_whole", !chain->broken_at)
      .number("length", static_cast<std::int64_t>(chain->events.size()))
      .text("head", chain->head);
  if (chain->broken_at)
    json.number("broken_at", *chain->broken_at);
  else
    json.null("broken_at");
  return json_text(200, json.close().close().take());
}

// GET /api/v1/cases/{id}/messages
Response list_messages(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto messages = parts.inspection.messages(caller_of(request), *id);
  if (!messages) return refuse(messages.error());
  JsonText json;
  json.open().open_list("items");
  for (const auto& message : *messages)
    json.open()
        .at("at", message.at)
        .text("channel", message.channel)
        .text("to_masked", message.to)
        .text("state", to_string(message.state))
        .text("text", message.text)
        .close();
  return json_text(200, json.close_list().close().take());
}

// GET /api/v1/cases/{id}/links
Response list_links(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto links = parts.inspection.links(caller_of(request), *id);
  if (!links) return refuse(links.error());
  JsonText json;
  json.open().open_list("items");
  for (const auto& link : *links)
    json.open()
        .text("kind", to_string(link.kind))
        .text("case_id", link.case_id)
        .text("number", link.number)
        .text("state", to_string(link.state))
        .text("msisdn_masked", masked(link.msisdn, parts.pack.place.calling_code))
        .at("opened_at", link.opened_at)
        .close();
  return json_text(200, json.close_list().close().take());
}

// POST /api/v1/cases/{id}/query
Response query_case(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto found = parts.inspection.ask_far_side(caller_of(request), *id);
  if (!found) return refuse(found.error());
  JsonText json;
  json.open().text("truth", found->truth).at("at", found->at);
  return json_text(200, json.close().take());
}

// POST /api/v1/cases/{id}/hold
Response hold_case(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  const auto reason = fields.required_string("reason", kLookReasonMin, kLookReasonMax);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(
      parts, request,
      parts.inspection.hold_case(caller_of(request), act->id, act->version, reason));
}

constexpr RestRoute kInspectionRoutes[] = {
    {Method::get, "/api/v1/cases/{id}/history", "showHistory", show_history},
    {Method::get, "/api/v1/cases/{id}/messages", "listCaseMessages", list_messages},
    {Method::get, "/api/v1/cases/{id}/links", "listCaseLinks", list_links},
    {Method::post, "/api/v1/cases/{id}/query", "queryCase", query_case},
    {Method::post, "/api/v1/cases/{id}/hold", "holdCase", hold_case},
};

}  // namespace

std::span<const RestRoute> inspection_routes() { return kInspectionRoutes; }

}  // namespace signoff
