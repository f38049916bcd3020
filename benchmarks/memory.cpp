// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/parts.h"
#include "benchmarks/reading.h"

namespace signoff::bench {
namespace {

constexpr std::size_t kManyConnections = 128;

void add_limit(Report& report, const char* key, std::vector<double> runs, double limit) {
  auto& figure = report.add(key, "MB", std::move(runs));
  figure.goal = Goal::at_most;
  figure.target = limit;
}

Result<void> measure_small(const Plan& plan, Report& report) {
  const Folder folder{plan.base};
  People people;
  {
    auto ground = Ground::open(folder.path());
    if (!ground) return pass_on(ground.error());
    auto made = settle_people(**ground, 1000, 0);
    if (!made) return pass_on(made.error());
    people = *std::move(made);
  }
  std::vector<double> idle;
  std::vector<double> busy;
  for (int run = 0; run < plan.runs; ++run) {
    const auto child = Child::start(folder.path());
    if (!child) return pass_on(child.error());
    const auto& it = **child;
    // It is idle when it has answered and all connections are gone.
    if (const auto told = load(reading(it, people, 1, 0.2)); !told)
      return pass_on(told.error());
    idle.push_back(use_of(it.pid()).resident_mb);
    if (const auto told = load(reading(it, people, kManyConnections, 2)); !told)
      return pass_on(told.error());
    busy.push_back(use_of(it.pid()).peak_mb);
  }
  add_limit(report, "memory_mb.idle", idle, 40);
  add_limit(report, "memory_mb.conns_128", busy, 100);
  return {};
}

}  // namespace

Result<void> measure_memory(const Plan& plan, Report& report) {
  if (auto done = measure_small(plan, report); !done) return done;
  const std::size_t lines = plan.is_quick ? 20'000 : 1'000'000;
  const Folder folder{plan.base};
  People people;
  {
    auto ground = Ground::open(folder.path());
    if (!ground) return pass_on(ground.error());
    auto& all = **ground;
    const auto due = all.clock.now() + std::chrono::hours{12};
    if (auto done = settle_many(all, lines, lines / 10, due); !done) return done;
    auto made = settle_people(all, 1000, 0);
    if (!made) return pass_on(made.error());
    people = *std::move(made);
  }
  const auto child = Child::start(folder.path());
  if (!child) return pass_on(child.error());
  if (const auto told = load(reading(**child, people, kManyConnections, 3)); !told)
    return pass_on(told.error());
  add_limit(report, "memory_mb.million_lines", {use_of((*child)->pid()).peak_mb}, 1536);
  report.note(fmt::format("memory: {} lines, {} open cases in memory_mb.million_lines",
                          lines, lines / 10));
  return {};
}

}  // namespace signoff::bench
