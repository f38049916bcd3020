// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/money.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// A minimum term the owner agreed to: a tariff contract or a special-number agreement.
struct Contract {
  Date ends_on;
  Money monthly_fee;
  std::string clause;  // Which clause of which agreement allows a fee; shown to the owner.
  bool is_proven = true;  // The signed copy is at hand; without it no fee (OB-18).
  friend bool operator==(const Contract&, const Contract&) = default;
};

// What the charging system knows of one line, now. Amounts are never negative.
struct Account {
  Money paid_credit;  // The owner's money.
  Money gift_credit;  // Given, never refunded.
  Money arrears;      // Billed and not paid.
  Money unbilled;     // Used and not billed yet.
  Money deposit;
  std::optional<Instant> charging_stopped_at;
  std::optional<Contract> contract;
  bool rating_closed = false;
  bool is_held = false;  // Charging has stopped but for the fee of a paused line.
  friend bool operator==(const Account&, const Account&) = default;
};

struct FinalBill {
  Money unbilled;  // Late usage up to the stop, billed now.
  Money contract_fee;
  Money arrears;
  Money owed;         // Sum of the above.
  Money from_credit;  // Part of `owed` taken from paid credit, then from the deposit.
  Money open;         // Still to be paid after that.
  Money refundable;   // Paid credit and deposit left for the owner.
  Money forfeited;    // Gift credit lost.
  friend bool operator==(const FinalBill&, const FinalBill&) = default;
};

// Where the owner's money goes.
struct RefundTarget {
  std::string kind;     // "source" (how it was paid in), "line" (another line of the same
                        // owner), "bank", "cash" (handed out at a counter), "donate".
  std::string account;  // For "line" the line's id, for "bank" an account reference.
  friend bool operator==(const RefundTarget&, const RefundTarget&) = default;
};

enum class RefundAnswer { accepted, paid, returned };

// The charging and billing system. Every changing verb carries a key and does its work once
// per line and key, however often it is called; repeating answers what the first call
// answered.
class Billing {
 public:
  virtual ~Billing() = default;

  virtual Result<Account> account(const std::string& line_id) = 0;
  // No recurring or usage charge after `at`, honoured retroactively.
  virtual Result<void> stop_charging(const std::string& line_id, Instant at,
                                     const std::string& key) = 0;
  // The line is paused at `at`: as stop_charging, and from then on `monthly_fee` accrues by
  // the day, until charging is resumed or stopped for good. Days that were served before
  // are not touched. Fault::conflict "billing.closed" after the final bill.
  virtual Result<void> hold_charging(const std::string& line_id, Instant at,
                                     Money monthly_fee, const std::string& key) = 0;
  // Undoes stop_charging and hold_charging; the days without service are not billed.
  virtual Result<void> resume_charging(const std::string& line_id, Instant at,
                                       const std::string& key) = 0;
  // Takes `amount` from the means of payment on file (or from paid credit when
  // `from_credit`) against what is owed, and never more than that. Fault::conflict
  // "billing.declined" when the means refuses, "billing.short_of_credit" when credit lacks.
  virtual Result<void> collect(const std::string& line_id, Money amount, bool from_credit,
                               const std::string& key) = 0;
  // Adds an early-termination fee to what is owed. Fault::conflict
  // "billing.contract_unproven" without a proven contract.
  virtual Result<void> charge_fee(const std::string& line_id, Money amount,
                                  const std::string& key) = 0;
  // Forgives what is owed (dispute lost by us, fee without proof).
  virtual Result<void> waive(const std::string& line_id, Money amount,
                             const std::string& key) = 0;
  // Ends rating and makes the final bill: owed money is taken from credit, gift credit
  // lapses. A line has one final bill: another key answers the same.
  virtual Result<FinalBill> close_rating(const std::string& line_id, Instant at,
                                         const std::string& key) = 0;
  // Sends `amount` of the refundable money. Answers where the refund stands: call again
  // with the same key until it is paid or returned. Returned money is refundable again,
  // under a new key. Fault::conflict "billing.not_refundable" when `amount` is more than
  // paid credit and deposit less everything owed.
  virtual Result<RefundAnswer> refund(const std::string& line_id, Money amount,
                                      const RefundTarget& target,
                                      const std::string& key) = 0;
  // Usage that arrives after the bar (roaming records): kept apart, never billed when it
  // happened after `charging_stopped_at`. True when it was billable.
  virtual Result<bool> late_usage(const std::string& line_id, Money amount, Instant used_at,
                                  const std::string& key) = 0;
};

}  // namespace signoff
