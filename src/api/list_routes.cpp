// SPDX-License-Identifier: Apache-2.0
#include "api/figure_json.h"
#include "api/list_query.h"
#include "api/rest_parts.h"
#include "base/random.h"
#include "service/bounds.h"

namespace signoff {
namespace {

constexpr std::size_t kAccountMax = 200;

// A subscriber's own cases: few, in the order of asking.
Response list_own_cases(RestParts& parts, const Request& request) {
  CaseFilter filter;
  if (const auto state = request.query_value("state")) {
    const auto parsed = parse_name<CaseState>(*state);
    if (!parsed) return problem({Fault::bad_input, "query.state", "/state"});
    filter.state = *parsed;
  }
  if (const auto line = request.query_value("line_id")) {
    if (!is_uuid(*line)) return problem({Fault::bad_input, "query.line_id", "/line_id"});
    filter.line_id = *line;
  }
  if (const auto after = request.query_value("after")) {
    if (!is_uuid(*after)) return problem({Fault::bad_input, "query.after", "/after"});
    filter.after = *after;
  }
  const auto limit = read_limit(request);
  if (!limit) return problem(limit.error());
  filter.limit = *limit;
  const auto& caller = caller_of(request);
  const auto views = parts.service.list_cases(caller, filter);
  if (!views) return refuse(views.error());
  const bool is_full = views->size() == filter.limit;
  return json_text(
      200, cases_json(*views, is_full ? views->back().dossier.head.id : std::string{},
                      caller, parts.pack));
}

// GET /api/v1/cases
Response list_cases(RestParts& parts, const Request& request) {
  const auto& caller = caller_of(request);
  if (!caller.is_staff()) return list_own_cases(parts, request);
  const auto query = read_case_query(request);
  if (!query) return problem(query.error());
  const auto list = parts.case_lists.list(caller, *query);
  if (!list) return refuse(list.error());
  const auto next = list->next ? cursor_text(order_of(*query), *list->next) : std::string{};
  return json_text(200, cases_json(list->cases, next, caller, parts.pack, list->total));
}

// GET /api/v1/refunds
Response list_refunds(RestParts& parts, const Request& request) {
  const auto query = read_refund_query(request);
  if (!query) return problem(query.error());
  const auto list = parts.refund_desk.list(caller_of(request), *query);
  if (!list) return refuse(list.error());
  const auto next = list->next ? cursor_text(kRefundOrder, *list->next) : std::string{};
  return json_text(200, refunds_json(*list, next));
}

// POST /api/v1/refunds/{id}/account
Response give_refund_account(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  NewRefundAccount wanted;
  wanted.target = fields.required_choice("target", {"bank", "line", "cash"});
  wanted.account = fields.required_string("account", 1, kAccountMax);
  wanted.reason = fields.optional_string("reason", 0, kLookReasonMax).value_or("");
  wanted.proofs = read_proofs(fields);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  const auto given = parts.refund_accounts.give(caller_of(request),
                                                std::string{request.path("id")}, wanted);
  return given ? json_text(200, refund_json(*given)) : refuse(given.error());
}

// GET /api/v1/ledger/proof
Response prove_ledger(RestParts& parts, const Request& request) {
  const auto proof = parts.refund_desk.prove_ledger(caller_of(request));
  return proof ? json_text(200, ledger_proof_json(*proof)) : refuse(proof.error());
}

// GET /api/v1/figures
Response show_figures(RestParts& parts, const Request& request) {
  const auto sheet = parts.figures.show(caller_of(request));
  return sheet ? json_text(200, figures_json(**sheet)) : refuse(sheet.error());
}

Result<std::optional<Date>> read_day(const Request& request, std::string_view name) {
  const auto given = request.query_value(name);
  if (!given) return std::nullopt;
  const auto day = parse_date(*given);
  if (!day) return fail(Fault::bad_input, "query.day", "/" + std::string{name});
  return *day;
}

// Why somebody takes so much along.
Result<std::string> read_reason(const Request& request) {
  const auto given = request.query_value("reason").value_or("");
  const auto length = code_points(given);
  if (length < kLookReasonMin || length > kLookReasonMax)
    return fail(Fault::bad_input, "query.reason", "/reason");
  return std::string{given};
}

// GET /api/v1/exports/cases
Response export_cases(RestParts& parts, const Request& request) {
  const auto from = read_day(request, "from");
  if (!from) return problem(from.error());
  const auto to = read_day(request, "to");
  if (!to) return problem(to.error());
  const auto reason = read_reason(request);
  if (!reason) return problem(reason.error());
  auto csv = parts.case_export.csv(caller_of(request), {*from, *to, *reason});
  if (!csv) return refuse(csv.error());
  std::string name = "cases";
  if (*from) name += "-from-" + to_string(**from);
  if (*to) name += "-to-" + to_string(**to);
  return bytes("text/csv; charset=utf-8; header=present", *std::move(csv))
      .with("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
}

constexpr RestRoute kListRoutes[] = {
    {Method::get, "/api/v1/cases", "listCases", list_cases},
    {Method::get, "/api/v1/refunds", "listRefunds", list_refunds},
    {Method::post, "/api/v1/refunds/{id}/account", "giveRefundAccount",
     give_refund_account},
    {Method::get, "/api/v1/ledger/proof", "proveLedger", prove_ledger},
    {Method::get, "/api/v1/figures", "showFigures", show_figures},
    {Method::get, "/api/v1/exports/cases", "exportCases", export_cases},
};

}  // namespace

std::span<const RestRoute> list_routes() { return kListRoutes; }

}  // namespace signoff
