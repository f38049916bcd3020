// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/contents/test_full_card.h"
#include "card/files/phonebook_files.h"
#include "card/text/septets.h"
#include "card/text/ucs2.h"

#include <array>

namespace signoff {

inline constexpr int kFullContacts = 250;
inline constexpr int kFullMessages = 50;

inline std::string many_digits(int seed, int count) {
  std::string out;
  for (int at = 0; at < count; ++at)
    out += static_cast<char>('0' + (seed * 7 + at * 3 + 1) % 10);
  return out;
}

inline BookNumber first_number(int i) {
  switch (i % 25) {
    case 3: return {"+" + many_digits(i, 21), kInternationalNumber, {}};
    case 8: return {many_digits(i, 40), kUnknownNumber, {}};
    case 13: return {"+" + many_digits(i, 41), kInternationalNumber, {}};
    case 18: return {many_digits(i, 20), kUnknownNumber, {}};
    case 20: return {fmt::format("*1{:03}#", i), kUnknownNumber, {}};
    case 21: return {fmt::format("10086p{:03}", i), kUnknownNumber, {}};
    case 22: return {fmt::format("010{:08}", i), 0xa1, {}};  // A national one.
    case 23: return {fmt::format("9{:05}", i), 0xff, {}};    // Of no type.
    default: return {fmt::format("+86138{:08}", i * 7919), kInternationalNumber, {}};
  }
}

// The contacts as the full card shows them. The one of a single emoji and an e-mail has
// nothing that another card could show.
inline std::vector<BookContact> full_contacts() {
  std::vector<BookContact> out;
  for (int i = 0; i < kFullContacts; ++i) {
    BookContact contact;
    contact.name = name_sample(i).name;
    if (i != 247) contact.numbers.push_back(first_number(i));
    if (i % 5 == 1)
      contact.numbers.push_back({i == 51 ? many_digits(i, 30) : fmt::format("10{:03}", i),
                                 kUnknownNumber, i % 10 == 1 ? "Office" : ""});
    if (i % 3 == 0) contact.emails.push_back(fmt::format("person{:03}@example.org", i));
    if (i == 0) contact.emails[0].insert(0, 40 - contact.emails[0].size(), 'a');
    if (i == 247) contact.emails.push_back("nobody@example.org");
    if (i % 6 == 2) contact.second_name = fmt::format("昵称{:03}", i);
    if (i % 8 == 0) contact.groups = {"家人"};
    if (i % 8 == 4) contact.groups = {"Work", "Футбол"};
    out.push_back(std::move(contact));
  }
  return out;
}

// Fills the files of a card record by record.
class FullCardWriter {
 public:
  FullCardWriter(TestCard& card, const CardShape& shape) : card_{card}, shape_{shape} {
    put_text(kTestLabels, 1, {NameForm::gsm, "Office", {}});
    put_text(kTestGroups, 1, {NameForm::any_ucs2, "家人", {}});
    put_text(kTestGroups, 2, {NameForm::gsm, "Work", {}});
    put_text(kTestGroups, 3, {NameForm::page, "Футбол", {}});
  }

  void write(int i, const BookContact& contact) {
    const auto record = static_cast<std::size_t>(i) + 1;
    const auto back = static_cast<std::uint8_t>(record);
    Bytes links(3, 0xff);
    Bytes bytes = name_field(name_sample(i), shape_.name_size);
    DialRecord first;
    if (!contact.numbers.empty()) first = dial(contact.numbers[0]);
    const auto tail = encode_dial(first, kDialTail).bytes;
    bytes.insert(bytes.end(), tail.begin(), tail.end());
    card_.put(kTestNames, record, bytes);
    if (contact.numbers.size() > 1) {
      const auto& number = contact.numbers[1];
      const LinkedNumber linked{number.label.empty() ? std::uint8_t{0} : std::uint8_t{1},
                                dial(number), 0x01, back};
      put_linked(kTestNumbers, links[0], ++numbers_,
                 encode_linked_number(linked, BookFileLink::by_link, 17));
    }
    if (!contact.emails.empty())
      put_text_of(kTestEmails, links[1], ++emails_, {NameForm::gsm, contact.emails[0], {}},
                  shape_.email_size, back);
    if (!contact.second_name.empty())
      put_text_of(kTestSecondNames, links[2], ++second_names_,
                  {NameForm::any_ucs2, contact.second_name, {}}, 20, back);
    card_.put(kTestLinks, record, links);
    Bytes groups(3, 0x00);
    if (i % 8 == 0) groups[0] = 1;
    if (i % 8 == 4) groups = {2, 3, 0};
    card_.put(kTestGroupLinks, record, groups);
  }

 private:
  void put_text(const CardPath& path, std::size_t record, const NameSample& text) {
    card_.put(path, record, name_field(text, card_.record(path, record).size()));
  }
  void put_linked(const CardPath& path, std::uint8_t& link, std::uint8_t record,
                  const Bytes& bytes) {
    link = record;
    card_.put(path, record, bytes);
  }
  void put_text_of(const CardPath& path, std::uint8_t& link, std::uint8_t record,
                   const NameSample& text, std::size_t size, std::uint8_t back) {
    auto bytes = name_field(text, size);
    bytes.push_back(0x01);
    bytes.push_back(back);
    put_linked(path, link, record, bytes);
  }
  DialRecord dial(const BookNumber& number) {
    const auto digits = number.number.substr(number.number.starts_with('+') ? 1 : 0);
    DialRecord out{
        {}, number.type, digits.substr(0, kDigitsInRecord), kNoRecord, kNoRecord};
    if (digits.size() <= kDigitsInRecord) return out;
    out.extension = static_cast<std::uint8_t>(extensions_ + 1);
    for (std::size_t at = kDigitsInRecord; at < digits.size(); at += kDigitsInExtension) {
      ++extensions_;
      const bool is_last = at + kDigitsInExtension >= digits.size();
      const auto next = is_last ? int{kNoRecord} : extensions_ + 1;
      card_.put(kTestExtensions, extensions_,
                encode_extension(digits.substr(at, kDigitsInExtension),
                                 static_cast<std::uint8_t>(next), kExtensionSize));
    }
    return out;
  }

