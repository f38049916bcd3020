// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace signoff::cli {

// How the quote is consented to: asked at the terminal unless said.
struct Consent {
  bool is_given = false;   // To whatever the case shows now.
  std::string quote_hash;  // To exactly this quote.
};
void add_consent(const Tree& tree, CLI::App& command, Consent& consent);

// Shows the quote of a draft, gets the consent and submits. A quote that changed meanwhile
// is shown and asked about anew; consent given beforehand does not reach that far.
Done<Resource> submit(Session& session, const std::string& id, const Consent& consent);

}  // namespace signoff::cli
