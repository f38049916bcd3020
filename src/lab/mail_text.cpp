// SPDX-License-Identifier: Apache-2.0
#include "lab/mail_text.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace signoff::lab {
namespace {

constexpr int kDepthMax = 5;
constexpr std::size_t kPartsMax = 100;
constexpr std::size_t kHeadersMax = 200;

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// The next line without its end; takes it off `rest`.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  auto line = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// "<escape>XX" becomes an octet; a soft line break of quoted-printable vanishes.
std::string unescaped(std::string_view text, char escape) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool has_two = at + 2 < text.size();
    if (text[at] != escape) {
      out += text[at];
    } else if (has_two && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
      at += 2;
    } else if (escape == '=' && text.substr(at + 1).starts_with("\r\n")) {
      at += 2;
    } else if (escape == '=' && text.substr(at + 1).starts_with('\n')) {
      at += 1;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const auto value = kAlphabet.find(c);
    if (value == kAlphabet.npos) continue;  // RFC 2045 clause 6.8: to be ignored.
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

// One "=?charset?B?…?=" at the start of `text` (RFC 2047); its size in `size`.
std::optional<std::string> encoded_word(std::string_view text, std::size_t& size) {
  if (!text.starts_with("=?")) return std::nullopt;
  const auto kind = text.find('?', 2);
  if (kind == text.npos || kind + 2 >= text.size() || text[kind + 2] != '?')
    return std::nullopt;
  const auto end = text.find("?=", kind + 3);
  if (end == text.npos) return std::nullopt;
  size = end + 2;
  const auto body = text.substr(kind + 3, end - kind - 3);
  if (text[kind + 1] == 'B' || text[kind + 1] == 'b') return from_base64(body);
  if (text[kind + 1] != 'Q' && text[kind + 1] != 'q') return std::nullopt;
  std::string spaced{body};
  std::ranges::replace(spaced, '_', ' ');
  return unescaped(spaced, '=');
}

std::string decoded_words(std::string_view text) {
  std::string out;
  std::string spaces;  // Kept only where not between two encoded words.
  bool was_encoded = false;
  while (!text.empty()) {
    std::size_t size = 1;
    if (text[0] == ' ' || text[0] == '\t') {
      spaces += text[0];
    } else if (const auto word = encoded_word(text, size)) {
      out += (was_encoded ? "" : spaces) + *word;
      spaces.clear();
      was_encoded = true;
    } else {
      out += spaces + text[0];
      spaces.clear();
      was_encoded = false;
      size = 1;
    }
    text.remove_prefix(size);
  }
  return out;
}

using Headers = std::map<std::string, std::string>;

// Takes the header section off `rest`. Names in lower case, values unfolded, the first
// wins.
Headers take_headers(std::string_view& rest) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!rest.empty()) {
    const auto line = take_line(rest);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !fields.empty()) {
      fields.back().second += " " + std::string{trimmed(line)};
      continue;
    }
    const auto colon = line.find(':');
    if (colon == line.npos || fields.size() == kHeadersMax) continue;
    fields.emplace_back(lower(trimmed(line.substr(0, colon))),
                        std::string{trimmed(line.substr(colon + 1))});
  }
  return Headers{fields.begin(), fields.end()};
}

std::string value_of(const Headers& headers, const std::string& name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

// "boundary" of 'multipart/mixed; boundary="x"'. Empty when there is none.
std::string parameter(std::string_view field, std::string_view name) {
  for (auto at = field.find(';'); at != field.npos; at = field.find(';', at + 1)) {
    auto rest = trimmed(field.substr(at + 1));
    if (!lower(rest.substr(0, name.size() + 1)).starts_with(std::string{name} + "="))
      continue;
    rest.remove_prefix(name.size() + 1);
    if (!rest.starts_with('"')) return std::string{trimmed(rest.substr(0, rest.find(';')))};
    rest.remove_prefix(1);
    return std::string{rest.substr(0, rest.find('"'))};
  }
  return {};
}

std::string file_name(const std::string& disposition) {
  const auto extended = parameter(disposition, "filename*");
  const auto quote = extended.rfind('\'');
  if (quote != extended.npos) return unescaped(extended.substr(quote + 1), '%');
  return parameter(disposition, "filename");
}

std::string_view without_end(std::string_view part) {
  if (part.ends_with('\n')) part.remove_suffix(1);
  if (part.ends_with('\r')) part.remove_suffix(1);
  return part;
}

// What lies between the boundary lines; the line end before one belongs to it (RFC 2046
// clause 5.1.1).
std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + boundary;
  std::optional<std::size_t> begin;
  std::string_view rest = body;
  while (!rest.empty() && parts.size() < kPartsMax) {
    const auto at = static_cast<std::size_t>(rest.data() - body.data());
    const auto line = trimmed(take_line(rest));
    if (line != mark && line != mark + "--") continue;
    if (begin) parts.push_back(without_end(body.substr(*begin, at - *begin)));
    begin = static_cast<std::size_t>(rest.data() - body.data());
    if (line != mark) return parts;
  }
  if (begin && parts.size() < kPartsMax) parts.push_back(body.substr(*begin));
  return parts;
}

void read_part(const Headers& headers, std::string_view body, int depth, ReadMail& into) {
  const auto type_field = value_of(headers, "content-type");
  const auto type =
      lower(trimmed(std::string_view{type_field}.substr(0, type_field.find(';'))));
  const auto boundary = parameter(type_field, "boundary");
  if (type.starts_with("multipart/") && !boundary.empty()) {
    if (depth == kDepthMax) return;
    for (auto part : parts_of(body, boundary)) {
      const auto inner = take_headers(part);
      read_part(inner, part, depth + 1, into);
    }
    return;
  }
  const auto encoding = lower(value_of(headers, "content-transfer-encoding"));
  std::string content{body};
  if (encoding == "base64") content = from_base64(body);
  if (encoding == "quoted-printable") content = unescaped(body, '=');
  const auto disposition = value_of(headers, "content-disposition");
  if (lower(disposition).starts_with("attachment")) {
    if (into.attachments.size() < kPartsMax)
      into.attachments.push_back({file_name(disposition), type, std::move(content)});
  } else if (into.text.empty() && (type.empty() || type == "text/plain")) {
    into.text = std::move(content);
  }
}

}  // namespace

ReadMail read_mail(std::string_view raw) {
  const auto headers = take_headers(raw);
  ReadMail mail;
  mail.subject = decoded_words(value_of(headers, "subject"));
  mail.message_id = value_of(headers, "message-id");
  read_part(headers, raw, 0, mail);
  return mail;
}

}  // namespace signoff::lab
