// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "benchmarks/report.h"

#include <filesystem>

namespace signoff::bench {

struct Plan {
  std::filesystem::path base;  // The directory whose disk is measured.
  bool is_quick = false;       // A tenth of the work: to see that it runs.
  int runs = 3;
};

// Each part measures and reports; its raw limits are measured in the same call.
Result<void> measure_disk(const Plan& plan, Report& report);
Result<void> measure_durable(const Plan& plan, Report& report);
// The same with every message handed over, the final voucher as a signed page among them.
Result<void> measure_delivery(const Plan& plan, Report& report);
Result<void> measure_hlr(const Plan& plan, Report& report);
Result<void> measure_http(const Plan& plan, Report& report);
Result<void> measure_memory(const Plan& plan, Report& report);
Result<void> measure_timers(const Plan& plan, Report& report);
// Lists of many cases: every filter in every order.
Result<void> measure_lists(const Plan& plan, Report& report);
// A virtual eUICC: commands and time of each deed, and notifications checked.
Result<void> measure_cards(const Plan& plan, Report& report);

// The child that is measured from outside: serves the database in `folder` over TLS until
// its standard input ends. Writes "ready <port>" first.
int serve_as_child(const std::filesystem::path& folder);

}  // namespace signoff::bench
