// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "engine/new_case.h"
#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace signoff {
namespace {

using namespace std::chrono_literals;

constexpr Instant kEngineStart{std::chrono::milliseconds{1'796'000'000'000}};

// A step that does what the test says; untold ones are done at once.
class ToldStep final : public Step {
 public:
  Outcome run(Entry& entry) override {
    ++runs;
    return on_run ? on_run(entry) : Outcome{Done{}};
  }
  Result<std::string> ask(const Dossier&) override { return "far side: still in service"; }
  bool acts_outside() const override { return acts; }

  std::function<Outcome(Entry&)> on_run;
  bool acts = true;
  int runs = 0;
};

class NoJudge final : public Judge {
 public:
  Outcome judge(Entry&) override { return Done{}; }
};

// Keeps what it is told.
class Told final : public WorkObserver {
 public:
  void step_tried(StepId step, StepOutcome outcome) override { ++tries[{step, outcome}]; }
  void notice_settled(NoticeState) override {}

  std::map<std::pair<StepId, StepOutcome>, int> tries;
};

// One approved case that is due, and an engine whose steps do as they are told.
class EngineTest : public testing::Test {
 protected:
  EngineTest() { case_id_ = approve("line-1", "8610000000001"); }

  Engine make_engine() {
    Steps steps;
    for (auto id = StepId::e1_snapshot; id != StepId::done; id = following(id))
      steps[static_cast<std::size_t>(id)] = std::make_unique<ToldStep>();
    return Engine{store_,
                  clock_,
                  random_,
                  pack_,
                  std::move(steps),
                  std::make_unique<NoJudge>(),
                  {.observer = &observer_}};
  }
  static ToldStep& told(Engine& engine, StepId id) {
    return dynamic_cast<ToldStep&>(engine.step(id));
  }
  Dossier now() { return *store_.dossier(case_id_); }
  // Answers the id of the line's case.
  std::string approve(const std::string& line_id, const char* msisdn) {
    Change base;
    base.line_id = line_id;
    Owner owner;
    owner.id = "owner-of-" + line_id;
    base.owner = owner;
    Line line;
    line.id = base.line_id;
    line.owner_id = owner.id;
    line.msisdn = *Msisdn::parse(msisdn);
    base.line = line;
    Number number;
    number.msisdn = line.msisdn;
    number.line_id = line.id;
    base.number = number;
    EXPECT_TRUE(store_.commit(base));
    auto dossier = new_case(*store_.line(line.id), *store_.number(line.msisdn), owner,
                            pack_, CaseType::standard, kEngineStart, random_);
    dossier.file.execute_at = kEngineStart;
    dossier.file.stop_announced = true;
    dossier.file.restore_until = kEngineStart + 7 * 24h;
    dossier.line.state_before = LineState::active;
    Entry entry{dossier, pack_, kEngineStart, {Role::subscriber, owner.id}};
    entry.note("opened");
    entry.move_line(LineEvent::case_submitted);
    entry.move(CaseEvent::submitted);
    entry.move(CaseEvent::proofs_sufficed);
    entry.move(CaseEvent::auto_approved);
    entry.due(kEngineStart);
    EXPECT_TRUE(store_.commit(entry.take()));
    return dossier.head.id;
  }
  std::size_t count(std::string_view name) {
    const auto history = *store_.history(case_id_);
    return static_cast<std::size_t>(std::ranges::count(history, name, &HistoryEvent::name));
  }

