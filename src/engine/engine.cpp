// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "base/ensure.h"
#include "engine/params.h"
#include "engine/port_companion.h"
#include "engine/retention.h"
#include "engine/still_bound.h"

#include <fmt/format.h>
#include <deque>

namespace signoff {
namespace {

const Actor kEngine{Role::system, "engine"};

}  // namespace

Engine::Engine(Store& store, const Clock& clock, Random& random, const Pack& pack,
               Steps steps, std::unique_ptr<Judge> judge, EngineSettings settings)
    : store_{store},
      clock_{clock},
      random_{random},
      pack_{pack},
      steps_{std::move(steps)},
      judge_{std::move(judge)},
      settings_{settings} {
  for (auto id = StepId::e1_snapshot; id != StepId::done; id = following(id))
    ensure(steps_[static_cast<std::size_t>(id)] != nullptr, "engine.step_missing");
}

Result<std::size_t> Engine::run_batch() {
  const auto start = clock_.now();
  const auto lease_until = start + settings_.lease;
  auto claimed = store_.claim_cases(start, lease_until, settings_.batch);
  if (!claimed) return pass_on(claimed.error());

  std::deque<Dossier> active{std::make_move_iterator(claimed->begin()),
                             std::make_move_iterator(claimed->end())};
  std::size_t moves = 0;
  // Half the lease is kept as a margin for the effects of the last move. What it leaves no
  // time for is not begun: it comes due again by itself when the lease ends.
  const auto last_start = start + settings_.lease / 2;
  while (!active.empty() && clock_.now() < last_start) {
    std::deque<Entry> entries;
    std::vector<Change> changes;
    changes.reserve(active.size());
    for (auto& dossier : active) {
      if (clock_.now() >= last_start) break;
      auto& entry = entries.emplace_back(dossier, pack_, clock_.now(), kEngine);
      move_on(entry);
      auto& change = changes.emplace_back(entry.take());
      // What goes on at once stays hidden from others while it is in our hands.
      if (dossier.head.due_at && *dossier.head.due_at <= entry.now())
        change.moved_case->due_at = lease_until;
    }
    const auto answers = store_.commit(changes);
    std::deque<Dossier> going_on;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i]) continue;  // Somebody moved the case; whoever did goes on with it.
      ++moves;
      entries[i].committed();
      const auto& due = active[i].head.due_at;
      if (due && *due <= entries[i].now()) going_on.push_back(std::move(active[i]));
    }
    active = std::move(going_on);
  }
  return moves;
}

// One move, and with it the steps after it that act on nothing outside: a durable record
// of their own would protect nothing.
void Engine::move_on(Entry& entry) {
  advance(entry);
  while (may_share_record(entry)) run_step(entry);
}

bool Engine::may_share_record(const Entry& entry) {
  const auto& head = entry.dossier().head;
  const bool is_working =
      head.state == CaseState::executing || head.state == CaseState::finalising;
  return is_working && !head.undoing && head.due_at && *head.due_at <= entry.now() &&
         !step(head.step).acts_outside();
}

void Engine::advance(Entry& entry) {
  const auto& head = entry.dossier().head;
  if (head.undoing) return undo_step(entry);
  if (is_ended(head.state) && destroy_images(entry)) return;
  switch (head.state) {
    case CaseState::draft: entry.move(CaseEvent::timed_out); return entry.due(std::nullopt);
    case CaseState::auth_stepup: return end_case(entry, CaseEvent::timed_out);
    case CaseState::precheck:
      return settle(entry, judge_->judge(entry), [](const std::string&) {});
    case CaseState::awaiting_subscriber: return await_subscriber(entry);
    case CaseState::under_review:
    case CaseState::second_approval:
    case CaseState::fraud_hold: return review_overdue(entry);
    case CaseState::scheduled: return start_when_due(entry);
    case CaseState::executing:
    case CaseState::finalising: return run_step(entry);
    case CaseState::cooling_off: return end_cooling_off(entry);
    case CaseState::withdrawn:
    case CaseState::rejected: return look_after(entry);
    case CaseState::superseded: return end_moved_line(entry);
    default: return entry.due(std::nullopt);
  }
}

void Engine::end_case(Entry& entry, CaseEvent on, std::string detail) {
  auto& dossier = entry.dossier();
  if (dossier.line.state == LineState::cancel_pending) {
    entry.move_line(back_to(dossier.line.state_before.value_or(LineState::active)));
    dossier.line.state_before.reset();
  }
  entry.move(on, std::move(detail));
  entry.due(std::nullopt);
}

