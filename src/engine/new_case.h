// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "policy/pack.h"
#include "ports/store.h"

namespace signoff {

// A case as it is before its first event: identified, in DRAFT, judged by `pack`, with its
// contacts fixed.
Dossier new_case(const Line& line, const Number& number, const Owner& owner,
                 const Pack& pack, CaseType type, Instant now, Random& random);

// "2611-0042317-8": year and month, seven random digits, a Luhn digit over all of them.
// Random, so that no counter is shared between nodes and numbers cannot be guessed in a
// row.
std::string new_case_number(const Pack& pack, Instant now, Random& random);
bool is_case_number(std::string_view text);

// The contacts that may be told of a case: those on file for more than 30 days (K4).
std::vector<std::string> trusted_contacts(const Owner& owner, Instant now);

}  // namespace signoff
