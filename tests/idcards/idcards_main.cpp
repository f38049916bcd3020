// SPDX-License-Identifier: Apache-2.0
// Fictitious identity documents: how well signoff-idcheck judges photographs of them, and
// samples of such photographs for other tests.
#include "idcards/samples.h"
#include "idcards/trial.h"

#include "connectors/idcheck/process_id_check.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace signoff::idcards {
namespace {

constexpr Date kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{22}};
constexpr double kGoodPassed = 0.95;

struct Options {
  std::string worker;
  std::string sample;
  std::string today = to_string(kToday);
  std::string keep;
  std::string into;
  Wanted wanted;
  int count = 400;
  std::uint64_t seed = 1;
  bool is_brief = false;
};

// Puts the tables between the two marks of a document.
int write_into(const std::string& file, const std::string& tables) {
  constexpr std::string_view kBegin = "<!-- measured -->\n",
                             kEnd = "<!-- end: measured -->";
  std::ifstream in{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto begin = text.find(kBegin), end = text.find(kEnd);
  if (begin == text.npos || end == text.npos || end < begin) {
    fmt::print(stderr, "idcards: {} has no marks for what is measured\n", file);
    return 1;
  }
  text.replace(begin + kBegin.size(), end - begin - kBegin.size(), tables);
  std::ofstream{file, std::ios::binary} << text;
  return 0;
}

int write_samples(const Options& options, Date today) {
  std::error_code error;
  std::filesystem::create_directories(options.sample, error);
  for (const auto& [name, bytes] : samples_of(options.wanted, today)) {
    std::ofstream out{std::filesystem::path{options.sample} / name, std::ios::binary};
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    if (!out) {
      fmt::print(stderr, "idcards: cannot write {}/{}\n", options.sample, name);
      return 1;
    }
  }
  return 0;
}

int try_worker(const Options& options, Date today) {
  IdCheckSettings settings;
  settings.program = options.worker;
  settings.patience = std::chrono::seconds{60};  // Other tests may run beside.
  ProcessIdCheck check{settings};
  const auto outcome = try_all(check, options.seed, options.count, today, options.keep);
  if (!outcome) {
    fmt::print(stderr, "idcards: {}\n", outcome.error().code);
    return 1;
  }
  const auto tables = report(*outcome, options.seed);
  fmt::print("{}", tables);
  if (!options.into.empty() && write_into(options.into, tables) != 0) return 1;
  for (const auto& miss : outcome->misses)
    if (!options.is_brief) fmt::print(stderr, "{}\n", miss);
  fmt::print(stderr, "{:.3f} s a check\n", outcome->seconds_per_check);
  const auto good = outcome->kinds.find("good");
  const bool is_kind = good != outcome->kinds.end() &&
                       good->second.passed >= kGoodPassed * good->second.samples;
  if (!is_kind) fmt::print(stderr, "idcards: too few good photographs pass\n");
  const auto permits = outcome->kinds.find("permit");
  const bool is_found =
      permits == outcome->kinds.end() || permits->second.passed - permits->second.noted >=
                                             kGoodPassed * permits->second.samples;
  if (!is_found) fmt::print(stderr, "idcards: too few numbers of permits are found\n");
  if (outcome->wrong_number_passed > 0)
    fmt::print(stderr, "idcards: a photograph of a wrong number passed\n");
  return is_kind && is_found && outcome->wrong_number_passed == 0 ? 0 : 1;
}

int run(int count, char** words) {
  Options options;
  CLI::App app{"Photographs of identity documents that nobody has."};
  app.add_option("--worker", options.worker, "signoff-idcheck, to be tried");
  app.add_option("--count", options.count, "how many photographs")
      ->check(CLI::Range(1, 100'000));
  app.add_option("--seed", options.seed, "which set of them");
  app.add_option("--keep", options.keep,
                 "write what was judged wrongly; begin of the names");
  app.add_option("--into", options.into, "write the tables into this document");
  app.add_flag("--report", options.is_brief, "the tables alone");
  app.add_option("--sample", options.sample, "write samples into this folder instead");
  app.add_option("--number", options.wanted.number, "number that the samples show");
  app.add_option("--name", options.wanted.name, "name that the samples show");
  app.add_option("--today", options.today, "civil date of the samples");
  CLI11_PARSE(app, count, words);
  const auto today = parse_date(options.today);
  if (!today || (options.worker.empty() && options.sample.empty())) {
    fmt::print(stderr, "idcards: give --worker or --sample, and a date as 2026-11-22\n");
    return 2;
  }
  return options.sample.empty() ? try_worker(options, *today)
                                : write_samples(options, *today);
}

}  // namespace
}  // namespace signoff::idcards

int main(int count, char** words) { return signoff::idcards::run(count, words); }
