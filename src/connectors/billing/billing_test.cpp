// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/contract.h"
#include "connectors/billing/fake_billing.h"
#include "connectors/billing/ledger.h"

#include <rapidcheck/gtest.h>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

namespace signoff {
namespace {

class LedgerInMemory final : public LedgerStore {
 public:
  Result<bool> post(const LedgerEntry& entry, std::size_t expected_entries) override {
    if (const auto first = std::exchange(before_post, {})) first();
    const std::lock_guard lock{mutex_};
    auto& line = lines_[entry.line_id];
    if (fail_after == 0) return fail(Fault::unavailable, "test.crash");
    for (const auto& known : line)
      if (known.key == entry.key) return false;
    if (line.size() != expected_entries) return fail(Fault::conflict, "ledger.moved");
    line.push_back(entry);
    if (fail_after > 0) --fail_after;
    return true;
  }
  Result<std::vector<LedgerEntry>> entries(const std::string& line_id) override {
    const std::lock_guard lock{mutex_};
    const auto found = lines_.find(line_id);
    return found == lines_.end() ? std::vector<LedgerEntry>{} : found->second;
  }
  Result<std::int64_t> total() override {
    const std::lock_guard lock{mutex_};
    std::int64_t sum = 0;
    for (const auto& [id, line] : lines_)
      for (const auto& entry : line) sum += sum_of(entry);
    return sum;
  }
  // Nobody asks a line's billing for the proof of all lines.
  Result<LedgerProof> prove(std::size_t) override { return LedgerProof{}; }
  static std::int64_t sum_of(const LedgerEntry& entry) {
    std::int64_t sum = 0;
    for (const auto& posting : entry.postings) sum += posting.minor;
    return sum;
  }

  std::function<void()> before_post;  // Somebody who is faster, once.
  int fail_after = -1;                // Posts that still work; negative: all.

 private:
  std::mutex mutex_;
  std::map<std::string, std::vector<LedgerEntry>> lines_;
};

class LedgerWorld final : public BillingWorld {
 public:
  Billing& billing() override { return ledger; }
  void open(const std::string& line_id, const LineOpening& opening) override {
    ASSERT_EQ(ledger.open_account(line_id, opening), true);
  }
  void top_up(const std::string& line_id, Money amount, const std::string& key) override {
    ASSERT_TRUE(ledger.top_up(line_id, amount, key));
  }

  LedgerInMemory store;
  ManualClock clock{on_day(kToday)};
  LedgerBilling ledger{store, clock};
};

class FakeWorld final : public BillingWorld {
 public:
  Billing& billing() override { return fake; }
  void open(const std::string& line_id, const LineOpening& opening) override {
    ASSERT_TRUE(fake.open_account(line_id, opening));
  }
  void top_up(const std::string& line_id, Money amount, const std::string&) override {
    fake.top_up(line_id, amount);
  }

  FakeBilling fake;
};

INSTANTIATE_TEST_SUITE_P(Ledger, BillingContract, testing::Values(MakeBillingWorld{[] {
                           return std::make_unique<LedgerWorld>();
                         }}));
INSTANTIATE_TEST_SUITE_P(Fake, BillingContract, testing::Values(MakeBillingWorld{[] {
                           return std::make_unique<FakeWorld>();
                         }}));

LineOpening line_with(std::int64_t credit, std::int64_t monthly_fee) {
  LineOpening opening;
  opening.paid_credit = yuan(credit);
  opening.monthly_fee = yuan(monthly_fee);
  opening.billed_until = on_day(1);
  return opening;
}

Instant date(int year, unsigned month, unsigned day) {
  return Instant{std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                                       static_cast<int>(day)}};
}

TEST(ProRata, a_whole_month_costs_the_monthly_fee_whatever_its_length) {
  EXPECT_EQ(pro_rata(yuan(1800), date(2026, 11, 1), date(2026, 12, 1)), yuan(1800));
  EXPECT_EQ(pro_rata(yuan(1900), date(2028, 2, 1), date(2028, 3, 1)), yuan(1900));
  EXPECT_EQ(pro_rata(yuan(1900), date(2027, 1, 1), date(2028, 1, 1)), yuan(12 * 1900));
}

TEST(ProRata, counts_days_of_their_month_and_rounds_for_the_customer) {
  EXPECT_EQ(pro_rata(yuan(1000), date(2026, 1, 31), date(2026, 2, 1)), yuan(32));
  EXPECT_EQ(pro_rata(yuan(1000), date(2028, 2, 29), date(2028, 3, 1)), yuan(34));
  EXPECT_EQ(pro_rata(yuan(1000), date(2026, 1, 31), date(2026, 2, 2)), yuan(32 + 35));
  EXPECT_EQ(pro_rata(yuan(1000), on_day(2), on_day(1)), yuan(0));
}

TEST(Ledger, the_quote_grows_by_the_day_until_the_bar_and_never_after) {
  LedgerWorld world;
  world.open("a", line_with(10000, 3000));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(2000));

  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(11), "stop"));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(1000));
  world.clock.advance(std::chrono::days{400});
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(1000));
  EXPECT_EQ(world.ledger.close_rating("a", world.clock.now(), "close")->unbilled,
            yuan(1000));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(0));
}

