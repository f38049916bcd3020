// SPDX-License-Identifier: Apache-2.0
#include "card/text/alpha.h"

#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

std::string read(std::string_view hex) { return decode_alpha(*from_hex(hex)); }

TEST(Alpha, reads_the_four_forms_of_annex_a) {
  EXPECT_EQ(read("416c696365ffffff"), "Alice");
  EXPECT_EQ(read("1b650041ff"), "€@A");
  EXPECT_EQ(read("805f204e09ffffffff"), "张三");
  // The examples of annex A: base pages 0x13 and 0x0530.
  EXPECT_EQ(read("8105135395a6a6ff0000"), "S\u0995\u09a6\u09a6\u09ff");
  EXPECT_EQ(read("8205053080b3d32d31ff"), "\u0530\u0563\u0583-1");
  EXPECT_EQ(read("810308c1b142ff"), "\u0441\u0431B");
}

TEST(Alpha, an_unwritten_field_is_an_empty_name) {
  EXPECT_EQ(read("ffffff"), "");
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read("80ffff"), "");
}

TEST(Alpha, garbage_reads_as_something_and_never_past_its_end) {
  EXPECT_EQ(read("81"), "\uFFFD");
  EXPECT_EQ(read("8105"), "\uFFFD");
  EXPECT_EQ(read("82ff00"), "\uFFFD");
  EXPECT_EQ(read("81ff0841"), "A");
  EXPECT_EQ(read("8202d80080ff"), "\uFFFD\uFFFD");
  EXPECT_EQ(read("8202ffc4b3d3"), "\uFFF7\uFFFD") << "past the last character of UCS2";
  EXPECT_EQ(read("80d83d"), "\uFFFD");
  EXPECT_EQ(read("8041"), "");
}

struct Row {
  std::string name;
  std::size_t size;
  AlphaForm form;
  std::string kept;
  std::string cut;
};

TEST(Alpha, writes_the_form_that_keeps_most_of_the_name) {
  const Row rows[] = {
      {"Alice", 10, AlphaForm::gsm, "Alice", ""},
      {"Bartholomew Cubbins", 14, AlphaForm::gsm, "Bartholomew Cu", "bbins"},
      {"张三", 14, AlphaForm::any_ucs2, "张三", ""},
      {"Иван Петров", 14, AlphaForm::page, "Иван Петров", ""},
      {"محمد علي", 14, AlphaForm::page, "محمد علي", ""},
      {"Ħal Għaxaq", 14, AlphaForm::page, "Ħal Għaxaq", ""},
      {"한국", 8, AlphaForm::any_ucs2, "한국", ""},
      {"北京市公安局出入境", 14, AlphaForm::any_ucs2, "北京市公安局", "出入境"},
      {"", 14, AlphaForm::gsm, "", ""},
      {"x", 0, AlphaForm::gsm, "", "x"},
  };
  for (const Row& row : rows) {
    const auto field = encode_alpha(row.name, row.size);
    EXPECT_EQ(field.bytes.size(), row.size) << row.name;
    EXPECT_EQ(field.form, row.form) << row.name;
    EXPECT_EQ(decode_alpha(field.bytes), row.kept) << row.name;
    EXPECT_EQ(field.cut, row.cut) << row.name;
  }
}

TEST(Alpha, the_base_may_lie_across_two_half_pages) {
  // U+0478 and U+0490: 0x18 apart, in two half pages of 0x80.
  const auto field = encode_alpha("\u0478\u0490abcdefg", 14);
  EXPECT_EQ(field.form, AlphaForm::base);
  EXPECT_EQ(decode_alpha(field.bytes), "\u0478\u0490abcdefg");
}

TEST(Alpha, emoji_are_cut_and_reported) {
  const auto field = encode_alpha("Mum 😀 home", 14);
  EXPECT_EQ(decode_alpha(field.bytes), "Mum  home");
  EXPECT_EQ(field.cut, "😀");
}

TEST(Alpha, nothing_unseen_is_left_of_an_emoji) {
  const std::pair<const char*, const char*> rows[] = {{"Ma 👨\u200d👩\u200d👧", "Ma "},
                                                      {"👩\u200d⚕\ufe0f Li", "⚕\ufe0f Li"},
                                                      {"❤\ufe0f\u200d🔥", "❤\ufe0f"},
                                                      {"👍🏽", ""},
                                                      {"نا\u200dمه", "نا\u200dمه"}};
  for (const auto& [name, kept] : rows)
    EXPECT_EQ(decode_alpha(encode_alpha(name, 40).bytes), kept) << name;
}

TEST(Alpha, what_is_not_utf8_is_cut_whole) {
  const auto field = encode_alpha("\xff", 4);
  EXPECT_EQ(to_hex(field.bytes), "ffffffff");
  EXPECT_FALSE(field.cut.empty());
}

RC_GTEST_PROP(Alpha, what_is_kept_and_what_is_cut_make_the_name, ()) {
  const auto bases =
      *rc::gen::elementOf(std::vector<char32_t>{0x20, 0x400, 0x4e00, 0xff00});
  const auto offsets = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 0x90));
  const auto size = *rc::gen::inRange<std::size_t>(0, 30);
  std::string name;
  for (const int offset : offsets) append_utf8(name, bases + static_cast<char32_t>(offset));
  const auto field = encode_alpha(name, size);
  RC_ASSERT(field.bytes.size() == size);
  RC_ASSERT(decode_alpha(field.bytes) + field.cut == name);
}

}  // namespace
}  // namespace signoff
