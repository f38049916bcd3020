// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/session.h"

#include <optional>
#include <string_view>

namespace signoff {

enum class PinName : std::uint8_t { pin1, pin2 };

struct PinState {
  bool is_enabled = true;
  std::optional<int> tries_left;  // Nothing where the card does not tell.
};

// Asks without spending a try. `application` is what the card said of the folder or
// application whose PIN it is; a 2G card's answer holds the tries itself.
Result<PinState> pin_state(CardSession& session, const FileInfo& application, PinName name);

// Presents the PIN, unless it is switched off. Never spends the last try, whoever asks:
// conflict "card.last_try", and "card.tries_unknown" where the card does not tell how many
// are left; nothing was sent then. Others: bad_input "card.pin_format" (4 to 8 digits),
// forbidden "card.pin_wrong" with the tries left as detail, "card.pin_blocked".
Result<void> verify_pin(CardSession& session, const FileInfo& application, PinName name,
                        std::string_view pin);

}  // namespace signoff
