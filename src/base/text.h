// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace signoff {

// Without the blanks, tabs and line breaks at either end.
constexpr std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace signoff