TEST(Ledger, a_paused_line_costs_its_fee_by_the_day_and_never_after) {
  LedgerWorld world;
  world.open("a", line_with(10000, 3000));
  world.clock.set(on_day(6));
  ASSERT_TRUE(world.ledger.hold_charging("a", on_day(6), yuan(600), "hold"));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(500));
  world.clock.set(on_day(16));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(500 + 200));
  EXPECT_EQ(world.ledger.hold_charging("a", on_day(6), yuan(600), "hold"), Result<void>{});
  ASSERT_TRUE(world.ledger.resume_charging("a", on_day(16), "resume"));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(500 + 200));
  world.clock.set(on_day(21));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(500 + 200 + 500));
}

TEST(Ledger, the_fee_of_a_pause_ends_with_the_stop_and_is_on_the_final_bill_once) {
  LedgerWorld world;
  world.open("a", line_with(10000, 3000));
  ASSERT_TRUE(world.ledger.hold_charging("a", on_day(6), yuan(600), "hold"));
  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(11), "stop"));
  world.clock.advance(std::chrono::days{40});
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(500 + 100));
  EXPECT_EQ(world.ledger.close_rating("a", on_day(11), "close")->unbilled, yuan(500 + 100));
  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(10000 - 600));
  EXPECT_EQ(world.store.total(), 0);
}

TEST(Ledger, a_case_that_comes_to_nothing_leaves_no_day_of_a_pause_charged_twice) {
  LedgerWorld world;
  world.open("a", line_with(10000, 3000));
  ASSERT_TRUE(world.ledger.hold_charging("a", on_day(6), yuan(600), "hold"));
  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(11), "stop"));
  ASSERT_TRUE(world.ledger.hold_charging("a", on_day(14), yuan(600), "hold again"));
  // An order that is late and says the day of before.
  ASSERT_TRUE(world.ledger.hold_charging("a", on_day(6), yuan(600), "late"));
  ASSERT_TRUE(world.ledger.resume_charging("a", on_day(16), "resume"));
  world.clock.set(on_day(16));
  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(500 + 100 + 40));
}

TEST(Ledger, days_without_service_are_not_billed) {
  LedgerWorld world;
  world.open("a", line_with(10000, 3000));
  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(6), "stop"));
  ASSERT_TRUE(world.ledger.resume_charging("a", on_day(16), "resume"));

  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(1000));
}

TEST(Ledger, no_day_is_billed_twice_when_stops_and_returns_overlap) {
  LedgerWorld world;
  world.open("a", line_with(10000, 3000));
  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(10), "1"));
  ASSERT_TRUE(world.ledger.resume_charging("a", on_day(15), "2"));
  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(12), "3"));
  ASSERT_TRUE(world.ledger.resume_charging("a", on_day(13), "4"));

  EXPECT_EQ(world.ledger.account("a")->unbilled, yuan(900 + 600));
}

