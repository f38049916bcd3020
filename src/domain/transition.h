// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/names.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace signoff {

// One allowed move of a state machine. A pair (from, on) that is not in the table is
// refused. `rule` is the row in the specification, `who` acts, `guard` says in words what
// else must hold. `notify` names the message that the move sends; "-" where the rules ask
// for none.
template <class State, class Event>
struct Transition {
  std::string_view rule;
  State from;
  Event on;
  State to;
  std::string_view who;
  std::string_view guard;
  std::string_view notify;
};

template <class State, class Event, std::size_t N>
constexpr std::optional<State> next(const Transition<State, Event> (&table)[N], State from,
                                    Event on) {
  for (const auto& row : table)
    if (row.from == from && row.on == on) return row.to;
  return std::nullopt;
}

// The checks below run at compile time, one static_assert each, beside every table.
template <class State, class Event, std::size_t N>
consteval bool each_pair_is_listed_once(const Transition<State, Event> (&table)[N]) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = i + 1; j < N; ++j)
      if (table[i].from == table[j].from && table[i].on == table[j].on) return false;
  return true;
}

template <class State, class Event, std::size_t N, std::size_t Ends>
consteval bool no_state_is_forgotten(const Transition<State, Event> (&table)[N],
                                     State start, const State (&ends)[Ends]) {
  for (std::size_t s = 0; s < kNames<State>.size(); ++s) {
    const auto state = static_cast<State>(s);
    bool entered = state == start;
    bool left = false;
    for (const auto& row : table) {
      entered = entered || (row.to == state && row.from != state);
      left = left || row.from == state;
    }
    for (const auto end : ends) left = left || end == state;
    if (!entered || !left) return false;
  }
  return true;
}

template <class State, class Event, std::size_t N>
consteval bool no_event_is_forgotten(const Transition<State, Event> (&table)[N]) {
  for (std::size_t e = 0; e < kNames<Event>.size(); ++e) {
    bool used = false;
    for (const auto& row : table) used = used || static_cast<std::size_t>(row.on) == e;
    if (!used) return false;
  }
  return true;
}

// The table as a Mermaid state diagram, for docs/.
template <class State, class Event, std::size_t N>
std::string diagram(const Transition<State, Event> (&table)[N]) {
  std::string text = "stateDiagram-v2\n";
  for (const auto& row : table)
    text += "  " + std::string{to_string(row.from)} + " --> " +
            std::string{to_string(row.to)} + " : " + std::string{row.rule} + " " +
            std::string{to_string(row.on)} + "\n";
  return text;
}

}  // namespace signoff