  TestCard& card_;
  const CardShape& shape_;
  std::uint8_t numbers_ = 0, emails_ = 0, second_names_ = 0, extensions_ = 0;
};

// A message as its records lie on the card, and what somebody reads in it.
struct MessageSample {
  std::vector<Bytes> records;
  SmsStatus status = SmsStatus::read;
  std::string text;
  Bytes octets;
  std::vector<std::uint8_t> missing;
};

// One record of a received message whose user data is given octet by octet.
inline Bytes raw_message(std::uint8_t coding, std::size_t length, ByteView data) {
  Bytes record = *from_hex("01069168310805f0440b913108103254f800");
  record.push_back(coding);
  const auto time = *from_hex("62112102824123");
  record.insert(record.end(), time.begin(), time.end());
  record.push_back(static_cast<std::uint8_t>(length));
  record.insert(record.end(), data.begin(), data.end());
  record.resize(kSmsRecordSize, 0xff);
  return record;
}

// Parts of UCS2 with a reference of 16 bits; an emoji lies half in one, half in the next.
inline MessageSample torn_message() {
  Bytes units;
  std::string text;
  for (int i = 0; i < 65; ++i) text += "字";
  text += "😀。";
  const auto characters = *from_utf8(text);
  for (const char32_t c : characters) append_ucs2(units, c);
  MessageSample out{{}, SmsStatus::read, text, {}, {}};
  for (std::uint8_t part = 1; part <= 2; ++part) {
    Bytes data{0x06, 0x08, 0x04, 0x12, 0x34, 0x02, part};
    const auto middle = units.begin() + 132;
    data.insert(data.end(), part == 1 ? units.begin() : middle,
                part == 1 ? middle : units.end());
    out.records.push_back(raw_message(0x08, data.size(), data));
  }
  return out;
}

// Turkish by both tables: locking shift, then one letter by the single shift.
inline MessageSample turkish_message() {
  Bytes data = *from_hex("06240101250101");
  const auto text = pack_septets(Bytes{0x04, 0x1c, 0x07, 0x1b, 0x53}, 0);
  data.insert(data.end(), text.begin(), text.end());
  return {{raw_message(0x00, 8 + 5, data)}, SmsStatus::read, "€ŞıŞ", {}, {}};
}

inline MessageSample message_sample(int i) {
  if (i == 12) return torn_message();
  if (i == 13) return turkish_message();
  if (i == 14)  // A push to a port: its header is no part of what it carries.
    return {{raw_message(0x04, 9, *from_hex("0605040b8423f00106"))},
            SmsStatus::read,
            {},
            *from_hex("0106"),
            {}};
  constexpr std::array statuses{SmsStatus::read, SmsStatus::unread, SmsStatus::sent,
                                SmsStatus::to_send};
  SmsDraft draft;
  draft.status = statuses[static_cast<std::size_t>(i % 4)];
  draft.kind = i % 4 < 2 ? SmsKind::received : SmsKind::sent;
  draft.peer = {kInternationalNumber, fmt::format("861390013{:04}", i)};
  draft.centre = {kInternationalNumber, "8613800100500"};
  draft.time = *parse_sms_time("2026-11-21T20:28:14+08:00");
  const bool is_gsm = i % 2 == 0;
  draft.text =
      fmt::format(fmt::runtime(is_gsm ? "No {} costs 5 €: [{{^}}]" : "短信{}：您好 👋"), i);
  while (i % 5 == 4 && draft.text.size() < (is_gsm ? 400 : 500))
    draft.text += is_gsm ? " €~" : "，还有一句";
  MessageSample out{*encode_sms_records(draft, static_cast<std::uint8_t>(i)),
                    draft.status,
                    draft.text,
                    {},
                    {}};
  if (i != 24) return out;
  // Its second part never came.
  out.text = text_of(**decode_sms_record(out.records[0])) + "[…]" +
             text_of(**decode_sms_record(out.records[2]));
  out.records.erase(out.records.begin() + 1);
  out.missing = {2};
  return out;
}

// First parts in their order, later ones behind them all: as a card that was in use.
inline void put_messages(TestCard& card) {
  std::size_t record = 0;
  for (const bool is_first : {true, false})
    for (int i = 0; i < kFullMessages; ++i) {
      const auto sample = message_sample(i);
      for (std::size_t part = 0; part < sample.records.size(); ++part)
        if ((part == 0) == is_first)
          card.put(kTestMessages, ++record, sample.records[part]);
    }
}

inline TestCard full_card() {
  const CardShape shape;
  auto card = shaped_usim(shape, "98681032547698103254");
  FullCardWriter writer{card, shape};
  const auto contacts = full_contacts();
  for (int i = 0; i < kFullContacts; ++i)
    writer.write(i, contacts[static_cast<std::size_t>(i)]);
  put_messages(card);
  return card;
}

}  // namespace signoff
