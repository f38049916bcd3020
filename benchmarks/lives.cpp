// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/lives.h"

#include "benchmarks/machine.h"
#include "engine/courier.h"
#include "steps/judge.h"
#include "steps/make_steps.h"

#include <unistd.h>

#include <atomic>
#include <thread>

namespace signoff::bench {
namespace {

// Enough for the cooling-off and the probes; a case that needs more is stuck.
constexpr int kHopsMax = 60;
constexpr auto kHop = std::chrono::hours{12} + std::chrono::minutes{1};

class Lives {
 public:
  Lives(Ground& ground, HomeRegister& home, const Crew& crew)
      : ground_{ground},
        crew_{crew},
        outside_{ground.outside(home, ground.billing)},
        engine_{*ground.store,
                ground.clock,
                ground.random,
                ground.pack,
                make_steps(outside_),
                make_judge(outside_),
                {std::chrono::seconds{30}, crew.batch}},
        courier_{{*ground.store, ground.sms, ground.mail, ground.parties, *ground.notary,
                  ground.clock, ground.pack, home}} {}

  Result<LivesTold> tell(std::size_t cases) {
    const auto syncs_before = syncs();
    const auto cpu_before = use_of(getpid()).cpu_seconds;
    const Stopwatch watch;
    for (int hop = 0;; ++hop) {
      if (auto done = finish_due(); !done) return pass_on(done.error());
      const auto counts = ground_.store->case_counts();
      if (!counts) return pass_on(counts.error());
      const auto closed = counts->find(std::string{to_string(CaseState::closed)});
      if (closed != counts->end() && static_cast<std::size_t>(closed->second) >= cases)
        break;
      if (hop == kHopsMax)
        return fail(Fault::unavailable, "bench.cases_stuck", text(*counts));
      ground_.clock.advance(kHop);
    }
    return LivesTold{watch.seconds(), use_of(getpid()).cpu_seconds - cpu_before, moves_,
                     syncs() - syncs_before};
  }

 private:
  static std::string text(const std::map<std::string, std::int64_t>& counts) {
    std::string all;
    for (const auto& [state, count] : counts) all += fmt::format("{} {} ", state, count);
    return all;
  }

  // Everything that is due at this moment, by all hands.
  Result<void> finish_due() {
    std::vector<std::thread> threads;
    std::atomic<bool> has_failed{false};
    const auto work = [&](auto run_batch, bool counts) {
      while (!has_failed) {
        const auto done = run_batch();
        if (!done) has_failed = true;
        if (!done || *done == 0) return;
        if (counts) moves_ += *done;
      }
    };
    for (std::size_t i = 0; i < crew_.threads; ++i)
      threads.emplace_back([&] { work([this] { return engine_.run_batch(); }, true); });
    if (crew_.delivers)
      threads.emplace_back([&] { work([this] { return courier_.run_batch(); }, false); });
    for (auto& thread : threads) thread.join();
    // What the last batches left to deliver.
    if (crew_.delivers) work([this] { return courier_.run_batch(); }, false);
    if (has_failed) return fail(Fault::unavailable, "bench.store");
    return {};
  }

  Ground& ground_;
  Crew crew_;
  Outside outside_;
  Engine engine_;
  Courier courier_;
  std::atomic<std::size_t> moves_{0};
};

}  // namespace

Result<LivesTold> live_all(Ground& ground, HomeRegister& home, std::size_t cases,
                           const Crew& crew) {
  Lives lives{ground, home, crew};
  return lives.tell(cases);
}

}  // namespace signoff::bench
