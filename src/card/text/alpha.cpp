// SPDX-License-Identifier: Apache-2.0
#include "card/text/alpha.h"

#include "base/gsm_alphabet.h"
#include "base/utf8.h"
#include "card/text/ucs2.h"

#include <algorithm>
#include <array>

namespace signoff {
namespace {

constexpr std::uint8_t kPadding = 0xff;
constexpr std::uint8_t kUcs2Mark = 0x80;
constexpr std::uint8_t kPageMark = 0x81;
constexpr std::uint8_t kBaseMark = 0x82;
constexpr char32_t kUnreadable = 0xfffd;
constexpr char32_t kLastUnit = 0xfffe;  // 0xffff would read as padding.
constexpr char32_t kJoiner = 0x200d;
constexpr char32_t kEmojiStyle = 0xfe0f;

std::string decode_gsm(ByteView field) {
  const auto end = std::ranges::find(field, kPadding);
  return from_gsm(field.first(static_cast<std::size_t>(end - field.begin())));
}

std::string decode_any_ucs2(ByteView units) {
  std::size_t size = 0;
  while (size + 1 < units.size() && !(units[size] == 0xff && units[size + 1] == 0xff))
    size += 2;
  return decode_ucs2(units.first(size));
}

// Forms 81 and 82: GSM septets, and offsets from `first` marked by the highest bit.
std::string decode_offsets(ByteView octets, char32_t first) {
  std::string text;
  for (std::size_t at = 0; at < octets.size();) {
    if (octets[at] < 0x80) {
      const auto end = std::find_if(octets.begin() + static_cast<std::ptrdiff_t>(at),
                                    octets.end(), [](std::uint8_t c) { return c >= 0x80; });
      const auto next = static_cast<std::size_t>(end - octets.begin());
      text += from_gsm(octets.subspan(at, next - at));
      at = next;
      continue;
    }
    const char32_t character = first + (octets[at++] & 0x7fu);
    const bool is_none = (character >= 0xd800 && character <= 0xdfff) || character > 0xffff;
    append_utf8(text, is_none ? kUnreadable : character);
  }
  return text;
}

// What a form made of the characters it took, in front of the padding.
struct Attempt {
  AlphaForm form = AlphaForm::gsm;
  Bytes bytes;
  std::size_t kept = 0;
};

Attempt as_gsm(const std::u32string& text, std::size_t size) {
  Attempt out{AlphaForm::gsm, {}, 0};
  for (const char32_t c : text) {
    const auto septets = to_gsm(c);
    if (!septets || out.bytes.size() + septets->size() > size) break;
    out.bytes.insert(out.bytes.end(), septets->begin(), septets->end());
    ++out.kept;
  }
  return out;
}

Attempt as_any_ucs2(const std::u32string& text, std::size_t size) {
  Attempt out{AlphaForm::any_ucs2, {kUcs2Mark}, 0};
  for (const char32_t c : text) {
    if (out.bytes.size() + 2 > size) break;
    out.bytes.push_back(static_cast<std::uint8_t>(c >> 8));
    out.bytes.push_back(static_cast<std::uint8_t>(c));
    ++out.kept;
  }
  return out;
}

// The characters from the beginning that forms 81 and 82 can hold together, and the lowest
// of those that need an offset.
struct Span {
  std::size_t kept = 0;
  char32_t lowest = 0x10000;
  Bytes septets;  // One octet each for those that need an offset, filled in later.
};

Span measure(const std::u32string& text, std::size_t room, bool in_half_page) {
  Span span;
  char32_t highest = 0;
  for (const char32_t c : text) {
    const auto septets = to_gsm(c);
    const std::size_t cost = septets ? septets->size() : 1;
    if (span.septets.size() + cost > std::min<std::size_t>(room, 0xff)) break;
    if (!septets) {
      const char32_t low = std::min(span.lowest, c);
      const char32_t high = std::max(highest, c);
      const bool fits =
          in_half_page ? low >> 7 == high >> 7 && high < 0x8000 : high - low < 0x80;
      if (!fits) break;
      span.lowest = low;
      highest = high;
    }
    span.septets.insert(span.septets.end(), cost, 0);
    ++span.kept;
  }
  return span;
}

Attempt as_offsets(const std::u32string& text, std::size_t size, AlphaForm form) {
  const bool in_half_page = form == AlphaForm::page;
  const std::size_t head = in_half_page ? 3 : 4;
  Attempt out{form, {}, 0};
  if (size < head) return out;
  const Span span = measure(text, size - head, in_half_page);
  const char32_t first =
      span.lowest > 0xffff ? 0 : (in_half_page ? span.lowest & ~0x7fu : span.lowest);
  out.bytes = {in_half_page ? kPageMark : kBaseMark,
               static_cast<std::uint8_t>(span.septets.size())};
  if (in_half_page) {
    out.bytes.push_back(static_cast<std::uint8_t>(first >> 7));
  } else {
    out.bytes.push_back(static_cast<std::uint8_t>(first >> 8));
    out.bytes.push_back(static_cast<std::uint8_t>(first));
  }
  for (const char32_t c : std::u32string_view{text}.substr(0, span.kept)) {
    const auto septets = to_gsm(c);
    if (septets)
      out.bytes.insert(out.bytes.end(), septets->begin(), septets->end());
    else
      out.bytes.push_back(static_cast<std::uint8_t>(0x80 | (c - first)));
  }
  out.kept = span.kept;
  return out;
}

bool has_a_form(char32_t c) { return c != 0 && c <= kLastUnit && c != kUnreadable; }

struct Parted {
  std::u32string text;
  std::u32string formless;
};

// What binds an emoji to its neighbours goes with it: alone it is not seen, and takes room.
Parted part(std::u32string_view name) {
  Parted out;
  bool is_cut = false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char32_t c = name[at];
    const bool binds = c == kJoiner || c == kEmojiStyle;
    const bool leads = c == kJoiner && at + 1 < name.size() && !has_a_form(name[at + 1]);
    is_cut = !has_a_form(c) || (binds && is_cut) || leads;
    (is_cut ? out.formless : out.text) += c;
  }
  return out;
}

}  // namespace

std::string decode_alpha(ByteView field) {
  if (field.empty() || field[0] == kPadding) return {};
  if (field[0] == kUcs2Mark) return decode_any_ucs2(field.subspan(1));
  const std::size_t head = field[0] == kPageMark ? 3 : 4;
  if (field[0] != kPageMark && field[0] != kBaseMark) return decode_gsm(field);
  if (field.size() < head) return "\uFFFD";
  const auto octets = field.subspan(head);
  const char32_t first = field[0] == kPageMark
                             ? static_cast<char32_t>(field[2] << 7)
                             : static_cast<char32_t>(field[2] << 8 | field[3]);
  return decode_offsets(octets.first(std::min<std::size_t>(field[1], octets.size())),
                        first);
}

AlphaField encode_alpha(std::string_view name, std::size_t size) {
  AlphaField field;
  const auto all = from_utf8(name);
  if (!all) field.cut = "?";
  const auto [text, formless] = all ? part(*all) : Parted{};
  const std::array attempts{as_gsm(text, size), as_offsets(text, size, AlphaForm::page),
                            as_offsets(text, size, AlphaForm::base),
                            as_any_ucs2(text, size)};
  const Attempt& best = *std::ranges::max_element(attempts, {}, &Attempt::kept);
  if (best.kept > 0) field.bytes = best.bytes;
  field.bytes.resize(size, kPadding);
  field.form = best.form;
  for (const char32_t c : text.substr(best.kept) + formless) append_utf8(field.cut, c);
  return field;
}

}  // namespace signoff
