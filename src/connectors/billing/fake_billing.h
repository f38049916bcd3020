// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/opening.h"
#include "ports/trouble.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace signoff {

// A charging system in memory, for the simulation and the benchmarks: no clock, so no
// recurring fee; what is unbilled is what it was given. Calls may come from any thread.
// A "bank" refund to an account beginning with "closed" or "mismatch" is returned; one
// beginning with "slow" is accepted first and paid when asked again.
class FakeBilling final : public Billing {
 public:
  using TroubleHook =
      std::function<Trouble(std::string_view verb, const std::string& line_id)>;

  explicit FakeBilling(TroubleHook trouble = {}) : trouble_{std::move(trouble)} {}

  // False when the line was there already.
  bool open_account(const std::string& line_id, const LineOpening& opening);
  void top_up(const std::string& line_id, Money amount);
  // How often the effect of this key happened on this line: 0 or 1, or the fake is wrong.
  int effects(const std::string& line_id, const std::string& key) const;
  // Effects of any key on this line.
  int effects(const std::string& line_id) const;
  // Money that left for the owner from this line.
  Money refunded(const std::string& line_id) const;

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

 private:
  using Answer = std::variant<std::monostate, bool, FinalBill, RefundAnswer>;
  struct Done {
    std::string_view verb;
    Answer answer;
    int effects = 0;
  };
  struct Gap {  // Days without service.
    Instant from;
    std::optional<Instant> to;
  };
  struct Usage {
    Instant used_at;
    Money amount;
  };
  struct Line {
    Account account;  // `arrears` without the fees.
    Money fees;
    Money refunded;
    Means means = Means::none;
    std::vector<Gap> gaps;
    std::vector<Usage> usage;
    std::optional<FinalBill> bill;
    std::map<std::string, Done, std::less<>> done;

    Money owed() const { return account.arrears + fees; }
    void pay(Money amount);
    Money pay_from_credit();
    void stop(Instant at);
    FinalBill close(Instant at);
  };
  using Effect = std::function<Result<Answer>(Line&)>;

  Result<Answer> once(std::string_view verb, const std::string& line_id,
                      const std::string& key, const Effect& effect);
  Result<void> change(std::string_view verb, const std::string& line_id,
                      const std::string& key, const Effect& effect);
  Result<Answer> remembered(Line& line, std::string_view verb, const std::string& key,
                            const Effect& effect);
  Result<RefundAnswer> send(Line& line, Money amount, const RefundTarget& target);

  TroubleHook trouble_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Line> lines_;
};

}  // namespace signoff
