// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>

namespace signoff {

// A command to a card in its short form (ISO 7816-3 clause 12.1, ETSI TS 102 221
// clause 10.1).
struct CardCommand {
  std::uint8_t cla = 0;
  std::uint8_t ins = 0;
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  Bytes data;             // At most 255 bytes.
  std::optional<int> le;  // Bytes wanted, 1 to 256; nothing where no answer is expected.

  friend bool operator==(const CardCommand&, const CardCommand&) = default;
};

// What a card answers: data, then the two status bytes SW1 SW2 as one number.
struct CardAnswer {
  Bytes data;
  std::uint16_t status = 0;

  bool ok() const { return status == 0x9000; }
  friend bool operator==(const CardAnswer&, const CardAnswer&) = default;
};

// As they go over the wire. A card is an outsider too: what is too short or too long to be
// an answer, or a command, is refused with `card.garbled`.
Bytes encode(const CardCommand& command);
Result<CardCommand> decode_command(ByteView bytes);
Result<CardAnswer> decode_answer(ByteView bytes);

}  // namespace signoff
