// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_cases.h"
#include "app/card_euicc.h"

namespace signoff {

struct RetireCommand {
  bool no_backup = false;
  bool watches = false;           // One card after another, until it is stopped.
  std::filesystem::path backups;  // Empty: in the desk's folder.
  DeliveryOptions delivery;
  cli::Given server;  // Where the cases are; none has to be.
};

int retire_cards(const CardDesk& desk, const CardOptions& options,
                 const RetireCommand& command);
// One card that is there. `cases`: where what was done is attached; null: nowhere.
int retire_card(const CardDesk& desk, CardChannel& card, const RetireCommand& command,
                NotificationReceiver& receiver, CardCases* cases = nullptr);

}  // namespace signoff
