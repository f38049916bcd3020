// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.h"

#include <charconv>

namespace signoff {

JsonText& JsonText::begin(std::string_view name, char bracket) {
  lead(name);
  out_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::end(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
  return *this;
}

void JsonText::lead(std::string_view name) {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
  if (name.empty()) return;
  quote(name);
  out_ += ':';
}

void JsonText::quote(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const auto byte = static_cast<unsigned char>(value[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out_.append(value, from, at - from);
    from = at + 1;
    if (byte >= 0x20) {
      out_ += '\\';
      out_ += value[at];
    } else {
      out_ += "\\u00";
      out_ += kHex[byte >> 4];
      out_ += kHex[byte & 15];
    }
  }
  out_.append(value, from);
  out_ += '"';
}

JsonText& JsonText::text(std::string_view name, std::string_view value) {
  lead(name);
  quote(value);
  return *this;
}

JsonText& JsonText::number(std::string_view name, std::int64_t value) {
  lead(name);
  char digits[20];
  const auto written = std::to_chars(digits, digits + sizeof digits, value);
  out_.append(digits, written.ptr);
  return *this;
}

JsonText& JsonText::flag(std::string_view name, bool value) {
  lead(name);
  out_ += value ? "true" : "false";
  return *this;
}

JsonText& JsonText::null(std::string_view name) {
  lead(name);
  out_ += "null";
  return *this;
}

JsonText& JsonText::money(std::string_view name, const Money& value) {
  return open(name)
      .text("amount", to_string(value))
      .text("currency", value.currency().code())
      .close();
}

JsonText& JsonText::both(std::string_view name, std::string_view en, std::string_view zh) {
  return open(name).text("en", en).text("zh", zh).close();
}

JsonText& JsonText::at(std::string_view name, Instant value) {
  return text(name, to_string(value));
}

JsonText& JsonText::at(std::string_view name, std::optional<Instant> value) {
  return value ? at(name, *value) : null(name);
}

JsonText& JsonText::ready(std::string_view members) {
  if (members.empty()) return *this;
  lead({});
  out_ += members;
  return *this;
}

}  // namespace signoff
