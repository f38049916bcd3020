// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"

#include <string>

namespace signoff::cli {

struct Watch {
  std::string until;  // A state to wait for; empty: until the case rests.
  int timeout_s = 0;  // 0: as long as it takes.
};

// True where a case stays until a person or a day comes.
bool is_resting(std::string_view state);
bool is_ended(std::string_view state);

// Follows a case: each new event of its timeline becomes a line on stderr, and where it
// stands is drawn below on a terminal. Fault::unavailable "watch.timeout" when it takes
// longer, Fault::conflict "watch.other_end" when it ended elsewhere than wished.
Done<Resource> follow(Session& session, const std::string& id, const Watch& watch);

}  // namespace signoff::cli
