// SPDX-License-Identifier: Apache-2.0
#include "idcheck/read_fields.h"

#include "base/utf8.h"
#include "domain/identity_document.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace signoff {
namespace {

constexpr std::size_t kNumberLength = 18;
constexpr std::size_t kZoneLine = 44;
constexpr std::size_t kPermit = 9;  // H or M and 8 digits, without the count of issues.

// Digits that print and blur turn into each other.
std::string_view look_alikes(char digit) {
  switch (digit) {
    case '0': return "689";
    case '1': return "74";
    case '2': return "7";
    case '3': return "895";
    case '4': return "19";
    case '5': return "638";
    case '6': return "850";
    case '7': return "12";
    case '8': return "3069";
    case '9': return "0834";
    default: return "";
  }
}

bool is_right(std::string_view text, Date today) {
  return IdDocument::parse(IdKind::resident_id, text, today) ||
         IdDocument::parse(IdKind::residence_permit, text, today) ||
         IdDocument::parse(IdKind::permanent_resident, text, today);
}

std::optional<std::string> mended(std::string text, Date today) {
  std::optional<std::string> only;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char read = text[at];
    for (const char other : look_alikes(read)) {
      text[at] = other;
      if (!is_right(text, today)) continue;
      if (only) return std::nullopt;
      only = text;
    }
    text[at] = read;
  }
  return only;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Date> date_of(std::string_view digits) {
  const auto text = std::string{digits.substr(0, 4)} + "-" +
                    std::string{digits.substr(4, 2)} + "-" +
                    std::string{digits.substr(6, 2)};
  const auto date = parse_date(text);
  if (!date || date->year() < std::chrono::year{1980} ||
      date->year() > std::chrono::year{2100})
    return std::nullopt;
  return *date;
}

std::u32string bare(std::string_view name) {
  std::u32string kept;
  const auto points = from_utf8(name);
  if (!points) return kept;
  for (const auto point : *points) {
    const bool is_latin =
        (point >= U'A' && point <= U'Z') || (point >= U'a' && point <= U'z');
    if (is_latin) kept += point & ~char32_t{0x20};
    if (point >= 0x3400 && point <= 0x9FFF) kept += point;
  }
  return kept;
}

std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto before = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] =
          std::min({above + 1, row[j - 1] + 1, before + (a[i - 1] == b[j - 1] ? 0 : 1)});
      before = above;
    }
  }
  return row.back();
}

std::string exactly(std::string_view text, std::size_t length) {
  std::string line{text.substr(0, length)};
  line.resize(length, '<');
  return line;
}

}  // namespace

std::optional<ReadNumber> number_in(std::string_view line, Date today) {
  std::string digits;
  for (const char c : line)
    if (is_digit(c) || c == 'X') digits += c;
  if (digits.size() < kNumberLength || digits.size() > kNumberLength + 4)
    return std::nullopt;
  // Specks before and after the number are read as digits too.
  for (std::size_t at = 0; at + kNumberLength <= digits.size(); ++at) {
    const auto part = digits.substr(at, kNumberLength);
    if (is_right(part, today)) return ReadNumber{part, false};
  }
  if (digits.size() != kNumberLength) return std::nullopt;
  if (auto one = mended(digits, today)) return ReadNumber{*std::move(one), true};
  return std::nullopt;
}

std::size_t digits_in(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(line, is_digit));
}

std::optional<ReadValidity> validity_in(std::string_view line) {
  std::string digits;
  for (const char c : line)
    if (is_digit(c)) digits += c;
  ReadValidity found;
  found.is_for_ever = line.find("长") != line.npos || line.find("期") != line.npos;
  if (digits.size() == 16) {
    found.from = date_of(digits);
    found.until = date_of(std::string_view{digits}.substr(8));
    if (found.from && found.until && *found.from < *found.until) {
      found.is_for_ever = false;
      return found;
    }
    return std::nullopt;
  }
  if (digits.size() != 8 || !found.is_for_ever) return std::nullopt;
  found.from = date_of(digits);
  if (!found.from) return std::nullopt;
  return found;
}

bool shows_number(std::string_view text, std::string_view number) {
  const bool is_home_return = number.starts_with('H') || number.starts_with('M');
  if (is_home_return) number = number.substr(0, kPermit);
  if (number.size() < 8) return false;
  for (auto at = text.find(number); at != text.npos; at = text.find(number, at + 1)) {
    const auto behind = text.substr(at + number.size());
    const auto more = static_cast<std::size_t>(std::ranges::find_if_not(behind, is_digit) -
                                               behind.begin());
    const bool is_led = is_digit(number.front()) && at > 0 && is_digit(text[at - 1]);
    if (!is_led && (more == 0 || (is_home_return && more == 2))) return true;
  }
  return false;
}

std::string mended_zone(std::string_view lines) {
  std::vector<std::string> rows;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    // Anything shorter is a speck or print from above the zone.
    if (end >= 28) rows.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  if (rows.size() < 2) return {};
  const auto& names = rows[rows.size() - 2];
  const auto& second = rows[rows.size() - 1];
  // Runs of fillers lose or win some; what stands before them and the last digit is sure.
  constexpr std::size_t kFront = 28, kBehind = 2;
  if (second.size() < kFront + kBehind) return {};
  const auto between = second.substr(kFront, second.size() - kFront - kBehind);
  const bool is_empty = std::ranges::count(between, '<') * 4 >= std::ssize(between) * 3;
  if (!is_empty) return exactly(names, kZoneLine) + "\n" + exactly(second, kZoneLine);
  // The check digit of an empty field is 0.
  return exactly(names, kZoneLine) + "\n" + second.substr(0, kFront) +
         std::string(kZoneLine - kFront - kBehind, '<') + "0" + second.back();
}

std::optional<bool> same_name(std::string_view on_record, std::string_view read) {
  const auto a = bare(on_record), b = bare(read);
  if (a.empty() || b.empty()) return std::nullopt;
  if (a == b) return true;
  // One letter read wrongly leaves the others right.
  const auto shared = std::max(a.size(), b.size()) - distance(a, b);
  if (shared * 2 >= a.size()) return std::nullopt;
  return false;
}

std::string masked_reading(std::string_view name) {
  const auto points = from_utf8(name);
  if (!points || points->empty()) return {};
  std::string text;
  append_utf8(text, points->front());
  return text + std::string(std::min<std::size_t>(points->size() - 1, 8), '*');
}

std::string masked_number(std::string_view number) {
  const std::size_t front = number.size() >= 15 ? 3 : 1;
  if (number.size() < 8) return std::string(number.size(), '*');
  return std::string{number.substr(0, front)} +
         std::string(number.size() - front - 1, '*') + number.back();
}

}  // namespace signoff
