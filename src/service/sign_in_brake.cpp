// SPDX-License-Identifier: Apache-2.0
#include "service/sign_in_brake.h"

namespace signoff {

std::optional<Duration> SignInBrake::enter(std::string_view key) {
  const std::lock_guard lock{mutex_};
  const Instant now = clock_.now();
  Entry& one = entry(key, now);
  if (now < one.blocked_until) return one.blocked_until - now;
  ++one.failures;
  one.last = now;
  if (one.failures <= rule_.free) return std::nullopt;
  auto wait = rule_.first;
  for (int more = one.failures - rule_.free; more > 1 && wait < rule_.longest; --more)
    wait *= 2;
  one.blocked_until = now + std::min(wait, rule_.longest);
  return std::nullopt;
}

void SignInBrake::succeeded(std::string_view key, bool forgives_all) {
  const std::lock_guard lock{mutex_};
  Entry& one = entry(key, clock_.now());
  one.failures = forgives_all ? 0 : std::max(0, one.failures - 1);
  one.blocked_until = {};
}

SignInBrake::Entry& SignInBrake::entry(std::string_view key, Instant now) {
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) {
    recent_.splice(recent_.begin(), recent_, known->second);
  } else {
    if (recent_.size() == rule_.keys_max) {
      by_key_.erase(recent_.back().key);
      recent_.pop_back();
    }
    recent_.push_front({std::string{key}});
    by_key_.emplace(recent_.front().key, recent_.begin());
  }
  Entry& one = recent_.front();
  if (now - one.last > rule_.memory) one.failures = 0;
  return one;
}

}  // namespace signoff
