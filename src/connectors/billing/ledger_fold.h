// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/opening.h"
#include "ports/ledger_store.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// The chart of accounts. Debits are positive, so what the company owes its customer
// (credit, deposit, money in transit) stands negative.
namespace chart {
inline constexpr std::string_view kPaidCredit = "customer.paid_credit";
inline constexpr std::string_view kGiftCredit = "customer.gift_credit";
inline constexpr std::string_view kReceivable = "customer.receivable";
inline constexpr std::string_view kReceivableFees = "customer.receivable_fees";
inline constexpr std::string_view kDeposit = "customer.deposit";
inline constexpr std::string_view kUnbilled = "usage.unbilled";
inline constexpr std::string_view kTariff = "income.tariff";
inline constexpr std::string_view kFees = "income.fees";
inline constexpr std::string_view kForfeited = "income.forfeited";
inline constexpr std::string_view kCard = "cash.card";
inline constexpr std::string_view kRefunds = "cash.refunds";
inline constexpr std::string_view kDonated = "cash.donated";
inline constexpr std::string_view kInTransit = "refund.in_transit";
inline constexpr std::string_view kTransfer = "transfer.clearing";
inline constexpr std::string_view kWriteOff = "write_off";
inline constexpr std::string_view kLateUsage = "suspense.late_usage";
inline constexpr std::string_view kPartners = "partners.payable";
inline constexpr std::string_view kOpening = "opening";
}  // namespace chart

// A stretch of days the recurring fee is due for; open while the line is in service.
struct ServedSpan {
  Instant from;
  std::optional<Instant> to;
};

// A stretch of days a paused line costs its fee; open while it is paused.
struct HeldSpan {
  Instant from;
  std::optional<Instant> to;
  Money monthly_fee;
};

struct UsageRecord {
  Instant used_at;
  std::int64_t minor = 0;
};

// Everything the entries of one line say.
struct AccountState {
  Currency currency;
  Means means = Means::none;
  Money monthly_fee;
  std::optional<Contract> contract;
  std::vector<ServedSpan> served;
  std::vector<HeldSpan> pauses;
  std::vector<UsageRecord> usage;  // Not billed yet, without what the opening brought.
  std::optional<Instant> stopped_at;
  std::optional<FinalBill> final_bill;  // There when rating is closed.
  std::map<std::string, std::int64_t, std::less<>> balances;

  std::int64_t balance(std::string_view account) const;
  Money money(std::int64_t minor) const { return {minor, currency}; }
  // The company's debt to the customer, as a positive amount.
  Money held(std::string_view account) const { return money(-balance(account)); }
  // Billed and not paid, fees included.
  Money arrears() const;
  bool is_held() const { return !pauses.empty() && !pauses.back().to; }
  // When a pause that is told of for `at` begins to cost: not before the last return to
  // service, nor before what was held already.
  Instant holdable_from(Instant at) const;
  // The recurring fee of the days served and held and not billed, up to `now`.
  Money recurring(Instant now) const;
  Money unbilled(Instant now) const;
  // Paid credit and deposit less everything owed; never negative.
  Money refundable(Instant now) const;
  // Was the line chargeable at that moment?
  bool is_served(Instant at) const;
};

// What the entries, oldest first, add up to. Pure. Fault::not_found "billing.line_unknown"
// without entries; Fault::bad_input "ledger.damaged" when they contradict themselves.
Result<AccountState> fold(std::span<const LedgerEntry> entries);

// The answer of Billing::account.
Account summary(const AccountState& state, Instant now);

// Calendar pro rata: every UTC day from the day of `from` to the day before that of `to`
// costs monthly_fee / days of its month, each month rounded down. A whole month costs
// exactly the monthly fee; the day of a stop is free.
Money pro_rata(Money monthly_fee, Instant from, Instant to);

// The opening entry of a line.
LedgerEntry opening_entry(const std::string& line_id, const LineOpening& opening,
                          Instant at);

// Notes of entries that carry answers.
std::string final_bill_note(const FinalBill& bill, Instant at);
std::string moment_note(Instant at);
std::string hold_note(Instant at, Money monthly_fee);
std::string usage_note(Instant used_at, bool is_billable, bool is_on_bill);
std::string refund_note(Money amount, const RefundTarget& target);
struct UsageNote {
  Instant used_at;
  bool is_billable = false;
  bool is_on_bill = false;  // It arrived after the final bill.
};
Result<UsageNote> read_usage_note(const std::string& note);
struct RefundNote {
  std::int64_t minor = 0;
  RefundTarget target;
};
Result<RefundNote> read_refund_note(const std::string& note);

}  // namespace signoff
