// SPDX-License-Identifier: Apache-2.0
#include "connectors/smsc/sms_text.h"

#include "base/ensure.h"
#include "base/gsm_alphabet.h"
#include "base/utf8.h"

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr std::size_t kSeptetsAlone = 160;
constexpr std::size_t kSeptetsPart = 153;  // 140 octets less a 6-octet header, in septets.
constexpr std::size_t kUnitsAlone = 70;
constexpr std::size_t kUnitsPart = 67;
constexpr std::size_t kUnfinishedMax = 256;
constexpr char32_t kUnreadable = 0xfffd;

// One character on the air: one or two octets that must stay in the same part.
using Symbol = Bytes;

Symbol to_ucs2(char32_t c) {
  const auto unit = [](Symbol& out, char32_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
  };
  Symbol out;
  if (c < 0x10000) {
    unit(out, c);
  } else {
    unit(out, 0xd800 + ((c - 0x10000) >> 10));
    unit(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
  }
  return out;
}

struct Encoded {
  std::uint8_t data_coding = kCodingGsm7;
  std::vector<Symbol> symbols;
  std::size_t size = 0;  // Octets of all symbols.
};

std::optional<Encoded> all_gsm(const std::u32string& text) {
  Encoded out;
  for (const char32_t c : text) {
    auto symbol = to_gsm(c);
    if (!symbol) return std::nullopt;
    out.size += symbol->size();
    out.symbols.push_back(std::move(*symbol));
  }
  return out;
}

Encoded all_ucs2(const std::u32string& text) {
  Encoded out{kCodingUcs2, {}, 0};
  for (const char32_t c : text) {
    out.symbols.push_back(to_ucs2(c));
    out.size += out.symbols.back().size();
  }
  return out;
}

// Fills parts of `room` octets with whole symbols.
std::vector<Bytes> fill_parts(const std::vector<Symbol>& symbols, std::size_t room) {
  std::vector<Bytes> parts(1);
  for (const Symbol& symbol : symbols) {
    if (parts.back().size() + symbol.size() > room) parts.emplace_back();
    parts.back().insert(parts.back().end(), symbol.begin(), symbol.end());
  }
  return parts;
}

std::string decode_ucs2(ByteView octets) {
  std::string text;
  const auto unit = [&](std::size_t at) {
    return static_cast<char32_t>(octets[at] << 8 | octets[at + 1]);
  };
  for (std::size_t at = 0; at + 1 < octets.size(); at += 2) {
    const char32_t first = unit(at);
    if (first < 0xd800 || first > 0xdfff) {
      append_utf8(text, first);
      continue;
    }
    const char32_t second = at + 3 < octets.size() ? unit(at + 2) : 0;
    if (first > 0xdbff || second < 0xdc00 || second > 0xdfff) {
      append_utf8(text, kUnreadable);
      continue;
    }
    append_utf8(text, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
    at += 2;
  }
  if (octets.size() % 2 != 0) append_utf8(text, kUnreadable);
  return text;
}

bool is_sound(const PartPlace& place) {
  return place.total > 0 && place.number > 0 && place.number <= place.total;
}

}  // namespace

Result<std::vector<SmsPart>> cut_into_parts(std::string_view text, std::uint8_t reference) {
  if (text.size() > kPartsMax * kSeptetsPart * 4)
    return fail(Fault::bad_input, "sms.too_long");
  const auto code_points = from_utf8(text);
  if (!code_points) return pass_on(code_points.error());
  const auto gsm = all_gsm(*code_points);
  const Encoded encoded = gsm ? *gsm : all_ucs2(*code_points);
  const std::size_t alone = gsm ? kSeptetsAlone : kUnitsAlone * 2;
  const std::size_t part = gsm ? kSeptetsPart : kUnitsPart * 2;

  std::vector<SmsPart> parts;
  if (encoded.size <= alone) {
    auto whole = fill_parts(encoded.symbols, alone);
    ensure(whole.size() == 1, "sms.parts");
    parts.push_back({false, encoded.data_coding, std::move(whole[0])});
    return parts;
  }
  const auto bodies = fill_parts(encoded.symbols, part);
  if (bodies.size() > kPartsMax) return fail(Fault::bad_input, "sms.too_long");
  for (const Bytes& body : bodies) {
    const auto number = static_cast<std::uint8_t>(parts.size() + 1);
    Bytes octets{0x05,  0x00, 0x03, reference, static_cast<std::uint8_t>(bodies.size()),
                 number};
    octets.insert(octets.end(), body.begin(), body.end());
    parts.push_back({true, encoded.data_coding, std::move(octets)});
  }
  return parts;
}

Result<ReadPart> read_part(bool has_header, ByteView octets) {
  ReadPart part;
  if (!has_header) {
    part.octets.assign(octets.begin(), octets.end());
    return part;
  }
  const auto bad = [] { return fail(Fault::bad_input, "sms.header"); };
  if (octets.empty() || std::size_t{octets[0]} + 1 > octets.size()) return bad();
  auto header = octets.subspan(1, octets[0]);
  part.octets.assign(octets.begin() + 1 + octets[0], octets.end());
  while (!header.empty()) {
    if (header.size() < 2 || header.size() - 2 < header[1]) return bad();
    const auto id = header[0];
    const auto value = header.subspan(2, header[1]);
    header = header.subspan(2 + value.size());
    if (id == 0x00 && value.size() == 3) part.place = {value[0], value[1], value[2]};
    if (id == 0x08 && value.size() == 4)
      part.place = {static_cast<std::uint16_t>(value[0] << 8 | value[1]), value[2],
                    value[3]};
  }
  if (!is_sound(part.place)) return bad();
  return part;
}

Result<std::string> decode_text(std::uint8_t data_coding, ByteView octets) {
  switch (data_coding) {
    case kCodingGsm7: return from_gsm(octets);
    case kCodingUcs2: return decode_ucs2(octets);
    case kCodingAscii:
    case kCodingLatin1: {
      std::string text;
      for (const auto octet : octets) append_utf8(text, octet);
      return text;
    }
    default: return fail(Fault::bad_input, "sms.coding");
  }
}

std::optional<Bytes> PartCollector::add(const std::string& sender, const ReadPart& part) {
  const PartPlace& place = part.place;
  if (!is_sound(place)) return std::nullopt;
  if (place.total == 1) return part.octets;
  const auto key = fmt::format("{}#{}/{}", sender, place.reference, place.total);
  auto found = open_.find(key);
  if (found == open_.end()) {
    if (open_.size() == kUnfinishedMax) {
      open_.erase(oldest_first_.front());
      oldest_first_.pop_front();
    }
    oldest_first_.push_back(key);
    found = open_.emplace(key, Open{{}, std::prev(oldest_first_.end())}).first;
  }
  Open& open = found->second;
  open.parts.emplace(place.number, part.octets);
  if (open.parts.size() < place.total) return std::nullopt;
  Bytes whole;
  for (const auto& [number, octets] : open.parts)
    whole.insert(whole.end(), octets.begin(), octets.end());
  oldest_first_.erase(open.age);
  open_.erase(found);
  return whole;
}

}  // namespace signoff
