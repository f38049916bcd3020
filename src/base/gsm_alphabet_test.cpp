// SPDX-License-Identifier: Apache-2.0
#include "base/gsm_alphabet.h"

#include "base/utf8.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

std::string text_of(std::initializer_list<std::uint8_t> septets, GsmTables tables = {}) {
  return from_gsm(Bytes{septets}, tables);
}

TEST(GsmAlphabet, every_character_of_every_table_comes_back_as_itself) {
  for (int language = 0; language < kGsmLanguages; ++language) {
    const auto own = static_cast<GsmLanguage>(language);
    const GsmTables tables{own, own};
    for (std::uint8_t septet = 0; septet < 0x80; ++septet) {
      for (const auto character : {gsm_locking(own, septet), gsm_single(own, septet)}) {
        if (!character) continue;
        const auto septets = to_gsm(*character, tables);
        ASSERT_TRUE(septets) << language << ' ' << int{septet};
        EXPECT_EQ(from_utf8(from_gsm(*septets, tables)), std::u32string{*character});
      }
    }
  }
}

TEST(GsmAlphabet, tables_hold_as_many_characters_as_the_standard_prints) {
  // TS 23.038 annex A: cells of the table that are neither empty nor the escape.
  const int locking[] = {127, 127, 127, 127, 114, 120, 127,
                         120, 120, 116, 110, 102, 120, 127};
  const int single[] = {10, 17, 19, 37, 82, 70, 88, 73, 82, 75, 76, 77, 78, 90};
  for (int language = 0; language < kGsmLanguages; ++language) {
    int locks = 0;
    int shifts = 0;
    for (std::uint8_t septet = 0; septet < 0x80; ++septet) {
      locks += gsm_locking(static_cast<GsmLanguage>(language), septet).has_value();
      shifts += gsm_single(static_cast<GsmLanguage>(language), septet).has_value();
    }
    EXPECT_EQ(locks, locking[language]) << language;
    EXPECT_EQ(shifts, single[language]) << language;
  }
}

TEST(GsmAlphabet, reads_national_tables_as_annex_a_prints_them) {
  const auto lock = [](GsmLanguage own) { return GsmTables{own, GsmLanguage::standard}; };
  EXPECT_EQ(text_of({0x04, 0x07, 0x0b, 0x1c, 0x40, 0x60}, lock(GsmLanguage::turkish)),
            "€ıĞŞİç");
  EXPECT_EQ(text_of({0x15, 0x40, 0x5b, 0x60}, lock(GsmLanguage::portuguese)), "∞ÍÃ~");
  EXPECT_EQ(text_of({0x0e, 0x3c, 0x4f, 0x7f}, lock(GsmLanguage::hindi)), "ऎऩऽॿ");
  EXPECT_EQ(text_of({0x00, 0x46, 0x60, 0x7b}, lock(GsmLanguage::bengali)), "ঁলৎৗ");
  EXPECT_EQ(text_of({0x0e, 0x2f, 0x7c}, lock(GsmLanguage::tamil)), "எந௰");
  EXPECT_EQ(text_of({0x00, 0x48, 0x59, 0x7f}, lock(GsmLanguage::urdu)), "اڪیٰ");
  EXPECT_EQ(text_of({0x00, 0x48}, lock(GsmLanguage::malayalam)), "\uFFFDഴ");
}

TEST(GsmAlphabet, reads_the_shifted_characters_of_the_language) {
  const auto shift = [](GsmLanguage own) { return GsmTables{GsmLanguage::standard, own}; };
  EXPECT_EQ(text_of({0x1b, 0x65}), "€");
  EXPECT_EQ(text_of({0x1b, 0x47, 0x1b, 0x69}, shift(GsmLanguage::turkish)), "Ğı");
  EXPECT_EQ(text_of({0x1b, 0x41, 0x1b, 0x65}, shift(GsmLanguage::spanish)), "Á€");
  EXPECT_EQ(text_of({0x1b, 0x7f, 0x1b, 0x12}, shift(GsmLanguage::portuguese)), "âΦ");
  EXPECT_EQ(text_of({0x1b, 0x19, 0x1b, 0x1c, 0x1b, 0x3a}, shift(GsmLanguage::hindi)),
            "।०ॱ");
  EXPECT_EQ(text_of({0x1b, 0x3f, 0x1b, 0x5a}, shift(GsmLanguage::urdu)), "۔Z");
}

TEST(GsmAlphabet, an_empty_place_after_an_escape_reads_as_without_it) {
  EXPECT_EQ(text_of({0x1b, 'a', 'b'}), "ab");
  EXPECT_EQ(text_of({0x1b, 0x1b, 0x80}), "\uFFFD\uFFFD");
  EXPECT_EQ(text_of({'a', 0x1b}), "a");
}

TEST(GsmAlphabet, what_a_table_does_not_have_is_not_forced_into_it) {
  EXPECT_EQ(to_gsm(U'号'), std::nullopt);
  EXPECT_EQ(to_gsm(0), std::nullopt);
  EXPECT_EQ(to_gsm(0x1b), std::nullopt);
  EXPECT_EQ(to_gsm(U'€'), (Bytes{0x1b, 0x65}));
}

}  // namespace
}  // namespace signoff
