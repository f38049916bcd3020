// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"
#include "policy/obligation_texts.h"
#include "policy/pack.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// A contract as the obligations see it.
struct ContractFacts {
  Date ends_on;
  Money monthly_fee;
  std::string clause;
  bool is_proven = true;
};

// All that the obligations are judged by. Gathered from the records and the far sides by
// the caller; the rules themselves are pure.
struct CaseFacts {
  Line line;
  Owner owner;
  LineState state_before = LineState::active;  // Before the case, where one is open.
  Money paid_credit;
  Money gift_credit;
  Money arrears;
  Money unbilled;
  Money deposit;
  std::optional<ContractFacts> contract;
  std::vector<Line> sub_lines;
  std::vector<std::string> other_lines;  // Ids of the owner's other live lines.
  std::string open_case_number;          // Of another case on this line.
  std::optional<Instant> open_case_since;
  int failed_proofs = 0;
  Instant now;
  // Services that the owner has given another number, of owner.bindings. They no longer
  // count as a loss for him; for the risk they still do.
  std::vector<std::string> bindings_moved;
};

struct ObligationOption {
  std::string id;
  Bilingual label;
  std::optional<Money> cost;
  std::vector<std::string> choices;  // What `detail` may name: line ids.
};

// One open obligation with what the owner can do about it.
struct Obligation {
  std::string id;
  ObligationClass kind = ObligationClass::info;
  Bilingual text;
  std::vector<ObligationOption> options;
  std::string default_option;  // Taken when the owner says nothing; empty: he must choose.
};

// Every obligation of domain §5 that applies, by rising id. What the login and the choice
// of the line settle already (OB-01, OB-02, OB-03) is not repeated here.
std::vector<Obligation> obligations(const CaseFacts& facts, const Pack& pack);

// What is still missing before the case can go on: settle-able obligations without a valid
// choice, warnings without acknowledgement, and all blockers.
std::vector<Obligation> still_open(const std::vector<Obligation>& all,
                                   const std::vector<Settlement>& settlements,
                                   const std::vector<std::string>& acknowledgements);

// Fault::bad_input "settlement.…" where a choice names no such obligation, option or
// detail.
Result<void> check_settlements(const std::vector<Obligation>& all,
                               const std::vector<Settlement>& settlements);

// The owner's choice for an obligation, or its default, or empty.
std::string choice_for(std::string_view obligation, const std::vector<Obligation>& all,
                       const std::vector<Settlement>& settlements);

// What it costs and gives back, by the owner's choices, as of facts.now. The hash covers
// every figure, so consent is to exactly this.
Quote make_quote(const CaseFacts& facts, const std::vector<Obligation>& all,
                 const std::vector<Settlement>& settlements, const std::string& effective,
                 const Pack& pack);

// Until when a line that stops at this moment can come back (K6): the end of the day, in
// the operator's zone, on which the cooling-off is over, as the owner was promised that
// day. At once where the pack has no cooling-off.
Instant last_moment_to_undo(Instant stops, const Pack& pack);

// When the service is to stop. Fault::bad_input "effective.…" for a date past or too far.
Result<Instant> stop_time(const CaseFacts& facts, const std::string& effective,
                          const std::vector<Settlement>& settlements, const Pack& pack);

}  // namespace signoff
