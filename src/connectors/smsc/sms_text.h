// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a text looks like on the air: the GSM 7-bit default alphabet where it suffices, else
// UCS2, cut into parts that phones put together again (3GPP TS 23.038, TS 23.040).
namespace signoff {

inline constexpr std::uint8_t kCodingGsm7 = 0x00;  // SMPP 3.4 clause 5.2.19, the default.
inline constexpr std::uint8_t kCodingAscii = 0x01;
inline constexpr std::uint8_t kCodingLatin1 = 0x03;
inline constexpr std::uint8_t kCodingUcs2 = 0x08;

inline constexpr std::size_t kPartsMax = 10;

// One submit's worth: the octets of short_message, a user data header in front where there
// are several. GSM text is one septet per octet; the message centre packs it.
struct SmsPart {
  bool has_header = false;
  std::uint8_t data_coding = kCodingGsm7;
  Bytes octets;
};

// `reference` tells the parts of one message from those of the next. Never empty. Faults:
// bad_input "text.not_utf8", "sms.too_long" past kPartsMax parts.
Result<std::vector<SmsPart>> cut_into_parts(std::string_view text, std::uint8_t reference);

// Which part of which message (TS 23.040 clauses 9.2.3.24.1 and 9.2.3.24.8).
struct PartPlace {
  std::uint16_t reference = 0;
  std::uint8_t total = 1;
  std::uint8_t number = 1;
  friend bool operator==(const PartPlace&, const PartPlace&) = default;
};

struct ReadPart {
  PartPlace place;
  Bytes octets;  // Without the header.
};

// Takes the user data header off, if there is one. Fault::bad_input "sms.header".
Result<ReadPart> read_part(bool has_header, ByteView octets);

// The text of one whole message as UTF-8. What an alphabet does not define, and a lone half
// of a surrogate pair, becomes U+FFFD. Fault::bad_input "sms.coding": no alphabet we know.
Result<std::string> decode_text(std::uint8_t data_coding, ByteView octets);

// Puts parts together. Holds a bounded number of unfinished messages and drops the oldest
// beyond that, so that hostile senders cannot fill the memory.
class PartCollector {
 public:
  // `sender` is whatever tells two conversations apart, usually "from>to". The whole
  // message's octets once the last missing part is here. Doubles are ignored.
  std::optional<Bytes> add(const std::string& sender, const ReadPart& part);
  std::size_t unfinished() const { return open_.size(); }

 private:
  struct Open {
    std::map<std::uint8_t, Bytes> parts;
    std::list<std::string>::iterator age;
  };
  std::map<std::string, Open> open_;
  std::list<std::string> oldest_first_;
};

}  // namespace signoff
