// SPDX-License-Identifier: Apache-2.0
#include "card/files/dial_record.h"
#include "card/files/file_info.h"
#include "card/files/phonebook_files.h"
#include "card/files/subscription.h"
#include "card/files/tlv_walk.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

TEST(CardFiles, a_uicc_tells_kind_and_size_of_a_file) {
  const auto linear =
      decode_fcp(hex("62198205422100b01483026f3c8a01058b036f060180020dc08800"));
  ASSERT_TRUE(linear);
  EXPECT_EQ(linear->kind, FileKind::linear);
  EXPECT_EQ(linear->id, 0x6f3c);
  EXPECT_EQ(linear->record_size, 176u);
  EXPECT_EQ(linear->record_count, 20u);
  EXPECT_EQ(linear->size, 0x0dc0u);
  EXPECT_TRUE(linear->is_usable);

  const auto binary = decode_fcp(hex("62128202412183022fe28a01058002000a880110"));
  ASSERT_TRUE(binary);
  EXPECT_EQ(binary->kind, FileKind::transparent);
  EXPECT_EQ(binary->size, 10u);
  EXPECT_EQ(binary->short_id, 2);
}

TEST(CardFiles, an_application_tells_its_pins) {
  const auto folder =
      decode_fcp(hex("621f8202782183027fffa50483021234c60c90014083010183018183010a8a0105"));
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->kind, FileKind::folder);
  EXPECT_EQ(folder->free_memory, 0x1234u);
  ASSERT_EQ(folder->pins.size(), 3u);
  EXPECT_EQ(folder->pins[0], (PinInfo{0x01, false, std::nullopt}));
  EXPECT_EQ(folder->pins[1], (PinInfo{0x81, true, std::nullopt}));
  EXPECT_FALSE(folder->pins[2].is_enabled);
}

TEST(CardFiles, a_2g_card_tells_the_same_in_its_own_way) {
  const auto folder = decode_2g_answer(hex("000022ef7f20020000000000091304140800838a828a"));
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->kind, FileKind::folder);
  ASSERT_EQ(folder->pins.size(), 2u);
  EXPECT_TRUE(folder->pins[0].is_enabled);
  EXPECT_EQ(folder->pins[0].tries_left, 3);
  EXPECT_EQ(folder->pins[1].tries_left, 2);

  const auto names = decode_2g_answer(hex("00001b586f3a040011f0220102011c"));
  ASSERT_TRUE(names);
  EXPECT_EQ(names->kind, FileKind::linear);
  EXPECT_EQ(names->record_size, 28u);
  EXPECT_EQ(names->record_count, 250u);
}

TEST(CardFiles, garbage_is_no_file) {
  for (const char* text : {"", "62", "6200", "6f028202", "6203820141", "62048202422162",
                           "6207820542210000ff", "6207820542210100ff"})
    EXPECT_EQ(decode_fcp(hex(text)).error().code, "card.garbled") << text;
  EXPECT_FALSE(decode_2g_answer(hex("00001b58")));
  EXPECT_FALSE(decode_2g_answer(hex("00001b586f3a050011f0220102011c")));
  EXPECT_FALSE(decode_2g_answer(hex("00001b586f3a040011f02201020100")));
}

TEST(CardFiles, objects_are_found_between_fillers) {
  EXPECT_EQ(to_hex(*find_tlv(hex("ffff8001ff0083021234ff"), 0x83)), "1234");
  EXPECT_FALSE(find_tlv(hex("800510"), 0x80));
  EXPECT_FALSE(find_tlv(hex("80840000000110"), 0x80));
  EXPECT_EQ(to_hex(*find_tlv(hex("5f2d81026162"), 0x5f2d)), "6162");
}

TEST(CardFiles, a_dial_record_holds_a_name_and_a_number) {
  const auto record = decode_dial(hex("416c696365ffff0891683108108300f0ffffffffff"));
  ASSERT_TRUE(record && *record);
  EXPECT_EQ((*record)->name, "Alice");
  EXPECT_EQ(number_text((*record)->type, (*record)->digits), "+8613800138000");
  EXPECT_EQ((*record)->extension, kNoRecord);
}

