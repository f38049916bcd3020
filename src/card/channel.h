// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <string>

namespace signoff {

// The way to one card in one reader, for as long as nobody pulls it.
class CardChannel {
 public:
  virtual ~CardChannel() = default;

  // The card's answer to reset (ISO 7816-3 clause 8).
  virtual const Bytes& atr() const = 0;

  // Sends one command and gives the raw answer with its two status bytes. Fails with
  // `unavailable` card.gone when the card or reader is gone before the command went out,
  // and with `unknown` card.gone when it may have reached the card.
  virtual Result<Bytes> transmit(ByteView command) = 0;

  // Resets the card: applications and PINs are as after power-on.
  virtual Result<void> reset() = 0;
};

}  // namespace signoff
