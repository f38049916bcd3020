// SPDX-License-Identifier: Apache-2.0
#include "rsp/iccid.h"

namespace signoff::rsp {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDE";
constexpr std::uint8_t kFiller = 0x0f;

}  // namespace

std::string iccid_text(ByteView octets) {
  std::string text;
  for (const auto octet : octets) {
    for (const auto half : {octet & 0x0f, octet >> 4}) {
      if (half == kFiller) return text;
      text += kDigits[static_cast<std::size_t>(half)];
    }
  }
  return text;
}

Result<IccidOctets> iccid_octets(std::string_view text) {
  IccidOctets octets;
  octets.fill(0xff);
  if (text.empty() || text.size() > 2 * octets.size()) {
    return fail(Fault::bad_input, "iccid.digits");
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = kDigits.find(text[i]);
    if (digit == kDigits.npos) return fail(Fault::bad_input, "iccid.digits");
    auto& octet = octets[i / 2];
    const auto half = static_cast<unsigned>(digit);
    octet = static_cast<std::uint8_t>(i % 2 == 0 ? (octet & 0xf0) | half
                                                 : (octet & 0x0f) | half << 4);
  }
  return octets;
}

}  // namespace signoff::rsp
