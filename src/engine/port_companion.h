// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "engine/entry.h"

namespace signoff {

struct PortParts {
  Store& store;
  Random& random;
  const Pack& pack;
};

// The number of this line is with another operator: the line becomes PORTED_OUT and, in the
// same transaction, a case opens that stops its charging, takes it out of the home
// register, makes the final bill and pays back what is left. Nothing to do when that has
// happened. Conflict "case.open" while another case of the line is open, "line.state" where
// the tables know no such move.
Result<void> open_port_companion(const PortParts& parts, const std::string& line_id,
                                 Instant now, const Actor& actor);

}  // namespace signoff
