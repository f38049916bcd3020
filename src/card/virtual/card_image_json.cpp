// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/card_image_json.h"

#include <algorithm>
#include <boost/json.hpp>

namespace signoff::uicc {
namespace {

namespace json = boost::json;

const json::array kNoList;
const json::object kNoObject;

std::string_view text_of(const json::value& value) {
  const auto& text = value.get_string();
  return {text.data(), text.size()};
}

}  // namespace

Members::Members(const json::value& value) : members_{value.if_object()} {
  if (members_ == nullptr) refuse("an object");
}

void Members::refuse(std::string_view name) {
  if (wrong_.empty()) wrong_ = name;
}

const json::value* Members::find(std::string_view name) {
  asked_.push_back(name);
  return members_ == nullptr ? nullptr : members_->if_contains(name);
}

std::string Members::text(std::string_view name, std::string_view otherwise,
                          std::size_t max) {
  const auto* value = find(name);
  if (value == nullptr) return std::string{otherwise};
  if (!value->is_string() || value->get_string().size() > max) {
    refuse(name);
    return std::string{otherwise};
  }
  return std::string{text_of(*value)};
}

std::string Members::digits(std::string_view name, std::size_t max) {
  auto value = text(name, {}, max);
  if (value.find_first_not_of("0123456789") != value.npos) {
    refuse(name);
    value.clear();
  }
  return value;
}

int Members::number(std::string_view name, int otherwise, int min, int max) {
  const auto* value = find(name);
  if (value == nullptr) return otherwise;
  const auto* found = value->if_int64();
  if (found != nullptr && *found >= min && *found <= max) return static_cast<int>(*found);
  refuse(name);
  return otherwise;
}

std::int64_t Members::counter(std::string_view name) {
  const auto* value = find(name);
  if (value == nullptr) return 0;
  const auto* found = value->if_int64();
  if (found != nullptr && *found >= 0) return *found;
  refuse(name);
  return 0;
}

bool Members::flag(std::string_view name, bool otherwise) {
  const auto* value = find(name);
  if (value == nullptr) return otherwise;
  if (value->is_bool()) return value->get_bool();
  refuse(name);
  return otherwise;
}

Bytes Members::hex(std::string_view name, std::size_t max) {
  auto bytes = from_hex(text(name, {}, 2 * max));
  if (bytes) return std::move(*bytes);
  refuse(name);
  return {};
}

Bytes Members::base64url(std::string_view name, std::size_t max) {
  auto bytes = from_base64url(text(name, {}, 2 * max));
  if (bytes) return std::move(*bytes);
  refuse(name);
  return {};
}

std::vector<std::string> Members::words(std::string_view name, std::size_t max) {
  std::vector<std::string> found;
  for (const auto& value : list(name, max)) {
    if (value.is_string()) {
      found.emplace_back(text_of(value));
    } else {
      refuse(name);
    }
  }
  return found;
}

const json::array& Members::list(std::string_view name, std::size_t max) {
  const auto* value = find(name);
  if (value == nullptr) return kNoList;
  const auto* found = value->if_array();
  if (found != nullptr && found->size() <= max) return *found;
  refuse(name);
  return kNoList;
}

const json::object& Members::object(std::string_view name, std::size_t max) {
  const auto* value = find(name);
  if (value == nullptr) return kNoObject;
  const auto* found = value->if_object();
  if (found != nullptr && found->size() <= max) return *found;
  refuse(name);
  return kNoObject;
}

Result<void> Members::finish() {
  if (wrong_.empty()) {
    for (const auto& member : *members_) {
      const std::string_view name{member.key().data(), member.key().size()};
      if (std::ranges::find(asked_, name) == asked_.end()) refuse(name);
    }
  }
  if (wrong_.empty()) return {};
  return fail(Fault::bad_input, "card_image.member", wrong_);
}

}  // namespace signoff::uicc
