// SPDX-License-Identifier: Apache-2.0
#include "api/figure_json.h"

#include "api/json_text.h"

namespace signoff {
namespace {

void write_refund(JsonText& json, const RefundView& view) {
  const auto& refund = view.refund;
  json.open()
      .text("id", refund.id)
      .text("case_id", refund.case_id)
      .text("case_number", view.case_number)
      .text("msisdn_masked", view.masked_number)
      .text("state", to_string(refund.state))
      .money("amount", refund.amount)
      .text("target", refund.target_kind)
      .text("account_masked", view.masked_account)
      .at("due", refund.due_at)
      .open_list("actions");
  for (const auto& action : view.actions) json.text({}, action);
  json.close_list();
  if (view.is_for_owner_only) json.flag("is_for_owner_only", true);
  json.close();
}

void write_days(JsonText& json, const std::vector<DayCounts>& days) {
  json.open_list("days");
  for (const auto& row : days)
    json.open()
        .text("day", to_string(row.day))
        .number("opened", row.opened)
        .number("closed", row.closed)
        .number("withdrawn", row.withdrawn)
        .number("ended", row.ended)
        .close();
  json.close_list();
}

}  // namespace

std::string figures_json(const FigureSheet& sheet) {
  JsonText json;
  json.open().at("at", sheet.at).open_list("cases");
  for (const auto& row : sheet.cases)
    json.open()
        .text("state", to_string(row.state))
        .text("channel", to_string(row.channel))
        .number("count", row.count)
        .close();
  json.close_list().open_list("time_in_state");
  for (const auto& row : sheet.time_in_state)
    json.open()
        .text("state", to_string(row.state))
        .number("median_seconds", row.median_seconds)
        .number("p95_seconds", row.p95_seconds)
        .number("count", row.count)
        .close();
  json.close_list()
      .open("reviews")
      .number("in_time", sheet.reviews.in_time)
      .number("late", sheet.reviews.late)
      .number("open", sheet.reviews.open)
      .number("open_late", sheet.reviews.open_late)
      .close()
      .open_list("refunds");
  for (const auto& row : sheet.refunds)
    json.open()
        .text("state", to_string(row.state))
        .number("count", row.count)
        .money("amount", row.amount)
        .close();
  json.close_list();
  write_days(json, sheet.days);
  return json.close().take();
}

std::string ledger_proof_json(const LedgerProofView& view) {
  const auto& proof = view.proof;
  JsonText json;
  json.open()
      .number("entries", proof.entries)
      .number("postings", proof.postings)
      .number("lines", proof.lines)
      .flag("is_balanced", proof.sum == 0 && proof.unbalanced.empty())
      .open_list("sums")
      .money({}, Money{proof.sum, view.currency})
      .close_list()
      .open_list("accounts");
  for (const auto& row : proof.accounts)
    json.open()
        .text("account", row.account)
        .money("balance", Money{row.minor, view.currency})
        .close();
  json.close_list().open_list("unbalanced");
  for (const auto& row : proof.unbalanced)
    json.open().text("line_id", row.line_id).number("seq", row.seq).close();
  return json.close_list().at("at", view.at).close().take();
}

std::string refund_json(const RefundView& view) {
  JsonText json;
  write_refund(json, view);
  return json.take();
}

std::string refunds_json(const RefundListView& view, const std::string& next) {
  JsonText json;
  json.open().open_list("items");
  for (const auto& one : view.refunds) write_refund(json, one);
  json.close_list();
  if (!next.empty()) json.text("next", next);
  return json.number("total", static_cast<std::int64_t>(view.total)).close().take();
}

}  // namespace signoff
