// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/late_usage_feed.h"

#include "base/ensure.h"

// Whatever the bytes: what is accepted has a positive amount and says where it belongs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto feed = signoff::parse_usage_feed({reinterpret_cast<const char*>(data), size});
  if (!feed) return 0;
  for (const auto& report : feed->reports)
    signoff::ensure(report.amount.minor() > 0 && !report.line_id.empty(),
                    "fuzz.usage_feed");
  return 0;
}
