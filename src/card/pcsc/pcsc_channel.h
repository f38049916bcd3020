// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/channel.h"

namespace signoff {

// One card in a reader of this machine, held for us alone. What PC/SC calls a failure after
// the card was there is card.gone: whether it was pulled, its reader unplugged or pcscd
// ended, the card must be put in again.
class PcscChannel final : public CardChannel {
 public:
  static Result<std::unique_ptr<CardChannel>> connect(const std::string& reader);
  ~PcscChannel() override;
  PcscChannel(const PcscChannel&) = delete;
  PcscChannel& operator=(const PcscChannel&) = delete;

  const Bytes& atr() const override { return atr_; }
  Result<Bytes> transmit(ByteView command) override;
  Result<void> reset() override;

 private:
  PcscChannel(long context, long card, unsigned long protocol)
      : context_{context}, card_{card}, protocol_{protocol} {}
  Result<void> read_atr();

  const long context_;  // Its own: another's waiting must not hold it up.
  const long card_;
  unsigned long protocol_;
  bool is_gone_ = false;
  Bytes atr_;
};

}  // namespace signoff
