// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string>
#include <string_view>

namespace signoff::cli {

// What people call a role, a channel, a kind of line, a card's state, a voucher's kind or
// standing; the server's own word for what has no other here.
std::string word_of(std::string_view code, Language language);

}  // namespace signoff::cli
