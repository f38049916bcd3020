// SPDX-License-Identifier: Apache-2.0
#include "idcheck/read_fields.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

constexpr Date kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{22}};

TEST(ReadNumber, a_right_number_is_found_among_specks) {
  EXPECT_EQ(number_in("11010519491231002X", kToday)->number, "11010519491231002X");
  EXPECT_EQ(number_in("1 11010519491231002X", kToday)->number, "11010519491231002X");
  EXPECT_FALSE(number_in("1101051949123100", kToday));
  EXPECT_FALSE(number_in("", kToday));
}

TEST(ReadNumber, is_mended_only_where_one_reading_is_right) {
  // The check character 'X' leaves one of the look-alikes of the one wrong digit.
  int mended = 0, wrong = 0;
  const std::string right = "999999199003074515";
  for (std::size_t at = 0; at < right.size(); ++at)
    for (const char digit : {'0', '3', '5', '6', '8'}) {
      auto read = right;
      if (read[at] == digit) continue;
      read[at] = digit;
      const auto found = number_in(read, kToday);
      if (!found) continue;
      EXPECT_TRUE(found->was_repaired);
      (found->number == right ? mended : wrong) += 1;
    }
  EXPECT_GT(mended, 0);
  // A reading that is mended into another number is never taken for a stranger's
  // (Judgement), so a few are no harm.
  EXPECT_LE(wrong, 12);
}

TEST(ReadValidity, dates_and_the_card_for_ever_are_read) {
  const auto found = validity_in("2015.03.01-2035.03.01");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->until, parse_date("2035-03-01").value());
  EXPECT_TRUE(validity_in("2015.03.01-长期")->is_for_ever);
  EXPECT_TRUE(validity_in("20150301..20350301"));
  EXPECT_FALSE(validity_in("2035.03.01-2015.03.01")) << "it ends before it begins";
  EXPECT_FALSE(validity_in("2015.13.01-2035.03.01"));
  EXPECT_FALSE(validity_in("2015.03.01-"));
}

TEST(ReadPermit, its_number_stands_by_itself) {
  EXPECT_TRUE(shows_number("NAME\nABH99123456\n20190501", "H99123456"));
  EXPECT_TRUE(shows_number("H9912345601", "H99123456")) << "with the count of issues";
  EXPECT_TRUE(shows_number("H99123456", "H9912345602")) << "of another issue";
  EXPECT_FALSE(shows_number("H991234567", "H99123456"));
  EXPECT_FALSE(shows_number("M99123456", "H99123456"));
  EXPECT_TRUE(shows_number("X99123456 Y", "99123456"));
  EXPECT_FALSE(shows_number("199123456", "99123456"));
  EXPECT_FALSE(shows_number("9912345601", "99123456"));
  EXPECT_TRUE(shows_number("1991234561\n99123456", "99123456"));
  EXPECT_TRUE(shows_number("ABC123456789012", "ABC123456789012"));
  EXPECT_FALSE(shows_number("", "H99123456"));
  EXPECT_FALSE(shows_number("", ""));
}

TEST(ReadZone, runs_of_fillers_are_brought_to_their_length) {
  const std::string names = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<";
  const std::string front = "L898902C36UTO7408122F1204159";
  const auto zone = mended_zone(names + "<<<<<<\n" + front + "<<<<<<<<<<02");
  EXPECT_EQ(zone.size(), 89U);
  EXPECT_EQ(zone.substr(45, 28), front);
  EXPECT_TRUE(zone.ends_with("<<02"));
  EXPECT_TRUE(mended_zone("").empty());
  EXPECT_TRUE(mended_zone("short\nlines").empty());
}

TEST(ReadName, is_the_same_another_or_unsure) {
  EXPECT_EQ(same_name("王小明", "王小明"), true);
  EXPECT_EQ(same_name("王小明", " 王 小明."), true);
  EXPECT_EQ(same_name("王小明", "李大海"), false);
  EXPECT_EQ(same_name("王小明", "王小朋"), std::nullopt) << "one letter may be misread";
  EXPECT_EQ(same_name("王小明", "~"), std::nullopt);
  EXPECT_EQ(same_name("Wang Xiao", "WANG<XIAO"), true);
}

TEST(MaskedText, shows_neither_name_nor_birth) {
  EXPECT_EQ(masked_reading("王小明"), "王**");
  EXPECT_EQ(masked_number("11010519491231002X"), "110**************X");
  EXPECT_EQ(masked_number("E12345678"), "E*******8");
}

}  // namespace
}  // namespace signoff
