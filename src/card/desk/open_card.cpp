// SPDX-License-Identifier: Apache-2.0
#include "card/desk/open_card.h"

namespace signoff {

Result<FileInfo> open_with_pin(CardSession& session, const AskPin& ask) {
  auto application = open_sim(session);
  if (!application) return application;
  const auto state = pin_state(session, *application, PinName::pin1);
  if (!state) return pass_on(state.error());
  if (!state->is_enabled) return application;
  if (!state->tries_left) return fail(Fault::conflict, "card.tries_unknown");
  if (*state->tries_left == 0) return fail(Fault::forbidden, "card.pin_blocked");
  if (*state->tries_left == 1) return fail(Fault::conflict, "card.last_try");
  const auto pin = ask(*state->tries_left);
  if (!pin) return pass_on(pin.error());
  const auto shown = verify_pin(session, *application, PinName::pin1, *pin);
  if (!shown) return pass_on(shown.error());
  return application;
}

}  // namespace signoff
