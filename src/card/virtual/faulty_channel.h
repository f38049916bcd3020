// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/channel.h"

#include <functional>

namespace signoff::uicc {

// What a card does instead of what it should, at one command or from one on.
struct Slip {
  std::string name;
  // From what the card would have said, which is empty where the command never reaches it;
  // an error where nothing comes back.
  std::function<Result<Bytes>(const Bytes& real)> answer;
  bool reaches_card = false;  // The card does it all the same.
  bool lasts = false;         // And is so from there on.
};

// A card that slips at command number `at`, from 0. For tests that let it do so at every
// command; it bounds what may be sent, so that nothing goes on for ever.
class FaultyChannel final : public CardChannel {
 public:
  FaultyChannel(CardChannel& card, std::size_t at, const Slip& slip)
      : card_{card}, slip_{slip}, at_{at} {}

  const Bytes& atr() const override { return card_.atr(); }

  Result<Bytes> transmit(ByteView command) override {
    if (sent_ == kCommandsMax) return fail(Fault::unavailable, "card.gone", "too many");
    const auto number = sent_++;
    if (number < at_ || (number > at_ && !slip_.lasts)) return card_.transmit(command);
    if (!slip_.reaches_card) return slip_.answer({});
    const auto real = card_.transmit(command);
    if (!real) return real;
    return slip_.answer(*real);
  }

  Result<void> reset() override { return card_.reset(); }

  bool slipped() const { return sent_ > at_; }
  bool is_endless() const { return sent_ == kCommandsMax; }

 private:
  static constexpr std::size_t kCommandsMax = 20'000;
  CardChannel& card_;
  const Slip& slip_;
  std::size_t at_;
  std::size_t sent_ = 0;
};

}  // namespace signoff::uicc
