// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/entry.h"

namespace signoff {

// True while the service of the line may have been touched, so that ending the case means
// putting things back first.
bool has_started(const Case& head);

// Sets a case on its way back: the steps run in reverse from the present one, and then the
// case ends in `undo_to` (WITHDRAWN or REJECTED). Only before E9.
void begin_undo(Entry& entry, CaseState undo_to);

}  // namespace signoff
