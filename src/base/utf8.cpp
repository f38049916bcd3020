// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include "base/ensure.h"

#include <array>
#include <cstdint>

namespace signoff {
namespace {

struct Lead {
  unsigned char mask;  // Bits that must read `bits`.
  unsigned char bits;
  std::size_t follow;  // Continuation bytes.
  char32_t smallest;   // Anything below is an overlong form.
};

constexpr std::array<Lead, 4> kLeads{{{0x80, 0x00, 0, 0},
                                      {0xe0, 0xc0, 1, 0x80},
                                      {0xf0, 0xe0, 2, 0x800},
                                      {0xf8, 0xf0, 3, 0x10000}}};

bool is_scalar(char32_t c) { return c < 0xd800 || (c > 0xdfff && c <= 0x10ffff); }

const Lead* lead_of(unsigned char byte) {
  for (const Lead& lead : kLeads)
    if ((byte & lead.mask) == lead.bits) return &lead;
  return nullptr;
}

}  // namespace

Result<std::u32string> from_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at++]);
    const Lead* lead = lead_of(first);
    if (lead == nullptr || text.size() - at < lead->follow)
      return fail(Fault::bad_input, "text.not_utf8");
    char32_t value = first & static_cast<unsigned char>(~lead->mask);
    for (std::size_t i = 0; i < lead->follow; ++i) {
      const auto next = static_cast<unsigned char>(text[at++]);
      if ((next & 0xc0) != 0x80) return fail(Fault::bad_input, "text.not_utf8");
      value = (value << 6) | (next & 0x3f);
    }
    if (value < lead->smallest || !is_scalar(value))
      return fail(Fault::bad_input, "text.not_utf8");
    out += value;
  }
  return out;
}

void append_utf8(std::string& text, char32_t c) {
  ensure(is_scalar(c), "utf8.code_point");
  const auto put = [&](char32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      put(0xe0 | (c >> 12));
    } else {
      put(0xf0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3f));
    }
    put(0x80 | ((c >> 6) & 0x3f));
  }
  put(0x80 | (c & 0x3f));
}

}  // namespace signoff
