// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "steps/outside.h"

namespace signoff {

// PRECHECK: takes the payments the owner chose, then sends the case back to him, to a
// person, or on its way. Every payment carries a key of the case, so repeating takes
// nothing twice.
std::unique_ptr<Judge> make_judge(const Outside& outside);

}  // namespace signoff
