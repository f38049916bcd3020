// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string_view>

namespace signoff {

// What a person reads in the timeline for an event of the history. Every event that exists
// has its sentence; one that this version does not know gets a general one.
const Bilingual& timeline_text(std::string_view event);
bool has_timeline_text(std::string_view event);

// One look at the network out of several, from the detail of "step.E14.waits".
Bilingual check_text(std::string_view detail);

// The same as members of a JSON object: "event":…,"text":{…}. Made once per event; empty
// for an event without a sentence of its own. "step.E4.none" is the event "step.E4" that
// found nothing to do.
std::string_view timeline_members(std::string_view event);

}  // namespace signoff
