// SPDX-License-Identifier: Apache-2.0
#include "engine/caretaker.h"

#include "connectors/billing/fake_billing.h"
#include "engine/new_case.h"
#include "engine/params.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

constexpr Instant kStart{std::chrono::milliseconds{1'796'000'000'000}};
const Actor kSystem{Role::system, "engine"};

// A line that is gone, with the case that ended it.
class CaretakerTest : public testing::Test {
 protected:
  void open(bool ported_in = false) {
    Change base;
    base.line_id = "line-1";
    Owner owner;
    owner.id = "owner-1";
    owner.email = "li.na@example.com";
    base.owner = owner;
    Line line;
    line.id = base.line_id;
    line.owner_id = owner.id;
    line.msisdn = *Msisdn::parse("8610000000001");
    line.state = LineState::terminated;
    line.terminated_at = kStart;
    line.ported_in = ported_in;
    base.line = line;
    Number number;
    number.msisdn = line.msisdn;
    number.line_id = line.id;
    number.state = NumberState::quarantine;
    number.disconnected_on = zone_of(pack_).date_of(kStart);
    number.due_at = zone_of(pack_).start_of(
        add_days(*number.disconnected_on,
                 pack_.quarantine.days - pack_.quarantine.scrub_before_days));
    base.number = number;
    ASSERT_TRUE(store_.commit(base));
    auto dossier = new_case(*store_.line(line.id), *store_.number(line.msisdn), owner,
                            pack_, CaseType::standard, kStart, random_);
    dossier.head.state = CaseState::closed;
    Entry entry{dossier, pack_, kStart, kSystem};
    entry.note("opened");
    entry.note("step.E11");
    ASSERT_TRUE(store_.commit(entry.take()));
    case_id_ = dossier.head.id;
  }
  void owe(Money amount) {
    auto dossier = *store_.dossier(case_id_);
    Refund refund;
    refund.id = case_id_;
    refund.line_id = dossier.line.id;
    refund.case_id = case_id_;
    refund.state = RefundState::awaiting_new_account;
    refund.amount = amount;
    refund.due_at = next_refund_look(pack_, kStart, kStart);
    Change change;
    change.line_id = dossier.line.id;
    change.refunds.push_back(refund);
    ASSERT_TRUE(store_.commit(change));
  }
  // A refund that came back, and nothing else that is due.
  void owe_alone(Money credit = Money{6110, {}}) {
    open();
    rest_number();
    given_credit(credit);
    owe(Money{6110, {}});
  }
  // The number needs nothing more, so that only the refund comes due.
  void rest_number() {
    auto gone = number();
    gone.due_at.reset();
    Change change;
    change.line_id = gone.line_id;
    change.number = gone;
    ASSERT_TRUE(store_.commit(change));
  }
  // As a person does who gives another account for a refund that came back.
  void give(const std::string& kind, const std::string& account) {
    auto dossier = *store_.dossier(case_id_);
    auto given = refund();
    given.state = RefundState::requested;
    given.target_kind = kind;
    given.target_account = account;
    given.due_at = clock_.now();
    Entry entry{dossier, pack_, clock_.now(), {Role::finance, "chen"}};
    entry.note("refund.account_given");
    entry.add(given);
    ASSERT_TRUE(store_.commit(entry.take()));
  }
  void given_credit(Money amount) {
    LineOpening opening;
    opening.paid_credit = amount;
    billing_.open_account("line-1", opening);
  }
  bool has_note(std::string_view name) {
    const auto history = *store_.history(case_id_);
    return std::ranges::find(history, name, &HistoryEvent::name) != history.end();
  }
  // Jumps to whatever is due next and does it; false when nothing is.
  bool step() {
    const auto next = *store_.next_due();
    if (!next) return false;
    clock_.set(std::max(clock_.now(), *next));
    Caretaker caretaker{store_, billing_, clock_, clock_, pack_};
    EXPECT_GT(caretaker.run_batch().value(), 0u);
    // Whatever was said is delivered, so that only the caretaker's own work comes due.
    auto told = *store_.claim_notices(clock_.now(), clock_.now() + Duration{1}, 100);
    for (auto& notice : told) {
      notice.state = NoticeState::sent;
      notice.due_at.reset();
    }
    EXPECT_TRUE(store_.settle(told));
    return true;
  }
  Number number() { return *store_.number(*Msisdn::parse("8610000000001")); }
  Refund refund() { return store_.refunds(case_id_)->front(); }
  std::int64_t days() { return (clock_.now() - kStart) / std::chrono::days{1}; }