  ManualClock clock_{kEngineStart};
  SeededRandom random_{1};
  Pack pack_ = *load_pack(std::filesystem::path{SIGNOFF_POLICIES} / "cn.toml");
  MemoryStore store_;
  Told observer_;
  Engine engine_ = make_engine();
  std::string case_id_;
};

TEST_F(EngineTest, a_step_that_keeps_failing_backs_off_and_ends_stuck_with_the_truth) {
  told(engine_, StepId::e2_stop_charging).on_run = [](Entry&) {
    return Retry{{Fault::unavailable, "far.down", {}}};
  };
  auto wait = pack_.retries.first;
  for (int failed = 1; failed <= pack_.retries.attempts; ++failed) {
    ASSERT_TRUE(engine_.run_batch());
    EXPECT_EQ(now().head.attempts, failed);
    const auto due = now().head.due_at.value();
    EXPECT_GE(due, clock_.now() + wait);
    EXPECT_LE(due, clock_.now() + wait + wait / 4);
    EXPECT_EQ(engine_.run_batch().value(), 0u) << "not before its time";
    clock_.set(due);
    wait = std::min(wait * pack_.retries.factor, pack_.retries.longest);
  }
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(now().head.state, CaseState::stuck);
  EXPECT_FALSE(now().head.due_at);
  const auto report = now().file.stuck.value();
  EXPECT_EQ(report.step, StepId::e2_stop_charging);
  EXPECT_EQ(report.code, "far.down");
  EXPECT_EQ(report.truth, "far side: still in service");
  using enum StepOutcome;
  EXPECT_EQ((observer_.tries[{StepId::e1_snapshot, done}]), 1);
  EXPECT_EQ((observer_.tries[{StepId::e2_stop_charging, retried}]),
            pack_.retries.attempts + 1);
  EXPECT_EQ((observer_.tries[{StepId::e2_stop_charging, stuck}]), 1);
  EXPECT_EQ((observer_.tries[{StepId::e2_stop_charging, done}]), 0);
}

TEST_F(EngineTest, what_acts_outside_starts_from_a_durable_record_and_the_rest_needs_none) {
  // What is durable when the step runs: the step that the record names, and E1's event.
  std::vector<std::pair<StepId, bool>> seen;
  const auto look = [&](Entry&) {
    seen.emplace_back(now().head.step, count("step.E1") == 1);
    return Done{};
  };
  auto& quiet = told(engine_, StepId::e1_snapshot);
  quiet.acts = false;
  quiet.on_run = look;
  told(engine_, StepId::e2_stop_charging).on_run = look;
  ASSERT_TRUE(engine_.run_batch());
  using Seen = std::pair<StepId, bool>;
  EXPECT_EQ(seen,
            (std::vector{Seen{StepId::none, false}, Seen{StepId::e2_stop_charging, true}}));
  EXPECT_EQ(now().head.state, CaseState::cooling_off);
}

TEST_F(EngineTest, all_tries_together_last_no_longer_than_the_pack_gives_them) {
  pack_.retries.attempts = 1000;
  auto patient = make_engine();
  const auto fail_at = [&](StepId id) {
    told(patient, id).on_run = [](Entry&) {
      return Retry{{Fault::unavailable, "far.down", {}}};
    };
  };
  // A span of its own for each step: what an earlier one took is not counted.
  fail_at(StepId::e2_stop_charging);
  ASSERT_TRUE(patient.run_batch());
  clock_.advance(pack_.retries.give_up - 1s);
  told(patient, StepId::e2_stop_charging).on_run = nullptr;
  fail_at(StepId::e3_bar);
  ASSERT_TRUE(patient.run_batch());
  const auto failing_since = clock_.now();
  ASSERT_EQ(now().file.failing_since, failing_since);
  while (now().head.state == CaseState::executing) {
    ASSERT_LE(now().head.due_at.value(), failing_since + pack_.retries.give_up);
    clock_.set(*now().head.due_at);
    ASSERT_TRUE(patient.run_batch());
  }
  EXPECT_EQ(now().head.state, CaseState::stuck);
  EXPECT_EQ(clock_.now(), failing_since + pack_.retries.give_up);
  EXPECT_LT(told(patient, StepId::e3_bar).runs, 10);
}

TEST_F(EngineTest, a_try_that_went_well_ends_the_span_of_those_that_failed) {
  const auto fails = [](Entry&) { return Retry{{Fault::unavailable, "far.down", {}}}; };
  auto& step = told(engine_, StepId::e2_stop_charging);
  step.on_run = fails;
  ASSERT_TRUE(engine_.run_batch());
  ASSERT_EQ(now().head.attempts, 1);
  clock_.set(*now().head.due_at);
  const auto again = clock_.now() + pack_.retries.give_up + 1h;
  step.on_run = [&](Entry&) { return Later{again, {}}; };
  ASSERT_TRUE(engine_.run_batch());
  ASSERT_EQ(now().head.due_at, again);

  clock_.set(again);
  step.on_run = fails;
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(now().head.state, CaseState::executing);
  EXPECT_EQ(now().head.attempts, 1);
  EXPECT_EQ(now().file.failing_since, again);
}

TEST_F(EngineTest, the_cooling_off_ends_at_its_time_and_not_before) {
  ASSERT_TRUE(engine_.run_batch());
  ASSERT_EQ(now().head.state, CaseState::cooling_off);
  EXPECT_EQ(now().head.due_at, now().file.restore_until);
  clock_.set(*now().file.restore_until - 1ms);
  EXPECT_EQ(engine_.run_batch().value(), 0u);
  EXPECT_EQ(now().head.state, CaseState::cooling_off);
  clock_.advance(1ms);
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(now().head.state, CaseState::closed);
  EXPECT_EQ(told(engine_, StepId::e9_remove).runs, 1);
}

TEST_F(EngineTest, the_commit_of_an_expired_claimant_is_refused) {
  auto other = make_engine();
  // The first engine sleeps in E1 past its lease; the other takes the case over meanwhile.
  told(engine_, StepId::e1_snapshot).on_run = [&](Entry&) -> Outcome {
    clock_.advance(31s);
    EXPECT_GT(other.run_batch().value(), 0u);
    return Done{};
  };
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(count("step.E1"), 1u);
  EXPECT_EQ(count("service_stopped"), 1u);
  EXPECT_EQ(told(other, StepId::e1_snapshot).runs, 1);
  EXPECT_EQ(told(engine_, StepId::e2_stop_charging).runs, 0);
}

TEST_F(EngineTest, what_half_the_lease_leaves_no_time_for_is_not_begun) {
  const auto second = approve("line-2", "8610000000002");
  auto& slow = told(engine_, StepId::e1_snapshot);
  slow.on_run = [&](Entry&) {
    clock_.advance(15s);
    return Done{};
  };
  EXPECT_GT(engine_.run_batch().value(), 0u);
  EXPECT_EQ(slow.runs, 1);
  EXPECT_EQ(
      count("step.E1") + static_cast<std::size_t>(std::ranges::count(
                             *store_.history(second), "step.E1", &HistoryEvent::name)),
      1u)
      << "what was done is recorded";
  EXPECT_EQ(engine_.run_batch().value(), 0u) << "the lease still runs";

  slow.on_run = nullptr;
  clock_.set(kEngineStart + 30s);
  EXPECT_GT(engine_.run_batch().value(), 0u);
  EXPECT_EQ(now().head.state, CaseState::cooling_off);
  EXPECT_EQ(store_.dossier(second)->head.state, CaseState::cooling_off);
  EXPECT_EQ(slow.runs, 2) << "each once";
}

TEST_F(EngineTest, a_case_that_somebody_moved_meanwhile_is_left_as_he_put_it) {
  told(engine_, StepId::e1_snapshot).on_run = [&](Entry&) -> Outcome {
    auto dossier = now();
    Entry objection{dossier, pack_, clock_.now(), {Role::subscriber, "owner-1"}};
    dossier.head.held_from = dossier.head.state;
    objection.move(CaseEvent::held);
    objection.due(std::nullopt);
    EXPECT_TRUE(store_.commit(objection.take()));
    return Done{};
  };
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(now().head.state, CaseState::fraud_hold);
  EXPECT_EQ(count("step.E1"), 0u);
  EXPECT_EQ(told(engine_, StepId::e2_stop_charging).runs, 0);
}

TEST_F(EngineTest, a_case_comes_due_again_when_its_claimant_died) {
  told(engine_, StepId::e3_bar).on_run = [](Entry&) -> Outcome {
    throw ProcessDied{CommitPoint::before};
  };
  EXPECT_THROW((void)engine_.run_batch(), ProcessDied);
  auto other = make_engine();
  EXPECT_EQ(other.run_batch().value(), 0u) << "the lease still runs";
  clock_.advance(31s);
  ASSERT_TRUE(other.run_batch());
  EXPECT_EQ(now().head.state, CaseState::cooling_off);
  EXPECT_EQ(count("step.E2"), 1u) << "what was recorded is not done again";
}

TEST_F(EngineTest, an_order_of_a_court_stops_a_case_that_is_due) {
  auto line = *store_.line("line-1");
  line.legal_hold = "order-1";
  Change change;
  change.line_id = line.id;
  change.line = line;
  ASSERT_TRUE(store_.commit(change));
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(now().head.state, CaseState::fraud_hold);
  EXPECT_EQ(now().file.hold_reason, "legal");
  EXPECT_EQ(told(engine_, StepId::e1_snapshot).runs, 0);
}

TEST_F(EngineTest, the_stop_is_announced_a_day_ahead_and_once) {
  auto dossier = now();
  dossier.file.execute_at = kEngineStart + 72h;
  dossier.file.stop_announced = false;
  Entry entry{dossier, pack_, kEngineStart, {Role::system, "engine"}};
  entry.touch_file();
  entry.note("changed");
  entry.due(kEngineStart + 72h - pack_.times.stop_reminder);
  ASSERT_TRUE(store_.commit(entry.take()));
  clock_.set(*now().head.due_at);
  ASSERT_TRUE(engine_.run_batch());
  EXPECT_EQ(count("stop_announced"), 1u);
  EXPECT_EQ(now().head.state, CaseState::scheduled);
  EXPECT_EQ(now().head.due_at, kEngineStart + 72h);
}

}  // namespace
}  // namespace signoff
