// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/billing.h"

#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// One record of usage as an accounting server or a clearing house reports it afterwards.
struct UsageReport {
  std::string line_id;
  Money amount;
  Instant used_at;
  std::string key;  // The record's own id: the same record twice is billed once.
  friend bool operator==(const UsageReport&, const UsageReport&) = default;
};

// One line of a feed:
// {"line":"…","amount":"12.34","currency":"CNY","used_at":"2026-11-21T20:28:14Z","key":"…"}
// At most 2 000 bytes; unknown members are refused. Fault::bad_input "usage_feed.…".
Result<UsageReport> parse_usage_report(std::string_view line);

struct UsageFeed {
  std::vector<UsageReport> reports;
  std::vector<std::size_t> refused;  // Line numbers, from 1: for a person to look at.
};

// A whole feed, one record a line; empty lines are skipped. At most 64 MiB and a million
// records. One bad record does not spoil the others.
Result<UsageFeed> parse_usage_feed(std::string_view text);

}  // namespace signoff
