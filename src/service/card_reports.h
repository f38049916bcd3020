// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/card_store.h"
#include "service/service.h"

namespace signoff {

// What a chip signed; whoever gives it has checked signature and chain.
struct SignedReport {
  std::string iccid;  // As it stands on the card, which may be no Iccid of ours.
  Eid eid;
  ProfileChange change = ProfileChange::installed;
  std::int64_t sequence = 0;
  std::string address;
  Bytes bytes;
};

// told: a case's history has it now. kept: its line has no case yet; the case that ends it
// will look. repeated: it came before. dropped: its line has reported more than anybody
// will ever read; nothing but a deletion is kept then.
enum class ReportTaken { told, kept, repeated, dropped };
template <>
inline constexpr std::array kNames<ReportTaken> =
    std::to_array<std::string_view>({"told", "kept", "repeated", "dropped"});

// What is known of a case's card or profile.
struct CardEvidence {
  Line line;
  std::string iccid;                // Masked.
  std::string eid;                  // Masked; empty for a card.
  bool is_proved = false;           // The chip itself has said that the profile is deleted.
  std::vector<CardReport> reports;  // In the order they came.
  std::vector<WipeRecord> wipes;    // Likewise, of desks that wiped the card.
};

// What chips report of their profiles, and what staff see of it.
class CardReports {
 public:
  explicit CardReports(const ServiceParts& parts) : parts_{parts} {}

  // Keeps the report and lets its line's case know. The same report again changes nothing,
  // also when its bytes differ beside what they say.
  // Fault::not_found "card.unknown_profile": no line of ours has this profile on this chip.
  Result<ReportTaken> take(const SignedReport& report);

  // The case whose history has the report, or would have it: what take() told. nullopt for
  // a line that nobody ends.
  Result<std::optional<Case>> case_of(const SignedReport& report);

  Result<CardEvidence> evidence(const Caller& caller, const std::string& case_id);
  // The profile is left where it is: its device will not come back (P4). Fault::conflict
  // "card.not_waiting" unless the device has been waited for.
  Result<CaseView> waive(const Caller& caller, const std::string& case_id,
                         int expected_version, const std::string& reason);

 private:
  Result<Line> line_of(CardStore& cards, const SignedReport& report);
  Result<bool> tell_case(CardStore& cards, const CardReport& report);

  const ServiceParts& parts_;
};

}  // namespace signoff