TEST(CardFiles, a_free_dial_record_is_nobody) {
  EXPECT_FALSE(*decode_dial(Bytes(24, 0xff)));
  EXPECT_FALSE(decode_dial(Bytes(13, 0xff)));
}

TEST(CardFiles, dial_records_read_as_they_were_written) {
  const DialRecord rows[] = {{"张三", 0x91, "8613800138000", 0xff, 0xff},
                             {"", 0x81, "10086", 3, 0xff},
                             {"Only a name", 0x81, "", 0xff, 0xff},
                             {"Long", 0x81, "12345678901234567890", 0xff, 4}};
  for (const DialRecord& row : rows) {
    const auto written = encode_dial(row, 30);
    EXPECT_EQ(written.bytes.size(), 30u);
    EXPECT_EQ(written.name_cut, "");
    EXPECT_EQ(**decode_dial(written.bytes), row) << row.name;
  }
  EXPECT_EQ(encode_dial({"Bartholomew", 0x81, "1", 0xff, 0xff}, 20).name_cut, "lomew");
}

TEST(CardFiles, long_numbers_go_on_in_extension_records) {
  const std::string digits(45, '7');
  const std::vector<Bytes> file{
      encode_extension(std::string_view{digits}.substr(20, 20), 2, 13),
      encode_extension(std::string_view{digits}.substr(40), 0xff, 13)};
  const auto read = [&](std::uint8_t number) -> Result<ExtensionRecord> {
    if (number == 0 || number > file.size())
      return fail(Fault::not_found, "card.no_record");
    return decode_extension(file[number - 1u]);
  };
  EXPECT_EQ(chained_digits(1, read), std::string(25, '7'));
  EXPECT_EQ(chained_digits(kNoRecord, read), "");
  EXPECT_EQ(chained_digits(9, read).error().code, "card.no_record");
}

TEST(CardFiles, a_chain_that_bites_its_tail_ends) {
  const auto read = [](std::uint8_t number) -> Result<ExtensionRecord> {
    return ExtensionRecord{ExtensionRecord::Kind::digits, "1",
                           static_cast<std::uint8_t>(3 - number)};
  };
  EXPECT_EQ(chained_digits(1, read), "11");
}

TEST(CardFiles, the_phone_book_reference_names_files_and_how_they_belong_together) {
  const auto set =
      decode_pbr_record(hex("a819c0034f3a01c1034f2502c5034f0903c6034f2604c9034f2105a90ac403"
                            "4f1106ca034f5007aa0fc203"
                            "4f4a08c7034f4b09c8034f4c0affffffff"));
  ASSERT_TRUE(set && *set);
  EXPECT_EQ((*set)->files.size(), 10u);
  EXPECT_EQ((*set)->find(BookFileKind::names)->id, 0x4f3a);
  EXPECT_EQ((*set)->find(BookFileKind::names)->short_id, 1);
  EXPECT_EQ((*set)->find(BookFileKind::emails)->link, BookFileLink::by_link);
  EXPECT_EQ((*set)->find(BookFileKind::emails)->link_index, 1u);
  EXPECT_EQ((*set)->find(BookFileKind::groups)->link, BookFileLink::by_use);
  EXPECT_FALSE((*set)->find(BookFileKind::second_names));
  EXPECT_FALSE(*decode_pbr_record(Bytes(20, 0xff)));
  EXPECT_FALSE(decode_pbr_record(hex("a804c5024f09")));
}

