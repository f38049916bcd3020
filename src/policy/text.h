// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// A value for a {name} in a text. Values are put in as they are and never read as text with
// names of their own; control characters become blanks.
struct Param {
  std::string_view name;
  std::string value;
};

// The names a text asks for, each once, in the order of their first use.
std::vector<std::string_view> names_in(std::string_view text);
// True when every name of the text is given.
bool fits(std::string_view text, std::span<const Param> params);
// The text with every {name} replaced. A name that is not given is a broken invariant, as
// texts and callers are both ours.
std::string fill(std::string_view text, std::span<const Param> params);

}  // namespace signoff
