// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"
#include "service/service.h"

namespace signoff {

// How often proofs that could be guessed, as the number of a document or a card, were wrong
// for one line (K2, the pack's limits.failed_proofs). Staff count apart, so that nobody can
// lock an owner out of the shops.

// Forbidden "proof.locked" once there were too many.
Result<void> may_still_prove(const ServiceParts& parts, const Caller& caller,
                             const std::string& line_id);
// Adds `wrong` ones.
Result<void> count_wrong_proofs(const ServiceParts& parts, const Caller& caller,
                                const std::string& line_id, int wrong);

// Wrong codes count alike, by what they were for: the counter of a code's key, to be stored
// with one more try.
Result<CodeRecord> wrong_codes(const ServiceParts& parts, const std::string& key);
// Once there were too many, no further code is sent.
bool is_full(const ServiceParts& parts, const CodeRecord& wrong);

}  // namespace signoff