TEST(Ledger, late_usage_has_a_deadline_after_which_the_operator_bears_it) {
  LedgerWorld world;
  world.open("a", line_with(1000, 0));
  ASSERT_TRUE(world.ledger.close_rating("a", on_day(10), "close"));
  world.clock.set(on_day(10) + std::chrono::days{90});
  EXPECT_EQ(world.ledger.late_usage("a", yuan(1), on_day(9), "in time"), true);
  world.clock.advance(Duration{1});
  EXPECT_EQ(world.ledger.late_usage("a", yuan(1), on_day(9), "too late"), false);

  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(999));
}

TEST(Ledger, a_standing_order_after_the_bar_is_given_back_at_once) {
  LedgerWorld world;
  world.open("a", line_with(0, 0));
  EXPECT_EQ(world.ledger.autopay("a", yuan(500), "october"), true);
  ASSERT_TRUE(world.ledger.stop_charging("a", on_day(10), "stop"));
  EXPECT_EQ(world.ledger.autopay("a", yuan(500), "november"), false);
  EXPECT_EQ(world.ledger.autopay("a", yuan(500), "november"), false);

  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(500));
}

TEST(Ledger, a_refund_to_another_line_survives_a_crash_after_any_posting) {
  for (int works = 0; works <= 3; ++works) {
    LedgerWorld world;
    world.open("a", line_with(1000, 0));
    world.open("b", line_with(0, 0));
    world.store.fail_after = works;
    const auto first = world.ledger.refund("a", yuan(1000), {"line", "b"}, "key");
    EXPECT_EQ(first.has_value(), works == 3);
    world.store.fail_after = -1;

    EXPECT_EQ(world.ledger.refund("a", yuan(1000), {"line", "b"}, "key"),
              RefundAnswer::paid);
    EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(0));
    EXPECT_EQ(world.ledger.account("b")->paid_credit, yuan(1000));
  }
}

TEST(Ledger, a_bank_may_take_its_time_and_is_asked_again_under_the_same_key) {
  LedgerInMemory store;
  ManualClock clock{on_day(kToday)};
  auto answer = RefundAnswer::accepted;
  std::set<std::string> keys;
  LedgerBilling ledger{store, clock, {[&](const auto&, Money, const std::string& key) {
                         keys.insert(key);
                         return Result<RefundAnswer>{answer};
                       }}};
  ASSERT_TRUE(ledger.open_account("a", line_with(1000, 0)));

  EXPECT_EQ(ledger.refund("a", yuan(1000), {"bank", "x"}, "key"), RefundAnswer::accepted);
  EXPECT_FALSE(ledger.refund("a", yuan(1), {"source", ""}, "other"));
  answer = RefundAnswer::returned;
  EXPECT_EQ(ledger.refund("a", yuan(1000), {"bank", "x"}, "key"), RefundAnswer::returned);
  answer = RefundAnswer::paid;
  EXPECT_EQ(ledger.refund("a", yuan(1000), {"bank", "x"}, "key"), RefundAnswer::returned);
  EXPECT_EQ(keys.size(), 1U);
  EXPECT_EQ(ledger.account("a")->paid_credit, yuan(1000));
}

TEST(Ledger, a_refund_whose_key_is_too_long_takes_nothing) {
  LedgerWorld world;
  world.open("a", line_with(1, 0));
  EXPECT_FALSE(world.ledger.refund("a", yuan(1), {"source", ""}, std::string(400, 'k')));
  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(1));
  EXPECT_EQ(world.ledger.refund("a", yuan(1), {"source", ""}, std::string(399, 'k')),
            RefundAnswer::paid);
}

TEST(Ledger, a_line_is_opened_once) {
  LedgerWorld world;
  world.open("a", line_with(1, 0));

  EXPECT_EQ(world.ledger.open_account("a", line_with(2, 0)), false);
  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(1));
}

TEST(Ledger, keeps_a_currency_without_decimals) {
  LedgerWorld world;
  const auto yen = Currency::parse("JPY").value();
  const Money none{0, yen};
  world.open("a", {Money{1200, yen}, none, none, none, none, none, on_day(1)});

  EXPECT_EQ(to_string(world.ledger.account("a")->paid_credit), "1200");
}

