// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/many.h"
#include "benchmarks/parts.h"

namespace signoff::bench {
namespace {

constexpr std::size_t kClaimed = 64;  // What an engine takes at once.
constexpr auto kLease = std::chrono::seconds{30};

}  // namespace

Result<void> measure_timers(const Plan& plan, Report& report) {
  const std::size_t count = plan.is_quick ? 20'000 : 1'000'000;
  const Folder folder{plan.base};
  const auto due = std::chrono::hours{1};
  {
    auto ground = Ground::open(folder.path());
    if (!ground) return pass_on(ground.error());
    if (auto done = settle_many(**ground, count, count, (*ground)->clock.now() + due);
        !done)
      return done;
  }
  std::vector<double> first;
  for (int run = 0; run < plan.runs; ++run) {
    // Opened anew: nothing of it is in the process's memory.
    auto ground = Ground::open(folder.path());
    if (!ground) return pass_on(ground.error());
    auto& all = **ground;
    all.clock.advance(due * 2);
    const Stopwatch watch;
    const auto claimed =
        all.store->claim_cases(all.clock.now(), all.clock.now() + kLease, kClaimed);
    first.push_back(watch.seconds());
    if (!claimed) return pass_on(claimed.error());
    if (claimed->size() != kClaimed) return fail(Fault::unavailable, "bench.none_due");
  }
  auto& figure = report.add("timers.first_claim_s", "s", first);
  figure.goal = Goal::at_most;
  figure.target = 1;
  report.note(
      fmt::format("timers: {} cases due at once, {} in the first claim", count, kClaimed));
  return {};
}

}  // namespace signoff::bench
