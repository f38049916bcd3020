// SPDX-License-Identifier: Apache-2.0
#include "base/toml_guard.h"

#include "base/utf8.h"

#include <fmt/format.h>
#include <algorithm>

#include <cstddef>
#include <optional>
#include <string>

namespace signoff {
namespace {

// The place behind a string that ends on its line.
std::optional<std::size_t> after_string(std::string_view line, std::size_t at) {
  const char quote = line[at];
  if (line.substr(at, 3) == std::string(3, quote)) return std::nullopt;
  for (++at; at < line.size() && line[at] != quote; ++at)
    if (quote == '"' && line[at] == '\\') ++at;
  if (at >= line.size()) return std::nullopt;
  return at + 1;
}

bool is_token(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"_+-.:"}.contains(c);
}

// Text outside of strings and comments. `last` is the last character that is no blank, over
// all lines so far. Strings begin where a key or value can, never inside one.
bool is_safe_outside_strings(std::string_view line, char& last) {
  bool is_first = true;
  for (std::size_t i = 0; i < line.size();) {
    const char c = line[i];
    if (c == '#') return true;
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    if (c == '}' && (last == '[' || last == ',')) return false;
    const bool is_quote = c == '"' || c == '\'';
    if (is_quote && !is_first && !std::string_view{"=[{,."}.contains(last)) return false;
    // Two words with a blank between: a date and a time at best, which no file needs.
    const bool is_apart = i > 0 && (line[i - 1] == ' ' || line[i - 1] == '\t');
    if (is_apart && !is_first && is_token(c) && is_token(last)) return false;
    const auto next = is_quote ? after_string(line, i) : i + 1;
    if (!next) return false;
    if (c != ' ' && c != '\t') {
      last = c;
      is_first = false;
    }
    i = *next;
  }
  return true;
}

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '_' || c == '-' || c == '"' || c == '\'';
}

// How a line may begin: with a key, a value of a list, or a table header that has a key.
bool begins_well(std::string_view line) {
  const auto skip_blanks = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_blanks();
  if (line.empty() || std::string_view{"#]{}"}.contains(line[0])) return true;
  if (line[0] != '[') return is_bare(line[0]);
  line.remove_prefix(line.starts_with("[[") ? 2 : 1);
  skip_blanks();
  return !line.empty() && is_bare(line[0]);
}

bool is_safe_line(std::string_view line, char& last) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const bool has_controls = std::ranges::any_of(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; });
  return !has_controls && begins_well(line) && is_safe_outside_strings(line, last);
}

}  // namespace

unsigned first_unsafe_toml_line(std::string_view text) {
  char last = '\n';
  for (unsigned line = 1;; ++line) {
    const auto end = text.find('\n');
    if (!is_safe_line(text.substr(0, end), last)) return line;
    if (end == std::string_view::npos) return 0;
    text.remove_prefix(end + 1);
  }
}

std::string ascii_toml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  while (!text.empty()) {
    const auto plain = std::min(
        text.size(),
        static_cast<std::size_t>(std::ranges::find_if(text, [](char c) { return c < 0; }) -
                                 text.begin()));
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    // A lead byte says how many follow (RFC 3629 clause 3); from_utf8 judges them.
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const auto letter = from_utf8(text.substr(0, length));
    if (letter && letter->size() == 1) {
      out += fmt::format("\\U{:08x}", static_cast<std::uint32_t>(letter->front()));
      text.remove_prefix(std::min(length, text.size()));
    } else {
      out += '?';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace signoff
