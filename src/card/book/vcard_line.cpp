// SPDX-License-Identifier: Apache-2.0
#include "card/book/vcard_line.h"

#include "base/text.h"

#include <algorithm>

namespace signoff {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_';
  });
}

// Where the character stands first outside quotes.
std::size_t find_unquoted(std::string_view text, char wanted) {
  bool is_quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') is_quoted = !is_quoted;
    if (text[at] == wanted && !is_quoted) return at;
  }
  return text.npos;
}

// One of several that stand together, without quotes.
void add_values(VcardLine& line, const std::string& name, std::string_view values) {
  while (true) {
    const auto comma = std::min(find_unquoted(values, ','), values.size());
    auto value = values.substr(0, comma);
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
      value = value.substr(1, value.size() - 2);
    line.parameters.emplace(name, upper_case(value));
    if (comma == values.size()) return;
    values.remove_prefix(comma + 1);
  }
}

}  // namespace

bool is_vcard_control(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet < 0x20 || octet == 0x7f;
}

std::string upper_case(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

bool VcardLine::has(std::string_view parameter, std::string_view upper_case_value) const {
  const auto [from, to] = parameters.equal_range(std::string{parameter});
  return std::any_of(from, to,
                     [&](const auto& one) { return one.second == upper_case_value; });
}

std::optional<VcardLine> parse_vcard_line(std::string_view text) {
  const auto colon = find_unquoted(text, ':');
  if (colon == text.npos) return std::nullopt;
  VcardLine line;
  line.value = text.substr(colon + 1);
  auto head = text.substr(0, colon);
  auto end = std::min(find_unquoted(head, ';'), head.size());
  auto name = head.substr(0, end);
  if (const auto dot = name.find('.'); dot != name.npos) {
    line.group = upper_case(name.substr(0, dot));
    if (!is_name(line.group)) return std::nullopt;
    name.remove_prefix(dot + 1);
  }
  if (!is_name(name)) return std::nullopt;
  line.name = upper_case(name);
  while (end < head.size()) {
    head.remove_prefix(end + 1);
    end = std::min(find_unquoted(head, ';'), head.size());
    const auto parameter = head.substr(0, end);
    const auto equals = parameter.find('=');
    if (equals == parameter.npos)
      add_values(line, "TYPE", parameter);
    else
      add_values(line, upper_case(parameter.substr(0, equals)),
                 parameter.substr(equals + 1));
  }
  return line;
}

std::string_view VcardLines::take() {
  const auto end = std::min(rest_.find('\n'), rest_.size());
  auto line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  ++taken_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool VcardLines::next() {
  line_.clear();
  while (line_.empty()) {
    if (rest_.empty()) return false;
    number_ = taken_ + 1;
    line_ = take();
  }
  while (rest_.starts_with(' ') || rest_.starts_with('\t')) line_ += take().substr(1);
  return true;
}

std::string vcard_text(std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const bool is_escape = value[at] == '\\' && at + 1 < value.size();
    const char c = is_escape ? value[++at] : value[at];
    if (is_escape && (c == 'n' || c == 'N'))
      out += ' ';
    else if (!is_vcard_control(c))
      out += c;
  }
  return std::string{trimmed(out)};
}

std::vector<std::string_view> vcard_parts(std::string_view value, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '\\') {
      ++at;
    } else if (value[at] == separator) {
      parts.push_back(value.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  parts.push_back(value.substr(begin));
  return parts;
}

}  // namespace signoff
