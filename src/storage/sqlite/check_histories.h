// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/admin.h"
#include "storage/sqlite/database.h"

namespace signoff {

// Collects findings up to a bound, so that a ruined file does not make an endless list.
class Findings {
 public:
  void add(std::string code, std::string subject, std::string detail = {}) {
    if (all_.size() < 1000)
      all_.push_back({std::move(code), std::move(subject), std::move(detail)});
  }
  std::vector<CheckFinding> take() { return std::move(all_); }

 private:
  std::vector<CheckFinding> all_;
};

// Every chain of hashes, and what the history says against the stored case. `progress` is
// told of the events seen.
Result<void> check_histories(Database& database, Findings& findings,
                             const Progress& progress);
// Each open case has a line and a number in states that fit.
Result<void> check_open_cases(Database& database, Findings& findings,
                              const Progress& progress);

}  // namespace signoff
