// SPDX-License-Identifier: Apache-2.0
#include "service/case_export.h"

#include "base/civil_time.h"
#include "domain/case_due.h"
#include "engine/params.h"
#include "service/bounds.h"
#include "service/disclosure.h"
#include "service/masks.h"

#include <initializer_list>

namespace signoff {
namespace {

constexpr std::size_t kExportPage = 500;
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

Result<std::string> CaseExport::csv(const Caller& caller, const ExportWish& wish) {
  if (!may(caller.actor.role, Verb::export_cases))
    return fail(Fault::forbidden, "rights.missing");
  if (wish.reason.size() < kLookReasonMin || wish.reason.size() > kLookReasonBytesMax)
    return fail(Fault::bad_input, "reason.length", "/reason");
  if (wish.from && wish.to && *wish.to < *wish.from)
    return fail(Fault::bad_input, "export.days", "/to");
  auto made = table(wish);
  if (!made) return pass_on(made.error());
  if (auto logged = log(caller, wish, made->rows); !logged) return pass_on(logged.error());
  return std::move(made->csv);
}

Result<CaseExport::Table> CaseExport::table(const ExportWish& wish) {
  const auto& pack = parts_.outside.pack;
  const auto zone = zone_of(pack);
  const auto from = wish.from ? zone.start_of(*wish.from) : Instant{};
  const auto before =
      wish.to ? zone.end_of(*wish.to) : parts_.clock.now() + std::chrono::days{1};
  Table made{std::string{kHead}};
  std::string after;
  for (;;) {
    const auto page = lists_.cases_opened(from, before, after, kExportPage);
    if (!page) return pass_on(page.error());
    made.rows += page->size();
    if (made.rows > kExportRowsMax)
      return fail(Fault::bad_input, "export.too_many", "/from");
    for (const auto& dossier : *page) add_case(made.csv, dossier, pack);
    if (page->size() < kExportPage) return made;
    after = page->back().head.id;
  }
}

Result<void> CaseExport::log(const Caller& caller, const ExportWish& wish,
                             std::size_t rows) {
  auto look = access_of(parts_, caller.actor, kExported, "", "");
  look.fields = "cases";
  if (wish.from) look.fields += ",from " + to_string(*wish.from);
  if (wish.to) look.fields += ",to " + to_string(*wish.to);
  look.fields += fmt::format(",rows {}", rows);
  look.reason = without_numbers(wish.reason);
  Change change;
  change.accesses.push_back(std::move(look));
  return parts_.outside.store.commit(change);
}

}  // namespace signoff
