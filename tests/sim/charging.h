// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/trouble.h"
#include "sim/world.h"

namespace signoff::sim {

// The real ledger behind a line that fails before it acts or loses the answer after.
class World::Charging final : public Billing {
 public:
  using Weather = std::function<Trouble()>;
  Charging(LedgerBilling& ledger, Weather weather)
      : ledger_{ledger}, weather_{std::move(weather)} {}

  Result<Account> account(const std::string& line_id) override {
    return call<Account>([&] { return ledger_.account(line_id); });
  }
  Result<void> stop_charging(const std::string& line_id, Instant at,
                             const std::string& key) override {
    return call<void>([&] { return ledger_.stop_charging(line_id, at, key); });
  }
  Result<void> hold_charging(const std::string& line_id, Instant at, Money monthly_fee,
                             const std::string& key) override {
    return call<void>([&] { return ledger_.hold_charging(line_id, at, monthly_fee, key); });
  }
  Result<void> resume_charging(const std::string& line_id, Instant at,
                               const std::string& key) override {
    return call<void>([&] { return ledger_.resume_charging(line_id, at, key); });
  }
  Result<void> collect(const std::string& line_id, Money amount, bool from_credit,
                       const std::string& key) override {
    return call<void>([&] { return ledger_.collect(line_id, amount, from_credit, key); });
  }
  Result<void> charge_fee(const std::string& line_id, Money amount,
                          const std::string& key) override {
    return call<void>([&] { return ledger_.charge_fee(line_id, amount, key); });
  }
  Result<void> waive(const std::string& line_id, Money amount,
                     const std::string& key) override {
    return call<void>([&] { return ledger_.waive(line_id, amount, key); });
  }
  Result<FinalBill> close_rating(const std::string& line_id, Instant at,
                                 const std::string& key) override {
    return call<FinalBill>([&] { return ledger_.close_rating(line_id, at, key); });
  }
  Result<RefundAnswer> refund(const std::string& line_id, Money amount,
                              const RefundTarget& target, const std::string& key) override {
    return call<RefundAnswer>([&] { return ledger_.refund(line_id, amount, target, key); });
  }
  Result<bool> late_usage(const std::string& line_id, Money amount, Instant used_at,
                          const std::string& key) override {
    return call<bool>([&] { return ledger_.late_usage(line_id, amount, used_at, key); });
  }

 private:
  template <class T, class Verb>
  Result<T> call(const Verb& verb) {
    const auto trouble = weather_();
    if (trouble == Trouble::refuse_before) return fail(Fault::unavailable, "billing.down");
    auto answer = verb();
    if (trouble == Trouble::lose_answer_after)
      return fail(Fault::unknown, "billing.answer_lost");
    return answer;
  }

  LedgerBilling& ledger_;
  Weather weather_;
};

}  // namespace signoff::sim
