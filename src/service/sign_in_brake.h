// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signoff {

struct BrakeRule {
  int free = 5;                               // Failures in a row that cost nothing.
  Duration first = std::chrono::seconds{30};  // The wait after the next; then it doubles.
  Duration longest = std::chrono::minutes{15};
  Duration memory = std::chrono::hours{24};  // Without a try all is forgotten.
  std::size_t keys_max = 100'000;
};

// Slows down whoever guesses, by key: an account's name, a network address. A name that no
// account has is slowed like any other, so that the wait tells nothing. Any thread may
// call; the memory is bounded, and the key unused for longest goes first.
class SignInBrake {
 public:
  SignInBrake(BrakeRule rule, const Clock& clock) : rule_{rule}, clock_{clock} {}

  // How long this key has to wait; else nullopt, and the try counts as a failure until
  // succeeded() takes that back: tries at the same time are counted too.
  std::optional<Duration> enter(std::string_view key);
  // `forgives_all`: earlier failures as well.
  void succeeded(std::string_view key, bool forgives_all);

 private:
  struct Entry {
    std::string key;
    int failures = 0;
    Instant last{};
    Instant blocked_until{};
  };

  Entry& entry(std::string_view key, Instant now);

  BrakeRule rule_;
  const Clock& clock_;
  std::mutex mutex_;
  std::list<Entry> recent_;  // The key used last comes first.
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace signoff