void Engine::await_subscriber(Entry& entry) {
  auto& file = entry.dossier().file;
  const auto began = file.waiting_since.value_or(entry.now());
  if (entry.now() >= began + std::chrono::days{pack_.times.awaiting_days})
    return end_case(entry, CaseEvent::timed_out);

  const auto& days = pack_.times.awaiting_reminders;
  while (static_cast<std::size_t>(file.reminders) < days.size() &&
         entry.now() >=
             began + std::chrono::days{days[static_cast<std::size_t>(file.reminders)]})
    ++file.reminders;
  entry.touch_file();
  entry.note("reminded");
  entry.tell(static_cast<std::size_t>(file.reminders) >= days.size() ? "M03.last_day"
                                                                     : "M03.reminder");
  entry.due(next_look_while_awaiting(file, pack_));
}

void Engine::review_overdue(Entry& entry) {
  // Breaking the promised time is itself an event, and moves the case to the head of the
  // queue.
  entry.note("overdue");
  entry.due(std::nullopt);
}

// True when something outside forbids to go on now; the case was moved or put off.
bool Engine::must_wait(Entry& entry) {
  const auto& line = entry.dossier().line;
  if (!line.legal_hold.empty()) {
    entry.dossier().head.held_from = entry.dossier().head.state;
    entry.dossier().file.hold_reason = "legal";
    entry.dossier().file.held_since = entry.now();
    entry.dossier().file.hold_due = entry.now() + pack_.times.fraud_contact;
    entry.touch_file();
    entry.move(CaseEvent::held, R"({"why":"legal_hold"})");
    entry.due(entry.dossier().file.hold_due);
    return true;
  }
  // A number that is on its way to another operator must not be lost on the way.
  if (line.state == LineState::porting_out ||
      (line.port_code_until && *line.port_code_until > entry.now())) {
    entry.due(std::min(line.port_code_until.value_or(entry.now() + std::chrono::hours{1}),
                       entry.now() + std::chrono::hours{1}));
    return true;
  }
  return false;
}

void Engine::start_when_due(Entry& entry) {
  auto& dossier = entry.dossier();
  auto& file = dossier.file;
  const auto at = file.execute_at.value_or(entry.now());
  if (entry.now() < at) {
    // The only look before that is for the reminder the day before.
    if (!file.stop_announced) {
      file.stop_announced = true;
      entry.touch_file();
      entry.note("stop_announced");
      entry.tell("M06.tomorrow", still_bound(store_, dossier));
    }
    return entry.due(at);
  }
  if (must_wait(entry)) return;
  dossier.head.step = StepId::e1_snapshot;
  dossier.head.attempts = 0;
  entry.move(CaseEvent::execution_due);
  entry.due(entry.now());
}

void Engine::end_cooling_off(Entry& entry) {
  auto& dossier = entry.dossier();
  const auto until = dossier.file.restore_until.value_or(entry.now());
  if (entry.now() < until) return entry.due(until);
  if (must_wait(entry)) return;
  dossier.head.step = StepId::e9_remove;
  dossier.head.attempts = 0;
  entry.move(CaseEvent::cooling_off_over);
  entry.due(entry.now());
}

void Engine::run_step(Entry& entry) {
  auto outcome = step(entry.dossier().head.step).run(entry);
  settle(entry, std::move(outcome),
         [&](std::string detail) { step_done(entry, std::move(detail)); });
}

void Engine::step_done(Entry& entry, std::string detail) {
  auto& head = entry.dossier().head;
  const auto done = head.step;
  head.step = step_after(done, head.type);
  head.attempts = 0;
  entry.note(fmt::format("step.{}", to_string(done)), std::move(detail));
  if (done == StepId::e8_note) {
    entry.move(CaseEvent::service_stopped);
    return entry.due(entry.dossier().file.restore_until);
  }
  if (done == StepId::e16_retention) {
    entry.move(head.type == CaseType::port_companion ? CaseEvent::contract_closed
                                                     : CaseEvent::closed);
    return entry.due(std::nullopt);
  }
  entry.due(entry.now());
}

void Engine::undo_step(Entry& entry) {
  auto& head = entry.dossier().head;
  if (head.step == StepId::none) return undo_complete(entry);
  auto outcome = step(head.step).undo(entry);
  settle(entry, std::move(outcome), [&](std::string detail) {
    const auto undone = head.step;
    head.step = preceding(undone);
    head.attempts = 0;
    entry.note(fmt::format("undo.{}", to_string(undone)), std::move(detail));
    if (head.step == StepId::none) return undo_complete(entry);
    entry.due(entry.now());
  });
}

void Engine::undo_complete(Entry& entry) {
  auto& head = entry.dossier().head;
  head.undoing = false;
  const auto on =
      head.undo_to == CaseState::rejected ? CaseEvent::rejected : CaseEvent::withdrew;
  end_case(entry, on);
  // A claimant that slept through its lease may still act once; one late look mends that.
  entry.due(entry.now() + settings_.lease * 2);
}

