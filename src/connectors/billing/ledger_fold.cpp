// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/ledger_fold.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

std::unexpected<Error> damaged(std::string_view what) {
  return fail(Fault::bad_input, "ledger.damaged", std::string{what});
}

Result<json::object> read_note(const std::string& note) {
  boost::system::error_code error;
  auto value = json::parse(note, error);
  if (error || !value.is_object()) return damaged("note");
  return std::move(value.as_object());
}

Result<std::int64_t> number(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64()) return damaged(name);
  return value->as_int64();
}

Result<std::string> text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return damaged(name);
  return std::string{value->as_string()};
}

Result<bool> flag(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_bool()) return damaged(name);
  return value->as_bool();
}

Result<Instant> moment(const json::object& object, std::string_view name) {
  const auto value = number(object, name);
  if (!value) return pass_on(value.error());
  return Instant{Duration{*value}};
}

std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }

using MeansRow = std::pair<Means, std::string_view>;
constexpr MeansRow kMeans[] = {
    {Means::none, "none"},
    {Means::card, "card"},
    {Means::declining_card, "declining_card"},
};

Result<Contract> read_contract(const json::object& object, Currency currency) {
  const auto ends_on = text(object, "ends_on");
  const auto fee = number(object, "monthly_fee");
  const auto clause = text(object, "clause");
  const auto is_proven = flag(object, "is_proven");
  if (!ends_on || !fee || !clause || !is_proven) return damaged("contract");
  const auto date = parse_date(*ends_on);
  if (!date) return damaged("contract.ends_on");
  return Contract{*date, Money{*fee, currency}, *clause, *is_proven};
}

Result<void> apply_opening(AccountState& state, const json::object& note) {
  const auto code = text(note, "currency");
  const auto fee = number(note, "monthly_fee");
  const auto billed_until = moment(note, "billed_until");
  const auto means = text(note, "means");
  if (!code || !fee || !billed_until || !means) return damaged("opening");
  const auto currency = Currency::parse(*code);
  if (!currency) return damaged("opening.currency");
  state.currency = *currency;
  state.monthly_fee = Money{*fee, *currency};
  state.served.push_back({*billed_until, {}});
  const auto* row = std::ranges::find(kMeans, *means, &MeansRow::second);
  if (row == std::end(kMeans)) return damaged("opening.means");
  state.means = row->first;
  const auto* contract = note.if_contains("contract");
  if (contract == nullptr) return {};
  if (!contract->is_object()) return damaged("opening.contract");
  auto read = read_contract(contract->as_object(), *currency);
  if (!read) return pass_on(read.error());
  state.contract = *read;
  return {};
}

// Charging ends at `at`, wherever that lies in what was served.
void apply_stop(AccountState& state, Instant at) {
  state.stopped_at = state.stopped_at ? std::min(*state.stopped_at, at) : at;
  for (auto& span : state.served) span.to = span.to ? std::min(*span.to, at) : at;
  for (auto& span : state.pauses) span.to = span.to ? std::min(*span.to, at) : at;
  std::erase_if(state.usage,
                [at](const UsageRecord& record) { return record.used_at > at; });
}

void apply_resume(AccountState& state, Instant at) {
  if (!state.stopped_at) return;
  // Not before the last return to service: no day is served twice.
  at = std::max({at, *state.stopped_at, state.served.back().from});
  if (state.is_held()) state.pauses.back().to = std::max(at, state.pauses.back().from);
  state.served.push_back({at, {}});
  state.stopped_at.reset();
}

Result<void> apply_hold(AccountState& state, Instant at, const json::object& note) {
  const auto fee = number(note, "monthly_fee");
  if (!fee) return pass_on(fee.error());
  apply_stop(state, at);
  state.pauses.push_back({at, {}, state.money(*fee)});
  return {};
}

Result<void> apply_final_bill(AccountState& state, const json::object& note) {
  const auto at = moment(note, "at");
  if (!at) return pass_on(at.error());
  FinalBill bill;
  const std::pair<const char*, Money*> fields[] = {
      {"unbilled", &bill.unbilled},       {"contract_fee", &bill.contract_fee},
      {"arrears", &bill.arrears},         {"owed", &bill.owed},
      {"from_credit", &bill.from_credit}, {"open", &bill.open},
      {"refundable", &bill.refundable},   {"forfeited", &bill.forfeited},
  };
  for (const auto& [name, field] : fields) {
    const auto minor = number(note, name);
    if (!minor) return pass_on(minor.error());
    *field = state.money(*minor);
  }
  apply_stop(state, *at);
  state.usage.clear();
  state.final_bill = bill;
  return {};
}

