// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/billing.h"
#include "ports/home_register.h"
#include "ports/store.h"

#include <string>
#include <string_view>

namespace signoff {

// Where a notice goes that is no message but an order to the home register about a line
// outside any case. It is recorded with the line's new state in one transaction; the
// courier carries it out, and keeps at it whatever dies in between.
inline constexpr std::string_view kToRegister = "register";
inline constexpr std::string_view kOrderBar = "bar";
inline constexpr std::string_view kOrderUnbar = "unbar";

// The same to the charging system: a paused line costs its own fee instead of its plan's.
inline constexpr std::string_view kToBilling = "billing";
inline constexpr std::string_view kOrderCharging = "charging";

// A message or an order about a line outside any case.
Notice line_notice(const Line& line, std::string_view message, std::string to, Instant now);
// An order to the register, kept at for longer than any message.
Notice line_order(const Line& line, std::string_view order, Instant now);
// `monthly_fee` is what a paused line costs; it was told to the owner.
Notice charging_order(const Line& line, Money monthly_fee, Instant now);

// Brings the register in line with what the line is by now, whichever order that was: two
// orders that overtake each other end alike. Looks first, touches the record of this very
// line only, and looks at the line again afterwards. Fault::unavailable: not yet.
Result<void> carry_out(HomeRegister& home, Store& store, const Line& line);

// Likewise for charging. The moment of the order counts, however late it is carried out.
Result<void> carry_out_charging(Billing& billing, Store& store, const Line& line,
                                const Notice& order);

}  // namespace signoff
