// SPDX-License-Identifier: Apache-2.0
// The steps under the real engine, on a register and a ledger that do what the real ones
// do.
#include "connectors/billing/ledger.h"
#include "connectors/hlr/fake_hlr.h"
#include "connectors/parties/fake_parties.h"
#include "engine/new_case.h"
#include "engine/withdrawal.h"
#include "evidence/notary.h"
#include "policy/obligations.h"
#include "policy/working_days.h"
#include "steps/judge.h"
#include "steps/make_steps.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <filesystem>

namespace signoff {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{std::chrono::milliseconds{1'796'000'000'000}};
const Actor kEngineer{Role::engineer, "sun"};

// Knows who is served, as a real message centre does; says what it is told to otherwise.
class Centre final : public SmsGateway {
 public:
  Centre(const FakeHlr& home, Imsi imsi) : home_{home}, imsi_{std::move(imsi)} {}
  Result<std::string> send(const Sms&) override { return std::string{"1"}; }
  Result<bool> probe(const Msisdn&) override { return alive || home_.serves(imsi_); }
  bool alive = false;

 private:
  const FakeHlr& home_;
  Imsi imsi_;
};

std::unique_ptr<KeyRing> keys_for(const Clock& clock) {
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("signoff-steps-{}", ::getpid());
  auto ring = KeyRing::open(folder, "Xinglian", clock);
  std::filesystem::remove_all(folder);
  return *std::move(ring);
}

// A line in service for data only, and its approved case, due now.
class StepsTest : public testing::Test {
 protected:
  StepsTest() {
    line_.id = "line-1";
    line_.owner_id = "owner-1";
    line_.msisdn = *Msisdn::parse("8610000000001");
    line_.imsi = *Imsi::parse("999700000000001");
    line_.monthly_fee = Money{1800, pack_.place.currency};
    put_in_service(line_);
    approve();
  }

