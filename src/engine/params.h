// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/working_days.h"
#include "ports/store.h"

#include <map>
#include <string>

namespace signoff {

using Params = std::map<std::string, std::string>;

// Every parameter that a message of the catalogue may use about a case, in the case's
// language and as the case stands now. Which deadline {until}, {by} and {date} mean follows
// from the state that the case has just reached.
Params message_params(const Dossier& dossier, const Pack& pack);

// The next reminder, or the end of the wait.
Instant next_look_while_awaiting(const CaseFile& file, const Pack& pack);

}  // namespace signoff
