// SPDX-License-Identifier: Apache-2.0
#include "domain/case_states.h"
#include "domain/line_states.h"
#include "domain/resource_states.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <algorithm>
#include <ranges>

namespace signoff {
namespace {

// Drives `table` from `start` with any events; once an end is reached it must hold, except
// by the events in `lawful`.
template <class State, class Event, std::size_t N, std::size_t Ends>
void ends_hold(const Transition<State, Event> (&table)[N], State start,
               const State (&ends)[Ends], const std::vector<Event>& lawful = {}) {
  const auto steps = *rc::gen::container<std::vector<std::size_t>>(
      rc::gen::inRange<std::size_t>(0, kNames<Event>.size()));
  auto state = start;
  for (const auto step : steps) {
    const auto on = static_cast<Event>(step);
    const auto to = next(table, state, on);
    if (!to) continue;
    const bool is_end = std::ranges::find(ends, state) != std::end(ends);
    RC_ASSERT(!is_end || std::ranges::find(lawful, on) != lawful.end());
    state = *to;
  }
}

// Random events seldom reach an end from the start, so every state is a start.
template <class State>
State any_state() {
  return static_cast<State>(*rc::gen::inRange<std::size_t>(0, kNames<State>.size()));
}

RC_GTEST_PROP(Tables, no_events_lead_a_case_out_of_its_end_but_a_reversal, ()) {
  ends_hold(kCaseTable, any_state<CaseState>(), kCaseEnds, {CaseEvent::reversed});
}
RC_GTEST_PROP(Tables, no_events_lead_a_line_out_of_its_end, ()) {
  ends_hold(kLineTable, any_state<LineState>(), kLineEnds);
}
RC_GTEST_PROP(Tables, no_events_lead_a_number_out_of_its_end, ()) {
  ends_hold(kNumberTable, any_state<NumberState>(), kNumberEnds);
}
RC_GTEST_PROP(Tables, no_events_lead_a_card_out_of_its_end, ()) {
  ends_hold(kCardTable, any_state<CardState>(), kCardEnds);
}
RC_GTEST_PROP(Tables, no_events_lead_a_refund_out_of_its_end, ()) {
  ends_hold(kRefundTable, any_state<RefundState>(), kRefundEnds);
}

}  // namespace
}  // namespace signoff
