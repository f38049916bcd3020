// SPDX-License-Identifier: Apache-2.0
#include "api/rate_limit.h"

#include "base/ensure.h"

#include <cmath>

namespace signoff {

AddressLimit::AddressLimit(RateRule rule, const Clock& clock) : rule_{rule}, clock_{clock} {
  ensure(rule.burst >= 1 && rule.per_second > 0 && rule.keys_max > 0, "rate_limit.rule");
}

std::optional<Duration> AddressLimit::take(std::string_view key) {
  const std::lock_guard lock{mutex_};
  const Instant now = clock_.now();
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) {
    recent_.splice(recent_.begin(), recent_, known->second);
  } else {
    if (recent_.size() == rule_.keys_max) {
      by_key_.erase(recent_.back().key);
      recent_.pop_back();
    }
    recent_.push_front({std::string{key}, rule_.burst, now});
    by_key_.emplace(recent_.front().key, recent_.begin());
  }
  Bucket& bucket = recent_.front();
  // A clock that went back gives nothing and takes nothing.
  const double gone =
      std::max(0.0, static_cast<double>((now - bucket.at).count()) / 1000.0);
  bucket.tokens = std::min(rule_.burst, bucket.tokens + gone * rule_.per_second);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  const double seconds = (1 - bucket.tokens) / rule_.per_second;
  return Duration{static_cast<std::int64_t>(std::ceil(seconds * 1000))};
}

std::size_t AddressLimit::keys() const {
  const std::lock_guard lock{mutex_};
  return recent_.size();
}

}  // namespace signoff
