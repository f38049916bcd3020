// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/text/sms.h"

#include <vector>

namespace signoff {

// A message that has no octets of its own yet.
struct SmsDraft {
  SmsStatus status = SmsStatus::read;
  SmsKind kind = SmsKind::received;  // Received or sent; reports are never written anew.
  SmsAddress centre;
  SmsAddress peer;
  std::optional<SmsTime> time;
  std::string text;  // UTF-8; U+FFFD where it is not.
};

// The records of EF.SMS that hold it, several where it is long; `reference` tells its parts
// from those of the next message. Faults: bad_input "sms.too_long" past 255 parts,
// "number.digit", "text.not_utf8".
Result<std::vector<Bytes>> encode_sms_records(const SmsDraft& draft,
                                              std::uint8_t reference);

}  // namespace signoff