Result<void> apply_usage(AccountState& state, const LedgerEntry& entry) {
  const auto note = read_usage_note(entry.note);
  if (!note) return pass_on(note.error());
  if (!note->is_billable || note->is_on_bill) return {};
  if (entry.postings.empty()) return damaged("late_usage");
  state.usage.push_back({note->used_at, entry.postings.front().minor});
  return {};
}

Result<void> apply_postings(AccountState& state, const LedgerEntry& entry) {
  std::int64_t sum = 0;
  for (const auto& posting : entry.postings) {
    auto& balance = state.balances[posting.account];
    if (__builtin_add_overflow(balance, posting.minor, &balance))
      return damaged("overflow");
    if (__builtin_add_overflow(sum, posting.minor, &sum)) return damaged("overflow");
  }
  if (sum != 0) return damaged("sum");
  return {};
}

Result<void> apply_fact(AccountState& state, const LedgerEntry& entry) {
  if (entry.kind == "late_usage") return apply_usage(state, entry);
  const bool has_fact = entry.kind == "opening" || entry.kind == "stop" ||
                        entry.kind == "resume" || entry.kind == "hold" ||
                        entry.kind == "close";
  if (!has_fact) return {};
  const auto note = read_note(entry.note);
  if (!note) return pass_on(note.error());
  if (entry.kind == "opening") return apply_opening(state, *note);
  if (entry.kind == "close") return apply_final_bill(state, *note);
  const auto at = moment(*note, "at");
  if (!at) return pass_on(at.error());
  if (entry.kind == "hold") return apply_hold(state, *at, *note);
  entry.kind == "stop" ? apply_stop(state, *at) : apply_resume(state, *at);
  return {};
}

}  // namespace

std::int64_t AccountState::balance(std::string_view account) const {
  const auto found = balances.find(account);
  return found == balances.end() ? 0 : found->second;
}

Money AccountState::arrears() const {
  return money(balance(chart::kReceivable) + balance(chart::kReceivableFees));
}

Money AccountState::recurring(Instant now) const {
  Money sum = money(0);
  if (final_bill) return sum;
  for (const auto& span : served)
    sum = sum + pro_rata(monthly_fee, span.from, std::min(span.to.value_or(now), now));
  for (const auto& span : pauses)
    sum = sum + pro_rata(span.monthly_fee, span.from, std::min(span.to.value_or(now), now));
  return sum;
}

Money AccountState::unbilled(Instant now) const {
  return money(balance(chart::kUnbilled)) + recurring(now);
}

Money AccountState::refundable(Instant now) const {
  const Money left =
      held(chart::kPaidCredit) + held(chart::kDeposit) - arrears() - unbilled(now);
  return std::max(left, money(0));
}

Instant AccountState::holdable_from(Instant at) const {
  at = std::max(at, served.back().from);
  if (pauses.empty()) return at;
  return std::max(at, pauses.back().to.value_or(pauses.back().from));
}

bool AccountState::is_served(Instant at) const {
  // Usage from before the opening is still the first span's: late records reach far back.
  bool is_first = true;
  for (const auto& span : served) {
    const bool has_begun = is_first || span.from <= at;
    is_first = false;
    if (has_begun && (!span.to || at <= *span.to)) return true;
  }
  return false;
}

Result<AccountState> fold(std::span<const LedgerEntry> entries) {
  if (entries.empty()) return fail(Fault::not_found, "billing.line_unknown");
  if (entries.front().kind != "opening") return damaged("no opening");
  AccountState state;
  for (const auto& entry : entries) {
    const auto posted = apply_postings(state, entry);
    if (!posted) return pass_on(posted.error());
    const auto applied = apply_fact(state, entry);
    if (!applied) return pass_on(applied.error());
  }
  return state;
}

Account summary(const AccountState& state, Instant now) {
  return {.paid_credit = state.held(chart::kPaidCredit),
          .gift_credit = state.held(chart::kGiftCredit),
          .arrears = state.arrears(),
          .unbilled = state.unbilled(now),
          .deposit = state.held(chart::kDeposit),
          .charging_stopped_at = state.stopped_at,
          .contract = state.contract,
          .rating_closed = state.final_bill.has_value(),
          .is_held = state.is_held()};
}

