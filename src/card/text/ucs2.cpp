// SPDX-License-Identifier: Apache-2.0
#include "card/text/ucs2.h"

#include "base/utf8.h"

namespace signoff {
namespace {

constexpr char32_t kNoCharacter = 0xfffd;

char32_t unit(ByteView octets, std::size_t at) {
  if (at + 1 >= octets.size()) return 0;
  return static_cast<char32_t>(octets[at] << 8 | octets[at + 1]);
}

bool is_high(char32_t c) { return c >= 0xd800 && c <= 0xdbff; }
bool is_low(char32_t c) { return c >= 0xdc00 && c <= 0xdfff; }

}  // namespace

std::string decode_ucs2(ByteView octets) {
  std::string text;
  for (std::size_t at = 0; at < octets.size(); at += 2) {
    const char32_t first = unit(octets, at);
    if (at + 1 == octets.size()) {
      append_utf8(text, kNoCharacter);
    } else if (is_high(first) && is_low(unit(octets, at + 2))) {
      append_utf8(text,
                  0x10000 + ((first - 0xd800) << 10) + (unit(octets, at + 2) - 0xdc00));
      at += 2;
    } else {
      append_utf8(text, is_high(first) || is_low(first) ? kNoCharacter : first);
    }
  }
  return text;
}

void append_ucs2(Bytes& octets, char32_t character) {
  const auto put = [&](char32_t value) {
    octets.push_back(static_cast<std::uint8_t>(value >> 8));
    octets.push_back(static_cast<std::uint8_t>(value));
  };
  if (character < 0x10000) return put(character);
  put(0xd800 + ((character - 0x10000) >> 10));
  put(0xdc00 + ((character - 0x10000) & 0x3ff));
}

}  // namespace signoff
