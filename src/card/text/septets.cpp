// SPDX-License-Identifier: Apache-2.0
#include "card/text/septets.h"

namespace signoff {

Bytes pack_septets(ByteView septets, int skip_bits) {
  Bytes octets;
  std::uint32_t window = 0;
  int bits = skip_bits;
  for (const auto septet : septets) {
    window |= static_cast<std::uint32_t>(septet & 0x7f) << bits;
    for (bits += 7; bits >= 8; bits -= 8) {
      octets.push_back(static_cast<std::uint8_t>(window));
      window >>= 8;
    }
  }
  if (bits > 0 && !septets.empty()) octets.push_back(static_cast<std::uint8_t>(window));
  return octets;
}

Bytes unpack_septets(ByteView octets, std::size_t count, int skip_bits) {
  Bytes septets;
  std::uint32_t window = 0;
  int bits = -skip_bits;
  for (const auto octet : octets) {
    // Bits below zero are filling: they fall off at the low end.
    window |= bits < 0 ? static_cast<std::uint32_t>(octet) >> -bits
                       : static_cast<std::uint32_t>(octet) << bits;
    for (bits += 8; bits >= 7 && septets.size() < count; bits -= 7) {
      septets.push_back(static_cast<std::uint8_t>(window & 0x7f));
      window >>= 7;
    }
    if (septets.size() == count) break;
  }
  return septets;
}

}  // namespace signoff
