// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/identifiers.h"

#include <string>
#include <vector>

namespace signoff {

struct Sms {
  Msisdn to;
  std::string text;  // UTF-8; at most 10 parts when cut for the air.
};

// The short message centre.
class SmsGateway {
 public:
  virtual ~SmsGateway() = default;
  // Hands the message over; the answer is the centre's message id. Fault::bad_input:
  // refused for good (dead or malformed number). Fault::unavailable: not taken, try later.
  // Fault::unknown: the answer was lost; sending again may deliver twice.
  virtual Result<std::string> send(const Sms& sms) = 0;
  // Asks the network to deliver at once and keep nothing (SMPP transaction mode): true when
  // it was delivered, false when the number is refused.
  virtual Result<bool> probe(const Msisdn& to) = 0;
};

struct Attachment {
  std::string name;
  std::string media_type;
  std::string content;
};

struct Mail {
  std::string to;  // One address.
  std::string subject;
  std::string text;  // UTF-8, plain.
  std::string
      message_id;  // Stable over retries, so that a reader's program can fold doubles.
  std::vector<Attachment> attachments;
};

class MailGateway {
 public:
  virtual ~MailGateway() = default;
  // Same faults as SmsGateway::send.
  virtual Result<void> send(const Mail& mail) = 0;
};

}  // namespace signoff