TEST(CardFiles, linked_records_point_back_to_their_name) {
  const auto mail = encode_linked_text({"a@example.org", 1, 7}, BookFileLink::by_link, 20);
  EXPECT_EQ(mail.bytes.size(), 20u);
  const auto back = decode_linked_text(mail.bytes, BookFileLink::by_link);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text, "a@example.org");
  EXPECT_EQ(back->back_record, 7);
  EXPECT_FALSE(decode_linked_text(Bytes(20, 0xff), BookFileLink::by_link));

  const LinkedNumber number{2, {"", 0x91, "4930123", 0xff, 0xff}, 1, 9};
  for (const auto link : {BookFileLink::by_number, BookFileLink::by_link}) {
    const auto bytes = encode_linked_number(number, link, 17);
    const auto read = decode_linked_number(bytes, link);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->number, number.number);
    EXPECT_EQ(read->label, 2);
  }
  EXPECT_FALSE(decode_linked_number(Bytes(17, 0xff), BookFileLink::by_link));
  EXPECT_FALSE(decode_linked_number(Bytes(3, 0x11), BookFileLink::by_link));
}

TEST(CardFiles, a_contact_is_in_groups_by_number) {
  EXPECT_EQ(decode_groups(hex("0200ff05")), (std::vector<std::uint8_t>{2, 5}));
  EXPECT_EQ(to_hex(encode_groups({3, 1}, 4)), "03010000");
}

TEST(CardFiles, the_cards_own_numbers) {
  EXPECT_EQ(*decode_iccid(hex("98681032547698103254")), "89860123456789012345");
  EXPECT_EQ(*decode_iccid(encode_iccid("8986012345678901234")), "8986012345678901234");
  EXPECT_EQ(*decode_iccid(encode_iccid("898600B5123456789012")), "898600B5123456789012");
  EXPECT_EQ(*decode_iccid(hex("9868005b1032547698f0")), "898600B501234567890");
  EXPECT_EQ(*decode_imsi(hex("084906001032547698")), "460000123456789");
  EXPECT_EQ(*decode_imsi(encode_imsi("460000123456789")), "460000123456789");
  EXPECT_EQ(*decode_imsi(encode_imsi("46000012345678")), "46000012345678");
  for (const char* text :
       {"", "ffffffffffffffffffff", "9868103254769810ff54", "9868103254"})
    EXPECT_EQ(decode_iccid(hex(text)).error().code, "card.garbled") << text;
  for (const char* text : {"", "ffffffffffffffffff", "004906001032547698"})
    EXPECT_FALSE(decode_imsi(hex(text)));
}

TEST(CardFiles, networks_have_two_or_three_digits_of_code) {
  EXPECT_EQ(decode_plmn(hex("64f000")), "46000");
  EXPECT_EQ(decode_plmn(hex("130062")), "310260");
  EXPECT_EQ(decode_plmn(hex("ffffff")), "");
  EXPECT_EQ(decode_plmn_list(hex("64f010ffffff130062ff")),
            (std::vector<std::string>{"46001", "310260"}));
}

TEST(CardFiles, services_are_bits) {
  EXPECT_EQ(decode_ust(hex("0380")), (std::vector<int>{1, 2, 16}));
  EXPECT_EQ(decode_sst(hex("ff33")), (std::vector<int>{1, 2, 3, 4, 5, 7}));
  EXPECT_EQ(ust_name(10, Language::en), "Short message storage");
  EXPECT_EQ(ust_name(10, Language::zh), "短信存储");
  EXPECT_EQ(ust_name(999, Language::zh), "999");
  EXPECT_EQ(decode_spn(hex("01536967ffff")), "Sig");
}

TEST(CardFiles, an_emptied_location_tells_nothing) {
  for (const std::size_t size : {11u, 14u, 18u}) {
    const auto location = decode_location(empty_location(size));
    ASSERT_TRUE(location);
    EXPECT_FALSE(location->is_known);
    EXPECT_EQ(location->network, "");
  }
  EXPECT_EQ(to_hex(empty_location(11)), "fffffffffffffffffeff01");
  const auto known = decode_location(hex("1234567864f0001234ff00"));
  EXPECT_EQ(known->network, "46000");
  EXPECT_TRUE(known->is_known);
  EXPECT_FALSE(decode_location(Bytes(12, 0)));
}

}  // namespace
}  // namespace signoff
