// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/line_record.h"
#include "base/random.h"
#include "ports/ledger_store.h"
#include "ports/store.h"

#include <filesystem>

namespace signoff {

// What a load is told.
struct LoadSettings {
  // Load what is right although something is wrong; otherwise nothing is loaded then.
  bool keeps_going = false;
  // That of the policy pack. Empty: that of the lines that are there.
  std::optional<Currency> currency;
  // Called with "checked" and "loaded" and how many bytes of the file that is.
  std::function<void(std::string_view what, std::int64_t done, std::int64_t total)>
      progress;
};

// A line of the file that is not loaded, and why. Names no person.
struct LoadFinding {
  std::size_t line = 0;  // In the file, from 1.
  RecordDefect defect;
  friend bool operator==(const LoadFinding&, const LoadFinding&) = default;
};

struct LoadReport {
  std::size_t loaded = 0;
  std::size_t present = 0;            // There already; nothing was changed.
  std::size_t refused = 0;            // Lines with findings.
  std::vector<LoadFinding> findings;  // By line; a thousand at most.
};

inline constexpr std::size_t kLoadLinesMax = 2'000'000;
inline constexpr std::size_t kLoadFindingsMax = 1000;

// Where a load goes to. References live as long as the call.
struct LoadInto {
  Store& store;
  LedgerStore& ledger;
  const Clock& clock;
  Random& random;
};

// Brings owners, lines, numbers and opening balances from a file with one record a line
// into the store. Looks at the whole file first. A line whose number and generation, or
// whose id, are there already is left as it is, so that the same file may be loaded again,
// also after a load was broken off. Needs some fifty bytes of memory for each line.
// Faults: not_found "file.open", bad_input "file.lines" for too many, those of the store.
Result<LoadReport> load_lines(const std::filesystem::path& file, const LoadInto& into,
                              const LoadSettings& settings);

}  // namespace signoff
