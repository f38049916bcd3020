// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/line_record.h"
#include "domain/names.h"

#include <boost/json/object.hpp>

namespace signoff {

// Takes one member after another out of a JSON object, and keeps everything that is wrong.
class RecordMembers {
 public:
  RecordMembers(const boost::json::object& object, std::string path,
                std::vector<RecordDefect>& defects)
      : object_{object}, path_{std::move(path)}, defects_{defects} {}

  // 1 to `longest` bytes without control characters; empty where there is none.
  std::string text(std::string_view name, std::size_t longest, bool is_needed = false);
  bool flag(std::string_view name, bool otherwise);
  std::int64_t number(std::string_view name, std::int64_t low, std::int64_t high,
                      std::int64_t otherwise);
  // "38.20" with exactly the decimals of the currency.
  Money money(std::string_view name, Currency currency, bool is_needed = false,
              bool may_be_negative = false);
  std::vector<std::string> texts(std::string_view name, std::size_t count_max,
                                 std::size_t longest);

  // Text that `parse` makes a value of.
  template <class Parse>
  auto parsed(std::string_view name, Parse parse, bool is_needed = false)
      -> std::optional<typename decltype(parse(std::string_view{}))::value_type> {
    const auto given = text(name, 256, is_needed);
    if (given.empty()) return std::nullopt;
    auto value = parse(std::string_view{given});
    if (value) return *std::move(value);
    wrong(name, value.error().code);
    return std::nullopt;
  }
  template <class Enum>
  std::optional<Enum> choice(std::string_view name, bool is_needed = false) {
    return parsed(name, parse_name<Enum>, is_needed);
  }

  // Reads a member that is an object; false where there is none.
  template <class Read>
  bool object(std::string_view name, bool is_needed, Read read) {
    const auto* inner = inner_object(name, is_needed);
    if (inner == nullptr) return false;
    RecordMembers members{*inner, path_of(name), defects_};
    read(members);
    members.finish();
    return true;
  }

  void wrong(std::string_view name, std::string_view code);
  // Members that nobody has asked for are defects.
  void finish();

 private:
  const boost::json::value* take(std::string_view name, bool is_needed);
  const boost::json::object* inner_object(std::string_view name, bool is_needed);
  std::string path_of(std::string_view name) const;

  const boost::json::object& object_;
  std::string path_;
  std::vector<RecordDefect>& defects_;
  std::vector<std::string> asked_;
};

}  // namespace signoff
