// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/notification_receiver.h"

#include <functional>
#include <map>
#include <vector>

namespace signoff {

// Every profile server there is, in memory. Keeps what it was handed, in that order, also
// what came twice.
class FakeReceiver final : public NotificationReceiver {
 public:
  struct Kept {
    std::string address;
    Bytes notification;
    friend bool operator==(const Kept&, const Kept&) = default;
  };

  Result<ReceiverAnswer> hand_over(const std::string& address,
                                   ByteView notification) override;

  std::vector<Kept> kept;
  std::map<std::string, int> statuses;    // By host; 204 where it is not named.
  std::map<std::string, Error> failures;  // By host: nobody answers there.
  Instant now{};
};

}  // namespace signoff
