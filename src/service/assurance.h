// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/messages.h"
#include "service/desk.h"

namespace signoff {

// What an act needs from this caller and what of it is given.
struct ProofCheck {
  int level = 0;                  // The assurance level asked for.
  std::vector<Proof> accepted;    // Newly given and right.
  std::vector<std::string> left;  // Kinds still missing; empty: enough.
  // To tell the caller of wrong proofs: the first one's code, and in `detail` every refused
  // kind with its code, "id_number:proof.wrong,otp:code.locked".
  Result<void> refusal;
  bool is_code_burnt = false;  // By this very try.
};

// Judges the given proofs for an act on a case. `before` counts as proved already. A right
// code is spent at once where the case keeps it, else once all is right. Sends nothing.
Result<ProofCheck> check_proofs(const ServiceParts& parts, const Caller& caller,
                                const Dossier& dossier, Act act,
                                const std::vector<Proof>& before,
                                const std::vector<GivenProof>& given);

// Forbidden "assurance.needed" with the kinds in `detail`; sends a code first when one of
// the kinds is "otp". A line that cannot be reached at all answers "code.no_contact"
// instead.
std::unexpected<Error> ask_for(const ServiceParts& parts, const Dossier& dossier, Act act,
                               const std::vector<std::string>& kinds);

// Judges the proofs for an act on a line outside any case, and asks for what is missing.
// Having signed in by himself proves the owner's AL1, except for the port code: that gives
// the number away and wants a code of its own. A customer's screen at a counter does
// nothing by itself. Forbidden "line.in_shop" where no proof given here is enough.
Result<void> prove_on_line(const ServiceParts& parts, const Caller& caller,
                           const Line& line, Act act, const std::vector<GivenProof>& given);

}  // namespace signoff
