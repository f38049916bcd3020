// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/billing/opening.h"

#include <gtest/gtest.h>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signoff {

// One charging system under test, with lines opened in it.
class BillingWorld {
 public:
  virtual ~BillingWorld() = default;
  virtual Billing& billing() = 0;
  virtual void open(const std::string& line_id, const LineOpening& opening) = 0;
  virtual void top_up(const std::string& line_id, Money amount, const std::string& key) = 0;
};

using MakeBillingWorld = std::function<std::unique_ptr<BillingWorld>()>;

inline Money yuan(std::int64_t minor) { return {minor, Currency{}}; }
inline Instant on_day(int day) {
  return Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}} +
         std::chrono::days{day - 1};
}
inline constexpr int kToday = 21;

// What every implementation of Billing does, real or fake.
class BillingContract : public testing::TestWithParam<MakeBillingWorld> {
 protected:
  void SetUp() override { world_ = GetParam()(); }

  // ¥73.50 paid, ¥20 given, ¥38.20 billed and not paid, ¥6 not billed, ¥200 deposit.
  static LineOpening usual() {
    LineOpening opening;
    opening.paid_credit = yuan(7350);
    opening.gift_credit = yuan(2000);
    opening.arrears = yuan(3820);
    opening.unbilled = yuan(600);
    opening.deposit = yuan(20000);
    opening.monthly_fee = yuan(0);
    opening.billed_until = on_day(1);
    opening.means = Means::card;
    opening.contract = Contract{std::chrono::year{2027} / 6 / 30, yuan(1800), "4.2", true};
    return opening;
  }
  static LineOpening with_credit(std::int64_t minor) {
    LineOpening opening;
    opening.paid_credit = yuan(minor);
    opening.billed_until = on_day(1);
    return opening;
  }
  Billing& billing() { return world_->billing(); }
  Account account(const std::string& line_id) { return billing().account(line_id).value(); }

  std::unique_ptr<BillingWorld> world_;
};

TEST_P(BillingContract, knows_what_a_line_was_opened_with) {
  world_->open("a", usual());

  EXPECT_EQ(account("a"), (Account{.paid_credit = yuan(7350),
                                   .gift_credit = yuan(2000),
                                   .arrears = yuan(3820),
                                   .unbilled = yuan(600),
                                   .deposit = yuan(20000),
                                   .contract = usual().contract}));
  EXPECT_EQ(billing().account("b").error().fault, Fault::not_found);
}

TEST_P(BillingContract, a_negative_credit_is_arrears) {
  world_->open("a", with_credit(-3500));

  EXPECT_EQ(account("a").paid_credit, yuan(0));
  EXPECT_EQ(account("a").arrears, yuan(3500));
}

TEST_P(BillingContract, a_repeated_key_changes_nothing_and_answers_the_same) {
  world_->open("a", usual());
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(billing().stop_charging("a", on_day(10), "stop"));
    EXPECT_TRUE(billing().charge_fee("a", yuan(5400), "fee"));
    EXPECT_TRUE(billing().collect("a", yuan(1000), false, "collect"));
    EXPECT_TRUE(billing().waive("a", yuan(400), "waive"));
    EXPECT_EQ(billing().late_usage("a", yuan(50), on_day(9), "late"), true);
    EXPECT_EQ(account("a").arrears, yuan(3820 + 5400 - 1000 - 400));
    EXPECT_EQ(account("a").unbilled, yuan(650));
  }
  const auto bill = billing().close_rating("a", on_day(10), "close");
  EXPECT_EQ(billing().close_rating("a", on_day(10), "close"), bill);
  EXPECT_EQ(billing().close_rating("a", on_day(11), "close again"), bill);
}

TEST_P(BillingContract, a_key_belongs_to_one_verb) {
  world_->open("a", usual());
  ASSERT_TRUE(billing().stop_charging("a", on_day(10), "key"));

  EXPECT_EQ(billing().waive("a", yuan(1), "key").error().code, "billing.key_reused");
}

