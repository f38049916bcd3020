// SPDX-License-Identifier: Apache-2.0
#include "engine/pauses.h"

#include "connectors/billing/fake_billing.h"
#include "connectors/hlr/fake_hlr.h"
#include "engine/caretaker.h"
#include "engine/line_orders.h"
#include "engine/params.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

using std::chrono::days;
using std::chrono::hours;

const Instant kPauseStart = parse_instant("2026-11-21T02:00:00Z").value();
constexpr std::string_view kUntil = "2026-12-24";

// A make of register that bars and cannot tell the visited network.
class QuietRegister final : public HomeRegister {
 public:
  explicit QuietRegister(FakeHlr& hlr) : hlr_{hlr} {}
  Result<Subscription> find(const Imsi& imsi) override { return hlr_.find(imsi); }
  Result<Subscription> find(const Msisdn& number) override { return hlr_.find(number); }
  Result<void> bar(const Subscription& seen) override { return hlr_.bar(seen); }
  Result<void> unbar(const Subscription& seen, bool cs, bool ps) override {
    return hlr_.unbar(seen, cs, ps);
  }
  Result<void> cancel_location(const Subscription&) override { return missing(); }
  Result<void> strip_keys(const Subscription&) override { return missing(); }
  Result<void> strip_number(const Subscription&) override { return missing(); }
  Result<void> remove(const Subscription&) override { return missing(); }
  Result<AttachAnswer> probe_attach(const Imsi&, NetworkDomain) override {
    return missing();
  }
  Result<bool> probe_keys(const Imsi&) override { return missing(); }
  Result<std::vector<std::int64_t>> orphan_keys() override { return missing(); }

 private:
  static std::unexpected<Error> missing() {
    return fail(Fault::unavailable, "register.no_such_verb");
  }
  FakeHlr& hlr_;
};

// A paused line, the timer that looks after it, and a courier that delivers or does not.
class PausesTest : public testing::Test {
 protected:
  PausesTest() {
    owner_.id = "owner-1";
    owner_.email = "li.na@example.com";
    line_.id = "line-1";
    line_.owner_id = owner_.id;
    line_.msisdn = *Msisdn::parse("8610000000001");
    line_.imsi = *Imsi::parse("999700000000001");
    line_.state = LineState::susp_user;
    Subscription record;
    record.imsi = line_.imsi;
    record.msisdn = line_.msisdn;
    record.cs_enabled = record.ps_enabled = true;
    hlr_.put(record);
  }

  void pause(std::string_view until = kUntil) {
    Pause pause;
    pause.line_id = line_.id;
    pause.since = kPauseStart;
    if (!until.empty()) {
      pause.until = parse_date(until).value();
      pause.due_at = times_of(*pause.until, pack_).announce_at;
    }
    Change change{.line_id = line_.id};
    change.line = line_;
    change.owner = owner_;
    change.pause = pause;
    ASSERT_TRUE(store_.commit(change));
  }
  void deliver(NoticeState state = NoticeState::sent) {
    auto claimed = store_.claim_notices(clock_.now(), clock_.now() + hours{1}, 100).value();
    for (auto& notice : claimed) {
      if (notice.message == "L01.hold_reminder") reminders_.push_back(clock_.now());
      notice.state = state;
      if (state == NoticeState::queued) notice.due_at = clock_.now() + days{99};
    }
    ASSERT_TRUE(store_.settle(claimed));
  }
  // Time passes, an hour at a time.
  void pass(Duration time, NoticeState delivery = NoticeState::sent) {
    for (const auto end = clock_.now() + time; clock_.now() < end;) {
      clock_.advance(hours{1});
      ASSERT_TRUE(caretaker_.run_batch());
      deliver(delivery);
      if (state() == LineState::active && !resumed_at_) resumed_at_ = clock_.now();
    }
  }
  void open_account() {
    LineOpening opening;
    opening.paid_credit = Money{6110, {}};
    ASSERT_TRUE(billing_.open_account(line_.id, opening));
  }
  void turn(LineState state) {
    auto line = *store_.line(line_.id);
    line.state = state;
    ASSERT_TRUE(store_.commit({.line_id = line.id, .line = line}));
  }
  LineState state() { return store_.line(line_.id)->state; }
  Instant day(std::string_view text) {
    return zone_of(pack_).start_of(parse_date(text).value());
  }