TEST(Ledger, says_so_when_an_entry_is_damaged) {
  auto entry = opening_entry("a", line_with(1, 0), on_day(1));
  const auto good = entry;
  entry.postings.front().minor += 1;
  EXPECT_EQ(fold(std::vector{entry}).error().code, "ledger.damaged");
  entry = good;
  entry.note = "[";
  EXPECT_EQ(fold(std::vector{entry}).error().code, "ledger.damaged");
  entry.note = R"({"currency":"CNY","monthly_fee":1.5})";
  EXPECT_EQ(fold(std::vector{entry}).error().code, "ledger.damaged");
  EXPECT_TRUE(fold(std::vector{good}));
}

TEST(Ledger, decides_again_when_somebody_else_was_faster) {
  LedgerWorld world;
  world.open("a", line_with(10, 0));
  world.store.before_post = [&] {
    ASSERT_TRUE(world.ledger.refund("a", yuan(8), {"source", ""}, "web"));
  };

  EXPECT_EQ(world.ledger.refund("a", yuan(8), {"source", ""}, "shop").error().code,
            "billing.not_refundable");
  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(2));
}

TEST(Ledger, many_at_once_refund_each_cent_once) {
  LedgerWorld world;
  world.open("a", line_with(10, 0));
  std::atomic<int> paid = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 5; ++i) {
          const auto key = fmt::format("{}-{}", t, i);
          auto answer = world.ledger.refund("a", yuan(1), {"source", ""}, key);
          while (!answer && answer.error().fault == Fault::unavailable)
            answer = world.ledger.refund("a", yuan(1), {"source", ""}, key);
          if (answer == RefundAnswer::paid) ++paid;
        }
      });
  }
  EXPECT_EQ(paid, 10);
  EXPECT_EQ(world.ledger.account("a")->paid_credit, yuan(0));
}

TEST(FakeBilling, plays_trouble_and_counts_effects) {
  auto trouble = Trouble::refuse_before;
  FakeBilling fake{[&](std::string_view, const std::string&) { return trouble; }};
  fake.open_account("a", line_with(100, 0));

  EXPECT_EQ(fake.refund("a", yuan(5), {"source", ""}, "key").error().fault,
            Fault::unavailable);
  EXPECT_EQ(fake.effects("a", "key"), 0);
  trouble = Trouble::lose_answer_after;
  EXPECT_EQ(fake.refund("a", yuan(5), {"source", ""}, "key").error().fault, Fault::unknown);
  trouble = Trouble::none;
  EXPECT_EQ(fake.refund("a", yuan(5), {"source", ""}, "key"), RefundAnswer::paid);
  EXPECT_EQ(fake.effects("a", "key"), 1);
  EXPECT_EQ(fake.effects("a"), 1);
  EXPECT_EQ(fake.refunded("a"), yuan(5));
  EXPECT_EQ(fake.refund("a", yuan(5), {"bank", "slow-1"}, "b"), RefundAnswer::accepted);
  EXPECT_EQ(fake.refund("a", yuan(5), {"bank", "slow-1"}, "b"), RefundAnswer::paid);
}

// One call with small numbers, so that calls meet; the same on every implementation.
struct Call {
  int verb;
  int line;
  int key;
  std::int64_t amount;
  int day;
  int target;
};

void showValue(const Call& call, std::ostream& out) {
  out << fmt::format("verb {} line {} key {} amount {} day {} target {}", call.verb,
                     call.line, call.key, call.amount, call.day, call.target);
}

std::string act(Billing& billing, const Call& call) {
  const std::string line = call.line == 0 ? "a" : "b";
  const std::string key = fmt::format("{}-{}", call.verb, call.key);
  const Money amount = yuan(call.amount);
  const auto at = on_day(call.day);
  const RefundTarget targets[] = {{"source", ""},
                                  {"bank", "ok"},
                                  {"bank", "closed"},
                                  {"donate", ""},
                                  {"line", call.line == 0 ? "b" : "a"}};
  const auto told = [](const auto& result) {
    return result ? std::string{"done"} : result.error().code;
  };
  switch (call.verb) {
    case 0: return told(billing.stop_charging(line, at, key));
    case 1: return told(billing.resume_charging(line, at, key));
    case 2: return told(billing.collect(line, amount, call.target == 0, key));
    case 3: return told(billing.charge_fee(line, amount, key));
    case 4: return told(billing.waive(line, amount, key));
    case 5: return told(billing.late_usage(line, amount, at, key));
    case 6: return told(billing.close_rating(line, at, key));
    default: break;
  }
  const auto answer = billing.refund(line, amount, targets[call.target], key);
  return answer ? fmt::format("refund {}", static_cast<int>(*answer)) : answer.error().code;
}

