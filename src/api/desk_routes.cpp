// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.h"
#include "api/multipart.h"
#include "api/rest_parts.h"
#include "service/bounds.h"

#include <algorithm>
#include <iterator>

namespace signoff {
namespace {

constexpr std::size_t kWordsMax = 300;
constexpr std::size_t kDefectsMax = 10;
constexpr std::size_t kCodeMax = 40;

// POST /api/v1/cases/{id}/decision
Response decide_case(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  Decision decision;
  decision.decision = fields.required_choice(
      "decision", {"approve", "need_more", "reject", "fraud", "second", "release"});
  decision.reason_code = fields.optional_string("reason_code", 0, kCodeMax).value_or("");
  decision.defects = fields.string_list("defects", kDefectsMax, kCodeMax);
  decision.reason = fields.optional_string("reason", 0, kWordsMax).value_or("");
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(
      parts, request,
      parts.service.decide_case(caller_of(request), act->id, act->version, decision));
}

// POST /api/v1/cases/{id}/resolution
Response resolve_case(RestParts& parts, const Request& request) {
  const auto act = case_act(parts, request);
  if (!act) return refuse(act.error());
  Fields fields{act->body};
  Resolution resolution;
  resolution.action = fields.required_choice("action", {"retry", "skip", "compensate"});
  resolution.reason = fields.required_string("reason", 1, kActReasonMax);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  return case_answer(
      parts, request,
      parts.service.resolve_case(caller_of(request), act->id, act->version, resolution));
}

// The one file of a form, and before it, perhaps, what it is.
Result<Upload> read_upload(const Request& request) {
  const auto form = parse_multipart(request.content_type, request.body);
  if (!form) return pass_on(form.error());
  if (form->empty() || form->size() > 2 || form->back().name != "file")
    return fail(Fault::bad_input, "multipart.one_file");
  const auto& file = form->back();
  Upload upload;
  upload.name = file.filename;
  upload.content = file.content;
  if (form->size() == 1) return upload;
  upload.kind = form->front().content;
  if (form->front().name != "kind" ||
      std::ranges::find(kUploadKinds, upload.kind) == std::end(kUploadKinds))
    return fail(Fault::bad_input, "document.kind", "/kind");
  return upload;
}

// POST /api/v1/cases/{id}/documents
Response add_document(RestParts& parts, const Request& request) {
  const auto upload = read_upload(request);
  if (!upload) return problem(upload.error());
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());

  return case_answer(parts, request, parts.uploads.add(caller_of(request), *id, *upload),
                     201);
}

// GET /api/v1/cases/{id}/documents/{document}
Response show_document(RestParts& parts, const Request& request) {
  const auto id = case_id(parts, request);
  if (!id) return refuse(id.error());
  const auto document = parts.service.read_document(caller_of(request), *id,
                                                    std::string{request.path("document")});
  if (!document) return refuse(document.error());
  return bytes(document->media_type, {document->content.begin(), document->content.end()})
      .with("Content-Disposition", "attachment");
}

// GET /api/v1/network/orphan-keys
Response list_orphan_keys(RestParts& parts, const Request& request) {
  const auto rows = parts.service.scan_orphans(caller_of(request));
  if (!rows) return refuse(rows.error());
  JsonText json;
  json.open().open_list("items");
  for (const auto row : *rows) json.open().number("row", row).close();
  return json_text(200, json.close_list().close().take());
}

// GET /api/v1/network/findings
Response list_findings(RestParts& parts, const Request& request) {
  const auto after = request.query_value("after").value_or("");
  if (!after.empty() && !is_uuid(after))
    return problem({Fault::bad_input, "query.after", "/after"});
  const auto scan =
      parts.service.scan_register(caller_of(request), std::string{after}, 500);
  if (!scan) return refuse(scan.error());
  JsonText json;
  json.open().number("looked_at", static_cast<std::int64_t>(scan->looked_at));
  json.open_list("items");
  for (const auto& finding : scan->findings)
    json.open()
        .text("line_id", finding.line_id)
        .text("msisdn_masked", finding.masked_number)
        .text("state", to_string(finding.state))
        .text("truth", finding.truth)
        .close();
  json.close_list();
  if (!scan->next.empty()) json.text("next", scan->next);
  return json_text(200, json.close().take());
}

constexpr RestRoute kDeskRoutes[] = {
    {Method::post, "/api/v1/cases/{id}/decision", "decideCase", decide_case},
    {Method::post, "/api/v1/cases/{id}/resolution", "resolveCase", resolve_case},
    {Method::post, "/api/v1/cases/{id}/documents", "addDocument", add_document,
     Access::session, Run::worker, kUploadMax},
    {Method::get, "/api/v1/cases/{id}/documents/{document}", "showDocument", show_document},
    {Method::get, "/api/v1/network/orphan-keys", "listOrphanKeys", list_orphan_keys},
    {Method::get, "/api/v1/network/findings", "listNetworkFindings", list_findings},
};

}  // namespace

std::span<const RestRoute> desk_routes() { return kDeskRoutes; }

}  // namespace signoff
