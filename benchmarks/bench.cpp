// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/bench.h"

#include "benchmarks/parts.h"

#include <CLI/CLI.hpp>

namespace signoff::bench {
namespace {

constexpr int kUsage = 2;

struct Part {
  std::string_view name;
  Result<void> (*measure)(const Plan&, Report&);
};
constexpr Part kParts[] = {
    {"disk", measure_disk},         {"durable", measure_durable},
    {"delivery", measure_delivery}, {"hlr", measure_hlr},
    {"http", measure_http},         {"memory", measure_memory},
    {"timers", measure_timers},     {"lists", measure_lists},
    {"cards", measure_cards},
};

int measure(const Plan& plan, const std::string& only, bool as_json) {
  Report report;
  for (const auto& part : kParts) {
    if (!only.empty() && only != part.name) continue;
    if (!as_json) fmt::print(stderr, "measuring {} …\n", part.name);
    if (const auto done = part.measure(plan, report); !done) {
      fmt::print(stderr, "signoff bench: {}: {} {}\n", part.name, done.error().code,
                 done.error().detail);
      return 1;
    }
  }
  fmt::print("{}", as_json ? report.json() : report.table());
  return 0;
}

}  // namespace

int run_bench(int argc, char** argv) {
  CLI::App app{
      "Measures what the product does on this machine, beside the machine's own "
      "limits.",
      "signoff bench"};
  Plan plan;
  plan.base = std::filesystem::temp_directory_path();
  std::string only;
  bool as_json = false;
  std::filesystem::path child_folder;
  app.add_flag("--json", as_json, "For machines");
  app.add_option("--only", only, "One part")
      ->check(CLI::IsMember({"disk", "durable", "delivery", "hlr", "http", "memory",
                             "timers", "lists", "cards"}));
  app.add_flag("--quick", plan.is_quick, "A tenth of the work: to see that it runs");
  app.add_option("--runs", plan.runs, "How often; the median counts")
      ->check(CLI::Range(1, 20));
  app.add_option("--dir", plan.base, "A directory on the disk to measure")
      ->check(CLI::ExistingDirectory);
  app.add_option("--serve-child", child_folder)->group("");  // For itself alone.
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (!child_folder.empty()) return serve_as_child(child_folder);
  return measure(plan, only, as_json);
}

}  // namespace signoff::bench
