// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/virtual/card_image.h"

namespace signoff::uicc {

// One PIN and what has been shown of it since power-on. Answers are the status words of
// ETSI TS 102 221 clauses 11.1.9 to 11.1.13. Values are eight octets, digits then FF.
class Pin {
 public:
  explicit Pin(PinImage image) : image_{std::move(image)} {}

  const PinImage& image() const { return image_; }
  bool is_open() const { return is_shown_ || !image_.is_enabled; }
  void forget() { is_shown_ = false; }

  // No value asks how many tries are left.
  std::uint16_t verify(ByteView value);
  // The old value and the new one.
  std::uint16_t change(ByteView values);
  std::uint16_t enable(ByteView value) { return set_enabled(true, value); }
  std::uint16_t disable(ByteView value) { return set_enabled(false, value); }
  // The unblocking value and the new one; nothing asks how many tries are left.
  std::uint16_t unblock(ByteView values);

 private:
  std::uint16_t check(ByteView value);
  std::uint16_t set_enabled(bool to, ByteView value);

  PinImage image_;
  bool is_shown_ = false;
};

}  // namespace signoff::uicc
