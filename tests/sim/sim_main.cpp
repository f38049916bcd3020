// SPDX-License-Identifier: Apache-2.0
// Lives many seeded lives: `sim [--from N] [--seeds N] [--actions N] [--verbose]`.
#include "sim/checkers.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  std::uint64_t from = 1;
  std::uint64_t seeds = 2000;
  int actions = 120;
  bool verbose = false;
  CLI::App app{"Seeded lives of a small operator, and checkers of the promises"};
  app.add_option("--from", from, "first seed");
  app.add_option("--seeds", seeds, "how many seeds");
  app.add_option("--actions", actions, "random actions in the rough part of each life");
  app.add_flag("--verbose", verbose, "a line for every seed");
  CLI11_PARSE(app, argc, argv);

  std::map<std::string, std::size_t> ends;
  std::size_t failed = 0;
  std::size_t crashes = 0;
  std::size_t stalls = 0;
  for (auto seed = from; seed < from + seeds; ++seed) {
    signoff::sim::World world{seed, {}};
    world.live(actions);
    world.settle();
    const auto findings = signoff::sim::check_all(world);
    for (const auto& finding : findings)
      fmt::print("seed {}: {}: {}\n", seed, finding.checker, finding.what);
    if (verbose)
      for (const auto& id : world.case_ids())
        for (const auto& event : signoff::sim::take(world.store().history(id)))
          fmt::print("  {} {} {} {} {}->{} {} {}\n", signoff::to_string(event.at),
                     event.case_id.substr(24), event.line_id.substr(24), event.name,
                     event.from, event.to, event.line_event, event.detail);
    if (!findings.empty()) {
      ++failed;
      fmt::print("  again: sim --from {} --seeds 1 --actions {}\n", seed, actions);
    }
    for (const auto& [state, count] : signoff::sim::take(world.store().case_counts()))
      ends[state] += static_cast<std::size_t>(count);
    crashes += static_cast<std::size_t>(world.crashes());
    stalls += static_cast<std::size_t>(world.stalls());
    if (verbose) fmt::print("seed {} done, {} findings\n", seed, findings.size());
    if (failed >= 10) break;
  }
  fmt::print("{} seeds, {} failed; {} crashes, {} stalled nodes; cases:", seeds, failed,
             crashes, stalls);
  for (const auto& [state, count] : ends) fmt::print(" {} {}", state, count);
  fmt::print("\n");
  return failed == 0 ? 0 : 1;
}
