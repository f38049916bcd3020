// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/world.h"

#include <string>
#include <vector>

namespace signoff::sim {

// What went wrong in a life, in words; empty when every promise held. The checkers look at
// the far sides and at what is stored, never into the engine.
struct Finding {
  std::string checker;
  std::string what;
};

// The value itself, so that a loop over it outlives the Result it came in.
template <class T>
T take(Result<T> result) {
  return std::move(result.value());
}

std::vector<Finding> no_effect_twice(World& world);
std::vector<Finding> no_stranger_touched(World& world);
std::vector<Finding> history_replays(World& world);
std::vector<Finding> ledger_sums_to_zero(World& world);
std::vector<Finding> charging_stops_at_the_bar(World& world);
std::vector<Finding> a_pause_costs_its_fee_once(World& world);
std::vector<Finding> every_move_was_told(World& world);
std::vector<Finding> dead_means_dead(World& world);
std::vector<Finding> everything_came_to_rest(World& world);
std::vector<Finding> no_pause_ends_unannounced(World& world);

// Whatever a chip was told we have is kept once, stands in a history once at most, and says
// how the profile of a line that is gone stands.
std::vector<Finding> profiles_are_as_their_chips_said(World& world);

std::vector<Finding> check_all(World& world);

}  // namespace signoff::sim