void Engine::look_after(Entry& entry) {
  auto& head = entry.dossier().head;
  // A line that a newer case is ending is that case's to look after.
  if (entry.dossier().line.state != LineState::active) return entry.due(std::nullopt);
  auto outcome = step(StepId::e3_bar).undo(entry);
  settle(entry, std::move(outcome), [&](std::string detail) {
    head.attempts = 0;
    if (!detail.empty()) entry.note("mended", std::move(detail));
    entry.due(std::nullopt);
  });
}

// The number has moved and the case with it; what is left of the line needs a case of its
// own, whoever died before opening it.
void Engine::end_moved_line(Entry& entry) {
  const auto& line = entry.dossier().line;
  const auto opened =
      open_port_companion({store_, random_, pack_}, line.id, entry.now(), kEngine);
  const bool is_over = opened || opened.error().fault == Fault::conflict ||
                       opened.error().fault == Fault::not_found;
  entry.due(is_over ? std::nullopt : std::optional{entry.now() + pack_.retries.first});
}

void Engine::settle(Entry& entry, Outcome outcome,
                    const std::function<void(std::string)>& done) {
  if (auto* finished = std::get_if<Done>(&outcome)) {
    observe(entry, StepOutcome::done);
    return done(std::move(finished->detail));
  }
  if (auto* later = std::get_if<Later>(&outcome)) {
    if (!later->detail.empty())
      entry.note(fmt::format("step.{}.waits", to_string(entry.dossier().head.step)),
                 std::move(later->detail));
    // The far side answered: what fails from now on has all its tries and its own span.
    entry.dossier().head.attempts = 0;
    return entry.due(std::max(later->at, entry.now() + Duration{1}));
  }
  if (auto* retry = std::get_if<Retry>(&outcome)) return try_again(entry, retry->why);
  auto& stuck = std::get<Stuck>(outcome);
  get_stuck(entry, std::move(stuck.code), std::move(stuck.truth));
}

void Engine::observe(const Entry& entry, StepOutcome outcome) const {
  if (settings_.observer != nullptr)
    settings_.observer->step_tried(entry.dossier().head.step, outcome);
}

void Engine::try_again(Entry& entry, const Error& why) {
  observe(entry, StepOutcome::retried);
  auto& head = entry.dossier().head;
  auto& file = entry.dossier().file;
  if (head.attempts++ == 0 || !file.failing_since) {
    file.failing_since = entry.now();
    entry.touch_file();
  }
  const auto give_up_at = *file.failing_since + pack_.retries.give_up;
  const bool can_get_stuck = next(kCaseTable, head.state, CaseEvent::got_stuck).has_value();
  const bool is_exhausted =
      head.attempts > pack_.retries.attempts || entry.now() >= give_up_at;
  if (is_exhausted && can_get_stuck)
    return get_stuck(entry, why.code, step(head.step).truth(entry.dossier()));
  auto wait = pack_.retries.first;
  for (int i = 1; i < head.attempts && wait < pack_.retries.longest; ++i)
    wait *= pack_.retries.factor;
  wait = std::min(wait, pack_.retries.longest);
  // Spread out, so that a thousand cases do not knock at a recovering door together.
  const auto spread = static_cast<std::int64_t>(
      random_.below(static_cast<std::uint64_t>(wait.count() / 4) + 1));
  const auto at = entry.now() + wait + Duration{spread};
  // The last try is at the end of the span, not after it.
  entry.due(can_get_stuck ? std::min(at, give_up_at) : at);
}

void Engine::get_stuck(Entry& entry, std::string code, std::string truth) {
  observe(entry, StepOutcome::stuck);
  auto& dossier = entry.dossier();
  if (!next(kCaseTable, dossier.head.state, CaseEvent::got_stuck)) {
    // Not at work on the network: put off, and shown as overdue.
    entry.note("put_off", fmt::format(R"({{"code":"{}"}})", code));
    return entry.due(entry.now() + pack_.retries.longest);
  }
  StuckReport report;
  report.step = dossier.head.step;
  report.code = code;
  report.truth = std::move(truth);
  report.since = entry.now();
  dossier.file.stuck = std::move(report);
  dossier.head.held_from = dossier.head.state;
  dossier.head.attempts = 0;
  entry.touch_file();
  entry.move(CaseEvent::got_stuck, fmt::format(R"({{"step":"{}","code":"{}"}})",
                                               to_string(dossier.head.step), code));
  entry.due(std::nullopt);
}

}  // namespace signoff