  ManualClock clock_{kPauseStart};
  Pack pack_ = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  MemoryStore store_;
  FakeHlr hlr_;
  FakeBilling billing_;
  Caretaker caretaker_{store_, billing_, clock_, clock_, pack_};
  Owner owner_;
  Line line_;
  std::vector<Instant> reminders_;
  std::optional<Instant> resumed_at_;
};

TEST_F(PausesTest, the_owner_hears_a_week_and_a_day_before_and_the_line_is_back_in_time) {
  pause();
  pass(days{40});
  ASSERT_EQ(reminders_.size(), 2u);
  EXPECT_LE(reminders_[0], day(kUntil) - days{7});
  EXPECT_GE(reminders_[0], day(kUntil) - days{8});
  EXPECT_LE(reminders_[1], day(kUntil) - hours{12});
  EXPECT_GE(reminders_[1], day(kUntil) - days{1});
  ASSERT_TRUE(resumed_at_);
  EXPECT_EQ(*resumed_at_, day(kUntil));
  EXPECT_FALSE(store_.pause(line_.id)->due_at);
}

TEST_F(PausesTest, a_pause_without_a_day_never_ends_by_itself) {
  pause("");
  pass(days{400});
  EXPECT_EQ(state(), LineState::susp_user);
  EXPECT_TRUE(reminders_.empty());
}

TEST_F(PausesTest, a_timer_that_slept_too_long_gives_its_notice_first) {
  pause();
  clock_.set(day("2027-01-05") + hours{3});
  pass(days{6});
  EXPECT_EQ(state(), LineState::susp_user);
  EXPECT_EQ(reminders_.size(), 1u);
  pass(days{2});
  ASSERT_TRUE(resumed_at_);
  EXPECT_GE(*resumed_at_, reminders_[0] + days{7});
}

TEST_F(PausesTest, a_line_whose_owner_cannot_be_told_stays_paused) {
  owner_.email.clear();
  pause();
  pass(days{60});
  EXPECT_EQ(state(), LineState::susp_user);
  EXPECT_FALSE(store_.pause(line_.id)->due_at);
}

TEST_F(PausesTest, a_notice_that_nobody_got_counts_for_nothing) {
  pause();
  pass(days{45}, NoticeState::failed);
  EXPECT_EQ(state(), LineState::susp_user);
  const auto failed = reminders_.size();
  pass(days{9});
  ASSERT_TRUE(resumed_at_);
  EXPECT_GT(reminders_.size(), failed);
}

TEST_F(PausesTest, an_undelivered_notice_is_waited_for) {
  pause();
  pass(days{45}, NoticeState::queued);
  EXPECT_EQ(state(), LineState::susp_user);
}

TEST_F(PausesTest, a_case_keeps_its_line_and_the_timer_goes_on_after_it) {
  pause();
  const auto put = [&](LineState now, std::optional<LineState> before) {
    auto line = *store_.line(line_.id);
    line.state = now;
    line.state_before = before;
    ASSERT_TRUE(store_.commit({.line_id = line.id, .line = line}));
  };
  put(LineState::cancel_pending, LineState::susp_user);
  pass(days{50});
  EXPECT_EQ(state(), LineState::cancel_pending);
  EXPECT_TRUE(reminders_.empty());
  put(LineState::susp_user, std::nullopt);
  pass(days{10});
  EXPECT_TRUE(resumed_at_);
  EXPECT_FALSE(reminders_.empty());
}

TEST_F(PausesTest, a_pack_may_leave_the_end_to_the_owner) {
  pack_.hold.resumes_by_itself = false;
  pause();
  pass(days{60});
  EXPECT_EQ(state(), LineState::susp_user);
  EXPECT_EQ(reminders_.size(), 2u);
}

TEST_F(PausesTest, orders_that_overtake_each_other_end_as_the_line_is) {
  pause();
  const auto paused = *store_.line(line_.id);
  ASSERT_TRUE(carry_out(hlr_, store_, paused));
  EXPECT_TRUE(hlr_.find(line_.imsi)->is_barred());
  turn(LineState::active);
  const auto active = *store_.line(line_.id);
  ASSERT_TRUE(carry_out(hlr_, store_, active)) << "a late repetition";
  EXPECT_FALSE(hlr_.find(line_.imsi)->is_barred());
  // One that read the line before it was resumed, and acts after that, goes once more.
  const auto late = carry_out(hlr_, store_, paused);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().fault, Fault::unavailable);
  ASSERT_TRUE(carry_out(hlr_, store_, active));
  EXPECT_FALSE(hlr_.find(line_.imsi)->is_barred());
}

