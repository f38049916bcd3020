// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"

#include <atomic>

namespace signoff {

// How often something of a line was committed. Lines share a bounded number of counters, so
// a count may also rise for another line's sake.
class LineStamps {
 public:
  std::uint64_t of(const std::string& line_id) const {
    return counts_[place(line_id)].load(std::memory_order_acquire);
  }
  void count(const std::string& line_id) {
    counts_[place(line_id)].fetch_add(1, std::memory_order_release);
  }

 private:
  static constexpr std::size_t kCounters = 4096;
  static std::size_t place(const std::string& line_id) {
    return std::hash<std::string>{}(line_id) % kCounters;
  }
  std::array<std::atomic<std::uint64_t>, kCounters> counts_{};
};

// Counts each change when the scope is left, in whatever way: who has read before must not
// go on believing it, also where it is not known whether the change was stored.
class StampOnLeaving {
 public:
  StampOnLeaving(LineStamps& stamps, std::span<const Change> changes)
      : stamps_{stamps}, changes_{changes} {}
  StampOnLeaving(const StampOnLeaving&) = delete;
  StampOnLeaving& operator=(const StampOnLeaving&) = delete;
  ~StampOnLeaving() {
    for (const auto& change : changes_) stamps_.count(change.line_id);
  }

 private:
  LineStamps& stamps_;
  std::span<const Change> changes_;
};

}  // namespace signoff
