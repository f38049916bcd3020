// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/channel.h"

#include <gtest/gtest.h>

namespace signoff {

// A card in whatever reader, that a test can pull. It is a UICC whose EF.ICCID begins with
// 89860012345678901234.
class ChannelUnderContract {
 public:
  virtual ~ChannelUnderContract() = default;
  virtual CardChannel& channel() = 0;
  // Returns once the card is out.
  virtual void pull() = 0;
};

// What every way to a card does alike.
inline void keeps_the_contract(ChannelUnderContract& card) {
  CardChannel& channel = card.channel();
  const auto send = [&](std::string_view hex) {
    const auto answer = channel.transmit(*from_hex(hex));
    return answer ? to_hex(*answer) : answer.error().code;
  };
  ASSERT_GE(channel.atr().size(), 2u);
  EXPECT_EQ(channel.atr()[0], 0x3b);

  EXPECT_EQ(send("00a40004022fe2").substr(0, 2), "61") << "data waits to be fetched";
  EXPECT_EQ(send("00b000000a"), "986800214365870921439000");
  EXPECT_EQ(send("00b00000ff"), "6c0a") << "a status word is an answer, not a failure";

  ASSERT_TRUE(channel.reset());
  EXPECT_EQ(send("00b000000a"), "6986") << "nothing is selected after a reset";
  EXPECT_EQ(send("00a40004022fe2").substr(0, 2), "61");

  card.pull();
  const auto first = channel.transmit(*from_hex("00b000000a"));
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, "card.gone");
  const auto second = channel.transmit(*from_hex("00b000000a"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), (Error{Fault::unavailable, "card.gone", ""}));
  const auto reset = channel.reset();
  ASSERT_FALSE(reset);
  EXPECT_EQ(reset.error().code, "card.gone");
}

}  // namespace signoff
