// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/sms_text.h"

#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

std::string there_and_back(const std::vector<SmsPart>& parts) {
  PartCollector collector;
  std::string text = "(unfinished)";
  for (const SmsPart& part : parts) {
    const auto read = read_part(part.has_header, part.octets);
    if (!read) return "(unreadable)";
    if (const auto whole = collector.add("a>b", *read))
      text = decode_text(part.data_coding, *whole).value_or("(undecodable)");
  }
  return text;
}

std::string repeated(std::string_view unit, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += unit;
  return text;
}

TEST(SmsText, plain_latin_is_one_septet_per_octet) {
  const auto parts = cut_into_parts("Code @ 1234_$", 1);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(parts->front().data_coding, kCodingGsm7);
  EXPECT_FALSE(parts->front().has_header);
  EXPECT_EQ(to_hex(parts->front().octets),
            "436f64652000203132333411"
            "02");
}

TEST(SmsText, euro_and_brackets_take_an_escape) {
  const auto parts = cut_into_parts("€[1]", 1);
  ASSERT_TRUE(parts);
  EXPECT_EQ(to_hex(parts->front().octets), "1b651b3c311b3e");
  EXPECT_EQ(there_and_back(*parts), "€[1]");
}

TEST(SmsText, chinese_and_emoji_go_as_ucs2) {
  const std::string text = "您的号码已注销 😀";
  const auto parts = cut_into_parts(text, 1);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(parts->front().data_coding, kCodingUcs2);
  EXPECT_EQ(there_and_back(*parts), text);
}

TEST(SmsText, parts_begin_where_one_message_is_full) {
  struct Row {
    std::string text;
    std::size_t parts;
  };
  const std::vector<Row> rows{{"", 1},
                              {repeated("a", 160), 1},
                              {repeated("a", 161), 2},
                              {repeated("a", 306), 2},
                              {repeated("a", 307), 3},
                              {repeated("号", 70), 1},
                              {repeated("号", 71), 2},
                              {repeated("号", 135), 3},
                              {repeated("a", 1530), 10},
                              {repeated("号", 670), 10}};
  for (const Row& row : rows) {
    const auto parts = cut_into_parts(row.text, 9);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->size(), row.parts) << row.text.size();
    EXPECT_EQ(there_and_back(*parts), row.text);
  }
  EXPECT_EQ(cut_into_parts(repeated("a", 1531), 9).error().code, "sms.too_long");
  EXPECT_EQ(cut_into_parts(repeated("号", 671), 9).error().code, "sms.too_long");
}

TEST(SmsText, the_header_names_reference_total_and_number) {
  const auto parts = cut_into_parts(repeated("号", 71), 0x42);
  ASSERT_TRUE(parts);
  EXPECT_EQ(to_hex(ByteView{parts->at(1).octets}.first(6)), "050003420202");
  EXPECT_TRUE(parts->at(1).has_header);
}

TEST(SmsText, a_surrogate_pair_is_never_split) {
  const auto parts = cut_into_parts("a" + repeated("😀", 60), 1);
  ASSERT_TRUE(parts);
  for (const SmsPart& part : *parts) {
    const auto units = ByteView{part.octets}.subspan(6);
    const auto last = static_cast<unsigned>(units[units.size() - 2]);
    EXPECT_FALSE(last >= 0xd8 && last <= 0xdb) << "ends in half a pair";
  }
  EXPECT_EQ(there_and_back(*parts), "a" + repeated("😀", 60));
}

TEST(SmsText, an_escape_is_never_split_from_its_septet) {
  const auto parts = cut_into_parts(repeated("€", 100), 1);
  ASSERT_TRUE(parts);
  for (const SmsPart& part : *parts) EXPECT_NE(part.octets.back(), 0x1b);
  EXPECT_EQ(there_and_back(*parts), repeated("€", 100));
}

TEST(SmsText, what_is_not_utf8_is_refused) {
  for (const char* text :
       {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe4\xb8"})
    EXPECT_EQ(cut_into_parts(text, 1).error().code, "text.not_utf8");
}

TEST(SmsText, broken_headers_are_refused) {
  for (const char* hex : {"", "05", "0500034202", "050003420200", "050003420203",
                          "050003420001", "0500ff420201", "0100"})
    EXPECT_FALSE(read_part(true, *from_hex(hex))) << hex;
  const auto wide = read_part(true, *from_hex("0608041234020141"));
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->place, (PartPlace{0x1234, 2, 1}));
  EXPECT_EQ(to_hex(wide->octets), "41");
}

TEST(SmsText, parts_in_any_order_and_twice_make_one_message) {
  PartCollector collector;
  const PartPlace third{1, 3, 3}, first{1, 3, 1}, second{1, 3, 2};
  EXPECT_FALSE(collector.add("x", {third, {'c'}}));
  EXPECT_FALSE(collector.add("x", {third, {'c'}}));
  EXPECT_FALSE(collector.add("x", {first, {'a'}}));
  EXPECT_FALSE(collector.add("y", {second, {'b'}}));
  EXPECT_EQ(collector.add("x", {second, {'b'}}), (Bytes{'a', 'b', 'c'}));
  EXPECT_EQ(collector.unfinished(), 1u);
}

TEST(SmsText, unfinished_messages_do_not_fill_the_memory) {
  PartCollector collector;
  for (int i = 0; i < 5000; ++i) collector.add(std::to_string(i), {{1, 2, 1}, {'x'}});
  EXPECT_LE(collector.unfinished(), 256u);
  EXPECT_TRUE(collector.add("4999", {{1, 2, 2}, {'y'}}));
}

TEST(SmsText, a_lone_surrogate_becomes_the_replacement_character) {
  EXPECT_EQ(decode_text(kCodingUcs2, *from_hex("d83d0041")), "\uFFFDA");
  EXPECT_EQ(decode_text(kCodingUcs2, *from_hex("0041d83d")), "A\uFFFD");
  EXPECT_EQ(decode_text(kCodingUcs2, *from_hex("004141")), "A\uFFFD");
  EXPECT_EQ(decode_text(0x0e, *from_hex("0041")).error().code, "sms.coding");
}

RC_GTEST_PROP(SmsText, any_text_comes_back_as_it_went, ()) {
  const auto points = *rc::gen::container<std::u32string>(rc::gen::map(
      rc::gen::inRange<std::uint32_t>(1, 0x10000), [](std::uint32_t c) -> char32_t {
        if (c % 3 == 0) return c % 0x5f + 0x20;
        if (c >= 0xd800 && c < 0xe000) return c + 0x10000;
        return c;
      }));
  std::string text;
  for (const char32_t c : points) append_utf8(text, c);
  const auto parts = cut_into_parts(text, 3);
  RC_PRE(parts.has_value());
  RC_ASSERT(there_and_back(*parts) == text);
}

}  // namespace
}  // namespace signoff
