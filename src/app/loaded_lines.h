// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/line_loading.h"

namespace signoff {

// What must hold between the lines of one file, kept as a few numbers for each: no number,
// subscription or card twice, one person behind one owner's id, one currency, and a main
// line before its sub-lines.
class LoadedLines {
 public:
  void add(std::size_t line, const LineRecord& record);
  // Everything that contradicts an earlier line.
  std::vector<LoadFinding> contradictions();

  struct Main {
    std::size_t line;
    Msisdn msisdn;
  };
  // Main lines that do not stand before their sub-line. After contradictions().
  std::vector<Main> mains_elsewhere() const;

 private:
  struct Mark {
    std::uint64_t key;
    std::uint32_t line;
    std::uint64_t value;  // Where a key may come again, it must come with the same.
  };

  std::vector<Mark> numbers_;
  std::vector<Mark> subscriptions_;
  std::vector<Mark> cards_;
  std::vector<Mark> owners_;
  std::vector<Main> mains_;
  std::optional<Currency> currency_;
  std::vector<LoadFinding> found_;
};

}  // namespace signoff
