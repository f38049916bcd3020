// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/billing.h"

#include <optional>

namespace signoff {

// The means of payment on file.
enum class Means { none, card, declining_card };

// What is known of a line when its ledger begins. All amounts in one currency.
struct LineOpening {
  Money paid_credit;  // May be negative: then it is arrears.
  Money gift_credit;
  Money arrears;
  Money unbilled;  // Usage rated but not billed; the recurring fee accrues by itself.
  Money deposit;
  Money monthly_fee;
  Instant billed_until;  // The recurring fee accrues from this day on.
  Means means = Means::none;
  std::optional<Contract> contract;
};

}  // namespace signoff
