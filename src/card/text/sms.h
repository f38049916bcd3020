// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/gsm_alphabet.h"
#include "base/result.h"
#include "card/text/number.h"

#include <cstdint>
#include <optional>
#include <string>

// A short message as EF.SMS keeps it: a status, the service centre, and the transfer unit
// of 3GPP TS 23.040 (record: TS 31.102 clause 4.2.25, TS 51.011 clause 10.5.3).
namespace signoff {

inline constexpr std::size_t kSmsRecordSize = 176;

enum class SmsKind : std::uint8_t { received, sent, report };

// The status octet's meaning; a free record is no message.
enum class SmsStatus : std::uint8_t { read, unread, sent, to_send };

// A time stamp of the service centre: the moment, and how far its clock was from UTC.
struct SmsTime {
  Instant at;
  int quarter_hours = 0;  // -48 to 56.
  friend bool operator==(const SmsTime&, const SmsTime&) = default;
};
// "2026-11-21T20:28:14+08:00"; "" and nothing stand for each other nowhere.
std::string to_string(const SmsTime& time);
Result<SmsTime> parse_sms_time(std::string_view text);

// Which part of which message it is (clauses 9.2.3.24.1 and 9.2.3.24.8).
struct SmsPlace {
  std::uint16_t reference = 0;
  bool is_wide = false;  // The reference has 16 bits.
  std::uint8_t total = 1;
  std::uint8_t number = 1;
  friend bool operator==(const SmsPlace&, const SmsPlace&) = default;
};

enum class SmsAlphabet : std::uint8_t { gsm, octets, ucs2 };

// A number, or up to eleven letters in its stead.
struct SmsAddress {
  std::uint8_t type = kUnknownNumber;
  std::string text;  // Digits without "+", or the letters.

  bool is_letters() const { return (type & 0x70) == 0x50; }
  std::string shown() const { return is_letters() ? text : number_text(type, text); }
  friend bool operator==(const SmsAddress&, const SmsAddress&) = default;
};

struct StoredSms {
  SmsStatus status = SmsStatus::read;
  // The status octet as it is: of a message sent, it also tells of its report.
  std::uint8_t status_octet = 1;
  SmsKind kind = SmsKind::received;
  SmsAddress centre;
  SmsAddress peer;  // Who sent it, or to whom it goes.
  std::optional<SmsTime> time;
  std::optional<SmsTime> discharged;  // Of a report: when it was delivered or given up.
  std::uint8_t report = 0;            // Of a report: TP-Status; below 0x20 is delivered.
  std::uint8_t coding = 0;            // TP-DCS.
  SmsAlphabet alphabet = SmsAlphabet::gsm;
  SmsPlace place;
  GsmTables tables;
  // User data without its header: septets one an octet, or octets.
  Bytes data;
  // The record ended before its contents did.
  bool is_cut_short = false;
};

// One record of EF.SMS; nothing where it is free. Fault::bad_input "sms.garbled" for what
// is no message: then its octets are all there is.
Result<std::optional<StoredSms>> decode_sms_record(ByteView record);

// The text of one part alone, as UTF-8; "" for octets.
std::string text_of(const StoredSms& message);

// DCS of TS 23.038 clause 4. Compressed text counts as octets: nobody ever sent it.
SmsAlphabet alphabet_of(std::uint8_t coding);

}  // namespace signoff