  ManualClock clock_{kStart};
  SeededRandom random_{1};
  Pack pack_ = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  MemoryStore store_;
  FakeBilling billing_;
  std::string case_id_;
};

TEST_F(CaretakerTest, a_number_rests_is_scrubbed_and_is_free_after_the_packs_days) {
  open();
  ASSERT_TRUE(step());
  EXPECT_EQ(number().state, NumberState::scrub);
  ASSERT_TRUE(step());
  EXPECT_EQ(number().state, NumberState::available);
  EXPECT_GE(clock_.now(), zone_of(pack_).start_of(add_days(*number().disconnected_on, 90)));
  EXPECT_FALSE(step());
}

TEST_F(CaretakerTest, a_profile_that_is_gone_is_retired_when_its_line_cannot_come_back) {
  const auto after = [&](CardState card, int steps) {
    Change change;
    change.line_id = "line-1";
    change.line = *store_.line("line-1");
    change.line->card = card;
    EXPECT_TRUE(store_.commit(change));
    for (int n = 0; n < steps; ++n) EXPECT_TRUE(step());
    return store_.line("line-1")->card;
  };
  open();
  EXPECT_EQ(after(CardState::delete_notified, 1), CardState::delete_notified)
      << "in quarantine the owner may still have it back";
  EXPECT_EQ(after(CardState::delete_notified, 1), CardState::retired);
  EXPECT_EQ(number().state, NumberState::available);
  const auto last = store_.history(case_id_)->back();
  EXPECT_EQ(last.name, "number.scrub_done");
  EXPECT_EQ(last.detail, R"({"profile":"RETIRED"})");
}

TEST_F(CaretakerTest, a_profile_that_nobody_reported_is_not_retired) {
  open(true);
  Change change;
  change.line_id = "line-1";
  change.line = *store_.line("line-1");
  change.line->card = CardState::orphaned;
  ASSERT_TRUE(store_.commit(change));
  ASSERT_TRUE(step());
  ASSERT_TRUE(step());
  EXPECT_EQ(number().state, NumberState::return_to_donor);
  EXPECT_EQ(store_.line("line-1")->card, CardState::orphaned);
  EXPECT_EQ(store_.history(case_id_)->back().detail, "");
}

TEST_F(CaretakerTest, a_number_that_came_from_elsewhere_goes_back_there) {
  open(true);
  ASSERT_TRUE(step());
  ASSERT_TRUE(step());
  EXPECT_EQ(number().state, NumberState::return_to_donor);
  EXPECT_FALSE(step());
}

TEST_F(CaretakerTest, a_number_that_moved_away_while_it_rested_is_given_to_nobody) {
  open();
  Change change;
  change.line_id = "line-1";
  change.line = *store_.line("line-1");
  change.line->state = LineState::ported_out;
  ASSERT_TRUE(store_.commit(change));
  ASSERT_TRUE(step());
  EXPECT_EQ(number().state, NumberState::quarantine);
  EXPECT_FALSE(step());
}

TEST_F(CaretakerTest, each_move_of_a_number_stands_in_the_history_of_its_case) {
  open();
  ASSERT_TRUE(step());
  const auto history = *store_.history(case_id_);
  EXPECT_EQ(history.back().number_event, "scrub_due");
  EXPECT_EQ(history.back().prev, history[history.size() - 2].hash);
}

TEST_F(CaretakerTest, what_only_gave_access_is_forgotten_when_its_time_is_over) {
  ManualClock wall{kStart + std::chrono::hours{24 * 365}};
  const auto ends = wall.now();
  Change change;
  for (const auto* token : {"token-1", "token-2", "token-3"})
    change.sessions.push_back({token, {}, "", "", ends});
  change.codes = {{.key = "login:1", .expires_at = ends, .first_sent_at = ends}};
  change.idempotency = {"key", "request", "case", kStart};
  ASSERT_TRUE(store_.commit(change));
  // Two at a time, so that a backlog keeps nobody waiting.
  Caretaker caretaker{store_, billing_, clock_, wall, pack_, {.sweep_rows = 2}};
  EXPECT_EQ(caretaker.run_batch().value(), 0u) << "nothing is over yet";

  wall.advance(Duration{1});
  clock_.advance(std::chrono::hours{24} + Duration{1});
  EXPECT_EQ(caretaker.run_batch().value(), 0u) << "the next look is in an hour";
  wall.advance(std::chrono::hours{1});
  EXPECT_EQ(caretaker.run_batch().value(), 4u);
  EXPECT_EQ(caretaker.run_batch().value(), 1u);
  EXPECT_EQ(caretaker.run_batch().value(), 0u);
  EXPECT_EQ(store_.session("token-1").error().fault, Fault::not_found);
  EXPECT_EQ(store_.idempotency("key").error().fault, Fault::not_found);
  EXPECT_EQ(store_.code("login:1").error().fault, Fault::not_found);
}

