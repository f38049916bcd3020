// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/messages.h"
#include "ports/trouble.h"

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// A message centre in memory. Deterministic; any thread may call.
class FakeSmsc final : public SmsGateway {
 public:
  Result<std::string> send(const Sms& sms) override;
  Result<bool> probe(const Msisdn& to) override;

  // Asked before each call with "send" or "probe"; set it before the first call.
  std::function<Trouble(std::string_view verb)> trouble;

  // A dead number takes no message: the text vanishes, a probe says so.
  void set_dead(const Msisdn& number, bool is_dead);
  // What reached a phone, oldest first.
  std::vector<Sms> delivered() const;
  std::size_t taken() const;

 private:
  mutable std::mutex mutex_;
  std::set<Msisdn> dead_;
  std::vector<Sms> delivered_;
  std::size_t taken_ = 0;
};

}  // namespace signoff
