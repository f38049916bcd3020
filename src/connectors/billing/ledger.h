// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/ledger_fold.h"

#include <functional>

namespace signoff {

// Pays a refund out to a bank account. Called again with the same key until it answers paid
// or returned; a bank does one payment per key. `returned`: account closed, name mismatch.
struct Bank {
  std::function<Result<RefundAnswer>(const std::string& account, Money amount,
                                     const std::string& key)>
      pay;
};

// Pays at once, except to references that begin with "closed" or "mismatch".
Bank simulated_bank();

struct LedgerTerms {
  // Usage from before the stop may be billed this long after the stop; later the operator
  // bears it.
  Duration late_usage_window = std::chrono::days{90};
};

// The built-in charging system. All it knows is in the ledger's entries; it holds no state,
// so any number of processes may use one store, and a crash loses nothing.
class LedgerBilling final : public Billing {
 public:
  LedgerBilling(LedgerStore& store, const Clock& clock, Bank bank = simulated_bank(),
                LedgerTerms terms = {})
      : store_{store}, clock_{clock}, bank_{std::move(bank)}, terms_{terms} {}

  // Begins the ledger of a line; once. False when it had begun already.
  Result<bool> open_account(const std::string& line_id, const LineOpening& opening);

  Result<Account> account(const std::string& line_id) override;
  Result<void> stop_charging(const std::string& line_id, Instant at,
                             const std::string& key) override;
  Result<void> hold_charging(const std::string& line_id, Instant at, Money monthly_fee,
                             const std::string& key) override;
  Result<void> resume_charging(const std::string& line_id, Instant at,
                               const std::string& key) override;
  Result<void> collect(const std::string& line_id, Money amount, bool from_credit,
                       const std::string& key) override;
  Result<void> charge_fee(const std::string& line_id, Money amount,
                          const std::string& key) override;
  Result<void> waive(const std::string& line_id, Money amount,
                     const std::string& key) override;
  Result<FinalBill> close_rating(const std::string& line_id, Instant at,
                                 const std::string& key) override;
  Result<RefundAnswer> refund(const std::string& line_id, Money amount,
                              const RefundTarget& target, const std::string& key) override;
  Result<bool> late_usage(const std::string& line_id, Money amount, Instant used_at,
                          const std::string& key) override;

  // Money paid in from outside, at any time, even after the final bill: it is the owner's.
  Result<void> top_up(const std::string& line_id, Money amount, const std::string& key);
  // A standing order fires. False when charging had stopped and it was given back at once.
  Result<bool> autopay(const std::string& line_id, Money amount, const std::string& key);

 private:
  struct Draft {
    std::string note;
    std::vector<Posting> postings;
  };
  using Decide = std::function<Result<Draft>(const AccountState&)>;

  Result<AccountState> load(const std::string& line_id);
  Result<LedgerEntry> commit(const std::string& line_id, const std::string& key,
                             std::string_view kind, const Decide& decide);
  Result<RefundAnswer> settle(const LedgerEntry& sent);
  Result<RefundAnswer> pay_out(const LedgerEntry& sent, Money amount,
                               const RefundTarget& target);
  Result<RefundAnswer> pay_to_line(const LedgerEntry& sent, Money amount,
                                   const std::string& other_line);

  LedgerStore& store_;
  const Clock& clock_;
  Bank bank_;
  LedgerTerms terms_;
};

}  // namespace signoff