TEST_F(PausesTest, a_lift_that_a_case_overtook_waits_for_the_case) {
  pause();
  ASSERT_TRUE(carry_out(hlr_, store_, *store_.line(line_.id)));
  auto line = *store_.line(line_.id);
  line.state = LineState::pre_cancelled;
  line.state_before = LineState::active;
  EXPECT_EQ(carry_out(hlr_, store_, line).error().code, "line.has_case");
  EXPECT_TRUE(hlr_.find(line_.imsi)->is_barred());
}

TEST_F(PausesTest, a_lift_that_came_after_the_bar_of_a_case_is_taken_back) {
  pause();
  ASSERT_TRUE(carry_out(hlr_, store_, *store_.line(line_.id)));
  turn(LineState::active);
  const auto resumed = *store_.line(line_.id);
  // Between the look and the lift a case takes the line over and finds it barred.
  auto line = resumed;
  line.state = LineState::pre_cancelled;
  line.state_before = LineState::active;
  ASSERT_TRUE(store_.commit({.line_id = line.id, .line = line}));
  EXPECT_EQ(carry_out(hlr_, store_, resumed).error().code, "line.moved");

  const auto taken = *store_.line(line_.id);
  EXPECT_EQ(carry_out(hlr_, store_, taken).error().code, "line.has_case");
  EXPECT_TRUE(hlr_.find(line_.imsi)->is_barred());
}

TEST_F(PausesTest, a_paused_line_costs_its_fee_and_nothing_else) {
  open_account();
  pause();
  const auto fee = Money{500, {}};
  const auto order = charging_order(line_, fee, clock_.now());
  for (int i = 0; i < 2; ++i)
    ASSERT_TRUE(carry_out_charging(billing_, store_, *store_.line(line_.id), order));
  EXPECT_TRUE(billing_.account(line_.id)->is_held);
  EXPECT_EQ(billing_.effects(line_.id), 1);
  turn(LineState::active);
  ASSERT_TRUE(carry_out_charging(billing_, store_, *store_.line(line_.id), order));
  EXPECT_FALSE(billing_.account(line_.id)->is_held);
  EXPECT_FALSE(billing_.account(line_.id)->charging_stopped_at);
}

TEST_F(PausesTest, where_a_pause_is_free_charging_only_stops) {
  open_account();
  pause();
  const auto order = charging_order(line_, Money{}, clock_.now());
  ASSERT_TRUE(carry_out_charging(billing_, store_, *store_.line(line_.id), order));
  EXPECT_TRUE(billing_.account(line_.id)->charging_stopped_at);
  EXPECT_FALSE(billing_.account(line_.id)->is_held);
}

TEST_F(PausesTest, an_order_that_finds_the_line_turned_twice_charges_as_it_is_in_the_end) {
  open_account();
  pause();
  const auto order = charging_order(line_, Money{500, {}}, clock_.now());
  const auto go = [&] {
    return carry_out_charging(billing_, store_, *store_.line(line_.id), order);
  };
  ASSERT_TRUE(go());
  turn(LineState::active);
  ASSERT_TRUE(go());
  turn(LineState::susp_user);
  ASSERT_TRUE(go());
  EXPECT_TRUE(billing_.account(line_.id)->is_held);
}

TEST_F(PausesTest, an_order_is_done_where_the_register_tells_no_visited_network) {
  pause();
  hlr_.attach(line_.imsi);
  QuietRegister quiet{hlr_};
  EXPECT_TRUE(carry_out(quiet, store_, *store_.line(line_.id)));
  EXPECT_TRUE(hlr_.find(line_.imsi)->is_barred());
}

TEST_F(PausesTest, a_strangers_record_is_never_touched) {
  pause();
  hlr_.give_to_stranger(line_.imsi, *Msisdn::parse("8610000000009"));
  const auto refused = carry_out(hlr_, store_, *store_.line(line_.id));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "register.changed_hands");
  EXPECT_EQ(hlr_.stranger_effects(), 0);
  auto ended = *store_.line(line_.id);
  ended.state = LineState::terminated;
  ended.terminated_at = kPauseStart;
  EXPECT_TRUE(carry_out(hlr_, store_, ended)) << "nothing left to do";
}

}  // namespace
}  // namespace signoff
