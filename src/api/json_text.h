// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/language.h"
#include "base/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// Writes JSON straight into a string, piece by piece: answers are read far more often than
// anything else is done, and a tree of values would cost more than the bytes themselves.
class JsonText {
 public:
  JsonText& open(std::string_view name = {}) { return begin(name, '{'); }
  JsonText& close() { return end('}'); }
  JsonText& open_list(std::string_view name = {}) { return begin(name, '['); }
  JsonText& close_list() { return end(']'); }

  // Members of an object; with an empty name, elements of a list.
  JsonText& text(std::string_view name, std::string_view value);
  JsonText& number(std::string_view name, std::int64_t value);
  JsonText& flag(std::string_view name, bool value);
  JsonText& null(std::string_view name);
  // {"amount": "38.20", "currency": "CNY"}
  JsonText& money(std::string_view name, const Money& value);
  // {"en": …, "zh": …}
  JsonText& both(std::string_view name, std::string_view en, std::string_view zh);
  JsonText& both(std::string_view name, const Bilingual& value) {
    return both(name, value.en, value.zh);
  }
  JsonText& at(std::string_view name, Instant value);
  // null where there is none.
  JsonText& at(std::string_view name, std::optional<Instant> value);
  // Text that is JSON already: members of an object, without the braces.
  JsonText& ready(std::string_view members);

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  JsonText& begin(std::string_view name, char bracket);
  JsonText& end(char bracket);
  void lead(std::string_view name);
  void quote(std::string_view value);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace signoff
