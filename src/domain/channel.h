// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "domain/names.h"

#include <cstdint>

namespace signoff {

// The way a request came to us.
enum class Channel : std::uint8_t { web, app, hotline, shop, sms, api };
template <>
inline constexpr std::array kNames<Channel> =
    std::to_array<std::string_view>({"web", "app", "hotline", "shop", "sms", "api"});

template <>
inline constexpr std::array kNames<Language> =
    std::to_array<std::string_view>({"en", "zh"});

}  // namespace signoff
