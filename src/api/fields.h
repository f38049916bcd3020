// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>

namespace signoff {

inline constexpr std::size_t kJsonDepthMax = 16;

// Parses JSON of bounded depth; what follows the value is refused.
Result<boost::json::value> parse_json(std::string_view text);

// How many characters, as people count them, of checked UTF-8.
std::size_t code_points(std::string_view text);

// The body of a request that must be a JSON object. An empty body reads as {} so that an
// act without arguments needs none; any other content type than JSON is refused.
Result<boost::json::object> json_body(const Request& request);

// Reads the members of a JSON object one by one and keeps the first error, so that a
// handler asks for all it needs and checks once:
//
//   Fields fields{body};
//   const auto msisdn = fields.required("msisdn", Msisdn::parse);
//   const auto code = fields.required_string("code", 4, 12);
//   if (auto bad = fields.finish(); !bad) return problem(bad.error());
//
// After an error every reader answers with an empty value. The error's detail is the JSON
// pointer of the member (RFC 6901). Members nobody asked for are an error too.
class Fields {
 public:
  // `object` must outlive the reader.
  explicit Fields(const boost::json::object& object) : Fields{object, "", nullptr} {}

  // Text of `shortest` to `longest` characters (code points) without control characters;
  // line breaks and tabs are let through.
  std::string required_string(std::string_view name, std::size_t shortest,
                              std::size_t longest);
  std::optional<std::string> optional_string(std::string_view name, std::size_t shortest,
                                             std::size_t longest);
  std::int64_t required_int(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> optional_int(std::string_view name, std::int64_t least,
                                           std::int64_t most);
  bool required_bool(std::string_view name);
  bool optional_bool(std::string_view name, bool otherwise);
  // One of the listed words; "" after an error.
  std::string required_choice(std::string_view name,
                              std::initializer_list<std::string_view> choices);
  std::optional<std::string> optional_choice(
      std::string_view name, std::initializer_list<std::string_view> choices);
  // Strings in an array of at most `count_max`; a missing member is an empty list.
  std::vector<std::string> string_list(std::string_view name, std::size_t count_max,
                                       std::size_t longest);
  // Reads each object of an array of at most `count_max` with `read(Fields&)`; a missing
  // member is an empty list.
  template <class Read>
  auto list(std::string_view name, std::size_t count_max, Read read);
  // Reads a nested object with `read(Fields&)`; false where there is none.
  template <class Read>
  bool object(std::string_view name, Read read);

  // A string of at most 256 characters that `parse` turns into a value of its own.
  template <class Parse>
  auto required(std::string_view name, Parse parse)
      -> std::optional<typename decltype(parse(std::string_view{}))::value_type>;
  template <class Parse>
  auto optional(std::string_view name, Parse parse)
      -> std::optional<typename decltype(parse(std::string_view{}))::value_type>;

  bool has(std::string_view name) const { return object_.contains(name); }

  // The first error, or the first member that nobody asked for.
  Result<void> finish();
  // Adds an error that the handler found in a member by itself.
  void refuse(std::string_view name, std::string_view code);

 private:
  Fields(const boost::json::object& object, std::string pointer, Fields* parent)
      : object_{object}, pointer_{std::move(pointer)}, parent_{parent} {}

  Fields& root() { return parent_ ? parent_->root() : *this; }
  bool is_bad() { return root().error_.has_value(); }
  // The member, or null where it is missing, null or after an error.
  const boost::json::value* take(std::string_view name, bool is_required);
  std::optional<std::string> text(std::string_view name, bool is_required,
                                  std::size_t shortest, std::size_t longest);
  std::optional<std::int64_t> number(std::string_view name, bool is_required,
                                     std::int64_t least, std::int64_t most);
  std::optional<std::string> choice(std::string_view name, bool is_required,
                                    std::initializer_list<std::string_view> choices);
  const boost::json::array* array(std::string_view name, std::size_t count_max);
  std::string pointer_to(std::string_view name) const;
  void refuse_at(std::string pointer, std::string_view code);
  void check_unknown();

  template <class Parse>
  auto parsed(std::string_view name, bool is_required, Parse parse)
      -> std::optional<typename decltype(parse(std::string_view{}))::value_type>;

  const boost::json::object& object_;
  std::string pointer_;
  Fields* parent_;
  std::vector<std::string> asked_;
  std::optional<Error> error_;
};

template <class Parse>
auto Fields::parsed(std::string_view name, bool is_required, Parse parse)
    -> std::optional<typename decltype(parse(std::string_view{}))::value_type> {
  const auto given = text(name, is_required, 1, 256);
  if (!given) return std::nullopt;
  auto value = parse(std::string_view{*given});
  if (value) return std::move(*value);
  refuse(name, value.error().code);
  return std::nullopt;
}

template <class Parse>
auto Fields::required(std::string_view name, Parse parse)
    -> std::optional<typename decltype(parse(std::string_view{}))::value_type> {
  return parsed(name, true, parse);
}

template <class Parse>
auto Fields::optional(std::string_view name, Parse parse)
    -> std::optional<typename decltype(parse(std::string_view{}))::value_type> {
  return parsed(name, false, parse);
}

template <class Read>
auto Fields::list(std::string_view name, std::size_t count_max, Read read) {
  std::vector<decltype(read(*this))> items;
  const auto* values = array(name, count_max);
  if (!values) return items;
  for (std::size_t at = 0; at < values->size() && !is_bad(); ++at) {
    const std::string index = std::to_string(at);
    const auto* element = (*values)[at].if_object();
    if (!element) {
      refuse_at(pointer_to(name) + "/" + index, "field.type");
      break;
    }
    Fields inner{*element, pointer_to(name) + "/" + index, this};
    items.push_back(read(inner));
    inner.check_unknown();
  }
  return items;
}

template <class Read>
bool Fields::object(std::string_view name, Read read) {
  const auto* value = take(name, false);
  if (!value) return false;
  if (!value->is_object()) {
    refuse(name, "field.type");
    return false;
  }
  Fields inner{value->get_object(), pointer_to(name), this};
  read(inner);
  inner.check_unknown();
  return !is_bad();
}

}  // namespace signoff
