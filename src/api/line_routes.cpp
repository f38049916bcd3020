// SPDX-License-Identifier: Apache-2.0
#include "api/rest_parts.h"

namespace signoff {
namespace {

// The one line that staff ask for by its number; none where they may not see it.
Response find_line(RestParts& parts, const Request& request, std::string_view text) {
  // A "+" in a query arrives as a blank.
  while (text.starts_with(' ')) text.remove_prefix(1);
  const auto msisdn = Msisdn::parse(text);
  if (!msisdn) return problem({Fault::bad_input, msisdn.error().code, "/msisdn"});
  std::vector<LineView> found;
  const auto line = parts.service.outside().store.line(*msisdn);
  if (!line && line.error().fault != Fault::not_found) return refuse(line.error());
  if (line) {
    auto view = parts.service.line(caller_of(request), line->id);
    if (!view && view.error().fault != Fault::not_found) return refuse(view.error());
    if (view) found.push_back(*std::move(view));
  }
  return json_text(200, lines_json(found, caller_of(request)));
}

// GET /api/v1/lines
Response list_lines(RestParts& parts, const Request& request) {
  const auto& caller = caller_of(request);
  const auto wanted = request.query_value("msisdn");
  if (wanted && !may(caller.actor.role, Verb::view_line))
    return refuse({Fault::forbidden, "rights.missing", ""});
  if (wanted) return find_line(parts, request, *wanted);
  const auto lines = parts.service.lines(caller);
  return lines ? json_text(200, lines_json(*lines, caller)) : refuse(lines.error());
}

// GET /api/v1/lines/{id}
Response show_line(RestParts& parts, const Request& request) {
  return line_answer(
      request, parts.service.line(caller_of(request), std::string{request.path("id")}));
}

// GET /api/v1/lines/{id}/precheck
Response precheck_line(RestParts& parts, const Request& request) {
  const auto effective = request.query_value("effective").value_or("now");
  const auto precheck = parts.service.precheck(
      caller_of(request), std::string{request.path("id")}, {}, std::string{effective});
  return precheck ? json_text(200, precheck_json(*precheck)) : refuse(precheck.error());
}

// POST /api/v1/lines/{id}/port
Response manage_port(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto action = fields.required_choice("action", {"start", "revoke", "complete"});
  const auto proofs = read_proofs(fields);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  const auto& caller = caller_of(request);
  const std::string id{request.path("id")};
  auto& service = parts.service;
  if (action == "start")
    return line_answer(request, service.start_port(caller, id, proofs));
  if (action == "revoke")
    return line_answer(request, service.revoke_port(caller, id, proofs));
  return line_answer(request, service.complete_port(caller, id));
}

// POST /api/v1/loss-reports
Response report_loss(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto msisdn = fields.required("msisdn", Msisdn::parse);
  const auto id_number = fields.required_string("id_number", 1, 64);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.codes, request)) return *std::move(wait);

  const auto taken =
      parts.service.report_loss(caller_of(request), msisdn->digits(), id_number);
  return taken ? json_text(202, "{}") : refuse(taken.error());
}

constexpr RestRoute kLineRoutes[] = {
    {Method::get, "/api/v1/lines", "listLines", list_lines},
    {Method::get, "/api/v1/lines/{id}", "showLine", show_line},
    {Method::get, "/api/v1/lines/{id}/precheck", "precheckLine", precheck_line},
    {Method::post, "/api/v1/lines/{id}/port", "managePort", manage_port},
    {Method::post, "/api/v1/loss-reports", "reportLoss", report_loss, Access::open},
};

}  // namespace

std::span<const RestRoute> line_routes() { return kLineRoutes; }

}  // namespace signoff
