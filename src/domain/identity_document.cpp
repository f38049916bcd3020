// SPDX-License-Identifier: Apache-2.0
#include "domain/identity_document.h"

#include "base/bytes.h"
#include "base/ensure.h"

#include <algorithm>
#include <array>

namespace signoff {
namespace {

constexpr std::string_view kKindNames[] = {"resident_id",        "residence_permit",
                                           "permanent_resident", "hk_macau_permit",
                                           "taiwan_permit",      "passport"};
static_assert(std::size(kKindNames) == std::size(kIdKinds));

// The first two digits of areas in use (GB/T 2260), and 99, which belongs to nobody and
// makes identities for demonstrations.
constexpr std::string_view kProvinces =
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 99 ";
constexpr std::string_view kResidencePermitAreas = "81 82 83 ";
constexpr std::size_t kTextMax = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool are_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }
bool are_upper(std::string_view text) { return std::ranges::all_of(text, is_upper); }

// U+FF10 to U+FF19 in UTF-8.
bool has_full_width_digit(std::string_view text) {
  for (auto at = text.find("\xEF\xBC"); at != std::string_view::npos;
       at = text.find("\xEF\xBC", at + 1)) {
    if (at + 2 >= text.size()) return false;
    const auto last = static_cast<unsigned char>(text[at + 2]);
    if (last >= 0x90 && last <= 0x99) return true;
  }
  return false;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

Date birth_of(std::string_view eight_digits) {
  return {std::chrono::year{number_of(eight_digits.substr(0, 4))},
          std::chrono::month{static_cast<unsigned>(number_of(eight_digits.substr(4, 2)))},
          std::chrono::day{static_cast<unsigned>(number_of(eight_digits.substr(6, 2)))}};
}

bool is_area_of(IdKind kind, std::string_view number) {
  const auto holds = [&](std::string_view list) {
    const auto at = list.find(number.substr(0, 2));
    return at != std::string_view::npos && at % 3 == 0;
  };
  switch (kind) {
    case IdKind::resident_id: return holds(kProvinces);
    case IdKind::residence_permit: return holds(kResidencePermitAreas);
    default: return number[0] == '9';
  }
}

Result<void> check_eighteen(IdKind kind, std::string_view number, Date today) {
  if (number.size() == 15 && are_digits(number))
    return fail(Fault::bad_input, "id.fifteen_digits",
                "the 15-digit form ended in 2013; the card shows 18 digits");
  if (number.size() != 18) return fail(Fault::bad_input, "id.length");
  if (!are_digits(number.substr(0, 17)) || (!is_digit(number[17]) && number[17] != 'X'))
    return fail(Fault::bad_input, "id.characters");
  if (!is_area_of(kind, number)) return fail(Fault::bad_input, "id.area");
  const Date birth = birth_of(number.substr(6, 8));
  if (!birth.ok() || birth.year() < std::chrono::year{1800})
    return fail(Fault::bad_input, "id.birth_date");
  if (birth > today) return fail(Fault::bad_input, "id.birth_in_future");
  if (gb11643_check(number.substr(0, 17)) != number[17])
    return fail(Fault::bad_input, "id.check_digit");
  return {};
}

// Home return permits: H or M with 8 digits, 2 more with the issue count; before 1999 H or
// M, a letter and 6 or 7 digits.
Result<void> check_hk_macau(std::string_view number) {
  const auto rest = number.substr(std::min<std::size_t>(number.size(), 1));
  if (rest.size() < 7 || rest.size() > 10) return fail(Fault::bad_input, "id.length");
  const bool is_new = (rest.size() == 8 || rest.size() == 10) && are_digits(rest);
  const bool is_old = rest.size() <= 8 && is_upper(rest[0]) && are_digits(rest.substr(1));
  if ((number[0] != 'H' && number[0] != 'M') || (!is_new && !is_old))
    return fail(Fault::bad_input, "id.characters");
  return {};
}

Result<void> check_taiwan(std::string_view number) {
  if (number.size() != 8) return fail(Fault::bad_input, "id.length");
  if (!are_digits(number)) return fail(Fault::bad_input, "id.characters");
  return {};
}

// ICAO 9303 part 4: up to nine letters and digits.
Result<void> check_passport(std::string_view number) {
  if (number.size() < 5 || number.size() > 9) return fail(Fault::bad_input, "id.length");
  const bool is_plain =
      std::ranges::all_of(number, [](char c) { return is_digit(c) || is_upper(c); });
  if (!is_plain || std::ranges::none_of(number, is_digit))
    return fail(Fault::bad_input, "id.characters");
  return {};
}

Result<void> check_permanent(std::string_view number, Date today) {
  if (number.size() != 15 || are_digits(number))
    return check_eighteen(IdKind::permanent_resident, number, today);
  if (!are_upper(number.substr(0, 3)) || !are_digits(number.substr(3)))
    return fail(Fault::bad_input, "id.characters");
  return {};
}

Result<void> check(IdKind kind, std::string_view number, Date today) {
  switch (kind) {
    case IdKind::resident_id:
    case IdKind::residence_permit: return check_eighteen(kind, number, today);
    case IdKind::permanent_resident: return check_permanent(number, today);
    case IdKind::hk_macau_permit: return check_hk_macau(number);
    case IdKind::taiwan_permit: return check_taiwan(number);
    case IdKind::passport: return check_passport(number);
  }
  return fail(Fault::bad_input, "id.kind");
}

// The form in which typed and recorded numbers are compared; empty when it cannot be one.
std::string comparable(std::string_view text) {
  std::string plain;
  if (text.size() > kTextMax) return plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.substr(i, 2) == "\xC3\x97") {  // ×
      plain += 'X';
      ++i;
      continue;
    }
    plain += text[i] == '*' ? 'X' : upper(text[i]);
  }
  if (plain.size() == 15 && are_digits(plain)) {  // All 15-digit numbers are of the 1900s.
    plain.insert(6, "19");
    plain += gb11643_check(plain);
  }
  return plain;
}

