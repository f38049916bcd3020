// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

// How often proofs that could be guessed, as the number of a document or a card, were wrong
// for one line (K2, the pack's limits.failed_proofs). Codes have a limit of their own.
// Staff count apart, so that nobody can lock an owner out of the shops.

// Forbidden "proof.locked" once there were too many.
Result<void> may_still_prove(const ServiceParts& parts, const Caller& caller,
                             const std::string& line_id);
// Adds `wrong` ones.
Result<void> count_wrong_proofs(const ServiceParts& parts, const Caller& caller,
                                const std::string& line_id, int wrong);

}  // namespace signoff
