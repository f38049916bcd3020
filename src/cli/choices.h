// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

#include <string>
#include <vector>

namespace signoff::cli {

// One thing settled: "OB-17=pay_fee", or with what it is about "OB-10=transfer:LINE".
struct Choice {
  std::string obligation;
  std::string option;
  std::string detail;
};
Result<Choice> parse_choice(std::string_view text);

// --settle and --acknowledge.
struct Choices {
  std::vector<std::string> settle;
  std::vector<std::string> acknowledge;
};
void add_choices(const Tree& tree, CLI::App& command, Choices& choices);

// As members of a body: "settlements" and "acknowledgements".
Result<boost::json::object> body_of(const Choices& choices);

// Completes what was said by asking, one by one, what the precheck leaves open: a choice
// for each obligation without a default, and a yes for each warning. Without a terminal the
// failure names the first that is missing.
Done<void> ask_open(Session& session, const boost::json::object& precheck,
                    Choices& choices);

}  // namespace signoff::cli
