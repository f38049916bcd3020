// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"

namespace signoff {

// What every store asks of a change before it looks at stored rows: the parts belong to the
// line that the change names (no transaction spans two lines), and a file comes with its
// case, as marks do. Fault::bad_input "change.other_line", "change.file",
// "change.marks".
Result<void> check_shape(const Change& change);

// Lines in these states no longer hold their number.
constexpr bool holds_number(LineState state) {
  return state != LineState::terminated && state != LineState::ported_out &&
         state != LineState::closed;
}

// Newest case first, each once for each kind, at most `limit`.
void sort_links(std::vector<CaseLink>& links, std::size_t limit);

// No list is longer than this, whatever the caller asks for.
inline constexpr std::size_t kRowsMax = 10'000;

}  // namespace signoff
