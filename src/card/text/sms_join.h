// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/text/sms.h"

#include <vector>

namespace signoff {

// What a reader sees as one message: one record, or the parts of a long one.
struct JoinedSms {
  std::vector<std::size_t> records;  // Indices of what was given, in the order of the text.
  std::string text;                  // Every gap stands as "[…]".
  Bytes octets;                      // Where the message is no text.
  std::vector<std::uint8_t> missing;  // Numbers of parts that are not there.
};

// Puts the parts of long messages together, wherever they lie; messages keep the order of
// their first record. A part that is there twice begins a message of its own.
std::vector<JoinedSms> join_sms(const std::vector<StoredSms>& records);

}  // namespace signoff
