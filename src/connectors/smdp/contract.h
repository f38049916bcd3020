// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/smdp/fake_receiver.h"

#include <gtest/gtest.h>

namespace signoff {

// Some way to a profile server that is called smdp.example and keeps what it gets.
class ReceiverUnderContract {
 public:
  virtual ~ReceiverUnderContract() = default;
  virtual NotificationReceiver& receiver() = 0;
  // What the server answers from now on.
  virtual void answer_with(int status) = 0;
  // The bytes it got, in their order.
  virtual std::vector<Bytes> kept() = 0;
  // From now on nobody is there.
  virtual void go_away() = 0;
};

inline void keeps_the_contract(ReceiverUnderContract& world) {
  const Bytes first{0x30, 0x01, 0x00};
  const Bytes second(1267, 0xfe);

  const auto taken = world.receiver().hand_over("smdp.example", first);
  ASSERT_TRUE(taken) << taken.error().code << " " << taken.error().detail;
  EXPECT_EQ(taken->status, 204);
  EXPECT_TRUE(world.receiver().hand_over("SMDP.example", second)) << "names have no case";
  EXPECT_EQ(world.kept(), (std::vector<Bytes>{first, second}));

  world.answer_with(500);
  const auto refused = world.receiver().hand_over("smdp.example", first);
  ASSERT_TRUE(refused) << "an answer is no failure, whatever it says";
  EXPECT_EQ(refused->status, 500);

  for (const auto* address : {"", "smdp", "127.0.0.1", "smdp.example:443", "a@b.example",
                              "smdp.example/x", "-a.example", "a..example", "[::1]"}) {
    const auto sent = world.receiver().hand_over(address, first);
    ASSERT_FALSE(sent) << address;
    EXPECT_EQ(sent.error(), (Error{Fault::bad_input, "smdp.address", ""})) << address;
  }

  world.go_away();
  const auto lost = world.receiver().hand_over("smdp.example", first);
  ASSERT_FALSE(lost);
  EXPECT_TRUE(lost.error().fault == Fault::unavailable ||
              lost.error().fault == Fault::unknown);
}

}  // namespace signoff
