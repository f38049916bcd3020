// SPDX-License-Identifier: Apache-2.0
#include "engine/withdrawal.h"

#include "base/ensure.h"

namespace signoff {

bool has_started(const Case& head) {
  return head.step != StepId::none && head.step != StepId::done;
}

void begin_undo(Entry& entry, CaseState undo_to) {
  auto& head = entry.dossier().head;
  ensure(has_started(head) && head.step <= StepId::e9_remove, "undo.too_late");
  head.undoing = true;
  head.undo_to = undo_to;
  head.attempts = 0;
  // In the cooling-off E9 is due next and has not run; E8 is the last that may need
  // undoing.
  if (head.step == StepId::e9_remove) head.step = StepId::e8_note;
  entry.due(entry.now());
}

}  // namespace signoff
