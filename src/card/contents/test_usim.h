// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"
#include "card/test_card.h"
#include "card/text/sms_write.h"

#include <fmt/format.h>

namespace signoff {

// Paths of the test USIM's phone book.
inline const CardPath kTestNames{0x7fff, 0x5f3a, 0x4f3a};
inline const CardPath kTestEmails{0x7fff, 0x5f3a, 0x4f50};
inline const CardPath kTestExtensions{0x7fff, 0x5f3a, 0x4f4a};
inline const CardPath kTestMessages{0x7fff, 0x6f3c};

// A USIM as operators hand them out: a phone book with e-mails and second numbers found by
// links, groups, labels and extensions; 60 messages, 8 on a small one; everything people
// use behind the PIN.
inline TestCard test_usim(std::string_view iccid_hex = "98681032547698103254",
                          std::size_t contacts = 250) {
  TestCard card;
  const CardPath book{0x7fff, 0x5f3a};
  const auto in_book = [&](std::uint16_t id) {
    CardPath path = book;
    path.push_back(id);
    return path;
  };
  card.binary({0x3f00, 0x2fe2}, iccid_hex);
  card.binary({0x7fff, 0x6f07}, "084906001032547698");
  card.binary({0x7fff, 0x6f46}, "015369676e6f6666ffff");
  card.binary({0x7fff, 0x6f38}, "ff0f");
  card.binary({0x7fff, 0x6f7e}, "1234567864f0001234ff00");
  card.binary({0x7fff, 0x6f73}, "ffffffff12345664f000123400ff");
  card.binary({0x7fff, 0x6fe3}, "0bf664f0000123456789abcd64f000123400");
  card.binary({0x7fff, 0x6f7b}, "64f010130062ffffffffffff");
  card.linear(in_book(0x4f30), 2, 80);
  card.put(in_book(0x4f30), 1,
           *from_hex("a819c0034f3a01c1034f2502c5034f0903c6034f2604c9034f2105"
                     "a90ac4034f1106ca034f5007aa0fc2034f4a08c7034f4b09c8034f4c0a"));
  card.binary(in_book(0x4f22), "000001ff");
  card.linear(in_book(0x4f3a), contacts, 34);
  card.linear(in_book(0x4f25), contacts, 2);
  card.linear(in_book(0x4f09), contacts, 2, 0x00);
  card.linear(in_book(0x4f26), contacts, 3, 0x00);
  card.linear(in_book(0x4f21), contacts, 2, 0x00);
  const bool is_small = contacts < 50;
  card.linear(in_book(0x4f11), is_small ? 6 : 60, 17);
  card.linear(in_book(0x4f50), is_small ? 6 : 100, 42);
  card.linear(in_book(0x4f4a), is_small ? 3 : 20, 13);
  card.linear(in_book(0x4f4b), 4, 16);
  card.linear(in_book(0x4f4c), 6, 16);
  card.linear({0x7fff, 0x6f3c}, is_small ? 8 : 60, kSmsRecordSize);
  card.linear({0x7fff, 0x6f40}, 2, 26);
  card.put({0x7fff, 0x6f40}, 1,
           encode_dial({"Me", kInternationalNumber, "8613800138000"}, 26).bytes);
  card.linear({0x7fff, 0x6f3b}, 4, 26);
  card.put({0x7fff, 0x6f3b}, 1, encode_dial({"Fixed", kUnknownNumber, "10010"}, 26).bytes);
  card.linear({0x7fff, 0x6f49}, 2, 26);
  card.put({0x7fff, 0x6f49}, 1, encode_dial({"Help", kUnknownNumber, "10086"}, 26).bytes);
  card.cyclic({0x7fff, 0x6f81}, 5, 39);
  Bytes dialled = encode_dial({"", kUnknownNumber, "112"}, 26).bytes;
  dialled.resize(39, 0x00);
  card.put({0x7fff, 0x6f81}, 1, dialled);
  for (auto& [path, file] : card.files)
    if (path[0] == 0x7fff) file.needs_pin = true;
  card.files[{0x7fff, 0x6f3b}].is_locked = true;
  card.files[{0x7fff, 0x6f49}].is_locked = true;
  return card;
}

// Contacts of many scripts, with long numbers, second numbers, e-mails and groups.
inline std::vector<BookContact> test_contacts(int count) {
  std::vector<BookContact> out;
  for (int i = 0; i < count; ++i) {
    BookContact contact;
    const char* const names[] = {"Alice {}", "张三{}", "محمد {}", "Иван {}", "Zoë {} €"};
    contact.name = fmt::format(fmt::runtime(names[i % 5]), i);
    contact.numbers.push_back(
        {fmt::format("+86138{:08}", i * 7919), kInternationalNumber, {}});
    if (i % 25 == 3) contact.numbers[0].number += "p1234567890123";  // Past twenty digits.
    if (i % 5 == 1) contact.numbers.push_back({fmt::format("10{:03}", i), 0x81, "Office"});
    if (i % 3 == 0) contact.emails.push_back(fmt::format("person{}@example.org", i));
    if (i % 4 == 0) contact.groups.push_back(i % 8 == 0 ? "家人" : "Work");
    out.push_back(std::move(contact));
  }
  return out;
}

// Messages of both alphabets, some of several parts: `records` of them together.
inline std::vector<BookMessage> test_messages(std::size_t records) {
  std::vector<BookMessage> out;
  std::size_t used = 0;
  for (int i = 0; used < records; ++i) {
    SmsDraft draft;
    draft.kind = i % 4 == 3 ? SmsKind::sent : SmsKind::received;
    draft.status = i % 4 == 3   ? SmsStatus::sent
                   : i % 4 == 2 ? SmsStatus::unread
                                : SmsStatus::read;
    draft.peer = {kInternationalNumber, fmt::format("861390013{:04}", i)};
    draft.centre = {kInternationalNumber, "8613800100500"};
    draft.time = *parse_sms_time("2026-11-21T20:28:14+08:00");
    draft.text = fmt::format(
        fmt::runtime(i % 2 == 0 ? "Message {} with € and [brackets]" : "短信{}：您好"), i);
    while (i % 5 == 4 && draft.text.size() < 400)
      draft.text += i % 2 == 0 ? " more" : "，还有";
    BookMessage message;
    message.kind = draft.kind;
    message.status = draft.status;
    message.peer = draft.peer;
    message.centre = draft.centre;
    if (draft.kind == SmsKind::received) message.time = draft.time;
    message.text = draft.text;
    message.records = *encode_sms_records(draft, static_cast<std::uint8_t>(i));
    if (used + message.records.size() > records) break;
    used += message.records.size();
    out.push_back(std::move(message));
  }
  return out;
}

}  // namespace signoff
