// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.h"
#include "api/rest_parts.h"

namespace signoff {
namespace {

constexpr std::size_t kBindingsMax = 100;
constexpr std::size_t kBindingMax = 80;

std::string line_id(const Request& request) { return std::string{request.path("id")}; }

// POST /api/v1/lines/{id}/suspension
Response suspend_line(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto until = fields.optional("until", parse_date);
  const auto proofs = read_proofs(fields);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return line_answer(
      request, parts.pauses.suspend(caller_of(request), line_id(request), until, proofs));
}

// DELETE /api/v1/lines/{id}/suspension
Response resume_line(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto proofs = read_proofs(fields);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return line_answer(request,
                     parts.pauses.resume(caller_of(request), line_id(request), proofs));
}

Response bindings_answer(const Result<std::vector<Binding>>& bindings) {
  if (!bindings) return refuse(bindings.error());
  JsonText json;
  json.open().open_list("items");
  for (const auto& one : *bindings)
    json.open()
        .text("id", one.id)
        .both("name", one.text.name)
        .text("kind", to_string(one.text.kind))
        .both("guide", one.text.guide)
        .flag("is_done", one.is_done)
        .close();
  return json_text(200, json.close_list().close().take());
}

// GET /api/v1/lines/{id}/bindings
Response list_bindings(RestParts& parts, const Request& request) {
  return bindings_answer(parts.bindings.list(caller_of(request), line_id(request)));
}

// PUT /api/v1/lines/{id}/bindings
Response mark_bindings(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  if (!fields.has("done")) fields.refuse("done", "field.missing");
  const auto done = fields.string_list("done", kBindingsMax, kBindingMax);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return bindings_answer(parts.bindings.mark(caller_of(request), line_id(request), done));
}

constexpr RestRoute kLineCareRoutes[] = {
    {Method::post, "/api/v1/lines/{id}/suspension", "suspendLine", suspend_line},
    {Method::remove, "/api/v1/lines/{id}/suspension", "resumeLine", resume_line},
    {Method::get, "/api/v1/lines/{id}/bindings", "listBindings", list_bindings},
    {Method::put, "/api/v1/lines/{id}/bindings", "markBindings", mark_bindings},
};

}  // namespace

std::span<const RestRoute> line_care_routes() { return kLineCareRoutes; }

}  // namespace signoff
