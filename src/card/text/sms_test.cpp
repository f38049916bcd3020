// SPDX-License-Identifier: Apache-2.0
#include "card/text/sms.h"

#include "card/text/septets.h"
#include "card/text/sms_join.h"
#include "card/text/sms_write.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

StoredSms stored(const Bytes& record) {
  const auto message = decode_sms_record(record);
  EXPECT_TRUE(message) << (message ? "" : message.error().detail);
  if (!message || !*message) return {};
  return **message;
}
StoredSms stored(std::string_view hex) { return stored(*from_hex(hex)); }

Bytes padded(std::string_view hex) {
  auto record = *from_hex(hex);
  record.resize(kSmsRecordSize, 0xff);
  return record;
}

TEST(Septets, pack_as_the_standards_example) {
  const auto text = as_bytes("hellohello");
  EXPECT_EQ(to_hex(pack_septets(text)), "e8329bfd4697d9ec37");
  EXPECT_EQ(as_text(unpack_septets(*from_hex("e8329bfd4697d9ec37"), 10)), "hellohello");
}

TEST(Septets, filling_in_front_is_passed_over) {
  for (int skip = 0; skip < 7; ++skip) {
    const auto packed = pack_septets(as_bytes("Signoff"), skip);
    EXPECT_EQ(as_text(unpack_septets(packed, 7, skip)), "Signoff") << skip;
  }
}

TEST(Sms, a_received_message_has_its_sender_time_and_text) {
  const auto sms =
      stored(padded("0107917238010010f5040bc87238880900f10000993092516195800ae8329bfd"
                    "4697d9ec37"));
  EXPECT_EQ(sms.kind, SmsKind::received);
  EXPECT_EQ(sms.status, SmsStatus::read);
  EXPECT_EQ(sms.centre.shown(), "+27831000015");
  EXPECT_EQ(sms.peer.text, "27838890001");
  ASSERT_TRUE(sms.time);
  EXPECT_EQ(to_string(*sms.time), "1999-03-29T15:16:59+02:00");
  EXPECT_EQ(text_of(sms), "hellohello");
  EXPECT_FALSE(sms.is_cut_short);
}

TEST(Sms, a_clock_behind_utc_is_read_with_its_sign) {
  const auto sms = stored("03000402812100006221110221434a00");
  ASSERT_TRUE(sms.time);
  EXPECT_EQ(to_string(*sms.time), "2026-12-11T20:12:34-06:00");
  EXPECT_EQ(to_string(sms.time->at), "2026-12-12T02:12:34Z");
}

TEST(Sms, a_sent_message_may_carry_any_form_of_validity) {
  // TP-VPF none, relative, absolute: the text stays "hi".
  for (const char* hex : {"0500010005810110f0000002e834", "0500110005810110f00000aa02e834",
                          "0500190005810110f000006221110221432302e834"}) {
    const auto sms = stored(hex);
    EXPECT_EQ(sms.kind, SmsKind::sent);
    EXPECT_EQ(sms.peer.shown(), "10010");
    EXPECT_EQ(text_of(sms), "hi") << hex;
  }
}

TEST(Sms, a_report_tells_when_it_was_delivered) {
  const auto sms = stored(padded("0100062a0b911316082918f0622111022143236221110221532300"));
  EXPECT_EQ(sms.kind, SmsKind::report);
  EXPECT_EQ(sms.report, 0);
  EXPECT_EQ(sms.peer.shown(), "+31618092810");
  ASSERT_TRUE(sms.discharged);
  EXPECT_EQ((sms.discharged->at - sms.time->at).count(), 1000);
}

TEST(Sms, letters_may_stand_for_the_sender) {
  const auto sms = stored("01000407d0c2b2dc0d00006221110221432302e834");
  EXPECT_TRUE(sms.peer.is_letters());
  EXPECT_EQ(sms.peer.shown(), "Bern");
  EXPECT_EQ(text_of(sms), "hi");
}

