// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/pack.h"

#include <span>

namespace signoff {

// What is known about a request that may mean fraud (domain 3.2), judged by the caller with
// the spans of the pack ("recent", "high").
struct RiskFacts {
  bool sim_swapped = false;
  bool contacts_changed = false;
  bool password_reset = false;
  bool new_device = false;
  bool country_mismatch = false;
  bool lost_barred = false;
  bool proxy = false;
  bool premium_number = false;
  bool bank_bindings = false;
  bool new_refund_account = false;
  bool high_balance = false;
  bool failed_proofs = false;
  bool long_tenure_active = false;
  bool watch_listed = false;
};

enum class RiskBand : std::uint8_t {
  automatic,  // May be approved without a person.
  review,
  raised,   // Reviewer, objection window, AL3.
  analyst,  // Fraud analyst, AL4.
};
std::string_view to_string(RiskBand band);

// One fact that counted, explained for the reviewer; the subscriber never sees it.
struct RiskReason {
  RiskFactor factor;
  int points;
  Bilingual text;
};

struct RiskScore {
  int points = 0;
  RiskBand band = RiskBand::automatic;
  std::vector<RiskReason> reasons;
};

// What a factor means, for the reviewer. In the order of RiskFactor.
struct RiskText {
  RiskFactor factor;
  std::string_view en;
  std::string_view zh;
};
std::vector<RiskText> risk_texts();

RiskScore risk_score(const Pack& pack, const RiskFacts& facts);

// True when the wait of the objection window applies (K5): AL2 cases and risky ones.
bool needs_objection_window(const Pack& pack, Assurance proved, const RiskScore& risk);

// The level this act needs now: the table's, raised by risk and by a recent SIM swap or
// contact change (OB-10). Acts that only protect (stop a lost line, "not me", enquire,
// withdraw) are never raised. May be a level the channel cannot prove: see ways_to.
Assurance assurance_needed(const Pack& pack, Act act, Channel channel, Subject subject,
                           const RiskScore& risk, bool is_freshly_swapped);

// The level for an act on a line that its owner has locked (K11): where it would end the
// line, `never` on any channel but the lock's.
Assurance raised_by_lock(const Pack& pack, Act act, Channel channel, Assurance level);

// The ways to prove at least `level` on a channel, the level's own first. Empty when the
// person has to come by another channel, and for `never`. `none` is proved by nothing.
std::vector<Way> ways_to(const Pack& pack, Assurance level, Channel channel);
// True when what has been proved is enough.
bool is_proved(const Pack& pack, Assurance level, Channel channel,
               std::span<const Need> proved);
// What is still missing on the level's own way that needs least (ties: the earlier one).
// Empty when the level is proved, and also where it cannot be proved: see ways_to.
std::vector<Need> needs_left(const Pack& pack, Assurance level, Channel channel,
                             std::span<const Need> proved);

}  // namespace signoff
