// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

namespace signoff {

// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;
// A day in somebody's calendar; zones are applied in base/civil_time only.
using Date = std::chrono::year_month_day;

// The only source of "now". A parameter everywhere, so that a simulation can own time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// The system's time plus an offset that can be moved: the clock of the demo.
class ShiftedClock final : public Clock {
 public:
  Instant now() const override;
  void advance(Duration by) { offset_ms_ += by.count(); }
  Duration offset() const { return Duration{offset_ms_.load()}; }

 private:
  std::atomic<std::int64_t> offset_ms_{0};
};

// Stands still until it is told: the clock of tests and of the simulation.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_ms_{start.time_since_epoch().count()} {}
  Instant now() const override { return Instant{Duration{now_ms_.load()}}; }
  void set(Instant to) { now_ms_ = to.time_since_epoch().count(); }
  void advance(Duration by) { now_ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_ms_;
};

// "2026-11-21T20:28:14Z", or with ".123" where the milliseconds are not zero (RFC 3339).
std::string to_string(Instant instant);
Result<Instant> parse_instant(std::string_view text);

// "2026-11-21".
std::string to_string(Date date);
Result<Date> parse_date(std::string_view text);

// ISO 8601 durations of days and smaller: "P7D", "PT15M", "P1DT2H". Bounded to 100 years.
Result<Duration> parse_duration(std::string_view text);

}  // namespace signoff
