// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Numbers as cards keep them: a type octet, and two digits an octet, the first one low
// (3GPP TS 24.008 clause 10.5.4.7, TS 31.102 clause 4.4.2.3).
namespace signoff {

// Type of number and numbering plan with the highest bit set: 0x81 unknown, 0x91
// international, 0xa1 national; 0xff where nothing is written.
inline constexpr std::uint8_t kUnknownNumber = 0x81;
inline constexpr std::uint8_t kInternationalNumber = 0x91;

bool is_international(std::uint8_t type);

// Digits as people write them, without "+": 0-9, * and #, p for a pause, ? for a wild
// digit, e for the code that stands for nothing. Ends at the first filler.
std::string decode_digits(ByteView octets);
// Two an octet, an odd one filled up with f. Nothing for characters that have no code.
std::optional<Bytes> encode_digits(std::string_view digits);

// "+8613800138000" for an international type, the bare digits otherwise.
std::string number_text(std::uint8_t type, std::string_view digits);

struct TypedDigits {
  std::uint8_t type = kUnknownNumber;
  std::string digits;
  friend bool operator==(const TypedDigits&, const TypedDigits&) = default;
};
// The other way round. Blanks, hyphens, dots and brackets are passed over; a comma or w is
// a pause. Fault::bad_input "number.digit" for anything else, "number.length" past 200.
Result<TypedDigits> parse_number(std::string_view text);

}  // namespace signoff
