// SPDX-License-Identifier: Apache-2.0
#include "domain/mrz.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace signoff {
namespace {

// Where a field stands in the zone, its lines written one after the other.
struct Span {
  std::size_t at;
  std::size_t length;
};

struct Layout {
  MrzFormat format;
  std::size_t size;
  Span document_code, issuer, names, number, nationality, birth, sex, expiry, optional;
  std::size_t number_check, birth_check, expiry_check, composite_check;
  bool has_optional_check;  // TD3 has one, right behind the field.
  // What the composite check digit runs over, in this order.
  std::array<Span, 4> composite;
  std::span<const Span> more_optional;
};

constexpr Span kTd1Second[] = {{48, 11}};

constexpr Layout kLayouts[] = {
    {MrzFormat::td1,
     90,
     {0, 2},
     {2, 3},
     {60, 30},
     {5, 9},
     {45, 3},
     {30, 6},
     {37, 1},
     {38, 6},
     {15, 15},
     14,
     36,
     44,
     59,
     false,
     {{{5, 25}, {30, 7}, {38, 7}, {48, 11}}},
     kTd1Second},
    {MrzFormat::td2,
     72,
     {0, 2},
     {2, 3},
     {5, 31},
     {36, 9},
     {46, 3},
     {49, 6},
     {56, 1},
     {57, 6},
     {64, 7},
     45,
     55,
     63,
     71,
     false,
     {{{36, 10}, {49, 7}, {57, 14}, {0, 0}}},
     {}},
    {MrzFormat::td3,
     88,
     {0, 2},
     {2, 3},
     {5, 39},
     {44, 9},
     {54, 3},
     {57, 6},
     {64, 1},
     {65, 6},
     {72, 14},
     53,
     63,
     71,
     87,
     true,
     {{{44, 10}, {57, 7}, {65, 22}, {0, 0}}},
     {}},
};

struct LookAlike {
  char letter;
  char digit;
};
// Each letter once; the first row of a digit is what the digit becomes as a letter.
constexpr LookAlike kLookAlikes[] = {{'O', '0'}, {'Q', '0'}, {'D', '0'},
                                     {'I', '1'}, {'L', '1'}, {'Z', '2'},
                                     {'S', '5'}, {'G', '6'}, {'B', '8'}};

bool is_numeral(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

char as_digit(char c) {
  for (const auto& pair : kLookAlikes)
    if (pair.letter == c) return pair.digit;
  return c;
}
char as_letter(char c) {
  for (const auto& pair : kLookAlikes)
    if (pair.digit == c) return pair.letter;
  return c;
}

int value_of(char c) {
  if (is_numeral(c)) return c - '0';
  return is_letter(c) ? c - 'A' + 10 : 0;
}

// The zone as text of one size, with what repairs did to each character.
struct Zone {
  const Layout* layout;
  std::string text;
  std::vector<bool> is_repaired;

  std::string_view at(Span span) const {
    return std::string_view{text}.substr(span.at, span.length);
  }
  bool was_repaired(Span span) const {
    return std::any_of(
        is_repaired.begin() + static_cast<std::ptrdiff_t>(span.at),
        is_repaired.begin() + static_cast<std::ptrdiff_t>(span.at + span.length),
        [](bool repaired) { return repaired; });
  }
  void set(std::size_t i, char c) {
    if (text[i] == c) return;
    text[i] = c;
    is_repaired[i] = true;
  }
};

Result<Zone> read_zone(std::string_view text) {
  if (text.size() > 256) return fail(Fault::bad_input, "mrz.size");
  std::string plain;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    const char big = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (!is_numeral(big) && !is_letter(big) && big != '<')
      return fail(Fault::bad_input, "mrz.characters");
    plain += big;
  }
  for (const auto& layout : kLayouts)
    if (layout.size == plain.size())
      return Zone{&layout, plain, std::vector<bool>(plain.size())};
  return fail(Fault::bad_input, "mrz.size");
}

void to_digits(Zone& zone, Span span) {
  for (std::size_t i = span.at; i < span.at + span.length; ++i)
    zone.set(i, as_digit(zone.text[i]));
}
void to_letters(Zone& zone, Span span) {
  for (std::size_t i = span.at; i < span.at + span.length; ++i)
    zone.set(i, as_letter(zone.text[i]));
}

// Field rules of ICAO 9303: dates and check digits hold no letters, names and states no
// digits.
void repair_by_rules(Zone& zone) {
  const auto& l = *zone.layout;
  for (const Span span :
       {l.birth, l.expiry, Span{l.number_check, 1}, Span{l.birth_check, 1},
        Span{l.expiry_check, 1}, Span{l.composite_check, 1}})
    to_digits(zone, span);
  for (const Span span : {l.document_code, l.issuer, l.names, l.nationality, l.sex})
    to_letters(zone, span);
  if (l.has_optional_check) to_digits(zone, {l.optional.at + l.optional.length, 1});
}

bool holds(std::string_view field, char check) { return mrz_check_digit(field) == check; }

bool composite_holds(const Zone& zone) {
  std::string all;
  for (const Span span : zone.layout->composite) all += zone.at(span);
  return holds(all, zone.text[zone.layout->composite_check]);
}

// A number longer than nine characters leaves its check place empty and goes on in the
// optional field, its check digit last (ICAO 9303 part 5 clause 4.2.2, TD1 and TD2).
struct Number {
  std::string text;
  char check;
  std::size_t taken = 0;  // Characters of the optional field, the filler behind included.
};

Number number_of(const Zone& zone) {
  const auto& l = *zone.layout;
  Number number{std::string{zone.at(l.number)}, zone.text[l.number_check]};
  if (number.check != '<' || l.has_optional_check) return number;
  const auto more = zone.at(l.optional);
  const auto end = std::min(more.find('<'), more.size());
  if (end < 2) return number;
  number.text += more.substr(0, end - 1);
  number.check = as_digit(more[end - 1]);
  number.taken = end;
  return number;
}

bool number_holds(const Zone& zone) {
  const auto number = number_of(zone);
  return holds(number.text, number.check) && composite_holds(zone);
}

// One look-alike in the document number, where exactly one reading satisfies both its own
// and the composite check digit. G and 6 differ by ten, which no check digit can see.
void repair_number(Zone& zone) {
  const auto span = zone.layout->number;
  std::vector<Zone> fitting;
  for (std::size_t i = span.at; i < span.at + span.length; ++i) {
    const char seen = zone.text[i];
    for (const auto& pair : kLookAlikes) {
      if (pair.letter == 'G' || (seen != pair.letter && seen != pair.digit)) continue;
      Zone tried = zone;
      tried.set(i, seen == pair.letter ? pair.digit : pair.letter);
      if (number_holds(tried)) fitting.push_back(std::move(tried));
    }
  }
  if (fitting.size() == 1) zone = std::move(fitting.front());
}

// The check digit of an optional field may be left out where the field is empty.
bool optional_holds(const Zone& zone) {
  const auto& l = *zone.layout;
  if (!l.has_optional_check) return true;
  const auto field = zone.at(l.optional);
  const char check = zone.text[l.optional.at + l.optional.length];
  if (check == '<') return field.find_first_not_of('<') == std::string_view::npos;
  return holds(field, check);
}

Result<void> check(const Zone& zone) {
  const auto& l = *zone.layout;
  const auto wrong = [](const char* code) { return fail(Fault::bad_input, code); };
  const auto number = number_of(zone);
  if (!holds(number.text, number.check)) return wrong("mrz.check_digit.number");
  if (!holds(zone.at(l.birth), zone.text[l.birth_check]))
    return wrong("mrz.check_digit.birth");
  if (!holds(zone.at(l.expiry), zone.text[l.expiry_check]))
    return wrong("mrz.check_digit.expiry");
  if (!optional_holds(zone)) return wrong("mrz.check_digit.optional");
  if (!composite_holds(zone)) return wrong("mrz.check_digit.composite");
  return {};
}

std::string without_fillers(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '<')
      plain += c;
    else if (!plain.empty() && plain.back() != ' ')
      plain += ' ';
  }
  while (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

MrzField field(const Zone& zone, Span span, bool is_proved) {
  return {without_fillers(zone.at(span)), is_proved, zone.was_repaired(span)};
}

void take_names(const Zone& zone, Mrz& mrz) {
  const auto names = zone.layout->names;
  const auto text = zone.at(names);
  const auto gap = std::min(text.find("<<"), text.size());
  mrz.surname = field(zone, {names.at, gap}, false);
  mrz.given_names = field(zone, {names.at + gap, names.length - gap}, false);
}

// Dates are six digits, or fillers in place of what is not known.
Result<std::optional<Date>> date_of(std::string_view text, bool is_birth, Date today) {
  if (text.find('<') != std::string_view::npos) {
    for (const char c : text)
      if (c != '<' && !is_numeral(c)) return fail(Fault::bad_input, "mrz.date");
    return std::optional<Date>{};
  }
  if (!std::ranges::all_of(text, is_numeral)) return fail(Fault::bad_input, "mrz.date");
  const auto two = [&](std::size_t at) {
    return value_of(text[at]) * 10 + value_of(text[at + 1]);
  };
  const auto in = [&](int century) {
    return Date{std::chrono::year{century + two(0)},
                std::chrono::month{static_cast<unsigned>(two(2))},
                std::chrono::day{static_cast<unsigned>(two(4))}};
  };
  Date date = in(2000);
  if (is_birth && (!date.ok() || date > today)) date = in(1900);
  if (!date.ok()) return fail(Fault::bad_input, "mrz.date");
  return std::optional{date};
}

Mrz fields_of(const Zone& zone) {
  const auto& l = *zone.layout;
  Mrz mrz;
  mrz.format = l.format;
  mrz.document_code = field(zone, l.document_code, false);
  mrz.issuer = field(zone, l.issuer, false);
  take_names(zone, mrz);
  const auto number = number_of(zone);
  mrz.number = {without_fillers(number.text), true, zone.was_repaired(l.number)};
  mrz.nationality = field(zone, l.nationality, false);
  mrz.birth = {std::string{zone.at(l.birth)}, true, zone.was_repaired(l.birth)};
  mrz.sex = field(zone, l.sex, false);
  mrz.expiry = {std::string{zone.at(l.expiry)}, true, zone.was_repaired(l.expiry)};
  // In TD1 and TD2 the composite check digit alone covers the optional fields.
  mrz.optional =
      field(zone, {l.optional.at + number.taken, l.optional.length - number.taken}, true);
  for (const Span span : l.more_optional) {
    const auto more = field(zone, span, true);
    if (!more.text.empty() && !mrz.optional.text.empty()) mrz.optional.text += ' ';
    mrz.optional.text += more.text;
  }
  return mrz;
}

}  // namespace

char mrz_check_digit(std::string_view text) {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) sum += value_of(text[i]) * kWeights[i % 3];
  return static_cast<char>('0' + sum % 10);
}

Result<Mrz> parse_mrz(std::string_view text, Date today) {
  auto zone = read_zone(text);
  if (!zone) return pass_on(zone.error());
  repair_by_rules(*zone);
  if (!number_holds(*zone)) repair_number(*zone);
  if (auto wrong = check(*zone); !wrong) return pass_on(wrong.error());
  Mrz mrz = fields_of(*zone);
  const auto birth = date_of(mrz.birth.text, true, today);
  if (!birth) return pass_on(birth.error());
  const auto expiry = date_of(mrz.expiry.text, false, today);
  if (!expiry) return pass_on(expiry.error());
  mrz.birth_date = *birth;
  mrz.expires_on = *expiry;
  return mrz;
}

}  // namespace signoff
