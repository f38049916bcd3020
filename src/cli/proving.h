// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace signoff::cli {

// Proofs by kind: {"otp": "…", "id_number": "…"}.
using Proofs = std::vector<std::pair<std::string, std::string>>;

// How often a person is asked again before the refusal stands.
inline constexpr int kRoundsMax = 3;

// Reads the object of a proof file. Fault::bad_input "proof.file" for anything else.
Result<Proofs> parse_proofs(std::string_view text);

// --proof-file: for scripts, as secrets are never said on a command line.
void add_proof_file(const Tree& tree, CLI::App& command, std::string& file);

// The proof of one kind: from the file where there is one, else asked for.
Done<std::string> one_proof(Session& session, const std::string& file,
                            std::string_view kind);

// Does what may want proofs: with those of the file, else with those that the server asks
// for, one by one at the terminal. Without either, the refusal says what is needed.
using Attempt = std::function<Done<Resource>(boost::json::array proofs)>;
Done<Resource> try_with_proofs(Session& session, const std::string& file,
                               const Attempt& attempt);

// The same for an act on a case.
Done<Resource> act_with_proofs(Session& session, const std::string& id,
                               std::string_view act, const std::string& file);

}  // namespace signoff::cli
