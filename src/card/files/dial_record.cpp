// SPDX-License-Identifier: Apache-2.0
#include "card/files/dial_record.h"

#include "base/ensure.h"
#include "card/text/alpha.h"

#include <algorithm>
#include <set>

namespace signoff {
namespace {

constexpr std::size_t kNumberSize = 10;     // Octets of digits in a dial record.
constexpr std::uint8_t kMoreDigits = 0x02;  // Bit of an extension record's type.
constexpr std::uint8_t kSubaddress = 0x01;

void append_digits(Bytes& out, std::string_view digits) {
  const auto octets = encode_digits(digits);
  ensure(octets && octets->size() <= kNumberSize, "digits are checked before");
  out.insert(out.end(), octets->begin(), octets->end());
  out.insert(out.end(), kNumberSize - octets->size(), 0xff);
}

}  // namespace

Result<std::optional<DialRecord>> decode_dial(ByteView record) {
  if (record.size() < kDialTail)
    return fail(Fault::bad_input, "card.garbled", "dial record");
  const auto tail = record.subspan(record.size() - kDialTail);
  DialRecord out;
  out.name = decode_alpha(record.first(record.size() - kDialTail));
  // The length counts the type octet; some cards leave it out, or fill it with 0xff.
  const std::size_t length = tail[0] == 0xff ? 0 : tail[0];
  if (length > 0) {
    out.type = tail[1];
    out.digits = decode_digits(tail.subspan(2, std::min(length - 1, kNumberSize)));
  }
  out.capability = tail[12];
  out.extension = tail[13] == 0 ? kNoRecord : tail[13];
  if (out.name.empty() && out.digits.empty()) return std::nullopt;
  return out;
}

WrittenDial encode_dial(const DialRecord& record, std::size_t size) {
  ensure(size >= kDialTail, "a dial record has its tail");
  auto name = encode_alpha(record.name, size - kDialTail);
  WrittenDial out{std::move(name.bytes), std::move(name.cut)};
  if (record.digits.empty()) {
    out.bytes.insert(out.bytes.end(), 2 + kNumberSize, 0xff);
  } else {
    out.bytes.push_back(static_cast<std::uint8_t>((record.digits.size() + 1) / 2 + 1));
    out.bytes.push_back(record.type);
    append_digits(out.bytes, record.digits);
  }
  out.bytes.push_back(record.capability);
  out.bytes.push_back(record.extension);
  return out;
}

Result<ExtensionRecord> decode_extension(ByteView record) {
  if (record.size() < kExtensionSize)
    return fail(Fault::bad_input, "card.garbled", "extension record");
  ExtensionRecord out;
  out.next = record[12] == 0 ? kNoRecord : record[12];
  if (record[0] == kMoreDigits) {
    out.kind = ExtensionRecord::Kind::digits;
    const std::size_t length = std::min<std::size_t>(record[1], kNumberSize);
    out.digits = decode_digits(record.subspan(2, length));
  } else if (record[0] == kSubaddress) {
    out.kind = ExtensionRecord::Kind::other;
  }
  return out;
}

Bytes encode_extension(std::string_view digits, std::uint8_t next, std::size_t size) {
  ensure(size >= kExtensionSize, "an extension record has 13 octets");
  Bytes out{kMoreDigits, static_cast<std::uint8_t>((digits.size() + 1) / 2)};
  append_digits(out, digits);
  out.push_back(next);
  out.resize(size, 0xff);
  return out;
}

Result<std::string> chained_digits(
    std::uint8_t first,
    const std::function<Result<ExtensionRecord>(std::uint8_t number)>& read) {
  std::string digits;
  std::set<std::uint8_t> seen;
  for (std::uint8_t number = first; number != kNoRecord && seen.insert(number).second;) {
    const auto record = read(number);
    if (!record) return pass_on(record.error());
    if (record->kind == ExtensionRecord::Kind::free) break;
    digits += record->digits;
    number = record->next;
  }
  return digits;
}

}  // namespace signoff
