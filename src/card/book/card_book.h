// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "card/text/sms.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What people keep on a card, without the card's ways of keeping it. Texts are UTF-8.
namespace signoff {

struct BookNumber {
  std::string number;                  // "+8613800138000", "10086", "*100#".
  std::uint8_t type = kUnknownNumber;  // As on the card; international ones have the plus.
  std::string label;                   // "Office", where the card names it.
  friend bool operator==(const BookNumber&, const BookNumber&) = default;
};

struct BookContact {
  std::string name;
  std::string second_name;
  std::vector<BookNumber> numbers;
  std::vector<std::string> emails;
  std::vector<std::string> groups;
  friend bool operator==(const BookContact&, const BookContact&) = default;
};

// A name and one number: dialled last, fixed, or of a service.
struct BookDial {
  std::string name;
  BookNumber number;
  friend bool operator==(const BookDial&, const BookDial&) = default;
};

struct BookMessage {
  SmsKind kind = SmsKind::received;
  SmsStatus status = SmsStatus::read;
  SmsAddress peer;
  SmsAddress centre;
  std::optional<SmsTime> time;
  std::optional<SmsTime> discharged;  // Of a report.
  std::optional<int> report;          // Of a report: TP-Status.
  std::string text;
  Bytes octets;                       // Where it is no text.
  std::vector<std::uint8_t> missing;  // Numbers of parts that the card no longer has.
  // The records as they were, so that a copy is the message itself; none for one that was
  // written by hand.
  std::vector<Bytes> records;
  friend bool operator==(const BookMessage&, const BookMessage&) = default;
};

struct CardBook {
  std::string iccid;
  std::string imsi;
  std::string network;  // The service provider's name.
  Instant taken_at{};
  std::vector<BookDial> own_numbers;
  std::vector<BookContact> contacts;
  std::vector<BookMessage> messages;
  std::vector<BookDial> dialled;  // The last one first.
  std::vector<BookDial> fixed;
  std::vector<BookDial> services;
  // Records of messages that nobody could read, as they were.
  std::vector<Bytes> unread_records;
  friend bool operator==(const CardBook&, const CardBook&) = default;
};

}  // namespace signoff
