// SPDX-License-Identifier: Apache-2.0
#include "policy/fee.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

const Currency kYuan;
Date day(std::string_view text) { return parse_date(text).value(); }
ContractFee formula(FeeKind kind, int percent) {
  return {kind, percent, Rounding::down, std::nullopt};
}
std::int64_t fee(const ContractFee& by, std::string_view ends_on, std::int64_t monthly,
                 std::string_view leaves_on) {
  return contract_fee(by, day(ends_on), Money{monthly, kYuan}, day(leaves_on))
      .amount.minor();
}

TEST(ContractFee, three_started_months_of_18_yuan_are_54) {
  const auto quote = contract_fee(formula(FeeKind::remaining_months, 100),
                                  day("2026-06-30"), Money{1800, kYuan}, day("2026-04-10"));

  EXPECT_EQ(quote.amount.minor(), 5400);
  EXPECT_EQ(quote.months, 3);
  EXPECT_EQ(quote.formula.en, "3 × ¥18.00 = ¥54.00");
}

TEST(ContractFee, a_share_is_rounded_as_the_pack_says) {
  auto third = formula(FeeKind::remaining_months, 30);

  EXPECT_EQ(fee(third, "2026-06-30", 1999, "2026-06-10"), 599);  // 599.7 fen.
  third.rounding = Rounding::half_up;
  EXPECT_EQ(fee(third, "2026-06-30", 1999, "2026-06-10"), 600);
}

TEST(ContractFee, the_last_day_costs_nothing) {
  const auto all = formula(FeeKind::remaining_months, 100);

  EXPECT_EQ(fee(all, "2026-06-30", 1800, "2026-06-30"), 0);
  EXPECT_EQ(fee(all, "2026-06-30", 1800, "2026-06-29"), 1800);
  EXPECT_EQ(fee(all, "2026-06-30", 1800, "2027-01-01"), 0);
  EXPECT_EQ(fee(formula(FeeKind::none, 0), "2026-06-30", 1800, "2026-01-01"), 0);
}

TEST(ContractFee, contracts_to_the_31st_and_the_leap_day_count_whole_months) {
  const auto all = formula(FeeKind::remaining_months, 100);

  EXPECT_EQ(fee(all, "2026-03-31", 100, "2026-02-28"), 100);
  EXPECT_EQ(fee(all, "2026-03-31", 100, "2026-02-27"), 200);
  EXPECT_EQ(fee(all, "2028-02-29", 100, "2028-01-29"), 100);
  EXPECT_EQ(fee(all, "2028-02-29", 100, "2028-01-28"), 200);
  EXPECT_EQ(fee(all, "2029-02-28", 100, "2028-02-29"), 1200);
}

TEST(ContractFee, pro_rata_charges_the_days_of_the_month_they_lie_in) {
  const auto by_day = formula(FeeKind::pro_rata_days, 100);
  const auto quote =
      contract_fee(by_day, day("2026-06-30"), Money{3100, kYuan}, day("2026-05-25"));

  EXPECT_EQ(quote.amount.minor(), 3100 + 516);  // 5 of the 30 days from 30 April.
  EXPECT_EQ(quote.formula.en, "(1 + 5/30) × ¥31.00 = ¥36.16");
  EXPECT_EQ(fee(by_day, "2026-06-10", 3100, "2026-05-25"), 1600);  // 16 of 31 days.
  EXPECT_EQ(fee(by_day, "2028-02-29", 2900, "2028-01-30"), 2900 * 30 / 31);
}

TEST(ContractFee, a_cap_holds_and_is_told) {
  auto capped = formula(FeeKind::remaining_months, 100);
  capped.at_most = Money{5000, kYuan};
  const auto quote =
      contract_fee(capped, day("2026-12-31"), Money{9900, kYuan}, day("2026-01-15"));

  EXPECT_EQ(quote.amount.minor(), 5000);
  EXPECT_EQ(quote.formula.zh, "12 × ¥99.00，最高¥50.00");
}

RC_GTEST_PROP(ContractFee, waiting_never_costs_more_and_the_end_is_free, ()) {
  const auto kind = *rc::gen::element(FeeKind::remaining_months, FeeKind::pro_rata_days);
  const auto by = formula(kind, *rc::gen::inRange(1, 101));
  const auto ends_on = add_days(day("2026-01-01"), *rc::gen::inRange(0, 2000));
  const auto left = *rc::gen::inRange(0, 1500);
  const Money monthly{*rc::gen::inRange(0, 100'000), kYuan};
  const auto cost = [&](int days) {
    return contract_fee(by, ends_on, monthly, add_days(ends_on, -days)).amount;
  };

  RC_ASSERT(cost(left) <= cost(left + 1));
  RC_ASSERT(cost(0).is_zero());
  RC_ASSERT(cost(left).minor() >= 0);
}

RC_GTEST_PROP(ContractFee, days_never_cost_more_than_started_months, ()) {
  const auto ends_on = add_days(day("2026-01-01"), *rc::gen::inRange(0, 2000));
  const auto leaves_on = add_days(ends_on, -*rc::gen::inRange(0, 1500));
  const Money monthly{*rc::gen::inRange(0, 100'000), kYuan};

  RC_ASSERT(contract_fee(formula(FeeKind::pro_rata_days, 100), ends_on, monthly, leaves_on)
                .amount <= contract_fee(formula(FeeKind::remaining_months, 100), ends_on,
                                        monthly, leaves_on)
                               .amount);
}

}  // namespace
}  // namespace signoff
