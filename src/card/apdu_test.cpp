// SPDX-License-Identifier: Apache-2.0
#include "card/apdu.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

TEST(Apdu, writes_and_reads_the_four_short_forms) {
  const CardCommand forms[] = {{0x00, 0xA4, 0x00, 0x04, {}, {}},
                               {0x00, 0xB0, 0x00, 0x00, {}, 256},
                               {0x00, 0xA4, 0x00, 0x04, {0x3F, 0x00}, {}},
                               {0x80, 0xE2, 0x91, 0x00, {0xBF, 0x2D, 0x00}, 255}};
  for (const CardCommand& command : forms) {
    EXPECT_EQ(decode_command(encode(command)), command);
  }
  EXPECT_EQ(to_hex(encode(forms[1])), "00b0000000");
  EXPECT_EQ(to_hex(encode(forms[3])), "80e2910003bf2d00ff");
}

TEST(Apdu, refuses_a_command_whose_length_is_not_its_size) {
  for (const char* text :
       {"", "00a400", "00a40004023f", "00a40004023f000000", "00a400040000"}) {
    const auto command = decode_command(*from_hex(text));
    ASSERT_FALSE(command) << text;
    EXPECT_EQ(command.error().code, "card.garbled");
  }
}

TEST(Apdu, reads_an_answer_with_its_status) {
  const auto answer = decode_answer(*from_hex("62009000"));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->ok());
  EXPECT_EQ(to_hex(answer->data), "6200");
  EXPECT_EQ(decode_answer(*from_hex("6983"))->status, 0x6983);
}

TEST(Apdu, refuses_an_answer_of_no_possible_size) {
  EXPECT_FALSE(decode_answer({}));
  EXPECT_FALSE(decode_answer(Bytes(1, 0x90)));
  EXPECT_TRUE(decode_answer(Bytes(258, 0x90)));
  EXPECT_FALSE(decode_answer(Bytes(259, 0x90)));
}

}  // namespace
}  // namespace signoff
