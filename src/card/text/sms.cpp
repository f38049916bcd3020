// SPDX-License-Identifier: Apache-2.0
#include "card/text/sms.h"

#include "card/text/septets.h"
#include "card/text/ucs2.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

std::unexpected<Error> garbled(std::string_view what) {
  return fail(Fault::bad_input, "sms.garbled", std::string{what});
}

// Reads octets one after another; past the end it gives zeros and remembers.
class Octets {
 public:
  explicit Octets(ByteView bytes) : rest_{bytes} {}

  std::uint8_t next() {
    if (rest_.empty()) {
      is_short_ = true;
      return 0;
    }
    const auto octet = rest_[0];
    rest_ = rest_.subspan(1);
    return octet;
  }
  ByteView take(std::size_t count) {
    if (count > rest_.size()) is_short_ = true;
    const auto taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  bool is_short() const { return is_short_; }
  bool empty() const { return rest_.empty(); }

 private:
  ByteView rest_;
  bool is_short_ = false;
};

// Clause 9.1.2.5: length in digits, type, digits; letters are packed septets.
SmsAddress read_address(Octets& in) {
  const std::size_t digits = in.next();
  SmsAddress address{in.next(), {}};
  const auto octets = in.take((digits + 1) / 2);
  if (address.is_letters()) {
    address.text = from_gsm(unpack_septets(octets, digits * 4 / 7));
  } else {
    address.text = decode_digits(octets).substr(0, digits);
  }
  return address;
}

// The service centre's is counted in octets, its type among them.
SmsAddress read_centre(Octets& in) {
  const std::size_t size = in.next();
  SmsAddress address;
  if (size == 0 || size > 12) {
    if (size != 0xff) in.take(size > 12 ? 0 : size);
    return address;
  }
  const auto octets = in.take(size);
  if (octets.empty()) return address;
  address.type = octets[0];
  address.text = decode_digits(octets.subspan(1));
  return address;
}

// Two digits with the units high; past 99 where a digit is none.
int swapped(std::uint8_t octet) {
  const int tens = octet & 15;
  const int units = octet >> 4;
  return tens > 9 || units > 9 ? 100 : tens * 10 + units;
}

// Clause 9.2.3.11. Nothing where it is no time, as in messages a phone made itself.
std::optional<SmsTime> read_time(Octets& in) {
  const auto octets = in.take(7);
  if (octets.size() < 7) return std::nullopt;
  const int year = swapped(octets[0]);
  const Date day{std::chrono::year{year < 90 ? 2000 + year : 1900 + year},
                 std::chrono::month{static_cast<unsigned>(swapped(octets[1]))},
                 std::chrono::day{static_cast<unsigned>(swapped(octets[2]))}};
  const int hours = swapped(octets[3]);
  const int minutes = swapped(octets[4]);
  const int seconds = swapped(octets[5]);
  const bool is_behind = (octets[6] & 0x08) != 0;
  const int quarters = swapped(octets[6] & 0xf7);
  if (year > 99 || !day.ok() || hours > 23 || minutes > 59 || seconds > 59 || quarters > 56)
    return std::nullopt;
  SmsTime time;
  time.quarter_hours = is_behind ? -quarters : quarters;
  time.at = std::chrono::sys_days{day} + std::chrono::hours{hours} +
            std::chrono::minutes{minutes - 15 * time.quarter_hours} +
            std::chrono::seconds{seconds};
  return time;
}

std::optional<GsmLanguage> language_of(std::uint8_t octet) {
  if (octet >= kGsmLanguages) return std::nullopt;
  return static_cast<GsmLanguage>(octet);
}

void read_element(StoredSms& out, std::uint8_t id, ByteView value) {
  const bool is_narrow = id == 0x00 && value.size() == 3;
  const bool is_wide = id == 0x08 && value.size() == 4;
  if (is_narrow || is_wide) {
    SmsPlace place;
    place.is_wide = is_wide;
    place.reference = is_wide ? static_cast<std::uint16_t>(value[0] << 8 | value[1])
                              : std::uint16_t{value[0]};
    place.total = value[value.size() - 2];
    place.number = value[value.size() - 1];
    // Clause 9.2.3.24.1: an impossible part is as none.
    if (place.number > 0 && place.number <= place.total) out.place = place;
  }
  if (value.size() != 1) return;
  if (id == 0x24) out.tables.single = language_of(value[0]).value_or(out.tables.single);
  if (id == 0x25) out.tables.locking = language_of(value[0]).value_or(out.tables.locking);
}

// Clause 9.2.3.24. Gives the header's size with its length octet, 0 where it is broken: the
// message is then shown with it rather than not at all.
std::size_t read_header(StoredSms& out, ByteView data) {
  if (data.empty() || data[0] + std::size_t{1} > data.size()) return 0;
  auto rest = data.subspan(1, data[0]);
  while (rest.size() >= 2 && rest.size() - 2 >= rest[1]) {
    read_element(out, rest[0], rest.subspan(2, rest[1]));
    rest = rest.subspan(2 + std::size_t{rest[1]});
  }
  return data[0] + std::size_t{1};
}

void read_user_data(StoredSms& out, Octets& in, bool has_header) {
  const std::size_t length = in.next();
  const bool is_gsm = out.alphabet == SmsAlphabet::gsm;
  const auto octets = in.take(is_gsm ? (length * 7 + 7) / 8 : length);
  const std::size_t header = has_header ? read_header(out, octets) : 0;
  if (!is_gsm) {
    out.data.assign(octets.begin() + static_cast<std::ptrdiff_t>(header), octets.end());
    return;
  }
  const std::size_t header_septets = (header * 8 + 6) / 7;
  const auto skip = static_cast<int>(header_septets * 7 - header * 8);
  if (length < header_septets) return;
  out.data = unpack_septets(octets.subspan(header), length - header_septets, skip);
}

void read_coded(StoredSms& out, Octets& in) {
  in.next();  // The protocol identifier says nothing about the text.
  out.coding = in.next();
  out.alphabet = alphabet_of(out.coding);
}

void read_deliver(StoredSms& out, Octets& in, std::uint8_t first) {
  out.kind = SmsKind::received;
  out.peer = read_address(in);
  read_coded(out, in);
  out.time = read_time(in);
  read_user_data(out, in, (first & 0x40) != 0);
}

void read_submit(StoredSms& out, Octets& in, std::uint8_t first) {
  out.kind = SmsKind::sent;
  in.next();  // Message reference.
  out.peer = read_address(in);
  read_coded(out, in);
  constexpr std::size_t validity[] = {0, 7, 1, 7};  // Clause 9.2.3.3.
  in.take(validity[(first >> 3) & 3]);
  read_user_data(out, in, (first & 0x40) != 0);
}

void read_report(StoredSms& out, Octets& in, std::uint8_t first) {
  out.kind = SmsKind::report;
  in.next();
  out.peer = read_address(in);
  out.time = read_time(in);
  out.discharged = read_time(in);
  out.report = in.next();
  const bool was_short = in.is_short();
  // What may follow is optional and usually left out: filling is no indicator.
  const std::uint8_t indicator = in.empty() ? 0 : in.next();
  if (was_short || indicator == 0xff || (indicator & 0x07) == 0) return;
  if ((indicator & 1) != 0) in.next();
  if ((indicator & 2) != 0) out.coding = in.next();
  out.alphabet = alphabet_of(out.coding);
  if ((indicator & 4) != 0) read_user_data(out, in, (first & 0x40) != 0);
}

Result<SmsStatus> status_of(std::uint8_t octet) {
  switch (octet & 7) {
    case 1: return SmsStatus::read;
    case 3: return SmsStatus::unread;
    case 5: return SmsStatus::sent;
    case 7: return SmsStatus::to_send;
    default: return garbled("no such status");
  }
}

}  // namespace

