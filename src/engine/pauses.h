// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/pack.h"
#include "ports/store.h"

namespace signoff {

// When a pause with a last day has something to do. Reminders go in the morning of the
// place, at least `remind_before_days` whole days before the line works again.
struct PauseTimes {
  Instant announce_at;
  Instant remind_at;  // Once more, the day before.
  Instant ends_at;
};
PauseTimes times_of(Date until, const Pack& pack);

// The line back in service (L2): its new state, the orders to register and billing, the
// message to the owner, and the timer at rest. `pause` is the line's own; version 0: it has
// none.
Change resumption(Line line, Pause pause, const Owner& owner, const Pack& pack,
                  Instant now);

// What the timer makes of a pause that is due. Never resumes a line unless a reminder that
// names the day has reached the owner `remind_before_days` before: a pause that nobody can
// be told of stays until the owner ends it.
Result<Change> look_at_pause(Store& store, const Pack& pack, Pause pause, Instant now);

}  // namespace signoff
