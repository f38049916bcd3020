// SPDX-License-Identifier: Apache-2.0
#include "service/idle_sessions.h"

#include "base/bytes.h"

namespace signoff {

bool IdleSessions::use(std::string_view token) {
  auto key = to_hex(sha256(as_bytes(token)));
  const std::lock_guard lock{mutex_};
  const Instant now = wall_.now();
  const auto known = by_key_.find(key);
  if (known == by_key_.end()) {
    if (recent_.size() >= most_) {
      by_key_.erase(recent_.back().key);
      recent_.pop_back();
    }
    recent_.push_front({std::move(key), now});
    by_key_.emplace(recent_.front().key, recent_.begin());
    return true;
  }
  recent_.splice(recent_.begin(), recent_, known->second);
  auto& last = recent_.front().last;
  if (now - last >= idle_) return false;
  last = std::max(last, now);
  return true;
}

}  // namespace signoff