// Compares in blocks of one length, so that not even lengths show in time.
bool equal_blocks(std::string_view a, std::string_view b) {
  std::string left(kTextMax, '\0');
  std::string right(kTextMax, '\0');
  a.copy(left.data(), kTextMax);
  b.copy(right.data(), kTextMax);
  const bool is_equal = equal_constant_time(left, right);
  return is_equal && !a.empty();
}

}  // namespace

std::string_view to_string(IdKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

Result<IdKind> parse_id_kind(std::string_view text) {
  for (const auto kind : kIdKinds)
    if (to_string(kind) == text) return kind;
  return fail(Fault::bad_input, "id.kind");
}

char gb11643_check(std::string_view first_17_digits) {
  constexpr std::array<int, 17> kWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                            3, 7, 9,  10, 5, 8, 4, 2};
  ensure(first_17_digits.size() == kWeights.size(), "gb11643.length");
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i)
    sum += kWeights[i] * (first_17_digits[i] - '0');
  return std::string_view{"10X98765432"}[static_cast<std::size_t>(sum % 11)];
}

Result<IdDocument> IdDocument::parse(IdKind kind, std::string_view text, Date today) {
  if (text.empty() || text.size() > kTextMax) return fail(Fault::bad_input, "id.length");
  if (has_full_width_digit(text))
    return fail(Fault::bad_input, "id.full_width", "type the digits in the narrow form");
  std::string number{text};
  std::ranges::transform(number, number.begin(), upper);
  if (auto wrong = check(kind, number, today); !wrong) return pass_on(wrong.error());
  return IdDocument{kind, std::move(number)};
}

std::optional<Date> IdDocument::birth_date() const {
  const bool has_birth = kind_ == IdKind::resident_id ||
                         kind_ == IdKind::residence_permit ||
                         kind_ == IdKind::permanent_resident;
  if (!has_birth || number_.size() != 18) return std::nullopt;
  return birth_of(std::string_view{number_}.substr(6, 8));
}

std::string masked(const IdDocument& document) {
  const auto number = document.number();
  const std::size_t front = number.size() >= 15 ? 3 : 1;
  if (number.size() <= front + 1) return std::string(number.size(), '*');
  std::string text{number};
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(front), text.end() - 1, '*');
  return text;
}

int age_on(Date birth, Date today) {
  const int years = static_cast<int>(today.year()) - static_cast<int>(birth.year());
  const bool is_before = today.month() < birth.month() ||
                         (today.month() == birth.month() && today.day() < birth.day());
  return is_before ? years - 1 : years;
}

bool id_number_matches(std::string_view on_record, std::string_view typed) {
  return equal_blocks(comparable(on_record), comparable(typed));
}

bool id_last_six_match(std::string_view on_record, std::string_view typed) {
  const auto record = comparable(on_record);
  const auto six = comparable(typed);
  if (record.size() < 6 || six.size() != 6) return false;
  return equal_blocks(std::string_view{record}.substr(record.size() - 6), six);
}

}  // namespace signoff
