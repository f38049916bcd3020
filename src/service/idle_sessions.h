// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signoff {

// When each session was used last, so that one left alone ends before its time. It is kept
// in memory, since a row written for every request would cost more than it is worth: after
// a restart the time of each session counts from its next use. Any thread may call; the
// memory is bounded, and the session unused for longest is forgotten first.
class IdleSessions {
 public:
  static constexpr std::size_t kSessionsMax = 100'000;

  IdleSessions(Duration idle, const Clock& wall, std::size_t most = kSessionsMax)
      : idle_{idle}, wall_{wall}, most_{most} {}

  // Counts as a use. False when the last one is too long ago: the session is over then, and
  // the caller ends it for good.
  bool use(std::string_view token);

 private:
  struct Entry {
    std::string key;  // Never the token itself.
    Instant last{};
  };

  Duration idle_;
  const Clock& wall_;
  std::size_t most_;
  std::mutex mutex_;
  std::list<Entry> recent_;  // The one used last comes first.
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace signoff
