// SPDX-License-Identifier: Apache-2.0
#include "service/case_export.h"

#include "base/civil_time.h"
#include "domain/case_due.h"
#include "engine/params.h"

#include <initializer_list>

namespace signoff {
namespace {

constexpr std::size_t kPage = 500;
constexpr std::string_view kHead =
    "case_number,state,type,channel,number_masked,opened_at,changed_at,due_at,submitted_at,"
    "stopped_at,removed_at,risk_score,hold_reason,reason_code,refund,currency,voucher,"
    "policy\r\n";

std::string moment(std::optional<Instant> at) {
  return at ? to_string(*at) : std::string{};
}

void add_row(std::string& csv, std::initializer_list<std::string_view> cells) {
  bool is_first = true;
  for (const auto cell : cells) {
    if (!is_first) csv += ',';
    is_first = false;
    csv += csv_cell(cell);
  }
  csv += "\r\n";
}

void add_case(std::string& csv, const Dossier& dossier, const Pack& pack) {
  const auto& head = dossier.head;
  const auto& file = dossier.file;
  // Amounts and their currency in columns of their own, so that they can be added up.
  const auto amount = to_string(file.refund);
  add_row(
      csv,
      {head.number, to_string(head.state), to_string(head.type), to_string(file.channel),
       masked(dossier.line.msisdn, pack.place.calling_code), moment(head.opened_at),
       moment(head.changed_at), moment(due_of(head.state, file)), moment(file.submitted_at),
       moment(file.stopped_at), moment(file.removed_at), fmt::format("{}", file.risk_score),
       file.hold_reason, file.reason_code, amount.substr(0, amount.find(' ')),
       file.refund.currency().code(), file.voucher, file.policy});
}

}  // namespace

std::string csv_cell(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  constexpr std::string_view kQuoted = ",\"\r\n";
  std::string cell;
  const bool is_formula = !text.empty() && kFormula.find(text.front()) != kFormula.npos;
  if (is_formula) cell += '\'';
  if (text.find_first_of(kQuoted) == text.npos) return cell.append(text);
  cell.insert(cell.begin(), '"');
  for (const char letter : text) {
    if (letter == '"') cell += '"';
    cell += letter;
  }
  return cell += '"';
}

Result<std::string> CaseExport::csv(const Caller& caller, const ExportDays& days) {
  if (!may(caller.actor.role, Verb::export_cases))
    return fail(Fault::forbidden, "rights.missing");
  if (days.from && days.to && *days.to < *days.from)
    return fail(Fault::bad_input, "export.days", "/to");
  const auto& pack = parts_.outside.pack;
  const auto zone = zone_of(pack);
  const auto from = days.from ? zone.start_of(*days.from) : Instant{};
  const auto before =
      days.to ? zone.end_of(*days.to) : parts_.clock.now() + std::chrono::days{1};
  std::string csv{kHead};
  std::string after;
  for (std::size_t rows = 0;;) {
    const auto page = lists_.cases_opened(from, before, after, kPage);
    if (!page) return pass_on(page.error());
    if (rows + page->size() > kExportRowsMax)
      return fail(Fault::bad_input, "export.too_many", "/from");
    for (const auto& dossier : *page) add_case(csv, dossier, pack);
    if (page->size() < kPage) return csv;
    rows += page->size();
    after = page->back().head.id;
  }
}

}  // namespace signoff
