// SPDX-License-Identifier: Apache-2.0
#include "cli/words.h"

#include <gtest/gtest.h>

namespace signoff::cli {
namespace {

TEST(Words, codes_are_said_in_the_language_of_the_terminal) {
  EXPECT_EQ(word_of("subscriber", Language::en), "owner");
  EXPECT_EQ(word_of("subscriber", Language::zh), "机主");
  EXPECT_EQ(word_of("IN_USE", Language::zh), "使用中");
}

TEST(Words, what_has_no_word_is_shown_as_it_is_but_harmless) {
  EXPECT_EQ(word_of("NEW_STATE", Language::zh), "NEW_STATE");
  EXPECT_EQ(word_of("a\x1b[2J", Language::en), "a [2J");
}

}  // namespace
}  // namespace signoff::cli
