// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/rest_settings.h"

namespace signoff {

namespace {

bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

// The name right behind an opening brace, if a closing one follows it.
std::string_view name_at(std::string_view pattern, std::size_t brace) {
  std::size_t end = brace + 1;
  while (end < pattern.size() && is_name_letter(pattern[end])) ++end;
  if (end == brace + 1 || end == pattern.size() || pattern[end] != '}') return {};
  return pattern.substr(brace + 1, end - brace - 1);
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
    if (is_plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string json_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string expand(std::string_view pattern, const RestVariables& variables,
                   RestEscape escape) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const auto name = pattern[at] == '{' ? name_at(pattern, at) : std::string_view{};
    if (name.empty()) {
      out += pattern[at];
      continue;
    }
    const auto value = variables.find(name);
    if (value != variables.end())
      out += escape == RestEscape::path ? percent_encoded(value->second)
                                        : json_escaped(value->second);
    at += name.size() + 1;
  }
  return out;
}

std::vector<std::string> variables_of(std::string_view pattern) {
  std::vector<std::string> out;
  for (std::size_t at = pattern.find('{'); at != pattern.npos;
       at = pattern.find('{', at + 1))
    if (const auto name = name_at(pattern, at); !name.empty()) out.emplace_back(name);
  return out;
}

}  // namespace signoff