TEST_P(BillingContract, the_final_bill_takes_what_is_owed_from_credit_then_deposit) {
  world_->open("a", usual());
  ASSERT_TRUE(billing().charge_fee("a", yuan(5400), "fee"));

  EXPECT_EQ(billing().close_rating("a", on_day(10), "close"),
            (FinalBill{.unbilled = yuan(600),
                       .contract_fee = yuan(5400),
                       .arrears = yuan(3820),
                       .owed = yuan(9820),
                       .from_credit = yuan(9820),
                       .open = yuan(0),
                       .refundable = yuan(27350 - 9820),
                       .forfeited = yuan(2000)}));
  const auto after = account("a");
  EXPECT_TRUE(after.rating_closed);
  EXPECT_EQ(after.charging_stopped_at, on_day(10));
  EXPECT_EQ(after.gift_credit, yuan(0));
  EXPECT_EQ(after.paid_credit, yuan(0));
  EXPECT_EQ(after.deposit, yuan(27350 - 9820));
}

TEST_P(BillingContract, what_credit_does_not_cover_stays_open_until_it_is_collected) {
  auto opening = with_credit(1000);
  opening.arrears = yuan(3820);
  opening.means = Means::card;
  world_->open("a", opening);
  const auto bill = billing().close_rating("a", on_day(10), "close").value();

  EXPECT_EQ(bill.open, yuan(2820));
  EXPECT_EQ(bill.refundable, yuan(0));
  EXPECT_TRUE(billing().collect("a", bill.open, false, "collect"));
  EXPECT_EQ(account("a").arrears, yuan(0));
}

TEST_P(BillingContract, a_declining_means_takes_nothing_and_may_be_tried_again) {
  auto opening = usual();
  opening.means = Means::declining_card;
  world_->open("a", opening);

  const auto declined = billing().collect("a", yuan(3820), false, "collect");
  EXPECT_EQ(declined.error().fault, Fault::conflict);
  EXPECT_EQ(declined.error().code, "billing.declined");
  EXPECT_TRUE(billing().collect("a", yuan(3820), true, "collect"));
  EXPECT_EQ(account("a").paid_credit, yuan(7350 - 3820));
}

TEST_P(BillingContract, never_collects_more_than_is_owed) {
  world_->open("a", usual());
  ASSERT_TRUE(billing().collect("a", yuan(5000), true, "collect"));

  EXPECT_EQ(account("a").paid_credit, yuan(7350 - 3820));
  EXPECT_EQ(account("a").arrears, yuan(0));
}

TEST_P(BillingContract, charges_no_fee_without_proof_of_the_contract) {
  auto opening = usual();
  opening.contract->is_proven = false;
  world_->open("a", opening);
  world_->open("b", with_credit(100));

  for (const auto* line : {"a", "b"})
    EXPECT_EQ(billing().charge_fee(line, yuan(1), "fee").error().code,
              "billing.contract_unproven");
}

TEST_P(BillingContract, refunds_each_kind_of_target) {
  for (const auto* line : {"a", "b"}) world_->open(line, with_credit(1000));
  ASSERT_TRUE(billing().close_rating("a", on_day(10), "close"));

  EXPECT_EQ(billing().refund("a", yuan(100), {"source", ""}, "1"), RefundAnswer::paid);
  EXPECT_EQ(billing().refund("a", yuan(200), {"bank", "ref-1"}, "2"), RefundAnswer::paid);
  EXPECT_EQ(billing().refund("a", yuan(300), {"line", "b"}, "3"), RefundAnswer::paid);
  EXPECT_EQ(billing().refund("a", yuan(300), {"donate", ""}, "4"), RefundAnswer::paid);
  EXPECT_EQ(billing().refund("a", yuan(100), {"cash", "R7"}, "5"), RefundAnswer::paid);
  EXPECT_EQ(account("a").paid_credit, yuan(0));
  EXPECT_EQ(account("b").paid_credit, yuan(1300));
}