TEST(Sms, the_alphabet_follows_the_coding_octet) {
  const std::pair<int, SmsAlphabet> rows[] = {
      {0x00, SmsAlphabet::gsm},  {0x04, SmsAlphabet::octets}, {0x08, SmsAlphabet::ucs2},
      {0x18, SmsAlphabet::ucs2}, {0x20, SmsAlphabet::octets}, {0x48, SmsAlphabet::ucs2},
      {0x80, SmsAlphabet::gsm},  {0xc0, SmsAlphabet::gsm},    {0xd8, SmsAlphabet::gsm},
      {0xe0, SmsAlphabet::ucs2}, {0xf0, SmsAlphabet::gsm},    {0xf5, SmsAlphabet::octets}};
  for (const auto& [coding, alphabet] : rows)
    EXPECT_EQ(alphabet_of(static_cast<std::uint8_t>(coding)), alphabet) << coding;
}

TEST(Sms, national_tables_come_from_the_header) {
  // Header 03 25 01 01: Turkish locking shift; septets 0x04 0x1c behind three bits of
  // filling (4 octets are 32 bits, 5 septets 35).
  Bytes record = *from_hex("0100400281210000");
  const Bytes time = *from_hex("62211102214323");
  record.insert(record.end(), time.begin(), time.end());
  const Bytes text = pack_septets(Bytes{0x04, 0x1c, 0x07}, 3);
  record.push_back(static_cast<std::uint8_t>(5 + 3));
  for (const int octet : {0x03, 0x25, 0x01, 0x01})
    record.push_back(static_cast<std::uint8_t>(octet));
  record.insert(record.end(), text.begin(), text.end());
  const auto sms = stored(record);
  EXPECT_EQ(sms.tables.locking, GsmLanguage::turkish);
  EXPECT_EQ(text_of(sms), "€Şı");
}

TEST(Sms, a_free_record_is_no_message) {
  EXPECT_FALSE(*decode_sms_record(padded("00")));
  EXPECT_FALSE(*decode_sms_record(padded("ff")));
}

TEST(Sms, garbage_is_named_and_never_read_past_its_end) {
  for (const char* hex : {"", "01", "0100", "01ff", "010003", "0500020000"})
    EXPECT_EQ(decode_sms_record(*from_hex(hex)).error().code, "sms.garbled") << hex;
  const auto cut = decode_sms_record(*from_hex("01000402812100006221110221432314e8"));
  ASSERT_TRUE(cut && *cut);
  EXPECT_TRUE((*cut)->is_cut_short);
  EXPECT_EQ(text_of(**cut), "h");
}

SmsDraft draft(std::string text, SmsKind kind = SmsKind::received) {
  SmsDraft out;
  out.kind = kind;
  out.status = kind == SmsKind::sent ? SmsStatus::sent : SmsStatus::unread;
  out.centre = {kInternationalNumber, "8613800100500"};
  out.peer = {kInternationalNumber, "8613800138000"};
  out.time = *parse_sms_time("2026-11-21T20:28:14+08:00");
  out.text = std::move(text);
  return out;
}

std::vector<StoredSms> stored(const SmsDraft& what) {
  std::vector<StoredSms> out;
  const auto records = encode_sms_records(what, 7);
  EXPECT_TRUE(records);
  for (const Bytes& record : *records) {
    EXPECT_EQ(record.size(), kSmsRecordSize);
    out.push_back(stored(record));
  }
  return out;
}

TEST(Sms, what_is_written_reads_the_same) {
  for (const auto kind : {SmsKind::received, SmsKind::sent}) {
    for (const char* text : {"", "hi", "€[1] ~ok", "您的号码已注销 😀", "مرحبا"}) {
      const auto sms = draft(text, kind);
      const auto back = stored(sms);
      ASSERT_EQ(back.size(), 1u);
      EXPECT_EQ(text_of(back[0]), text);
      EXPECT_EQ(back[0].kind, kind);
      EXPECT_EQ(back[0].status, sms.status);
      EXPECT_EQ(back[0].centre, sms.centre);
      EXPECT_EQ(back[0].peer, sms.peer);
      if (kind == SmsKind::received) {
        EXPECT_EQ(back[0].time, sms.time);
      }
    }
  }
}

