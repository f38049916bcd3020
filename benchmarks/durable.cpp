// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/lives.h"
#include "benchmarks/parts.h"

namespace signoff::bench {
namespace {

constexpr double kStepsPerCase = 16;
constexpr int kBigTransaction = 128;

Result<LivesTold> one_run(const Plan& plan, std::size_t cases, const Crew& crew) {
  const Folder folder{plan.base};
  auto ground = Ground::open(folder.path());
  if (!ground) return pass_on(ground.error());
  auto& all = **ground;
  Batch batch{*all.store};
  for (std::size_t i = 0; i < cases; ++i) {
    const auto who = somebody(all, i);
    all.home.put(subscription_of(who.line));
    all.home.attach(who.line.imsi);
    all.billing.open_account(who.line.id, ordinary_opening(all));
    if (auto done = batch.add(new_case_for(all, who, all.clock.now())); !done)
      return pass_on(done.error());
  }
  if (auto done = batch.finish(); !done) return pass_on(done.error());
  return live_all(all, all.home, cases, crew);
}

struct Runs {
  std::vector<double> cases;
  std::vector<double> cpu_ms_per_case;
  std::vector<double> moves_per_case;
  std::vector<double> moves_per_sync;
  std::vector<double> steps_per_sync;
  std::vector<double> raw;
  std::vector<double> raw_one;
};

Result<void> one_round(const Plan& plan, std::size_t cases, Runs& runs) {
  const double seconds = plan.is_quick ? 0.3 : 2;
  const Folder folder{plan.base};
  const auto one = raw_steps_per_second(folder.path(), 1, seconds);
  if (!one) return pass_on(one.error());
  const auto raw = raw_steps_per_second(folder.path(), kBigTransaction, seconds);
  if (!raw) return pass_on(raw.error());
  const auto told = one_run(plan, cases, {});
  if (!told) return pass_on(told.error());
  const auto count = static_cast<double>(cases);
  const auto moves = static_cast<double>(told->moves);
  const auto flushes = static_cast<double>(std::max<std::uint64_t>(told->syncs, 1));
  runs.cases.push_back(count / told->seconds);
  runs.cpu_ms_per_case.push_back(told->cpu_seconds * 1000 / count);
  runs.moves_per_case.push_back(moves / count);
  runs.moves_per_sync.push_back(moves / flushes);
  runs.steps_per_sync.push_back(count * kStepsPerCase / flushes);
  runs.raw.push_back(*raw);
  runs.raw_one.push_back(*one);
  return {};
}

std::vector<double> times(std::vector<double> values, double factor) {
  for (auto& value : values) value *= factor;
  return values;
}

}  // namespace

Result<void> measure_durable(const Plan& plan, Report& report) {
  count_syncs();
  const std::size_t cases = plan.is_quick ? 200 : 2000;
  Runs runs;
  for (int run = 0; run < plan.runs; ++run)
    if (auto done = one_round(plan, cases, runs); !done) return done;
  auto& rate = report.add("durable.cases_per_s", "cases/s", runs.cases);
  rate.goal = Goal::at_least;
  rate.target = 2000;
  auto& steps =
      report.add("durable.steps_per_s", "steps/s", times(runs.cases, kStepsPerCase));
  steps.goal = Goal::at_least;
  steps.target = 32'000;
  steps.raw = "durable.raw_steps_per_s";
  steps.raw_value = median_of(runs.raw);
  steps.ratio_target = 0.25;
  report.add("durable.raw_steps_per_s", "steps/s", runs.raw);
  report.add("durable.raw_steps_1_per_s", "steps/s", runs.raw_one);
  report.add("durable.cpu_ms_per_case", "ms", runs.cpu_ms_per_case);
  report.add("durable.moves_per_case", "moves", runs.moves_per_case);
  report.add("durable.moves_per_fsync", "moves", runs.moves_per_sync);
  report.add("steps_per_fsync", "steps", runs.steps_per_sync);
  return {};
}

Result<void> measure_delivery(const Plan& plan, Report& report) {
  const std::size_t cases = plan.is_quick ? 20 : 200;
  std::vector<double> rates;
  for (int run = 0; run < plan.runs; ++run) {
    const auto told = one_run(plan, cases, {.delivers = true});
    if (!told) return pass_on(told.error());
    rates.push_back(static_cast<double>(cases) / told->seconds);
  }
  report.add("delivery.cases_per_s", "cases/s", std::move(rates));
  return {};
}

Result<void> measure_disk(const Plan& plan, Report& report) {
  const Folder folder{plan.base};
  std::vector<double> rates;
  for (int run = 0; run < plan.runs; ++run)
    rates.push_back(fdatasync_per_second(folder.path(), plan.is_quick ? 0.2 : 1));
  report.add("disk.fdatasync_per_s", "syncs/s", std::move(rates));
  return {};
}

}  // namespace signoff::bench