std::string to_string(const SmsTime& time) {
  const auto local = time.at + std::chrono::minutes{15 * time.quarter_hours};
  auto text = to_string(Instant{std::chrono::floor<std::chrono::seconds>(local)});
  text.pop_back();  // The Z.
  const int minutes = std::abs(time.quarter_hours) * 15;
  return fmt::format("{}{}{:02}:{:02}", text, time.quarter_hours < 0 ? '-' : '+',
                     minutes / 60, minutes % 60);
}

Result<SmsTime> parse_sms_time(std::string_view text) {
  const auto bad = [] { return fail(Fault::bad_input, "sms.time"); };
  if (text.size() != 25 || text[22] != ':') return bad();
  const auto local = parse_instant(std::string{text.substr(0, 19)} + "Z");
  int digits[4];
  for (int i = 0; i < 4; ++i) {
    const char c = text[static_cast<std::size_t>(i < 2 ? 20 + i : 21 + i)];
    if (c < '0' || c > '9') return bad();
    digits[i] = c - '0';
  }
  const int minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3];
  const char sign = text[19];
  if (!local || (sign != '+' && sign != '-') || minutes % 15 != 0 || minutes > 14 * 60)
    return bad();
  SmsTime time;
  time.quarter_hours = (sign == '-' ? -minutes : minutes) / 15;
  time.at = *local - std::chrono::minutes{15 * time.quarter_hours};
  return time;
}

SmsAlphabet alphabet_of(std::uint8_t coding) {
  const auto by_bits = [](int bits) {
    return bits == 1   ? SmsAlphabet::octets
           : bits == 2 ? SmsAlphabet::ucs2
                       : SmsAlphabet::gsm;
  };
  const int group = coding >> 4;
  if (group < 8)
    return (coding & 0x20) != 0 ? SmsAlphabet::octets : by_bits(coding >> 2 & 3);
  if (group == 14) return SmsAlphabet::ucs2;
  if (group == 15) return (coding & 4) != 0 ? SmsAlphabet::octets : SmsAlphabet::gsm;
  return SmsAlphabet::gsm;
}

std::string text_of(const StoredSms& message) {
  switch (message.alphabet) {
    case SmsAlphabet::gsm: return from_gsm(message.data, message.tables);
    case SmsAlphabet::ucs2: return decode_ucs2(message.data);
    case SmsAlphabet::octets: return {};
  }
  return {};
}

Result<std::optional<StoredSms>> decode_sms_record(ByteView record) {
  if (record.empty()) return garbled("an empty record");
  if ((record[0] & 1) == 0) return std::nullopt;  // Free, whatever the rest still says.
  if (record[0] == 0xff) return std::nullopt;     // Never written.
  const auto status = status_of(record[0]);
  if (!status) return pass_on(status.error());
  StoredSms out;
  out.status = *status;
  out.status_octet = record[0];
  Octets in{record.subspan(1)};
  out.centre = read_centre(in);
  if (in.empty()) return garbled("no message behind the service centre");
  const auto first = in.next();
  const bool is_outgoing =
      out.status == SmsStatus::sent || out.status == SmsStatus::to_send;
  switch (first & 3) {  // TP-MTI, clause 9.2.3.1.
    case 0: read_deliver(out, in, first); break;
    case 1: read_submit(out, in, first); break;
    case 2:
      if (is_outgoing) return garbled("a command");
      read_report(out, in, first);
      break;
    default: return garbled("a reserved type");
  }
  out.is_cut_short = in.is_short();
  return out;
}

}  // namespace signoff
