// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/wipe_check.h"
#include "service/card_reports.h"

namespace signoff {

// A desk's report of a wipe; whoever gives it has checked its signature.
struct SignedWipe {
  CheckedWipe said;
  std::string text;  // As the desk signed it.
};

// attached: a case's history has it now. repeated: it came before. no_case: no case of ours
// is about this card; whether the card is known is not said. dropped: its line has more of
// them than anybody will ever read.
enum class AttachOutcome { attached, repeated, no_case, dropped };
template <>
inline constexpr std::array kNames<AttachOutcome> =
    std::to_array<std::string_view>({"attached", "repeated", "no_case", "dropped"});

struct Attached {
  AttachOutcome outcome = AttachOutcome::no_case;
  std::string case_id;  // Empty without a case, as the number.
  std::string case_number;
};

// What was done to a card at a desk, put to the case of its line.
class CardRetirements {
 public:
  CardRetirements(const ServiceParts& parts, CardReports& reports)
      : parts_{parts}, reports_{reports} {}

  // Fault::forbidden "rights.missing". To be asked before anything is checked.
  Result<void> allow(const Caller& caller) const;

  // As CardReports::take. Twice does what once does.
  Result<Attached> attach(const SignedReport& report);
  // Keeps the report with the line, and tells the line's case. Twice does what once does.
  Result<Attached> attach(const Caller& caller, const SignedWipe& wipe);

 private:
  Result<std::optional<Case>> tell(CardStore& cards, const Caller& caller,
                                   const WipeRecord& wipe, const Iccid& iccid);

  const ServiceParts& parts_;
  CardReports& reports_;
};

}  // namespace signoff
