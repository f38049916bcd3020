// SPDX-License-Identifier: Apache-2.0
// Prints docs/states.md from the tables that the product runs on.
#include "domain/case_states.h"
#include "domain/line_states.h"
#include "domain/resource_states.h"

#include <fmt/format.h>

namespace {

using namespace signoff;

template <class State, class Event, std::size_t N>
void section(std::string_view title, std::string_view said, std::string_view file,
             const Transition<State, Event> (&table)[N]) {
  fmt::print("\n## {}\n\n{} Table: `{}`, {} moves.\n\n```mermaid\n{}```\n", title, said,
             file, N, diagram(table));
}

}  // namespace

int main() {
  fmt::print(
      "# The five state machines\n\n"
      "Generated from the tables in `src/domain`; the test `states_doc` fails when this "
      "file and the\ntables differ. To write it anew: `build/dev/tests/state_diagrams > "
      "docs/states.md`. Each arrow\nis marked with the row of the rules and the event. A "
      "pair of state and event without an arrow\nis refused.\n");
  section("Case", "One request to end a line, from draft to voucher.",
          "src/domain/case_states.h", kCaseTable);
  section("Line", "The contract and its service.", "src/domain/line_states.h", kLineTable);
  section("Number", "What the number does before somebody else may have it.",
          "src/domain/resource_states.h", kNumberTable);
  section("Card", "The SIM card or profile.", "src/domain/resource_states.h", kCardTable);
  section("Refund", "Money on its way back to the owner.", "src/domain/resource_states.h",
          kRefundTable);
  return 0;
}
