// SPDX-License-Identifier: Apache-2.0
#include "card/text/number.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

TEST(Number, digits_lie_with_the_first_one_low) {
  EXPECT_EQ(decode_digits(*from_hex("683108108300f0")), "8613800138000");
  EXPECT_EQ(decode_digits(*from_hex("2143f5ffff")), "12345");
  EXPECT_EQ(decode_digits(*from_hex("bac1d2e3")), "*#1p2?3e");
  EXPECT_EQ(decode_digits({}), "");
}

TEST(Number, what_is_written_reads_the_same) {
  for (const char* digits : {"", "1", "10086", "*100#", "013800138000p1234", "12?e"})
    EXPECT_EQ(decode_digits(*encode_digits(digits)), digits);
  EXPECT_FALSE(encode_digits("12a"));
}

TEST(Number, an_international_number_has_a_plus) {
  EXPECT_EQ(number_text(0x91, "8613800138000"), "+8613800138000");
  EXPECT_EQ(number_text(0x81, "10086"), "10086");
  EXPECT_EQ(number_text(0x91, ""), "");
}

TEST(Number, people_write_numbers_in_many_ways) {
  EXPECT_EQ(*parse_number("+86 (138) 0013-8000"),
            (TypedDigits{kInternationalNumber, "8613800138000"}));
  EXPECT_EQ(*parse_number("10086,1w2"), (TypedDigits{kUnknownNumber, "10086p1p2"}));
  EXPECT_EQ(parse_number("12+3").error().code, "number.digit");
  EXPECT_EQ(parse_number("++1").error().code, "number.digit");
  EXPECT_EQ(parse_number(std::string(201, '1')).error().code, "number.length");
}

}  // namespace
}  // namespace signoff
