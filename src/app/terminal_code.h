// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// A QR code as lines for a terminal: two modules a character, in black on white whatever
// the terminal's own colours are. nullopt where the text is too long for one.
std::optional<std::string> terminal_code(std::string_view text);

}  // namespace signoff
