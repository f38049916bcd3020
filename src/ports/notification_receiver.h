// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"

namespace signoff {

// What a profile server said to a notification that it was sent.
struct ReceiverAnswer {
  int status = 0;    // Of HTTP; 204 says that it has it (GSMA SGP.22 clause 6.3).
  std::string body;  // Cut where it is long.
  Instant at{};
  friend bool operator==(const ReceiverAnswer&, const ReceiverAnswer&) = default;
};

// Hands an eUICC's notifications to the profile server that they are for.
class NotificationReceiver {
 public:
  virtual ~NotificationReceiver() = default;

  // Sends the bytes as the card signed them to the host of that name, which a card wrote
  // down and nobody checked. Any answer of a server is a success here; may be repeated, as
  // receivers know a notification again. Fault::bad_input "smdp.address" for no host name,
  // unavailable "smdp.unreachable", "smdp.not_trusted", unknown "smdp.no_answer".
  virtual Result<ReceiverAnswer> hand_over(const std::string& address,
                                           ByteView notification) = 0;
};

}  // namespace signoff
