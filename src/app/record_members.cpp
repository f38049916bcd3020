// SPDX-License-Identifier: Apache-2.0
#include "app/record_members.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kWholeDigitsMax = 12;
constexpr std::size_t kUnknownNameMax = 64;

bool is_plain(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

std::optional<std::int64_t> minor_units(std::string_view text, std::size_t decimals) {
  const auto tail = decimals == 0 ? 0 : decimals + 1;
  if (text.size() <= tail || text.size() > kWholeDigitsMax + tail) return std::nullopt;
  const auto point = text.size() - tail;
  std::int64_t minor = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point && text[i] == '.') continue;
    if (i == point || text[i] < '0' || text[i] > '9') return std::nullopt;
    minor = minor * 10 + (text[i] - '0');
  }
  return minor;
}

}  // namespace

std::string RecordMembers::path_of(std::string_view name) const {
  return path_.empty() ? std::string{name} : fmt::format("{}.{}", path_, name);
}

void RecordMembers::wrong(std::string_view name, std::string_view code) {
  defects_.push_back({path_of(name), std::string{code}});
}

const boost::json::value* RecordMembers::take(std::string_view name, bool is_needed) {
  asked_.emplace_back(name);
  const auto* value = object_.if_contains({name.data(), name.size()});
  if (value == nullptr && is_needed) wrong(name, "field.missing");
  return value;
}

const boost::json::object* RecordMembers::inner_object(std::string_view name,
                                                       bool is_needed) {
  const auto* value = take(name, is_needed);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) wrong(name, "field.type");
  return value->if_object();
}

std::string RecordMembers::text(std::string_view name, std::size_t longest,
                                bool is_needed) {
  const auto* value = take(name, is_needed);
  if (value == nullptr) return {};
  const auto* given = value->if_string();
  if (given == nullptr) {
    wrong(name, "field.type");
    return {};
  }
  std::string text{given->data(), given->size()};
  if (text.empty()) wrong(name, "field.empty");
  if (text.size() > longest) wrong(name, "field.too_long");
  if (!is_plain(text)) wrong(name, "field.characters");
  return text.size() > longest ? std::string{} : text;
}

bool RecordMembers::flag(std::string_view name, bool otherwise) {
  const auto* value = take(name, false);
  if (value == nullptr) return otherwise;
  if (!value->is_bool()) wrong(name, "field.type");
  return value->is_bool() ? value->get_bool() : otherwise;
}

std::int64_t RecordMembers::number(std::string_view name, std::int64_t low,
                                   std::int64_t high, std::int64_t otherwise) {
  const auto* value = take(name, false);
  if (value == nullptr) return otherwise;
  const auto* given = value->if_int64();
  if (given == nullptr) wrong(name, "field.type");
  if (given != nullptr && (*given < low || *given > high)) wrong(name, "field.range");
  return given != nullptr ? *given : otherwise;
}

Money RecordMembers::money(std::string_view name, Currency currency, bool is_needed,
                           bool may_be_negative) {
  const auto given = text(name, kWholeDigitsMax + 8, is_needed);
  if (given.empty()) return {0, currency};
  std::string_view digits = given;
  const bool is_negative = may_be_negative && digits.front() == '-';
  if (is_negative) digits.remove_prefix(1);
  const auto minor = minor_units(digits, static_cast<std::size_t>(currency.decimals()));
  if (!minor) wrong(name, "money.form");
  return {is_negative ? -minor.value_or(0) : minor.value_or(0), currency};
}

std::vector<std::string> RecordMembers::texts(std::string_view name, std::size_t count_max,
                                              std::size_t longest) {
  std::vector<std::string> all;
  const auto* value = take(name, false);
  if (value == nullptr) return all;
  const auto* list = value->if_array();
  if (list == nullptr) {
    wrong(name, "field.type");
    return all;
  }
  if (list->size() > count_max) wrong(name, "field.too_long");
  for (const auto& one : *list) {
    const auto* given = one.if_string();
    const bool is_good = given != nullptr && !given->empty() && given->size() <= longest &&
                         is_plain({given->data(), given->size()});
    if (is_good) {
      all.emplace_back(given->data(), given->size());
      continue;
    }
    wrong(name, "field.type");
    break;
  }
  return all;
}

void RecordMembers::finish() {
  for (const auto& member : object_) {
    const std::string_view name{member.key().data(), member.key().size()};
    if (std::ranges::find(asked_, name) != asked_.end()) continue;
    // What stands in a file is repeated only where it cannot harm whoever reads it.
    const bool is_shown =
        name.size() <= kUnknownNameMax &&
        std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F; });
    wrong(is_shown ? name : "?", "field.unknown");
  }
}

}  // namespace signoff
