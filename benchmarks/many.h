// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchmarks/ground.h"

namespace signoff::bench {

// A line whose owner is signed in, and the case that is open for it, if there is one.
struct SignedIn {
  std::string token;
  std::string line_id;
  std::string case_id;
};

// Fills the store with lines, the first `cases` of them with an open case each that is due
// at `due`. Their owners share a record, and of the messages sent and the history nothing
// is kept: none of it is read by what is measured here.
Result<void> settle_many(Ground& ground, std::size_t lines, std::size_t cases, Instant due);

// Adds lines with owners who are signed in: `with_case` that have an open case with all its
// history, and `without` that have none but an account in the ledger.
struct People {
  std::vector<SignedIn> with_case;
  std::vector<SignedIn> without;
};
Result<People> settle_people(Ground& ground, std::size_t with_case, std::size_t without);

}  // namespace signoff::bench
