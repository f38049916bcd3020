// SPDX-License-Identifier: Apache-2.0
#include "card/files/tlv_walk.h"

namespace signoff {

std::optional<TlvObject> TlvWalk::next() {
  while (!rest_.empty() && (rest_[0] == 0x00 || rest_[0] == 0xff)) rest_ = rest_.subspan(1);
  const auto take = [&]() -> std::optional<std::uint8_t> {
    if (rest_.empty()) return std::nullopt;
    const auto octet = rest_[0];
    rest_ = rest_.subspan(1);
    return octet;
  };
  const auto first = take();
  if (!first) return std::nullopt;
  TlvObject object{*first, {}};
  if ((*first & 0x1f) == 0x1f) {
    const auto second = take();
    if (!second || (*second & 0x80) != 0) return std::nullopt;
    object.tag = static_cast<std::uint32_t>(*first << 8 | *second);
  }
  const auto short_length = take();
  if (!short_length) return std::nullopt;
  std::size_t length = *short_length;
  if (length == 0x81 || length == 0x82) {
    const int octets = *short_length - 0x80;
    length = 0;
    for (int i = 0; i < octets; ++i) {
      const auto octet = take();
      if (!octet) return std::nullopt;
      length = length << 8 | *octet;
    }
  } else if (length >= 0x80) {
    return std::nullopt;
  }
  if (length > rest_.size()) return std::nullopt;
  object.value = rest_.first(length);
  rest_ = rest_.subspan(length);
  return object;
}

std::optional<ByteView> find_tlv(ByteView bytes, std::uint32_t tag) {
  TlvWalk walk{bytes};
  while (const auto object = walk.next())
    if (object->tag == tag) return object->value;
  return std::nullopt;
}

}  // namespace signoff
