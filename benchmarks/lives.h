// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchmarks/ground.h"
#include "engine/engine.h"

namespace signoff::bench {

// How many threads move cases, and how many cases each takes at once.
struct Crew {
  std::size_t threads = 4;
  std::size_t batch = 256;
  bool delivers = false;  // The messages are handed over too, by a thread of their own.
};

struct LivesTold {
  double seconds = 0;
  double cpu_seconds = 0;  // Of this process, all threads.
  std::size_t moves = 0;   // Durable commits of a case.
  std::uint64_t syncs = 0;
};

// Takes every scheduled case of the ground to CLOSED: bar, seven days of cooling-off (the
// clock is moved, nothing waits), removal, a day of probes, voucher. Fails when a case
// stops on the way.
Result<LivesTold> live_all(Ground& ground, HomeRegister& home, std::size_t cases,
                           const Crew& crew);

}  // namespace signoff::bench
