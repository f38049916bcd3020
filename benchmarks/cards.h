// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchmarks/parts.h"
#include "card/virtual/virtual_card.h"
#include "rsp/test_authority.h"

namespace signoff::bench {

inline constexpr std::string_view kBenchEid = "89049032123451234512345678901235";
// Whom the chips' notifications are for.
inline constexpr std::string_view kBenchSmdp = "smdp.example";

// When the chips were made: when it was first asked for.
Instant bench_day();
// Vouches for the chips of the benchmark.
const rsp::TestAuthority& bench_authority();
// Of the profile with this number.
std::string bench_iccid(int number);
// An eUICC in memory with so many profiles, whose own work is counted with ours.
Result<std::unique_ptr<uicc::VirtualCard>> bench_card(
    int profiles, rsp::ProfileState first = rsp::ProfileState::disabled);

// What some deed on a card takes, session and all; an item a run.
struct Taken {
  std::vector<double> ms;
  std::vector<double> commands;
};
// The most that it may take, as the best tool of the field does; 0 for no target.
struct Most {
  double commands = 0;
  double ms = 0;
};
// Adds "cards.<name>_apdus" and "cards.<name>_ms".
void add_taken(Report& report, const std::string& name, Taken taken, Most most = {});

// A full phone book and message store read off a SIM, and put onto one.
Result<void> measure_contents(const Plan& plan, Report& report);
// Notifications handed to a `signoff serve` over TLS, each durably in the desk's journal
// and in the server's database before it leaves the card.
Result<void> measure_card_delivery(const Plan& plan, Report& report);

}  // namespace signoff::bench
