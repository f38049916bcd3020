// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace signoff {

// The names of an enum's values, in order of declaration. One specialisation per enum that
// is stored or shown; states are stored as text so that a person can read the table.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kNames{};

template <class Enum>
constexpr std::string_view to_string(Enum value)
  requires(kNames<Enum>.size() > 0)
{
  return kNames<Enum>[static_cast<std::size_t>(value)];
}

template <class Enum>
Result<Enum> parse_name(std::string_view text)
  requires(kNames<Enum>.size() > 0)
{
  for (std::size_t i = 0; i < kNames<Enum>.size(); ++i)
    if (kNames<Enum>[i] == text) return static_cast<Enum>(i);
  return fail(Fault::bad_input, "name.unknown");
}

}  // namespace signoff