Money pro_rata(Money monthly_fee, Instant from, Instant to) {
  using std::chrono::days;
  using std::chrono::sys_days;
  Money sum{0, monthly_fee.currency()};
  auto day = std::chrono::floor<days>(from);
  const auto end = std::chrono::floor<days>(to);
  while (day < end) {
    const Date date{day};
    const Date last{date.year() / date.month() / std::chrono::last};
    const auto next_month = sys_days{last} + days{1};
    const auto until = std::min(end, next_month);
    const auto length = static_cast<unsigned>(last.day());
    sum = sum + monthly_fee.scaled((until - day).count(), length, Rounding::down);
    day = until;
  }
  return sum;
}

LedgerEntry opening_entry(const std::string& line_id, const LineOpening& opening,
                          Instant at) {
  const auto& currency = opening.paid_credit.currency();
  const Money none{0, currency};
  const Money credit = std::max(opening.paid_credit, none);
  const Money arrears = opening.arrears + std::max(-opening.paid_credit, none);
  json::object note{{"currency", json::string_view{currency.code()}},
                    {"monthly_fee", opening.monthly_fee.minor()},
                    {"billed_until", milliseconds(opening.billed_until)}};
  for (const auto& [means, name] : kMeans)
    if (means == opening.means) note["means"] = json::string_view{name};
  if (opening.contract)
    note["contract"] = json::object{{"ends_on", to_string(opening.contract->ends_on)},
                                    {"monthly_fee", opening.contract->monthly_fee.minor()},
                                    {"clause", opening.contract->clause},
                                    {"is_proven", opening.contract->is_proven}};
  LedgerEntry entry{line_id, "opening", at, "opening", json::serialize(note), {}};
  std::int64_t sum = 0;
  const auto post = [&](std::string_view account, std::int64_t minor) {
    if (minor != 0) entry.postings.push_back({std::string{account}, minor});
    sum += minor;
  };
  post(chart::kPaidCredit, -credit.minor());
  post(chart::kGiftCredit, -opening.gift_credit.minor());
  post(chart::kReceivable, arrears.minor());
  post(chart::kUnbilled, opening.unbilled.minor());
  post(chart::kDeposit, -opening.deposit.minor());
  post(chart::kOpening, -sum);
  return entry;
}

std::string final_bill_note(const FinalBill& bill, Instant at) {
  return json::serialize(json::object{{"at", milliseconds(at)},
                                      {"unbilled", bill.unbilled.minor()},
                                      {"contract_fee", bill.contract_fee.minor()},
                                      {"arrears", bill.arrears.minor()},
                                      {"owed", bill.owed.minor()},
                                      {"from_credit", bill.from_credit.minor()},
                                      {"open", bill.open.minor()},
                                      {"refundable", bill.refundable.minor()},
                                      {"forfeited", bill.forfeited.minor()}});
}

std::string moment_note(Instant at) {
  return json::serialize(json::object{{"at", milliseconds(at)}});
}

std::string hold_note(Instant at, Money monthly_fee) {
  return json::serialize(
      json::object{{"at", milliseconds(at)}, {"monthly_fee", monthly_fee.minor()}});
}

std::string usage_note(Instant used_at, bool is_billable, bool is_on_bill) {
  return json::serialize(json::object{{"used_at", milliseconds(used_at)},
                                      {"is_billable", is_billable},
                                      {"is_on_bill", is_on_bill}});
}

Result<UsageNote> read_usage_note(const std::string& note) {
  const auto object = read_note(note);
  if (!object) return pass_on(object.error());
  const auto used_at = moment(*object, "used_at");
  const auto is_billable = flag(*object, "is_billable");
  const auto is_on_bill = flag(*object, "is_on_bill");
  if (!used_at || !is_billable || !is_on_bill) return damaged("late_usage");
  return UsageNote{*used_at, *is_billable, *is_on_bill};
}

std::string refund_note(Money amount, const RefundTarget& target) {
  return json::serialize(json::object{
      {"amount", amount.minor()}, {"kind", target.kind}, {"account", target.account}});
}

Result<RefundNote> read_refund_note(const std::string& note) {
  const auto object = read_note(note);
  if (!object) return pass_on(object.error());
  const auto minor = number(*object, "amount");
  const auto kind = text(*object, "kind");
  const auto account = text(*object, "account");
  if (!minor || !kind || !account) return damaged("refund");
  return RefundNote{*minor, {*kind, *account}};
}

}  // namespace signoff
