// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/smsc/smpp_client.h"
#include "connectors/smsc/sms_text.h"

namespace signoff::smpp {

// What becomes of a deliver_sm: a receipt, or a phone's message once all parts are here.
// Used by one thread.
class Inbox {
 public:
  explicit Inbox(SmppEvents events) : events_{std::move(events)} {}
  void take(const Message& message);

 private:
  SmppEvents events_;
  PartCollector collector_;
};

}  // namespace signoff::smpp