  // Works until the case rests in `state`, moving the clock to whatever is due next.
  void run_until(CaseState state) {
    for (int i = 0; i < 300 && now().head.state != state; ++i) {
      ASSERT_TRUE(engine_.run_batch());
      if (const auto due = now().head.due_at; due && *due > clock_.now()) clock_.set(*due);
    }
    ASSERT_EQ(now().head.state, state);
  }
  void withdraw() {
    auto dossier = now();
    Entry entry{dossier, pack_, clock_.now(), kEngineer};
    entry.note("withdrawal_accepted");
    begin_undo(entry, CaseState::withdrawn);
    ASSERT_TRUE(store_.commit(entry.take()));
    run_until(CaseState::withdrawn);
  }
  void run_to_step(StepId step) {
    for (int i = 0; i < 300 && now().head.step != step; ++i) {
      ASSERT_TRUE(engine_.run_batch());
      if (const auto due = now().head.due_at; due && *due > clock_.now()) clock_.set(*due);
    }
    ASSERT_EQ(now().head.step, step);
  }
  void put_in_service(const Line& line) {
    Subscription subscription;
    subscription.imsi = line.imsi;
    subscription.msisdn = line.msisdn;
    subscription.ps_enabled = true;
    subscription.has_keys = true;
    home_.put(subscription);
    home_.attach(line.imsi);
    const Money zero{0, pack_.place.currency};
    LineOpening opening;
    opening.paid_credit = Money{5000, pack_.place.currency};
    opening.gift_credit = opening.arrears = opening.unbilled = opening.deposit = zero;
    opening.monthly_fee = line.monthly_fee;
    opening.billed_until = kStart;
    opening.means = Means::card;
    EXPECT_TRUE(billing_.open_account(line.id, opening).value());
  }
  // A sub-line in service, and the owner's wish that it ends with the main line.
  void add_sub_line() {
    Change change;
    change.line_id = "sub-1";
    change.line = line_;
    change.line->id = change.line_id;
    change.line->main_line_id = line_.id;
    change.line->msisdn = *Msisdn::parse("8610000000011");
    change.line->imsi = *Imsi::parse("999700000000011");
    change.number = Number{change.line->msisdn, change.line_id};
    ASSERT_TRUE(store_.commit(change));
    put_in_service(*change.line);
    auto dossier = now();
    dossier.file.settlements = {{"OB-21", "end_all", ""}};
    Entry entry{dossier, pack_, kStart, kEngineer};
    entry.touch_file();
    entry.note("changed");
    entry.due(kStart);
    ASSERT_TRUE(store_.commit(entry.take()));
  }
  // Both lines in their cooling-off, and then the case of the sub-line past the point of
  // no return: at `step`, held there for an engineer or still at work.
  void finalise_sub_line(StepId step, bool is_stuck) {
    add_sub_line();
    const auto is_stopped = [&](const std::string& id) {
      const auto dossier = store_.open_case(id);
      if (dossier && dossier->head.state == CaseState::cooling_off) return true;
      if (dossier && dossier->head.due_at)
        clock_.set(std::max(clock_.now(), *dossier->head.due_at));
      return false;
    };
    for (int i = 0; i < 300 && !(is_stopped(line_.id) && is_stopped("sub-1")); ++i)
      ASSERT_TRUE(engine_.run_batch());
    ASSERT_TRUE(is_stopped("sub-1"));
    auto sub = *store_.open_case("sub-1");
    Entry entry{sub, pack_, clock_.now(), kEngineer};
    sub.head.step = step;
    entry.move(CaseEvent::cooling_off_over);
    if (is_stuck) {
      sub.head.held_from = sub.head.state;
      entry.move(CaseEvent::got_stuck);
    }
    entry.due(std::nullopt);
    ASSERT_TRUE(store_.commit(entry.take()));
  }
  // The main line comes back whole; the sub-line stays where it was.
  void withdraw_without_sub_line(CaseState of_sub) {
    withdraw();
    EXPECT_TRUE(record().ps_enabled);
    EXPECT_EQ(now().line.state, LineState::active);
    const auto sub = *store_.open_case("sub-1");
    EXPECT_EQ(sub.head.state, of_sub);
    EXPECT_FALSE(sub.head.undoing);
    const auto history = *store_.history(case_id_);
    const auto undone = std::ranges::find(history, "undo.E4", &HistoryEvent::name);
    ASSERT_NE(undone, history.end());
    EXPECT_EQ(undone->detail, R"({"past_return":"1"})");
  }
  Dossier now() { return *store_.dossier(case_id_); }
  void choose(Settlement settlement) {
    auto dossier = now();
    dossier.file.settlements = {std::move(settlement)};
    Entry entry{dossier, pack_, kStart, kEngineer};
    entry.touch_file();
    entry.note("changed");
    entry.due(kStart);
    ASSERT_TRUE(store_.commit(entry.take()));
  }
  void add_line(const std::string& id, const std::string& owner_id) {
    Change change;
    change.line_id = id;
    change.line = line_;
    change.line->id = id;
    change.line->owner_id = owner_id;
    change.line->msisdn = *Msisdn::parse("8610000000021");
    Owner other;
    other.id = owner_id;
    if (owner_id != line_.owner_id) change.owner = other;
    change.number = Number{change.line->msisdn, id};
    ASSERT_TRUE(store_.commit(change));
    LineOpening opening;
    opening.paid_credit = opening.gift_credit = opening.arrears = opening.unbilled =
        opening.deposit = opening.monthly_fee = Money{0, pack_.place.currency};
    opening.billed_until = kStart;
    ASSERT_TRUE(billing_.open_account(id, opening));
  }
  Subscription record() { return *home_.find(line_.imsi); }

  ManualClock clock_{kStart};
  SeededRandom random_{1};
  Pack pack_ = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  std::function<void(CommitPoint)> at_commit_;
  MemoryStore store_{[this](CommitPoint point) {
    if (at_commit_) at_commit_(point);
  }};
  MemoryLedgerStore ledger_;
  LedgerBilling billing_{ledger_, clock_};
  FakeHlr home_;
  Centre centre_{home_, *Imsi::parse("999700000000001")};
  FakeParties parties_{{{"bank-a", "https://bank.example", "https://bank.example/set"}}};
  std::unique_ptr<KeyRing> keys_ = keys_for(clock_);
  OperatorNotary notary_{*keys_, random_};
  Outside outside_{home_,    billing_, centre_,
                   parties_, notary_,  store_,
                   random_,  pack_,    "https://operator.example/v"};
  Engine engine_{
      store_, clock_, random_, pack_, make_steps(outside_), make_judge(outside_)};
  Line line_;
  std::string case_id_;

