// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/identify.h"

#include <functional>

namespace signoff {

// Asks whoever holds the card for its PIN, telling the tries left. A failure is passed on.
using AskPin = std::function<Result<std::string>(int tries_left)>;

// Opens the SIM or USIM and presents its PIN where it wants one. Asks at most once, and not
// at all where the answer could be the last try: conflict "card.last_try", forbidden
// "card.pin_blocked", conflict "card.tries_unknown"; else as open_sim and verify_pin.
Result<FileInfo> open_with_pin(CardSession& session, const AskPin& ask);

}  // namespace signoff