std::vector<Call> any_calls() {
  const auto call = rc::gen::build<Call>(
      rc::gen::set(&Call::verb, rc::gen::inRange(0, 10)),
      rc::gen::set(&Call::line, rc::gen::inRange(0, 2)),
      rc::gen::set(&Call::key, rc::gen::inRange(0, 6)),
      rc::gen::set(&Call::amount, rc::gen::inRange<std::int64_t>(0, 400)),
      rc::gen::set(&Call::day, rc::gen::inRange(1, 28)),
      rc::gen::set(&Call::target, rc::gen::inRange(0, 5)));
  return *rc::gen::container<std::vector<Call>>(call);
}

LineOpening property_opening() {
  auto opening = line_with(500, 0);
  opening.gift_credit = yuan(50);
  opening.deposit = yuan(200);
  opening.arrears = yuan(100);
  opening.unbilled = yuan(30);
  opening.means = Means::card;
  opening.contract = Contract{std::chrono::year{2027} / 6 / 30, yuan(18), "4.2", true};
  return opening;
}

void collect_balances(const std::vector<LedgerEntry>& entries,
                      std::map<std::string, std::int64_t>& balances) {
  for (const auto& entry : entries) {
    RC_ASSERT(LedgerInMemory::sum_of(entry) == 0);
    for (const auto& posting : entry.postings) balances[posting.account] += posting.minor;
  }
}

RC_GTEST_PROP(Ledger, any_calls_keep_it_balanced_and_never_pay_out_more_than_came_in, ()) {
  LedgerWorld world;
  for (const auto* line : {"a", "b"}) world.open(line, property_opening());
  for (const auto& call : any_calls()) act(world.ledger, call);

  RC_ASSERT(world.store.total().value() == 0);
  std::map<std::string, std::int64_t> balances;
  for (const auto* line : {"a", "b"})
    collect_balances(world.store.entries(line).value(), balances);
  RC_ASSERT(-balances["cash.refunds"] - balances["cash.donated"] <= 2 * 700);
  RC_ASSERT(balances["refund.in_transit"] == 0);
  RC_ASSERT(balances["transfer.clearing"] == 0);
  for (const auto* line : {"a", "b"}) {
    const auto account = world.ledger.account(line).value();
    for (const auto& amount : {account.paid_credit, account.gift_credit, account.arrears,
                               account.unbilled, account.deposit})
      RC_ASSERT(amount >= yuan(0));
  }
}

RC_GTEST_PROP(Ledger, repeating_every_call_changes_nothing, ()) {
  LedgerWorld once;
  LedgerWorld twice;
  for (const auto* line : {"a", "b"}) {
    once.open(line, property_opening());
    twice.open(line, property_opening());
  }
  for (const auto& call : any_calls()) {
    const auto answer = act(once.ledger, call);
    RC_ASSERT(act(twice.ledger, call) == answer);
    RC_ASSERT(act(twice.ledger, call) == answer);
  }
  for (const auto* line : {"a", "b"})
    RC_ASSERT(once.store.entries(line).value() == twice.store.entries(line).value());
}

RC_GTEST_PROP(Billing, the_fake_answers_like_the_ledger, ()) {
  LedgerWorld real;
  FakeWorld fake;
  for (const auto* line : {"a", "b"}) {
    real.open(line, property_opening());
    fake.open(line, property_opening());
  }
  for (const auto& call : any_calls()) {
    RC_ASSERT(act(fake.fake, call) == act(real.ledger, call));
    for (const auto* line : {"a", "b"})
      RC_ASSERT(fake.fake.account(line).value() == real.ledger.account(line).value());
  }
}

}  // namespace
}  // namespace signoff
