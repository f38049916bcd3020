// SPDX-License-Identifier: Apache-2.0
#include "card/text/number.h"

namespace signoff {
namespace {

constexpr std::string_view kCodes = "0123456789*#p?e";
constexpr std::uint8_t kFiller = 0x0f;
constexpr std::size_t kDigitsMax = 200;

}  // namespace

bool is_international(std::uint8_t type) { return (type & 0xf0) == 0x90; }

std::string decode_digits(ByteView octets) {
  std::string digits;
  for (const auto octet : octets) {
    for (const int code : {octet & 15, octet >> 4}) {
      if (code == kFiller) return digits;
      digits += kCodes[static_cast<std::size_t>(code)];
    }
  }
  return digits;
}

std::optional<Bytes> encode_digits(std::string_view digits) {
  Bytes octets;
  octets.reserve((digits.size() + 1) / 2);
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const auto code = kCodes.find(digits[at]);
    if (code == kCodes.npos) return std::nullopt;
    if (at % 2 == 0)
      octets.push_back(static_cast<std::uint8_t>(0xf0 | code));
    else
      octets.back() = static_cast<std::uint8_t>((octets.back() & 15) | code << 4);
  }
  return octets;
}

std::string number_text(std::uint8_t type, std::string_view digits) {
  const bool has_plus = is_international(type) && !digits.empty();
  return (has_plus ? "+" : "") + std::string{digits};
}

Result<TypedDigits> parse_number(std::string_view text) {
  TypedDigits out;
  for (const char c : text) {
    if (c == '+' && out.digits.empty() && out.type == kUnknownNumber) {
      out.type = kInternationalNumber;
    } else if (c == ',' || c == 'w' || c == 'P' || c == 'W') {
      out.digits += 'p';
    } else if (kCodes.find(c) != kCodes.npos) {
      out.digits += c;
    } else if (std::string_view{" -.()/"}.find(c) == std::string_view::npos) {
      return fail(Fault::bad_input, "number.digit");
    }
    if (out.digits.size() > kDigitsMax) return fail(Fault::bad_input, "number.length");
  }
  return out;
}

}  // namespace signoff
