// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.h"
#include "api/rest_parts.h"
#include "base/random.h"
#include "policy/risk.h"
#include "service/bounds.h"
#include "service/offers.h"
#include "service/reasons.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kFieldsMax = 6;
constexpr std::size_t kFieldMax = 20;
constexpr std::size_t kUsernameMax = 64;

// GET /api/v1/lines/{id}/customer
Response show_customer(RestParts& parts, const Request& request) {
  const auto& caller = caller_of(request);
  const auto found = parts.disclosure.customer(caller, std::string{request.path("id")});
  if (!found) return refuse(found.error());
  JsonText json;
  json.open()
      .text("owner_id", found->owner_id)
      .text("name_masked", found->name)
      .text("id_kind", found->id_kind)
      .text("id_number_masked", found->id_number)
      .text("email_masked", found->email)
      .text("other_msisdn_masked", found->other_msisdn)
      .text("language", to_string(found->language))
      .flag("is_senior", found->is_senior)
      .open_list("lines");
  for (const auto& line : found->lines) json.ready(line_json(line, caller));
  return json_text(200, json.close_list().close().take());
}

// The fields asked for, each once.
std::vector<PersonField> read_fields(Fields& fields) {
  std::vector<PersonField> wanted;
  for (const auto& name : fields.string_list("fields", kFieldsMax, kFieldMax)) {
    const auto field = parse_name<PersonField>(name);
    if (!field) {
      fields.refuse("fields", "field.choice");
      return {};
    }
    if (std::ranges::find(wanted, *field) == wanted.end()) wanted.push_back(*field);
  }
  if (wanted.empty())
    fields.refuse("fields", fields.has("fields") ? "field.too_short" : "field.missing");
  return wanted;
}

// POST /api/v1/lines/{id}/unmasking
Response unmask(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  UnmaskRequest wanted;
  wanted.line_id = request.path("id");
  wanted.fields = read_fields(fields);
  wanted.reason = fields.required_string("reason", kLookReasonMin, kLookReasonMax);
  wanted.case_id = fields.optional_string("case_id", 1, 64).value_or("");
  if (auto bad = fields.finish(); !bad) return problem(bad.error());

  const auto shown = parts.disclosure.unmask(caller_of(request), wanted);
  if (!shown) return refuse(shown.error());
  JsonText json;
  json.open();
  for (const auto& [name, value] : *shown) json.text(name, value);
  return json_text(200, json.close().take());
}

void write_names(JsonText& json, std::string_view names) {
  json.open_list("fields");
  while (!names.empty()) {
    const auto comma = std::min(names.find(','), names.size());
    json.text({}, names.substr(0, comma));
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  json.close_list();
}

// GET /api/v1/access-log
Response list_access(RestParts& parts, const Request& request) {
  AccessFilter filter;
  filter.limit = kPage;
  filter.after = request.query_value("after").value_or("");
  if (!filter.after.empty() && !is_uuid(filter.after))
    return problem({Fault::bad_input, "query.after", "/after"});
  filter.actor_id = request.query_value("actor").value_or("");
  if (filter.actor_id.size() > kUsernameMax)
    return problem({Fault::bad_input, "query.actor", "/actor"});
  const auto looks = parts.disclosure.accesses(caller_of(request), filter);
  if (!looks) return refuse(looks.error());
  JsonText json;
  json.open().open_list("items");
  for (const auto& look : *looks) {
    json.open()
        .at("at", look.at)
        .text("actor", look.actor.id)
        .text("role", to_string(look.actor.role))
        .text("act", look.act)
        .text("line_id", look.line_id)
        .text("case_id", look.case_id);
    if (!look.document_id.empty()) json.text("document_id", look.document_id);
    write_names(json, look.fields);
    json.text("reason", look.reason).close();
  }
  json.close_list();
  if (looks->size() == kPage) json.text("next", looks->back().id);
  return json_text(200, json.close().take());
}

// GET /api/v1/catalogue
Response show_catalogue(RestParts&, const Request& request) {
  if (!may(caller_of(request).actor.role, Verb::view_catalogue))
    return refuse({Fault::forbidden, "rights.missing", ""});
  JsonText json;
  json.open().open_list("defects");
  for (const auto& row : defect_texts())
    json.open().text("code", row.code).both("text", row.en, row.zh).close();
  json.close_list().open_list("reasons");
  for (const auto& row : review_reasons())
    json.open()
        .text("code", row.code)
        .both("text", row.en, row.zh)
        .both("remedy", row.remedy_en, row.remedy_zh)
        .close();
  json.close_list().open_list("risk_factors");
  for (const auto& row : risk_texts())
    json.open().text("id", to_string(row.factor)).both("text", row.en, row.zh).close();
  json.close_list().open_list("offers");
  for (const auto& row : offers())
    json.open()
        .text("id", row.id)
        .both("text", row.en, row.zh)
        .both("script", row.script_en, row.script_zh)
        .close();
  return json_text(200, json.close_list().close().take());
}

constexpr RestRoute kDisclosureRoutes[] = {
    {Method::get, "/api/v1/lines/{id}/customer", "showCustomer", show_customer},
    {Method::post, "/api/v1/lines/{id}/unmasking", "unmask", unmask},
    {Method::get, "/api/v1/access-log", "listAccess", list_access},
    {Method::get, "/api/v1/catalogue", "showCatalogue", show_catalogue},
};

}  // namespace

std::span<const RestRoute> disclosure_routes() { return kDisclosureRoutes; }

}  // namespace signoff
