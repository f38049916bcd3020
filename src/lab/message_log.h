// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace signoff::lab {

struct LoggedMessage {
  Instant at;
  std::string channel;  // "sms", "mail", or "party" for news to a relying party.
  std::string to;       // "+86…", a mail address, or the party's id.
  std::string text;
  bool delivered = true;  // False when it was taken but no phone got it.
};

// What the lab's message centre, mail sink and relying parties were given: the newest
// messages, a bounded number of them. Any thread may call.
class MessageLog {
 public:
  explicit MessageLog(std::size_t capacity = 10'000) : capacity_{capacity} {}

  void add(LoggedMessage message);
  // Newest first. An empty `to` is everybody; a leading "+" makes no difference.
  std::vector<LoggedMessage> newest(std::string_view to = {}, std::size_t max = 100) const;

  // How many were ever added.
  std::size_t added() const;
  // Returns as soon as at least `total` were added; false when that takes longer.
  bool wait_for(std::size_t total, Duration patience) const;

 private:
  std::size_t capacity_;
  mutable std::mutex mutex_;
  mutable std::condition_variable arrived_;
  std::deque<LoggedMessage> newest_first_;
  std::size_t added_ = 0;
};

}  // namespace signoff::lab
