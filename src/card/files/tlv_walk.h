// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>

namespace signoff {

// One object of BER-TLV (ISO 7816-4 clause 5.2.2) as cards use it in their files.
struct TlvObject {
  std::uint32_t tag = 0;  // One or two octets.
  ByteView value;
};

// Reads objects one after another; nothing at the end and where what follows is none.
// Fillers 0x00 and 0xff between objects are passed over.
class TlvWalk {
 public:
  explicit TlvWalk(ByteView bytes) : rest_{bytes} {}
  std::optional<TlvObject> next();

 private:
  ByteView rest_;
};

// The first object with that tag.
std::optional<ByteView> find_tlv(ByteView bytes, std::uint32_t tag);

}  // namespace signoff
