// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace signoff {

// Stops the process when an invariant of the program itself is broken. Stays on in release:
// the engine is durable, so stopping is always safe. Never to be used on input.
void ensure(bool condition, std::string_view code);

}  // namespace signoff