 private:
  void approve() {
    Change base;
    base.line_id = line_.id;
    Owner owner;
    owner.id = line_.owner_id;
    base.owner = owner;
    base.line = line_;
    Number number;
    number.msisdn = line_.msisdn;
    number.line_id = line_.id;
    base.number = number;
    EXPECT_TRUE(store_.commit(base));
    auto dossier = new_case(*store_.line(line_.id), *store_.number(line_.msisdn), owner,
                            pack_, CaseType::standard, kStart, random_);
    dossier.file.execute_at = kStart;
    dossier.file.stop_announced = true;
    dossier.line.state_before = LineState::active;
    case_id_ = dossier.head.id;
    Entry entry{dossier, pack_, kStart, {Role::subscriber, owner.id}};
    entry.note("opened");
    entry.move_line(LineEvent::case_submitted);
    entry.move(CaseEvent::submitted);
    entry.move(CaseEvent::proofs_sufficed);
    entry.move(CaseEvent::auto_approved);
    entry.due(kStart);
    EXPECT_TRUE(store_.commit(entry.take()));
  }
};

TEST_F(StepsTest, a_crash_after_the_register_acted_does_not_remove_twice) {
  run_until(CaseState::cooling_off);
  clock_.set(*now().head.due_at);
  // The process dies when the record is gone and nobody has written that down yet.
  at_commit_ = [this](CommitPoint point) {
    if (point == CommitPoint::before && !home_.find(line_.imsi)) throw ProcessDied{point};
  };
  EXPECT_THROW((void)engine_.run_batch(), ProcessDied);
  at_commit_ = {};
  EXPECT_EQ(now().line.state, LineState::pre_cancelled);
  clock_.advance(31s);
  run_until(CaseState::closed);
  EXPECT_EQ(home_.effects(line_.imsi).removals, 1);
  EXPECT_EQ(home_.effects(line_.imsi).key_strips, 1);
  EXPECT_EQ(now().line.state, LineState::terminated);
}

TEST_F(StepsTest, an_answer_that_was_lost_is_looked_up_and_not_acted_on_again) {
  run_until(CaseState::cooling_off);
  int lost = 0;
  home_.set_weather([&](std::string_view verb, const Imsi&) {
    return verb == "remove" && lost++ == 0 ? Trouble::lose_answer_after : Trouble::none;
  });
  run_until(CaseState::closed);
  EXPECT_EQ(home_.effects(line_.imsi).removals, 1);
}

TEST_F(StepsTest, the_owner_has_the_whole_of_the_last_day_to_have_the_line_back) {
  run_until(CaseState::cooling_off);
  EXPECT_EQ(now().file.restore_until, last_moment_to_undo(*now().line.barred_at, pack_));
  EXPECT_EQ(zone_of(pack_).time_of_day(*now().file.restore_until).count(), 0);
}

TEST_F(StepsTest, a_withdrawal_puts_back_exactly_the_snapshot) {
  run_until(CaseState::cooling_off);
  EXPECT_TRUE(record().is_barred());
  EXPECT_EQ(now().line.state, LineState::pre_cancelled);
  EXPECT_TRUE(billing_.account(line_.id)->charging_stopped_at);
  withdraw();
  EXPECT_FALSE(record().cs_enabled) << "calls were off before";
  EXPECT_TRUE(record().ps_enabled);
  EXPECT_FALSE(billing_.account(line_.id)->charging_stopped_at);
  EXPECT_EQ(now().line.state, LineState::active);
  EXPECT_EQ(now().line.card, CardState::in_use);
  EXPECT_EQ(now().number.state, NumberState::in_service);
}

TEST_F(StepsTest, the_fee_of_a_pause_stops_with_the_case_and_goes_on_when_it_is_withdrawn) {
  auto paused = now().line;
  paused.state_before = LineState::susp_user;
  ASSERT_TRUE(store_.commit({.line_id = paused.id, .line = paused}));
  ASSERT_TRUE(
      billing_.hold_charging(line_.id, kStart, pack_.hold.monthly_fee, "the pause"));
  run_until(CaseState::cooling_off);
  EXPECT_FALSE(billing_.account(line_.id)->is_held);
  EXPECT_EQ(billing_.account(line_.id)->charging_stopped_at, kStart);

  withdraw();
  EXPECT_EQ(now().line.state, LineState::susp_user);
  EXPECT_TRUE(billing_.account(line_.id)->is_held);
  EXPECT_EQ(billing_.account(line_.id)->charging_stopped_at, kStart);
}

TEST_F(StepsTest, a_sign_of_life_starts_the_proof_over) {
  run_to_step(StepId::e14_prove);
  ASSERT_TRUE(engine_.run_batch());
  ASSERT_FALSE(now().file.probes.empty());
  centre_.alive = true;
  clock_.set(*now().head.due_at);
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_TRUE(now().file.probes.empty());
  EXPECT_EQ(now().head.attempts, 1);
  centre_.alive = false;
  const auto from = *now().head.due_at;
  run_until(CaseState::closed);
  const auto samples = std::ranges::count(now().file.probes, "sms", &ProbeResult::name);
  EXPECT_EQ(samples, pack_.probes.samples);
  EXPECT_GE(clock_.now(), from + pack_.probes.over) << "over the whole time again";
}

TEST_F(StepsTest, a_card_that_changed_hands_is_left_alone_and_a_person_is_asked) {
  run_until(CaseState::cooling_off);
  home_.give_to_stranger(line_.imsi, *Msisdn::parse("8610000000099"));
  run_until(CaseState::stuck);
  EXPECT_EQ(home_.stranger_effects(), 0);
  EXPECT_EQ(now().file.stuck->step, StepId::e9_remove);
  EXPECT_EQ(now().file.stuck->truth, "register: the record carries another number");
}

TEST_F(StepsTest, a_locked_sub_line_goes_its_own_way_when_all_are_to_end) {
  for (const auto* id : {"sub-1", "sub-2"}) {
    Change change;
    change.line_id = id;
    change.line = line_;
    change.line->id = id;
    change.line->main_line_id = line_.id;
    change.line->msisdn =
        *Msisdn::parse(id == std::string{"sub-1"} ? "8610000000011" : "8610000000012");
    change.line->is_locked = id == std::string{"sub-2"};
    change.number = Number{change.line->msisdn, id};
    ASSERT_TRUE(store_.commit(change));
  }
  choose({"OB-21", "end_all", ""});
  run_until(CaseState::cooling_off);
  EXPECT_TRUE(store_.open_case("sub-1"));
  EXPECT_EQ(store_.open_case("sub-2").error().fault, Fault::not_found);
  EXPECT_EQ(store_.line("sub-2")->main_line_id, "");
  EXPECT_EQ(store_.line("sub-2")->state, LineState::active);
}

TEST_F(StepsTest, a_sub_line_past_its_return_does_not_keep_the_main_line_away) {
  finalise_sub_line(StepId::e10_final_bill, false);
  withdraw_without_sub_line(CaseState::finalising);
}

TEST_F(StepsTest, nor_does_one_that_is_stuck_after_its_removal) {
  finalise_sub_line(StepId::e10_final_bill, true);
  withdraw_without_sub_line(CaseState::stuck);
}

TEST_F(StepsTest, nor_does_one_that_is_stuck_while_it_is_removed) {
  finalise_sub_line(StepId::e9_remove, true);
  withdraw_without_sub_line(CaseState::stuck);
}

TEST_F(StepsTest, credit_goes_to_another_line_of_the_owner) {
  add_line("mine", line_.owner_id);
  choose({"OB-31", "transfer_line", "mine"});
  run_until(CaseState::closed);
  EXPECT_EQ(store_.refunds(case_id_)->front().state, RefundState::paid);
  EXPECT_EQ(billing_.account("mine")->paid_credit, now().file.refund);
}

TEST_F(StepsTest, credit_never_goes_to_a_line_of_somebody_else) {
  add_line("theirs", "owner-2");
  choose({"OB-31", "transfer_line", "theirs"});
  run_until(CaseState::closed);
  EXPECT_EQ(store_.refunds(case_id_)->front().state, RefundState::awaiting_new_account);
  EXPECT_TRUE(billing_.account("theirs")->paid_credit.is_zero());
}

TEST_F(StepsTest, credit_for_the_very_line_that_ends_does_not_hold_up_its_end) {
  choose({"OB-31", "transfer_line", line_.id});
  run_until(CaseState::closed);
  EXPECT_EQ(store_.refunds(case_id_)->front().state, RefundState::awaiting_new_account);
}

TEST_F(StepsTest, credit_for_no_line_at_all_does_not_hold_up_the_end) {
  choose({"OB-31", "transfer_line", ""});
  run_until(CaseState::closed);
  EXPECT_EQ(store_.refunds(case_id_)->front().state, RefundState::awaiting_new_account);
}

TEST_F(StepsTest, charging_ends_no_later_than_the_service) {
  run_until(CaseState::closed);
  const auto stopped = billing_.account(line_.id)->charging_stopped_at;
  ASSERT_TRUE(stopped);
  EXPECT_LE(*stopped, *now().line.barred_at);
  EXPECT_EQ(ledger_.total().value(), 0);
}

}  // namespace
}  // namespace signoff
