// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

namespace signoff {

// Bounds of a request target. Longer ones are refused before anything is decoded.
inline constexpr std::size_t kTargetMax = 2048;
inline constexpr std::size_t kSegmentsMax = 16;
inline constexpr std::size_t kQueryMax = 32;

// Undoes %XX (RFC 3986 clause 2.1). What comes out is valid UTF-8 without control
// characters; anything else is refused with `code`.
Result<std::string> percent_decode(std::string_view text, std::string_view code);

// Splits "/a/b%20c" into decoded segments. Empty, "." and ".." segments and a "/" hidden as
// %2F are refused, so that a path means one thing only; a final "/" leaves one empty
// segment.
Result<std::vector<std::string>> parse_path(std::string_view path);

// "a=1&b=x+y" as the WHATWG form encoding writes it; at most kQueryMax parameters.
Result<std::vector<NamedText>> parse_query(std::string_view text);

struct Target {
  std::vector<std::string> segments;
  std::vector<NamedText> query;
};

// The target of a request line, in origin or absolute form (RFC 9112 clause 3.2).
Result<Target> parse_target(std::string_view target);

bool is_utf8(std::string_view text);

}  // namespace signoff
