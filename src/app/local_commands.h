// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace signoff {

// The commands that look after what lies on this machine: db, staff, keys, policy, verify.
void add_local_commands(const cli::Tree& tree);

}  // namespace signoff
