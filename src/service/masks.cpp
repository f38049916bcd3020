// SPDX-License-Identifier: Apache-2.0
#include "service/masks.h"

namespace signoff {
namespace {

constexpr std::size_t kRunMax = 5;  // Digits; case numbers are written in longer groups.

// How many bytes the first character takes; names are stored as checked UTF-8.
std::size_t first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
    ++size;
  return size;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string masked_name(std::string_view name) {
  if (name.empty()) return {};
  return std::string{name.substr(0, first_character(name))} + "**";
}

std::string masked_id_number(std::string_view number) {
  constexpr std::size_t kFront = 3;
  if (number.size() < kFront + 5) return masked_name(number);
  return std::string{number.substr(0, kFront)} +
         std::string(number.size() - kFront - 1, '*') + number.back();
}

std::string masked_email(std::string_view email) {
  if (email.empty()) return {};
  const auto at = email.rfind('@');
  if (at == std::string_view::npos || at == 0) return "***";
  return std::string{email.substr(0, first_character(email))} + "***" +
         std::string{email.substr(at)};
}

std::string without_numbers(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    std::size_t run = 0;
    while (run < text.size() && is_digit(text[run])) ++run;
    if (run > kRunMax)
      kept += "***";
    else
      kept += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) break;
    kept += text.front();
    text.remove_prefix(1);
  }
  return kept;
}

}  // namespace signoff