TEST(Sms, long_messages_are_joined_wherever_their_parts_lie) {
  std::string latin;
  std::string chinese;
  for (int i = 0; i < 60; ++i) latin += "€ abcd ";
  for (int i = 0; i < 90; ++i) chinese += "号码😀";
  auto first = stored(draft(latin));
  auto second = stored([&] {
    auto sms = draft(chinese);
    sms.peer.text = "85291234567";
    return sms;
  }());
  ASSERT_EQ(first.size(), 4u);
  ASSERT_EQ(second.size(), 6u);
  std::vector<StoredSms> records{second[5], first[3],  first[1], second[0], first[0],
                                 second[2], second[1], first[2], second[4], second[3]};
  const auto joined = join_sms(records);
  ASSERT_EQ(joined.size(), 2u);
  EXPECT_EQ(joined[0].text, chinese);
  EXPECT_EQ(joined[1].text, latin);
  EXPECT_EQ(joined[1].records, (std::vector<std::size_t>{4, 2, 7, 1}));
}

TEST(Sms, a_missing_part_is_marked_and_named) {
  auto parts = stored(draft(std::string(400, 'a')));
  ASSERT_EQ(parts.size(), 3u);
  parts.erase(parts.begin() + 1);
  const auto joined = join_sms(parts);
  ASSERT_EQ(joined.size(), 1u);
  EXPECT_EQ(joined[0].missing, (std::vector<std::uint8_t>{2}));
  EXPECT_EQ(joined[0].text, std::string(153, 'a') + "[…]" + std::string(94, 'a'));
}

TEST(Sms, the_same_part_twice_is_another_message) {
  const auto parts = stored(draft(std::string(200, 'b')));
  const auto joined = join_sms({parts[0], parts[0], parts[1]});
  ASSERT_EQ(joined.size(), 2u);
  EXPECT_EQ(joined[0].text, std::string(200, 'b'));
  EXPECT_EQ(joined[1].missing, (std::vector<std::uint8_t>{2}));
}

TEST(Sms, a_surrogate_pair_that_a_phone_tore_apart_is_whole_again) {
  auto parts = stored(draft(std::string(80, 'x') + "号"));
  ASSERT_EQ(parts.size(), 2u);
  parts[0].data = *from_hex("0041d83d");
  parts[1].data = *from_hex("de000042");
  EXPECT_EQ(join_sms(parts)[0].text, "A😀B");
}

TEST(Sms, a_time_reads_as_it_is_written) {
  for (const char* text : {"2026-11-21T20:28:14+08:00", "2000-01-01T00:00:00-03:30"})
    EXPECT_EQ(to_string(*parse_sms_time(text)), text);
  for (const char* text : {"", "2026-11-21T20:28:14Z", "2026-11-21T20:28:14+08:07",
                           "2026-11-31T20:28:14+08:00", "2026-11-21T20:28:14+99:00"})
    EXPECT_FALSE(parse_sms_time(text)) << text;
}

RC_GTEST_PROP(Sms, any_text_comes_back_as_it_went, (const std::string& ascii)) {
  std::string text;
  for (const char c : ascii)
    if (c > 0) text += c == '`' ? "号" : std::string(1, c);
  const auto records = encode_sms_records(draft(text), 1);
  RC_PRE(records.has_value());
  std::vector<StoredSms> parts;
  for (const Bytes& record : *records) parts.push_back(**decode_sms_record(record));
  const auto joined = join_sms(parts);
  RC_ASSERT(joined.size() == 1u);
  RC_ASSERT(joined[0].text == text);
}

}  // namespace
}  // namespace signoff
