// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signoff::bench {

enum class Goal { none, at_least, at_most };

// One measured number: the median of its runs counts.
struct Figure {
  std::string key;  // "durable.cases_per_s"
  std::string unit;
  std::vector<double> runs;
  Goal goal = Goal::none;
  double target = 0;
  std::string raw;       // Name of the machine's own limit that it is set beside, or empty.
  double raw_value = 0;  // In the same unit and the same run.
  double ratio_target = 0;  // 0: none.

  double median() const;
  std::optional<double> ratio() const;
  bool is_met() const;
};

// What was measured, in order; printed as a table for people or as JSON.
class Report {
 public:
  // Pointers into the report hold until the next call.
  Figure& add(std::string key, std::string unit, std::vector<double> runs);
  const Figure* find(std::string_view key) const;
  void note(std::string_view text);

  std::string json() const;
  std::string table() const;

 private:
  std::vector<Figure> figures_;
  std::vector<std::string> notes_;
};

double median_of(std::vector<double> values);

}  // namespace signoff::bench