TEST_F(CaretakerTest, a_clock_that_was_set_back_delays_no_sweep) {
  ManualClock wall{kStart + std::chrono::hours{24 * 365}};
  Caretaker caretaker{store_, billing_, clock_, wall, pack_};
  ASSERT_EQ(caretaker.run_batch().value(), 0u);
  Change change;
  change.sessions.push_back({"token-1", {}, "", "", kStart});
  ASSERT_TRUE(store_.commit(change));
  wall.set(kStart + Duration{1});
  EXPECT_EQ(caretaker.run_batch().value(), 1u);
}

TEST_F(CaretakerTest, an_unclaimed_refund_is_reminded_of_then_held_then_over) {
  open();
  auto gone = number();
  gone.due_at.reset();
  Change change;
  change.line_id = gone.line_id;
  change.number = gone;
  ASSERT_TRUE(store_.commit(change));
  owe(Money{6110, {}});
  for (const int day : pack_.refunds.unclaimed_reminders) {
    ASSERT_TRUE(step());
    EXPECT_EQ(days(), day);
    EXPECT_EQ(refund().state, RefundState::awaiting_new_account);
  }
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::unclaimed);
  EXPECT_EQ(days(), pack_.refunds.unclaimed_days);
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::held);
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::escheated);
  EXPECT_FALSE(step());
  std::size_t told = 0;
  const auto notices = store_.notices(case_id_);
  for (const auto& notice : *notices)
    if (notice.message == "M10.unclaimed" && notice.to == "email") ++told;
  EXPECT_EQ(told, pack_.refunds.unclaimed_reminders.size() + 1);
}

TEST_F(CaretakerTest, a_refund_goes_once_to_the_account_that_was_given) {
  owe_alone();
  give("bank", "6222020000000001234");
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::paid);
  EXPECT_FALSE(refund().due_at);
  EXPECT_TRUE(has_note("refund.paid"));
  EXPECT_EQ(billing_.account("line-1")->paid_credit.minor(), 0);
  EXPECT_FALSE(step());
}

TEST_F(CaretakerTest, a_refund_that_comes_back_again_waits_for_the_next_account) {
  owe_alone();
  give("bank", "closed1");
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::awaiting_new_account);
  EXPECT_EQ(refund().due_at, next_refund_look(pack_, clock_.now(), clock_.now()));
  EXPECT_TRUE(has_note("refund.returned"));
  EXPECT_EQ(billing_.account("line-1")->paid_credit.minor(), 6110);

  clock_.advance(std::chrono::days{1});
  give("cash", "R7");
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::paid);
}

TEST_F(CaretakerTest, a_bank_that_takes_its_time_is_asked_again) {
  owe_alone();
  give("bank", "slow1");
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::sent);
  EXPECT_EQ(refund().due_at, clock_.now() + std::chrono::hours{1});
}

TEST_F(CaretakerTest, of_a_credit_that_late_usage_has_eaten_into_the_rest_is_paid) {
  owe_alone(Money{2000, {}});
  give("bank", "6222020000000001234");
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().amount.minor(), 2000);
  ASSERT_TRUE(step());
  EXPECT_EQ(refund().state, RefundState::paid);
}

TEST_F(CaretakerTest, a_refund_that_nobody_understands_keeps_no_number_waiting) {
  open();
  Refund refund;
  refund.id = refund.case_id = "lost";
  refund.line_id = "line-1";
  refund.state = RefundState::awaiting_new_account;
  refund.due_at = kStart;
  Change change;
  change.line_id = refund.line_id;
  change.refunds = {refund};
  ASSERT_TRUE(store_.commit(change));
  clock_.set(*number().due_at);
  Caretaker caretaker{store_, billing_, clock_, clock_, pack_};
  const auto moved = caretaker.run_batch();
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().code, "case.unknown");
  EXPECT_EQ(number().state, NumberState::scrub);
}

}  // namespace
}  // namespace signoff