TEST_P(BillingContract, a_returned_refund_stays_the_owners_and_needs_a_new_key) {
  world_->open("a", with_credit(1));
  world_->open("ended", with_credit(0));
  ASSERT_TRUE(billing().close_rating("ended", on_day(10), "close"));

  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(billing().refund("a", yuan(1), {"bank", "closed-1"}, "1"),
              RefundAnswer::returned);
    EXPECT_EQ(billing().refund("a", yuan(1), {"line", "nowhere"}, "2"),
              RefundAnswer::returned);
    EXPECT_EQ(billing().refund("a", yuan(1), {"line", "ended"}, "3"),
              RefundAnswer::returned);
    EXPECT_EQ(account("a").paid_credit, yuan(1));
  }
  EXPECT_EQ(billing().refund("a", yuan(1), {"bank", "ref-2"}, "4"), RefundAnswer::paid);
}

TEST_P(BillingContract, two_channels_cannot_refund_the_same_money) {
  world_->open("a", with_credit(1000));
  ASSERT_TRUE(billing().refund("a", yuan(1000), {"source", ""}, "shop"));

  EXPECT_EQ(billing().refund("a", yuan(1000), {"source", ""}, "web").error().code,
            "billing.not_refundable");
  EXPECT_EQ(billing().refund("a", yuan(1000), {"source", ""}, "shop"), RefundAnswer::paid);
}

TEST_P(BillingContract, does_not_refund_what_is_still_owed) {
  world_->open("a", usual());
  const Money free = yuan(7350 + 20000 - 3820 - 600);

  EXPECT_FALSE(billing().refund("a", free + yuan(1), {"source", ""}, "1"));
  EXPECT_TRUE(billing().refund("a", free, {"source", ""}, "2"));
}

TEST_P(BillingContract, refuses_amounts_and_targets_that_mean_nothing) {
  world_->open("a", with_credit(1000));

  for (const auto minor : {std::int64_t{0}, std::int64_t{-1}, INT64_MAX, INT64_MIN + 1}) {
    EXPECT_EQ(billing().collect("a", yuan(minor), true, "1").error().code,
              "billing.amount");
    EXPECT_EQ(billing().refund("a", yuan(minor), {"source", ""}, "1").error().code,
              "billing.amount");
    EXPECT_EQ(billing().late_usage("a", yuan(minor), on_day(1), "1").error().code,
              "billing.amount");
  }
  EXPECT_FALSE(billing().refund("a", yuan(1), {"cheque", ""}, "1"));
  EXPECT_FALSE(billing().refund("a", yuan(1), {"line", "a"}, "1"));
  EXPECT_FALSE(billing().refund("a", yuan(1), {"bank", ""}, "1"));
  EXPECT_FALSE(billing().waive("a", yuan(1), ""));
  EXPECT_FALSE(billing().waive("a", {1, Currency::parse("JPY").value()}, "1"));
}

TEST_P(BillingContract, usage_after_the_stop_is_never_billed) {
  world_->open("a", usual());
  EXPECT_EQ(billing().late_usage("a", yuan(70), on_day(12), "before"), true);
  ASSERT_TRUE(billing().stop_charging("a", on_day(10), "stop"));

  EXPECT_EQ(account("a").unbilled, yuan(600));  // Taken off again: the stop lies before it.
  EXPECT_EQ(billing().late_usage("a", yuan(80), on_day(11), "after"), false);
  EXPECT_EQ(billing().late_usage("a", yuan(90), on_day(9), "roaming"), true);
  EXPECT_EQ(account("a").unbilled, yuan(690));
}

TEST_P(BillingContract, usage_in_the_days_without_service_is_never_billed) {
  world_->open("a", usual());
  ASSERT_TRUE(billing().stop_charging("a", on_day(10), "stop"));
  ASSERT_TRUE(billing().resume_charging("a", on_day(15), "resume"));

  EXPECT_EQ(account("a").charging_stopped_at, std::nullopt);
  EXPECT_EQ(billing().late_usage("a", yuan(1), on_day(12), "1"), false);
  EXPECT_EQ(billing().late_usage("a", yuan(1), on_day(16), "2"), true);
}

