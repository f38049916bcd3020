// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace signoff {

// The number of the first line that must not reach toml++ 3.3, or 0. That parser asserts,
// and so runs into the void in a release, on a table header that begins with anything but a
// key
// ("[."), on "}" where a list wants a value, and on most letters beyond ASCII outside of
// strings. Refused here: those, control characters, and strings over several lines.
unsigned first_unsafe_toml_line(std::string_view text);

// The same document in ASCII: what is beyond becomes an escape, which means the same inside
// a string and is a plain error anywhere else, so that toml++ never meets such a letter
// where it has no way out. Lines stay lines. Text that is not UTF-8 becomes "?".
std::string ascii_toml(std::string_view text);

inline constexpr std::string_view kUnsafeToml =
    "is not TOML: wants keys, [tables] and strings on one line";

}  // namespace signoff
