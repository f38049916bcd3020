// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace signoff {

// One line on stderr that is written over while work goes on: what is being done, a bar,
// how many of how many, and the share. Silent where nobody looks. Work of another kind
// begins a line of its own.
class ProgressLine {
 public:
  explicit ProgressLine(Language language, bool is_on = true);
  // What is said next begins a line of its own.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  // The kinds of work of storage/admin.h and of a card's contents, and "lines", "phones",
  // "checked", "loaded", "profiles", "notifications".
  void show(std::string_view what, std::int64_t done, std::int64_t total);

 private:
  Language language_;
  bool is_on_;
  std::string shown_;
  std::string what_;
};

// The line itself, for a terminal of 80: "  events   [#####.....]  512 of 1024   50 %".
std::string progress_text(std::string_view what, std::int64_t done, std::int64_t total,
                          Language language);

}  // namespace signoff