TEST_P(BillingContract, a_pause_is_no_service_and_ends_with_resumption_or_stop) {
  world_->open("a", usual());
  for (int i = 0; i < 2; ++i)
    ASSERT_TRUE(billing().hold_charging("a", on_day(10), yuan(500), "hold"));
  EXPECT_TRUE(account("a").is_held);
  EXPECT_EQ(account("a").charging_stopped_at, on_day(10));
  EXPECT_EQ(billing().late_usage("a", yuan(1), on_day(12), "1"), false);
  ASSERT_TRUE(billing().resume_charging("a", on_day(15), "resume"));
  EXPECT_FALSE(account("a").is_held);
  EXPECT_EQ(account("a").charging_stopped_at, std::nullopt);
  EXPECT_EQ(billing().late_usage("a", yuan(1), on_day(16), "2"), true);

  ASSERT_TRUE(billing().hold_charging("a", on_day(17), yuan(500), "hold again"));
  ASSERT_TRUE(billing().stop_charging("a", on_day(18), "stop"));
  EXPECT_FALSE(account("a").is_held);
  EXPECT_EQ(account("a").charging_stopped_at, on_day(17));
}

TEST_P(BillingContract, a_pause_reaches_back_to_no_service_before_it) {
  world_->open("a", usual());
  ASSERT_TRUE(billing().hold_charging("a", on_day(5), yuan(500), "1"));
  ASSERT_TRUE(billing().resume_charging("a", on_day(10), "2"));
  ASSERT_TRUE(billing().hold_charging("a", on_day(5), yuan(500), "3"));
  EXPECT_EQ(account("a").charging_stopped_at, on_day(10));
}

TEST_P(BillingContract, what_a_pause_costs_is_an_amount_and_a_closed_line_has_none) {
  world_->open("a", usual());
  EXPECT_EQ(billing().hold_charging("a", on_day(5), yuan(0), "1").error().code,
            "billing.amount");
  ASSERT_TRUE(billing().close_rating("a", on_day(10), "close"));
  EXPECT_EQ(billing().hold_charging("a", on_day(11), yuan(500), "2").error().code,
            "billing.closed");
}

TEST_P(BillingContract, late_usage_after_the_final_bill_is_paid_from_what_is_left) {
  world_->open("a", with_credit(1000));
  ASSERT_TRUE(billing().close_rating("a", on_day(10), "close"));

  EXPECT_EQ(billing().late_usage("a", yuan(300), on_day(9), "1"), true);
  EXPECT_EQ(account("a").paid_credit, yuan(700));
  EXPECT_EQ(billing().late_usage("a", yuan(900), on_day(9), "2"), true);
  EXPECT_EQ(account("a").arrears, yuan(200));
}

TEST_P(BillingContract, a_top_up_after_the_final_bill_is_refundable) {
  world_->open("a", with_credit(0));
  ASSERT_TRUE(billing().close_rating("a", on_day(10), "close"));
  world_->top_up("a", yuan(500), "gift from mother");

  EXPECT_EQ(billing().refund("a", yuan(500), {"source", ""}, "1"), RefundAnswer::paid);
}

TEST_P(BillingContract, a_closed_line_neither_resumes_nor_gets_a_fee) {
  world_->open("a", usual());
  ASSERT_TRUE(billing().close_rating("a", on_day(10), "close"));

  EXPECT_EQ(billing().resume_charging("a", on_day(11), "1").error().code, "billing.closed");
  EXPECT_EQ(billing().charge_fee("a", yuan(1), "2").error().code, "billing.closed");
  EXPECT_TRUE(billing().stop_charging("a", on_day(12), "3"));
  EXPECT_EQ(account("a").charging_stopped_at, on_day(10));
}

}  // namespace signoff
