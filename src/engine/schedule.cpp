// SPDX-License-Identifier: Apache-2.0
#include "engine/schedule.h"

#include <algorithm>

namespace signoff {

void schedule(Entry& entry, CaseEvent on, bool needs_objection_window, std::string detail) {
  auto& file = entry.dossier().file;
  const auto& times = entry.pack().times;
  const auto now = entry.now();
  file.approved_at = now;
  auto at = std::max(file.execute_at.value_or(now), now);
  if (needs_objection_window) at = std::max(at, now + times.objection_window);
  // K11: nobody unlocks a line by being quick.
  if (entry.dossier().line.is_locked) at = std::max(at, now + entry.pack().lock.wait);
  file.execute_at = at;
  // Who stops within a day needs no reminder of it.
  file.stop_announced = at - times.stop_reminder <= now;
  entry.touch_file();
  entry.move(on, std::move(detail));
  entry.due(file.stop_announced ? at : at - times.stop_reminder);
}

}  // namespace signoff
