// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <string>

namespace signoff::bench {

// What each of many kept connections asks, one request after the other.
struct LoadPlan {
  std::uint16_t port = 0;
  std::string ca_file;
  std::size_t connections = 32;
  double seconds = 3;
  int status = 200;   // What every answer must be,
  int tolerated = 0;  // or, now and then, this.
  // The n-th request of a connection as it goes over the wire; empty: no more.
  std::function<std::string(std::size_t connection, std::size_t n)> request;
  // Called when all connections are open and asking.
  std::function<void()> meanwhile;
};

struct LoadTold {
  std::size_t answers = 0;
  std::size_t tolerated = 0;  // Of them.
  double seconds = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

// Fails when an answer is not what it must be, or a connection breaks.
Result<LoadTold> load(const LoadPlan& plan);

}  // namespace signoff::bench
