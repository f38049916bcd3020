// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "engine/step.h"
#include "engine/work_observer.h"
#include "policy/pack.h"
#include "ports/store.h"

#include <array>
#include <atomic>
#include <functional>
#include <memory>

namespace signoff {

// E1-E16 by StepId; the ends of the range are empty.
using Steps = std::array<std::unique_ptr<Step>, static_cast<std::size_t>(StepId::done) + 1>;

struct EngineSettings {
  // How long a claimant may work before others may take the case over. Longer than every
  // deadline of every connector.
  Duration lease = std::chrono::seconds{30};
  std::size_t batch = 64;
  WorkObserver* observer = nullptr;  // Told of each try of a step; outlives the engine.
};

// The only loop there is: claims due cases, asks each for its next move, records the moves
// of the whole batch as one durable group, and goes on while something is due at once. Safe
// to run from many threads and processes on one store.
class Engine {
 public:
  Engine(Store& store, const Clock& clock, Random& random, const Pack& pack, Steps steps,
         std::unique_ptr<Judge> judge, EngineSettings settings = {});

  // Claims one batch and works on it until nothing of it is due or its lease runs out.
  // Answers how many moves were recorded; 0 when nothing was due.
  Result<std::size_t> run_batch();

  Step& step(StepId id) { return *steps_[static_cast<std::size_t>(id)]; }

  // Ends a case before its service was touched: the line goes back to what it was.
  static void end_case(Entry& entry, CaseEvent on, std::string detail = {});

 private:
  void move_on(Entry& entry);
  void advance(Entry& entry);
  bool may_share_record(const Entry& entry);
  void await_subscriber(Entry& entry);
  void review_overdue(Entry& entry);
  void start_when_due(Entry& entry);
  void end_cooling_off(Entry& entry);
  void run_step(Entry& entry);
  void step_done(Entry& entry, std::string detail);
  void undo_step(Entry& entry);
  void undo_complete(Entry& entry);
  void look_after(Entry& entry);
  void end_moved_line(Entry& entry);
  void settle(Entry& entry, Outcome outcome, const std::function<void(std::string)>& done);
  void try_again(Entry& entry, const Error& why);
  void get_stuck(Entry& entry, std::string code, std::string truth);
  bool must_wait(Entry& entry);
  void observe(const Entry& entry, StepOutcome outcome) const;

  Store& store_;
  const Clock& clock_;
  Random& random_;
  const Pack& pack_;
  Steps steps_;
  std::unique_ptr<Judge> judge_;
  EngineSettings settings_;
};

}  // namespace signoff
