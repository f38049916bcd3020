// SPDX-License-Identifier: Apache-2.0
#include "service/masks.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kRunMax = 5;  // Digits; case numbers have longer groups.
constexpr std::size_t kBetweenMax = 2;
constexpr std::size_t kGroupsMax = 8;  // Digits in groups: a date has no more.

// How many bytes the first character takes; names are stored as checked UTF-8.
std::size_t first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
    ++size;
  return size;
}

// Bytes of the digit that the text begins with, also of a wide one (U+FF10 to U+FF19); 0 of
// anything else.
std::size_t digit_size(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() >= '0' && text.front() <= '9') return 1;
  const bool is_wide = text.size() >= 3 && text.starts_with("\xEF\xBC") &&
                       text[2] >= '\x90' && text[2] <= '\x99';
  return is_wide ? 3 : 0;
}

// Digits in a row, in groups with at most two blanks, dashes, dots, slashes or brackets
// between them.
struct Run {
  std::size_t bytes = 0;
  std::size_t digits = 0;
  std::size_t longest = 0;  // Digits of the longest group.
};

Run number_at(std::string_view text) {
  constexpr std::string_view kBetween = " -./()";
  Run run;
  for (std::size_t at = 0, group = 0;;) {
    if (const auto size = digit_size(text.substr(at))) {
      at += size;
      ++run.digits;
      run.longest = std::max(run.longest, ++group);
      run.bytes = at;
      continue;
    }
    const auto from = at;
    while (at < text.size() && at - from < kBetweenMax &&
           kBetween.find(text[at]) != kBetween.npos)
      ++at;
    const bool goes_on = run.digits > 0 && at > from && digit_size(text.substr(at)) > 0;
    if (!goes_on) return run;
    group = 0;
  }
}

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
    const auto run = number_at(text);
    if (run.digits == 0) {
      kept += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (run.longest > kRunMax || run.digits > kGroupsMax)
      kept += "***";
    else
      kept += text.substr(0, run.bytes);
    text.remove_prefix(run.bytes);
  }
  return kept;
}

}  // namespace signoff
