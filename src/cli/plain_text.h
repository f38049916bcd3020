// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signoff::cli {

// Text of a far side made fit for a terminal: control characters (C0, DEL, C1), which could
// move the cursor or rename the window, and marks that turn the writing direction become
// blanks; what is not UTF-8 becomes "?".
std::string plain(std::string_view text);

// How many columns a terminal needs for it. `text` is plain.
std::size_t columns_of(std::string_view text);

// Lines of at most `columns` columns, broken at blanks where there are any. Never empty.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace signoff::cli
