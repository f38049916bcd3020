// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace signoff {

// signoff card: what works with a card in a reader, or is one.
void add_card_commands(const cli::Tree& tree);

}  // namespace signoff
