// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_desk.h"
#include "evidence/key_ring.h"

namespace signoff {

// Signed reports of wiped cards, each in a file of its own, with the keys to check them
// beside them. Opened before a card is touched: what cannot be signed is not begun.
class WipeReports {
 public:
  // Makes the desk's key and folders where they are not there. Fault::unavailable
  // "file.write", and as KeyRing.
  static Result<WipeReports> open(const CardDesk& desk);

  // Where it was put; none is written over. Fault::unknown "wipe.unsigned": the card was
  // wiped all the same.
  Result<std::filesystem::path> sign(const WipeProof& proof) const;

 private:
  WipeReports(std::filesystem::path folder, std::shared_ptr<const RingKey> key)
      : folder_{std::move(folder)}, key_{std::move(key)} {}

  std::filesystem::path folder_;
  std::shared_ptr<const RingKey> key_;  // Shared with the ring that it came from.
};

}  // namespace signoff
