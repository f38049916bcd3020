// SPDX-License-Identifier: Apache-2.0
#include "api/fields.h"

#include <boost/json.hpp>

namespace signoff {

namespace {

bool is_plain(std::string_view text) {
  return std::ranges::none_of(text, [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F;
  });
}

}  // namespace

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0) != 0x80;
  }));
}

Result<boost::json::value> parse_json(std::string_view text) {
  boost::json::error_code failed;
  const boost::json::parse_options options{.max_depth = kJsonDepthMax};
  auto value = boost::json::parse(text, failed, {}, options);
  if (failed) return fail(Fault::bad_input, "json.syntax");
  return value;
}

Result<boost::json::object> json_body(const Request& request) {
  if (request.body.empty()) return boost::json::object{};
  const auto type = media_type(request.content_type);
  const bool is_json = type == "application/json" ||
                       (type.starts_with("application/") && type.ends_with("+json"));
  if (!is_json) return fail(Fault::bad_input, "http.content_type");
  auto value = parse_json(request.body);
  if (!value) return pass_on(value.error());
  if (!value->is_object()) return fail(Fault::bad_input, "json.not_object");
  return std::move(value->get_object());
}

std::string Fields::pointer_to(std::string_view name) const {
  std::string pointer = pointer_ + "/";
  for (const char letter : name) {
    if (letter == '~')
      pointer += "~0";
    else if (letter == '/')
      pointer += "~1";
    else
      pointer += letter;
  }
  return pointer;
}

void Fields::refuse_at(std::string pointer, std::string_view code) {
  if (is_bad()) return;
  root().error_ = Error{Fault::bad_input, std::string{code}, std::move(pointer)};
}

void Fields::refuse(std::string_view name, std::string_view code) {
  refuse_at(pointer_to(name), code);
}

const boost::json::value* Fields::take(std::string_view name, bool is_required) {
  asked_.emplace_back(name);
  if (is_bad()) return nullptr;
  const auto* value = object_.if_contains(name);
  if (value && !value->is_null()) return value;
  if (is_required) refuse(name, "field.missing");
  return nullptr;
}

std::optional<std::string> Fields::text(std::string_view name, bool is_required,
                                        std::size_t shortest, std::size_t longest) {
  const auto* value = take(name, is_required);
  if (!value) return std::nullopt;
  const auto* string = value->if_string();
  if (!string) {
    refuse(name, "field.type");
    return std::nullopt;
  }
  const std::string_view given{string->data(), string->size()};
  const auto length = code_points(given);
  if (length < shortest) refuse(name, "field.too_short");
  if (length > longest) refuse(name, "field.too_long");
  if (!is_plain(given)) refuse(name, "field.characters");
  if (is_bad()) return std::nullopt;
  return std::string{given};
}

std::optional<std::int64_t> Fields::number(std::string_view name, bool is_required,
                                           std::int64_t least, std::int64_t most) {
  const auto* value = take(name, is_required);
  if (!value) return std::nullopt;
  std::int64_t given = 0;
  if (value->is_uint64()) {
    refuse(name, "field.range");  // Boost.JSON uses it only beyond the signed range.
  } else if (value->is_int64()) {
    given = value->get_int64();
    if (given < least || given > most) refuse(name, "field.range");
  } else {
    refuse(name, "field.type");
  }
  if (is_bad()) return std::nullopt;
  return given;
}

std::optional<std::string> Fields::choice(std::string_view name, bool is_required,
                                          std::initializer_list<std::string_view> choices) {
  auto given = text(name, is_required, 1, 256);
  if (!given) return std::nullopt;
  if (std::ranges::find(choices, std::string_view{*given}) != choices.end()) return given;
  refuse(name, "field.choice");
  return std::nullopt;
}

const boost::json::array* Fields::array(std::string_view name, std::size_t count_max) {
  const auto* value = take(name, false);
  if (!value) return nullptr;
  const auto* values = value->if_array();
  if (!values)
    refuse(name, "field.type");
  else if (values->size() > count_max)
    refuse(name, "field.too_long");
  return is_bad() ? nullptr : values;
}

std::string Fields::required_string(std::string_view name, std::size_t shortest,
                                    std::size_t longest) {
  return text(name, true, shortest, longest).value_or("");
}

std::optional<std::string> Fields::optional_string(std::string_view name,
                                                   std::size_t shortest,
                                                   std::size_t longest) {
  return text(name, false, shortest, longest);
}

std::int64_t Fields::required_int(std::string_view name, std::int64_t least,
                                  std::int64_t most) {
  return number(name, true, least, most).value_or(least);
}

std::optional<std::int64_t> Fields::optional_int(std::string_view name, std::int64_t least,
                                                 std::int64_t most) {
  return number(name, false, least, most);
}

bool Fields::required_bool(std::string_view name) {
  const auto* value = take(name, true);
  if (value && !value->is_bool()) refuse(name, "field.type");
  return value && value->is_bool() && value->get_bool();
}

bool Fields::optional_bool(std::string_view name, bool otherwise) {
  const auto* value = take(name, false);
  if (!value) return otherwise;
  if (!value->is_bool()) refuse(name, "field.type");
  return value->is_bool() ? value->get_bool() : otherwise;
}

std::string Fields::required_choice(std::string_view name,
                                    std::initializer_list<std::string_view> choices) {
  return choice(name, true, choices).value_or("");
}

std::optional<std::string> Fields::optional_choice(
    std::string_view name, std::initializer_list<std::string_view> choices) {
  return choice(name, false, choices);
}

std::vector<std::string> Fields::string_list(std::string_view name, std::size_t count_max,
                                             std::size_t longest) {
  std::vector<std::string> items;
  const auto* values = array(name, count_max);
  if (!values) return items;
  for (const auto& value : *values) {
    const auto* string = value.if_string();
    if (!string) refuse(name, "field.type");
    if (is_bad()) return {};
    const std::string_view given{string->data(), string->size()};
    if (given.empty()) refuse(name, "field.too_short");
    if (code_points(given) > longest) refuse(name, "field.too_long");
    if (!is_plain(given)) refuse(name, "field.characters");
    items.emplace_back(given);
  }
  return is_bad() ? std::vector<std::string>{} : items;
}

void Fields::check_unknown() {
  for (const auto& member : object_) {
    if (is_bad()) return;
    const std::string_view name{member.key().data(), member.key().size()};
    if (std::ranges::find(asked_, name) != asked_.end()) continue;
    // The name is the caller's text: it goes back in the pointer only when it is short.
    refuse(name.size() <= 64 && is_plain(name) ? name : "", "field.unknown");
  }
}

Result<void> Fields::finish() {
  check_unknown();
  if (root().error_) return pass_on(*root().error_);
  return {};
}

}  // namespace signoff
