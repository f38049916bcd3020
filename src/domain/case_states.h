// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/transition.h"

namespace signoff {

// One request to end a line, from draft to voucher.
enum class CaseState {
  draft,
  submitted,
  auth_stepup,
  precheck,
  awaiting_subscriber,
  under_review,
  second_approval,
  fraud_hold,
  scheduled,
  executing,
  stuck,
  cooling_off,
  finalising,
  closed,
  rejected,
  withdrawn,
  expired,
  superseded,
  reversed,
};
template <>
inline constexpr std::array kNames<CaseState> = std::to_array<std::string_view>(
    {"DRAFT", "SUBMITTED", "AUTH_STEPUP", "PRECHECK", "AWAITING_SUBSCRIBER", "UNDER_REVIEW",
     "SECOND_APPROVAL", "FRAUD_HOLD", "SCHEDULED", "EXECUTING", "STUCK", "COOLING_OFF",
     "FINALISING", "CLOSED", "REJECTED", "WITHDRAWN", "EXPIRED", "SUPERSEDED", "REVERSED"});

// The `released_to_*` and `resumed_*` events name the state that was stored when the case
// left it, so that one pair has one outcome.
enum class CaseEvent {
  submitted,
  proof_needed,
  proofs_sufficed,
  proofs_failed,
  items_open,
  item_settled,
  review_needed,
  auto_approved,
  approved,
  more_needed,
  second_needed,
  second_approved,
  second_returned,
  rejected,
  held,
  released_to_auth_stepup,
  released_to_precheck,
  released_to_awaiting,
  released_to_review,
  released_to_second,
  released_to_scheduled,
  released_to_executing,
  released_to_cooling_off,
  execution_due,
  service_stopped,
  got_stuck,
  resumed_executing,
  resumed_finalising,
  cooling_off_over,
  closed,
  withdrew,
  timed_out,
  superseded,
  number_moved,
  contract_closed,
  reversed,
};
template <>
inline constexpr std::array kNames<CaseEvent> =
    std::to_array<std::string_view>({"submitted",
                                     "proof_needed",
                                     "proofs_sufficed",
                                     "proofs_failed",
                                     "items_open",
                                     "item_settled",
                                     "review_needed",
                                     "auto_approved",
                                     "approved",
                                     "more_needed",
                                     "second_needed",
                                     "second_approved",
                                     "second_returned",
                                     "rejected",
                                     "held",
                                     "released_to_auth_stepup",
                                     "released_to_precheck",
                                     "released_to_awaiting",
                                     "released_to_review",
                                     "released_to_second",
                                     "released_to_scheduled",
                                     "released_to_executing",
                                     "released_to_cooling_off",
                                     "execution_due",
                                     "service_stopped",
                                     "got_stuck",
                                     "resumed_executing",
                                     "resumed_finalising",
                                     "cooling_off_over",
                                     "closed",
                                     "withdrew",
                                     "timed_out",
                                     "superseded",
                                     "number_moved",
                                     "contract_closed",
                                     "C19.reversed"});

namespace case_rows {
using S = CaseState;
using E = CaseEvent;
// domain rules §4.5. `notify` names the message of the catalogue that the move must send;
// "-" where the rules ask for none.
inline constexpr Transition<S, E> kCaseTable[] = {
    {"C2", S::draft, E::submitted, S::submitted, "subscriber",
     "consent to the quote's hash", "M02.received"},
    {"C3", S::submitted, E::proof_needed, S::auth_stepup, "system", "proof missing", "-"},
    {"C3", S::submitted, E::proofs_sufficed, S::precheck, "system", "assurance reached",
     "-"},
    {"C3", S::auth_stepup, E::proofs_sufficed, S::precheck, "system", "assurance reached",
     "-"},
    {"C3b", S::auth_stepup, E::proofs_failed, S::expired, "system", "twice five failures",
     "C03.step_up_expired"},
    {"C4", S::precheck, E::items_open, S::awaiting_subscriber, "system",
     "something to settle or a document missing", "M03.need"},
    {"C5", S::awaiting_subscriber, E::item_settled, S::precheck, "subscriber",
     "item settled", "-"},
    {"C6", S::precheck, E::review_needed, S::under_review, "system", "risk or document",
     "C06.in_review"},
    {"C6", S::precheck, E::auto_approved, S::scheduled, "system", "low risk, no document",
     "M04.approved"},
    {"C7", S::under_review, E::approved, S::scheduled, "reviewer", "not the submitter",
     "M04.approved"},
    {"C7", S::under_review, E::more_needed, S::awaiting_subscriber, "reviewer",
     "names the defects", "M03.need"},
    {"C7", S::under_review, E::rejected, S::rejected, "reviewer",
     "reason, remedy and appeal", "M05.rejected"},
    {"C8", S::under_review, E::second_needed, S::second_approval, "reviewer", "K10", "-"},
    {"C8b", S::second_approval, E::second_approved, S::scheduled, "supervisor",
     "neither reviewer nor submitter", "M04.approved"},
    {"C8b", S::second_approval, E::second_returned, S::under_review, "supervisor", "reason",
     "-"},
    {"C8b", S::second_approval, E::rejected, S::rejected, "supervisor", "reason and remedy",
     "M05.rejected"},
    {"C9", S::auth_stepup, E::held, S::fraud_hold, "anyone", "objection, rule or analyst",
     "C09.on_hold"},
    {"C9", S::precheck, E::held, S::fraud_hold, "system", "risk at least 70",
     "C09.on_hold"},
    {"C9", S::awaiting_subscriber, E::held, S::fraud_hold, "anyone",
     "objection, rule or analyst", "C09.on_hold"},
    {"C9", S::under_review, E::held, S::fraud_hold, "anyone", "objection, rule or analyst",
     "C09.on_hold"},
    {"C9", S::second_approval, E::held, S::fraud_hold, "anyone",
     "objection, rule or analyst", "C09.on_hold"},
    {"C9b", S::scheduled, E::held, S::fraud_hold, "anyone", "objection or legal hold",
     "C09.on_hold"},
    {"C9b", S::executing, E::held, S::fraud_hold, "anyone", "objection or legal hold",
     "C09.on_hold"},
    {"C9b", S::stuck, E::held, S::fraud_hold, "anyone", "objection, before E9",
     "C09.on_hold"},
    {"C9b", S::cooling_off, E::held, S::fraud_hold, "anyone", "objection or legal hold",
     "C09.on_hold"},
    {"C10", S::fraud_hold, E::released_to_auth_stepup, S::auth_stepup, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_precheck, S::precheck, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_awaiting, S::awaiting_subscriber, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_review, S::under_review, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_second, S::second_approval, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_scheduled, S::scheduled, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_executing, S::executing, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::released_to_cooling_off, S::cooling_off, "fraud analyst",
     "contact made", "C10.hold_ended"},
    {"C10", S::fraud_hold, E::rejected, S::rejected, "fraud analyst",
     "contact made; service restored first", "C10.hold_rejected"},
    {"C11", S::scheduled, E::execution_due, S::executing, "timer",
     "date reached, objection window over", "-"},
    {"C12", S::executing, E::service_stopped, S::cooling_off, "steps", "E1-E8 done",
     "M07.stopped"},
    {"C13", S::executing, E::got_stuck, S::stuck, "steps", "retries exhausted",
     "M11.delayed"},
    {"C13b", S::stuck, E::resumed_executing, S::executing, "engineer",
     "after a query; skip needs a second person", "C13.going_on"},
    {"C13b", S::stuck, E::resumed_finalising, S::finalising, "engineer",
     "after a query; skip needs a second person", "C13.going_on"},
    {"C13c", S::finalising, E::got_stuck, S::stuck, "steps", "retries exhausted",
     "M11.delayed"},
    {"C13", S::cooling_off, E::got_stuck, S::stuck, "steps", "restoring failed",
     "M11.delayed"},
    {"C14", S::cooling_off, E::cooling_off_over, S::finalising, "timer", "no objection",
     "C14.finishing"},
    {"C15", S::finalising, E::closed, S::closed, "system", "E9-E16 done", "M08.final"},
    {"C16", S::draft, E::withdrew, S::withdrawn, "subscriber", "-", "-"},
    {"C16", S::auth_stepup, E::withdrew, S::withdrawn, "subscriber", "AL1",
     "C16.withdrawn"},
    {"C16", S::awaiting_subscriber, E::withdrew, S::withdrawn, "subscriber", "AL1",
     "C16.withdrawn"},
    {"C16", S::under_review, E::withdrew, S::withdrawn, "subscriber", "AL1",
     "C16.withdrawn"},
    {"C16", S::second_approval, E::withdrew, S::withdrawn, "subscriber", "AL1",
     "C16.withdrawn"},
    {"C16", S::scheduled, E::withdrew, S::withdrawn, "subscriber", "AL1", "C16.withdrawn"},
    {"C16", S::fraud_hold, E::withdrew, S::withdrawn, "subscriber",
     "AL2 once barred; service restored first", "C16.withdrawn"},
    {"C16", S::executing, E::withdrew, S::withdrawn, "subscriber",
     "AL2; service restored first", "M12.restored"},
    {"C13b", S::stuck, E::withdrew, S::withdrawn, "engineer or subscriber",
     "compensation complete", "M12.restored"},
    {"C16", S::cooling_off, E::withdrew, S::withdrawn, "subscriber",
     "AL2; service restored first", "M12.restored"},
    {"C1", S::draft, E::timed_out, S::expired, "timer", "30 d", "-"},
    {"C3b", S::auth_stepup, E::timed_out, S::expired, "timer", "24 h",
     "C03.step_up_expired"},
    {"C17", S::awaiting_subscriber, E::timed_out, S::expired, "timer", "14 d",
     "C17.expired"},
    {"C18", S::draft, E::superseded, S::superseded, "system", "ported or merged",
     "C18.port"},
    {"C18", S::auth_stepup, E::superseded, S::superseded, "system", "ported or merged",
     "C18.port"},
    {"C18", S::awaiting_subscriber, E::superseded, S::superseded, "system",
     "ported or merged", "C18.port"},
    {"C18", S::under_review, E::superseded, S::superseded, "system", "ported or merged",
     "C18.port"},
    {"C18", S::second_approval, E::superseded, S::superseded, "system", "ported or merged",
     "C18.port"},
    {"C18", S::fraud_hold, E::superseded, S::superseded, "system", "ported or merged",
     "C18.port"},
    {"C18", S::scheduled, E::superseded, S::superseded, "system", "ported or merged",
     "C18.port"},
    {"C18", S::cooling_off, E::superseded, S::superseded, "system",
     "ported in the port right", "C18.port"},
    {"L12", S::draft, E::number_moved, S::finalising, "system",
     "number ported out; ends what is left of the line here", "L12.moved"},
    {"C15", S::finalising, E::contract_closed, S::closed, "system",
     "E9-E16 done for a number that moved", "M08.moved"},
    {"C19", S::finalising, E::reversed, S::reversed, "supervisor and fraud",
     "wrongful; number not given away", "C19.reversed"},
    {"C19", S::closed, E::reversed, S::reversed, "supervisor and fraud",
     "wrongful; number not given away", "C19.reversed"},
};

inline constexpr S kCaseEnds[] = {S::closed,  S::rejected,   S::withdrawn,
                                  S::expired, S::superseded, S::reversed};

static_assert(each_pair_is_listed_once(kCaseTable));
static_assert(no_state_is_forgotten(kCaseTable, S::draft, kCaseEnds));
static_assert(no_event_is_forgotten(kCaseTable));
static_assert(!next(kCaseTable, S::finalising, E::withdrew),
              "C16 ends with the cooling-off");
static_assert(!next(kCaseTable, S::finalising, E::held), "after E9 only a reversal helps");
}  // namespace case_rows
using case_rows::kCaseEnds;
using case_rows::kCaseTable;

// True when the case can never move again by itself.
constexpr bool is_ended(CaseState state) {
  for (const auto end : kCaseEnds)
    if (end == state) return true;
  return false;
}

// The event that brings a held case back to where it was.
constexpr CaseEvent released_to(CaseState stored) {
  using S = CaseState;
  using E = CaseEvent;
  switch (stored) {
    case S::auth_stepup: return E::released_to_auth_stepup;
    case S::awaiting_subscriber: return E::released_to_awaiting;
    case S::under_review: return E::released_to_review;
    case S::second_approval: return E::released_to_second;
    case S::scheduled: return E::released_to_scheduled;
    case S::executing:
    case S::stuck: return E::released_to_executing;
    case S::cooling_off: return E::released_to_cooling_off;
    default: return E::released_to_precheck;
  }
}

// The catalogue's message for a move, or "-".
constexpr std::string_view notice_for(CaseState from, CaseEvent on) {
  for (const auto& row : kCaseTable)
    if (row.from == from && row.on == on) return row.notify;
  return "-";
}

// The work of a case, in order (domain rules §4.5). E1-E8 stop the service, E9-E16 end it.
enum class StepId {
  none,
  e1_snapshot,
  e2_stop_charging,
  e3_bar,
  e4_companions,
  e5_esim,
  e6_reserve_number,
  e7_notify,
  e8_note,
  e9_remove,
  e10_final_bill,
  e11_refund,
  e12_quarantine,
  e13_parties,
  e14_prove,
  e15_voucher,
  e16_retention,
  done,
};
template <>
inline constexpr std::array kNames<StepId> = std::to_array<std::string_view>(
    {"-", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12", "E13",
     "E14", "E15", "E16", "done"});

constexpr StepId following(StepId step) {
  return step == StepId::done ? step : static_cast<StepId>(static_cast<int>(step) + 1);
}
constexpr StepId preceding(StepId step) {
  return step == StepId::none ? step : static_cast<StepId>(static_cast<int>(step) - 1);
}

}  // namespace signoff
