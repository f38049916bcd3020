// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "base/civil_time.h"
#include "base/ensure.h"
#include "policy/fee.h"
#include "policy/obligations.h"
#include "policy/working_days.h"

#include <algorithm>

namespace signoff {
namespace {

// Every figure the owner consents to, in one text.
std::string quote_hash(const Quote& quote, const CaseFacts& facts,
                       const std::string& effective) {
  std::string text = facts.line.id + "|" + effective + "|" + quote.last_day_to_undo;
  for (const auto& item : quote.items)
    text += "|" + item.id + "=" + std::to_string(item.amount.minor());
  text += "|" + std::to_string(quote.total.minor()) + "|" +
          std::to_string(quote.refund.minor());
  return to_hex(sha256(as_bytes(text))).substr(0, 32);
}

}  // namespace

Result<Instant> stop_time(const CaseFacts& facts, const std::string& effective,
                          const std::vector<Settlement>& settlements, const Pack& pack) {
  const auto zone = zone_of(pack);
  const auto today = zone.date_of(facts.now);
  auto at = facts.now;
  if (effective == "cycle_end") {
    at = zone.end_of(cycle_end(today, 1));
  } else if (effective != "now") {
    const auto date = parse_date(effective);
    if (!date) return fail(Fault::bad_input, "effective.format");
    const auto days = days_between(today, *date);
    if (days < 0) return fail(Fault::bad_input, "effective.past");
    if (days > pack.times.chosen_date_max_days)
      return fail(Fault::bad_input, "effective.too_far");
    at = zone.end_of(*date);
  }
  const auto waits = std::ranges::any_of(settlements, [](const Settlement& one) {
    return one.obligation == "OB-17" && one.option == "wait_until_end";
  });
  if (waits && facts.contract) at = std::max(at, zone.end_of(facts.contract->ends_on));
  return at;
}

Instant last_moment_to_undo(Instant stops, const Pack& pack) {
  if (pack.cooling_off.default_days == 0) return stops;
  const auto zone = zone_of(pack);
  return zone.end_of(
      zone.date_of(stops + std::chrono::days{pack.cooling_off.default_days}));
}

Quote make_quote(const CaseFacts& facts, const std::vector<Obligation>& all,
                 const std::vector<Settlement>& settlements, const std::string& effective,
                 const Pack& pack) {
  const Money zero{0, pack.place.currency};
  Quote quote;
  auto owed = zero;
  const auto add = [&](std::string id, std::string en, std::string zh,
                       const Money& amount) {
    if (amount.is_zero()) return;
    quote.items.push_back({std::move(id), std::move(en), std::move(zh), amount});
  };
  if (choice_for("OB-14", all, settlements) != "dispute") {
    add("arrears", "Billed and not paid", "欠费", facts.arrears);
    owed = owed + facts.arrears;
  }
  add("unbilled", "Used and not billed yet (estimate)", "未出账话费（预估）",
      facts.unbilled);
  owed = owed + facts.unbilled;
  if (facts.contract && choice_for("OB-17", all, settlements) == "pay_fee") {
    const auto today = zone_of(pack).date_of(facts.now);
    const auto fee = contract_fee(pack.contract_fee, facts.contract->ends_on,
                                  facts.contract->monthly_fee, today);
    add("contract_fee", "Fee for leaving the contract: " + fee.formula.en,
        "解约费：" + fee.formula.zh, fee.amount);
    owed = owed + fee.amount;
  }
  add("paid_credit", "Your credit", "账户余额", -facts.paid_credit);
  add("deposit", "Your deposit", "押金", -facts.deposit);
  const auto mine = facts.paid_credit + facts.deposit;
  quote.total = std::max(owed - mine, zero);
  quote.refund = std::max(mine - owed, zero);
  quote.forfeited = facts.gift_credit;

  const auto stops = stop_time(facts, effective, settlements, pack).value_or(facts.now);
  quote.last_day_to_undo =
      to_string(zone_of(pack).date_of(last_moment_to_undo(stops, pack) - Duration{1}));
  quote.hash = quote_hash(quote, facts, effective);
  return quote;
}

}  // namespace signoff
