// SPDX-License-Identifier: Apache-2.0
// Lives many seeded lives:
// `sim [--from N] [--seeds N] [--actions N] [--sqlite-every N] [--verbose]`.
#include "sim/checkers.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace {

using namespace signoff;
using namespace signoff::sim;

struct Options {
  std::uint64_t from = 1;
  std::uint64_t seeds = 2000;
  std::uint64_t sqlite_every = 20;
  int actions = 120;
  bool verbose = false;
};

struct Tally {
  std::map<std::string, std::size_t> ends;
  std::size_t failed = 0;
  std::size_t crashes = 0;
  std::size_t stalls = 0;
  std::size_t on_disk = 0;
};

void live(World& world, int actions) {
  world.live(actions);
  world.settle();
}

void tell_all(World& world) {
  for (const auto& id : world.case_ids())
    for (const auto& event : take(world.store().history(id)))
      fmt::print("  {} {} {} {} {}->{} {} {}\n", to_string(event.at),
                 event.case_id.substr(24), event.line_id.substr(24), event.name, event.from,
                 event.to, event.line_event, event.detail);
}

void run_seed(std::uint64_t seed, const Options& options, Tally& tally) {
  World world{seed, {}};
  live(world, options.actions);
  auto findings = check_all(world);
  if (options.sqlite_every != 0 && seed % options.sqlite_every == 0) {
    ++tally.on_disk;
    World durable{seed, {}, Ground::sqlite};
    live(durable, options.actions);
    for (auto& finding : check_all(durable)) {
      finding.what += " (on sqlite)";
      findings.push_back(std::move(finding));
    }
    for (auto& fault : durable.store_faults())
      findings.push_back({"what_is_on_disk_is_sound", std::move(fault)});
    if (durable.fingerprint() != world.fingerprint())
      findings.push_back({"both_stores_agree", "the same life ended differently"});
  }
  for (const auto& finding : findings)
    fmt::print("seed {}: {}: {}\n", seed, finding.checker, finding.what);
  if (options.verbose) tell_all(world);
  if (!findings.empty()) {
    ++tally.failed;
    fmt::print("  again: sim --from {} --seeds 1 --actions {}\n", seed, options.actions);
  }
  for (const auto& [state, count] : take(world.store().case_counts()))
    tally.ends[state] += static_cast<std::size_t>(count);
  tally.crashes += static_cast<std::size_t>(world.crashes());
  tally.stalls += static_cast<std::size_t>(world.stalls());
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"Seeded lives of a small operator, and checkers of the promises"};
  app.add_option("--from", options.from, "first seed");
  app.add_option("--seeds", options.seeds, "how many seeds");
  app.add_option("--actions", options.actions,
                 "random actions in the rough part of each life");
  app.add_option("--sqlite-every", options.sqlite_every,
                 "every so many seeds is lived on the durable store too; 0: none");
  app.add_flag("--verbose", options.verbose, "tell every history");
  CLI11_PARSE(app, argc, argv);

  Tally tally;
  for (auto seed = options.from; seed < options.from + options.seeds; ++seed) {
    run_seed(seed, options, tally);
    if (tally.failed >= 10) break;
  }
  fmt::print(
      "{} seeds ({} also on sqlite), {} failed; {} crashes, {} stalled nodes; cases:",
      options.seeds, tally.on_disk, tally.failed, tally.crashes, tally.stalls);
  for (const auto& [state, count] : tally.ends) fmt::print(" {} {}", state, count);
  fmt::print("\n");
  return tally.failed == 0 ? 0 : 1;
}
