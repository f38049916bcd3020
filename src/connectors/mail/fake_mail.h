// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/messages.h"
#include "ports/trouble.h"

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace signoff {

// A mail server in memory. Deterministic; any thread may call.
class FakeMail final : public MailGateway {
 public:
  Result<void> send(const Mail& mail) override;

  // Asked before each call with "send"; set it before the first call.
  std::function<Trouble(std::string_view verb)> trouble;

  // The server refuses this address for good.
  void refuse(const std::string& address);
  // Oldest first.
  std::vector<Mail> delivered() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> refused_;
  std::vector<Mail> delivered_;
};

}  // namespace signoff
