// SPDX-License-Identifier: Apache-2.0
#include "card/text/sms_write.h"

#include "base/utf8.h"
#include "card/text/septets.h"
#include "card/text/ucs2.h"

namespace signoff {
namespace {

constexpr std::size_t kSeptetsAlone = 160;
constexpr std::size_t kSeptetsPart = 153;  // 140 octets less a 6-octet header, in septets.
constexpr std::size_t kOctetsAlone = 140;
constexpr std::size_t kOctetsPart = 134;
constexpr std::size_t kPartsMax = 255;
constexpr std::size_t kHeaderSeptets = 7;

struct Body {
  bool is_gsm = true;
  std::vector<Bytes> parts;
};

void put(std::vector<Bytes>& parts, const Bytes& symbol, std::size_t room) {
  if (parts.back().size() + symbol.size() > room) parts.emplace_back();
  parts.back().insert(parts.back().end(), symbol.begin(), symbol.end());
}

// Whole characters only: an escape or a surrogate pair is never torn apart.
Body cut(const std::u32string& text) {
  std::vector<Bytes> symbols;
  std::size_t size = 0;
  Body body;
  for (const char32_t c : text) {
    const auto septets = to_gsm(c);
    body.is_gsm = body.is_gsm && septets;
    if (!body.is_gsm) break;
    symbols.push_back(*septets);
  }
  if (!body.is_gsm) {
    symbols.clear();
    for (const char32_t c : text) append_ucs2(symbols.emplace_back(), c);
  }
  for (const Bytes& symbol : symbols) size += symbol.size();
  const std::size_t alone = body.is_gsm ? kSeptetsAlone : kOctetsAlone;
  const std::size_t part = body.is_gsm ? kSeptetsPart : kOctetsPart;
  body.parts.emplace_back();
  for (const Bytes& symbol : symbols) put(body.parts, symbol, size <= alone ? alone : part);
  return body;
}

Result<Bytes> address_octets(const SmsAddress& address) {
  if (address.is_letters()) {
    const auto text = from_utf8(address.text);
    if (!text) return pass_on(text.error());
    Bytes septets;
    for (const char32_t c : *text)
      if (const auto found = to_gsm(c))
        septets.insert(septets.end(), found->begin(), found->end());
    if (septets.size() > 11) septets.resize(11);
    auto packed = pack_septets(septets);
    const std::size_t digits = (septets.size() * 7 + 3) / 4;
    packed.insert(packed.begin(), {static_cast<std::uint8_t>(digits), address.type});
    return packed;
  }
  const auto digits = encode_digits(address.text);
  if (!digits || address.text.size() > 20) return fail(Fault::bad_input, "number.digit");
  Bytes octets{static_cast<std::uint8_t>(address.text.size()), address.type};
  octets.insert(octets.end(), digits->begin(), digits->end());
  return octets;
}

std::uint8_t swapped(int value) {
  return static_cast<std::uint8_t>(value % 10 << 4 | value / 10);
}

void append_time(Bytes& out, const std::optional<SmsTime>& time) {
  if (!time) {
    out.insert(out.end(), 7, 0);
    return;
  }
  const auto local = time->at + std::chrono::minutes{15 * time->quarter_hours};
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const Date day{midnight};
  const std::chrono::hh_mm_ss clock{
      std::chrono::floor<std::chrono::seconds>(local - midnight)};
  out.push_back(swapped(static_cast<int>(day.year()) % 100));
  out.push_back(swapped(static_cast<int>(static_cast<unsigned>(day.month()))));
  out.push_back(swapped(static_cast<int>(static_cast<unsigned>(day.day()))));
  out.push_back(swapped(static_cast<int>(clock.hours().count())));
  out.push_back(swapped(static_cast<int>(clock.minutes().count())));
  out.push_back(swapped(static_cast<int>(clock.seconds().count())));
  const auto zone = swapped(std::abs(time->quarter_hours));
  out.push_back(time->quarter_hours < 0 ? static_cast<std::uint8_t>(zone | 0x08) : zone);
}

void append_user_data(Bytes& out, const Body& body, std::size_t index,
                      std::uint8_t reference) {
  const bool has_header = body.parts.size() > 1;
  const Bytes& part = body.parts[index];
  Bytes header;
  if (has_header)
    header = {0x05,
              0x00,
              0x03,
              reference,
              static_cast<std::uint8_t>(body.parts.size()),
              static_cast<std::uint8_t>(index + 1)};
  const std::size_t length =
      part.size() + (has_header ? (body.is_gsm ? kHeaderSeptets : header.size()) : 0);
  out.push_back(static_cast<std::uint8_t>(length));
  out.insert(out.end(), header.begin(), header.end());
  const Bytes octets = body.is_gsm ? pack_septets(part, has_header ? 1 : 0) : part;
  out.insert(out.end(), octets.begin(), octets.end());
}

std::uint8_t octet_of(SmsStatus status) {
  switch (status) {
    case SmsStatus::read: return 1;
    case SmsStatus::unread: return 3;
    case SmsStatus::sent: return 5;
    case SmsStatus::to_send: return 7;
  }
  return 1;
}

Result<Bytes> head_of(const SmsDraft& draft) {
  Bytes record{octet_of(draft.status)};
  const auto centre = encode_digits(draft.centre.text);
  if (!centre || draft.centre.text.size() > 20)
    return fail(Fault::bad_input, "number.digit");
  if (centre->empty()) {
    record.push_back(0);
  } else {
    record.push_back(static_cast<std::uint8_t>(centre->size() + 1));
    record.push_back(draft.centre.type);
    record.insert(record.end(), centre->begin(), centre->end());
  }
  return record;
}

}  // namespace

Result<std::vector<Bytes>> encode_sms_records(const SmsDraft& draft,
                                              std::uint8_t reference) {
  const auto text = from_utf8(draft.text);
  if (!text) return pass_on(text.error());
  const Body body = cut(*text);
  if (body.parts.size() > kPartsMax) return fail(Fault::bad_input, "sms.too_long");
  const auto head = head_of(draft);
  if (!head) return pass_on(head.error());
  const auto peer = address_octets(draft.peer);
  if (!peer) return pass_on(peer.error());

  const bool is_sent = draft.kind == SmsKind::sent;
  const int first = (is_sent ? 0x01 : 0x04) | (body.parts.size() > 1 ? 0x40 : 0);
  std::vector<Bytes> records;
  for (std::size_t index = 0; index < body.parts.size(); ++index) {
    Bytes record = *head;
    record.push_back(static_cast<std::uint8_t>(first));
    if (is_sent) record.push_back(0);  // Message reference.
    record.insert(record.end(), peer->begin(), peer->end());
    record.push_back(0);  // Protocol identifier.
    record.push_back(body.is_gsm ? 0x00 : 0x08);
    if (!is_sent) append_time(record, draft.time);
    append_user_data(record, body, index, reference);
    record.resize(kSmsRecordSize, 0xff);
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace signoff
