// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/channel.h"

namespace signoff::uicc {

// A card that somebody pulls out while a command is under way: the power is gone before the
// card has it, or just after the card has done it. For tests that pull at every command.
class PulledChannel final : public CardChannel {
 public:
  enum class When { before, after };

  // Command number `at`, from 0, is the one it happens at.
  PulledChannel(CardChannel& card, std::size_t at, When when)
      : card_{card}, at_{at}, when_{when} {}

  const Bytes& atr() const override { return card_.atr(); }

  Result<Bytes> transmit(ByteView command) override {
    if (is_pulled_) return fail(Fault::unavailable, "card.gone");
    if (sent_++ != at_) return card_.transmit(command);
    is_pulled_ = true;
    if (when_ == When::before) return fail(Fault::unknown, "card.gone");
    if (auto answer = card_.transmit(command); !answer) return answer;
    return fail(Fault::unknown, "card.gone");
  }

  Result<void> reset() override {
    if (is_pulled_) return fail(Fault::unavailable, "card.gone");
    return card_.reset();
  }

  bool is_pulled() const { return is_pulled_; }
  std::size_t sent() const { return sent_; }

 private:
  CardChannel& card_;
  std::size_t at_;
  When when_;
  std::size_t sent_ = 0;
  bool is_pulled_ = false;
};

}  // namespace signoff::uicc
