// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/entry.h"

namespace signoff {

// Approves a case: fixes when the service stops (the wish of the owner, but never inside
// the objection window, K5), and moves it by `on` to SCHEDULED.
void schedule(Entry& entry, CaseEvent on, bool needs_objection_window,
              std::string detail = {});

}  // namespace signoff
