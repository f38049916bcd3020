// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/pack.h"

#include <string>
#include <variant>
#include <vector>

namespace signoff {

// The words of an enumeration's values, in their order.
template <class Values>
std::vector<std::string_view> words_of(const Values& values) {
  std::vector<std::string_view> words;
  for (const auto value : values) words.push_back(to_string(value));
  return words;
}

// What a key of a pack may hold and where it goes. Only the reader of packs uses these.
struct WholeField {
  int* to;
  int min;
  int max;
};
struct LimitedOrNotField {  // A whole number, or the word for "no limit".
  std::optional<int>* to;
  std::string_view unlimited;
  int max;
};
struct DurationField {  // ISO 8601, "PT24H".
  Duration* to;
  Duration min;
  Duration max;
};
struct TextField {
  std::string* to;
  std::size_t longest;
};
struct DayField {
  Date* to;
};
struct YesNoField {
  bool* to;
};
struct WholeListField {
  std::vector<int>* to;
  int max;
};
struct AmountField {  // Minor units of the pack's currency.
  Money* to;
  std::int64_t max_minor;
};
struct AmountOrNotField {
  std::optional<Money>* to;
  std::int64_t max_minor;
};
struct CurrencyField {
  Currency* to;
};
struct ChoiceField {  // One of a few words.
  std::vector<std::string_view> words;
  std::function<void(std::size_t)> take;
};
struct ChoiceListField {
  std::vector<std::string_view> words;
  std::size_t exactly;  // 0: any number of different ones.
  std::function<void(std::vector<std::size_t>)> take;
};
struct RateField {  // { count = 5, per = "PT1H" }.
  RateLimit* to;
};
struct WaysField {  // [{ needs = [...], channels = [...] }].
  std::vector<Way>* to;
};
struct WindowsField {
  std::vector<OperatingWindow>* to;
};
struct YearsField {
  std::vector<CalendarYear>* to;
};

using FieldTarget =
    std::variant<WholeField, LimitedOrNotField, DurationField, TextField, DayField,
                 YesNoField, WholeListField, AmountField, AmountOrNotField, CurrencyField,
                 ChoiceField, ChoiceListField, RateField, WaysField, WindowsField,
                 YearsField>;

struct Field {
  std::string key;  // Dotted, as in the file.
  FieldTarget target;
  bool is_required = true;
};

// Every key a pack has, in the order they are read (the currency before amounts).
std::vector<Field> fields_of(Pack& pack);

// A pair of keys that do not go together: which key to point at, and why.
struct Contradiction {
  std::string key;
  std::string reason;
};
std::optional<Contradiction> first_contradiction(const Pack& pack);

}  // namespace signoff
