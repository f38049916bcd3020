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

struct RateRule {
  double burst;          // Acts at once from a full bucket; at least 1.
  double per_second;     // Acts per second in the long run; above 0.
  std::size_t keys_max;  // Buckets kept in memory.
};

// Token buckets by key (an address, the hash of a number). Calls may come from any thread.
//
// When there are more keys than buckets the one unused for longest is forgotten: it has
// regained the most, and refusing new keys instead would let one attacker shut out
// everybody.
class AddressLimit {
 public:
  AddressLimit(RateRule rule, const Clock& clock);

  // nullopt where the act may go on; else how long to wait before the next try.
  std::optional<Duration> take(std::string_view key);
  std::size_t keys() const;

 private:
  struct Bucket {
    std::string key;
    double tokens;
    Instant at;
  };

  RateRule rule_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::list<Bucket> recent_;  // The bucket used last comes first.
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;
};

}  // namespace signoff
