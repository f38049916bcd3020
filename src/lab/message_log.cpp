// SPDX-License-Identifier: Apache-2.0
#include "lab/message_log.h"

namespace signoff::lab {
namespace {

std::string_view without_plus(std::string_view address) {
  if (address.starts_with('+')) address.remove_prefix(1);
  return address;
}

}  // namespace

void MessageLog::add(LoggedMessage message) {
  const std::scoped_lock lock{mutex_};
  newest_first_.push_front(std::move(message));
  if (newest_first_.size() > capacity_) newest_first_.pop_back();
  ++added_;
  arrived_.notify_all();
}

std::vector<LoggedMessage> MessageLog::newest(std::string_view to, std::size_t max) const {
  const std::scoped_lock lock{mutex_};
  std::vector<LoggedMessage> found;
  for (const LoggedMessage& message : newest_first_) {
    if (found.size() == max) break;
    if (to.empty() || without_plus(message.to) == without_plus(to))
      found.push_back(message);
  }
  return found;
}

std::size_t MessageLog::added() const {
  const std::scoped_lock lock{mutex_};
  return added_;
}

bool MessageLog::wait_for(std::size_t total, Duration patience) const {
  std::unique_lock lock{mutex_};
  return arrived_.wait_for(lock, patience, [&] { return added_ >= total; });
}

}  // namespace signoff::lab
