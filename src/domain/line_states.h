// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/transition.h"

namespace signoff {

// A line is the contract and the service together.
enum class LineState {
  active,
  susp_user,
  susp_debt1,
  susp_debt2,
  barred_lost,
  barred_risk,
  cancel_pending,
  pre_cancelled,
  porting_out,
  terminated,
  ported_out,
  closed,
};
template <>
inline constexpr std::array kNames<LineState> = std::to_array<std::string_view>(
    {"ACTIVE", "SUSP_USER", "SUSP_DEBT1", "SUSP_DEBT2", "BARRED_LOST", "BARRED_RISK",
     "CANCEL_PENDING", "PRE_CANCELLED", "PORTING_OUT", "TERMINATED", "PORTED_OUT",
     "CLOSED"});

// The `back_to_*` events name the state that was stored when the line left it, so that one
// pair has one outcome and the table stays a function.
enum class LineEvent {
  suspended,
  resumed,
  overdue,
  long_overdue,
  paid,
  debt_ended,
  loss_reported,
  loss_lifted,
  risk_found,
  risk_cleared_active,
  case_submitted,
  back_to_active,
  back_to_susp_user,
  back_to_susp_debt1,
  back_to_susp_debt2,
  back_to_barred_lost,
  back_to_barred_risk,
  service_barred,
  bar_lifted,
  removed,
  port_started,
  port_aborted,
  port_done,
  restored_to_owner,
  settled,
};
template <>
inline constexpr std::array kNames<LineEvent> =
    std::to_array<std::string_view>({"suspended",
                                     "resumed",
                                     "overdue",
                                     "long_overdue",
                                     "paid",
                                     "debt_ended",
                                     "loss_reported",
                                     "loss_lifted",
                                     "risk_found",
                                     "risk_cleared_active",
                                     "case_submitted",
                                     "back_to_active",
                                     "back_to_susp_user",
                                     "back_to_susp_debt1",
                                     "back_to_susp_debt2",
                                     "back_to_barred_lost",
                                     "back_to_barred_risk",
                                     "service_barred",
                                     "bar_lifted",
                                     "removed",
                                     "port_started",
                                     "port_aborted",
                                     "port_done",
                                     "restored_to_owner",
                                     "settled"});

inline constexpr Transition<LineState, LineEvent> kLineTable[] = {
    {"L1", LineState::active, LineEvent::suspended, LineState::susp_user, "owner",
     "AL1; no debt", "suspended"},
    {"L2", LineState::susp_user, LineEvent::resumed, LineState::active, "owner or timer",
     "AL1; never by timer without notice", "resumed"},
    {"L3", LineState::active, LineEvent::overdue, LineState::susp_debt1, "billing",
     "overdue, notices sent", "overdue"},
    {"L3", LineState::susp_debt1, LineEvent::long_overdue, LineState::susp_debt2, "billing",
     "overdue, notices sent", "overdue"},
    {"L3", LineState::susp_debt1, LineEvent::paid, LineState::active, "owner", "paid",
     "resumed"},
    {"L3", LineState::susp_debt2, LineEvent::paid, LineState::active, "owner", "paid",
     "resumed"},
    {"L4", LineState::susp_debt2, LineEvent::debt_ended, LineState::pre_cancelled,
     "billing", "30-60 d further, three notices", "M07"},
    {"L5", LineState::active, LineEvent::loss_reported, LineState::barred_lost, "owner",
     "weak proof is enough", "loss_reported"},
    {"L5", LineState::susp_user, LineEvent::loss_reported, LineState::barred_lost, "owner",
     "weak proof is enough", "loss_reported"},
    {"L5", LineState::susp_debt1, LineEvent::loss_reported, LineState::barred_lost, "owner",
     "weak proof is enough", "loss_reported"},
    {"L5", LineState::susp_debt2, LineEvent::loss_reported, LineState::barred_lost, "owner",
     "weak proof is enough", "loss_reported"},
    {"L6", LineState::barred_lost, LineEvent::loss_lifted, LineState::active, "owner",
     "AL3, never by phone, new SIM", "resumed"},
    {"L7", LineState::active, LineEvent::risk_found, LineState::barred_risk, "fraud, court",
     "order or score", "risk_barred"},
    {"L7", LineState::susp_user, LineEvent::risk_found, LineState::barred_risk,
     "fraud, court", "order or score", "risk_barred"},
    {"L7", LineState::barred_risk, LineEvent::risk_cleared_active, LineState::active,
     "fraud", "review", "resumed"},
    {"L8", LineState::active, LineEvent::case_submitted, LineState::cancel_pending, "owner",
     "no other open case", "M02"},
    {"L8", LineState::susp_user, LineEvent::case_submitted, LineState::cancel_pending,
     "owner", "no other open case", "M02"},
    {"L8", LineState::susp_debt1, LineEvent::case_submitted, LineState::cancel_pending,
     "owner", "no other open case", "M02"},
    {"L8", LineState::susp_debt2, LineEvent::case_submitted, LineState::cancel_pending,
     "owner", "no other open case", "M02"},
    {"L8", LineState::barred_risk, LineEvent::case_submitted, LineState::cancel_pending,
     "owner", "no other open case; bar stays on", "M02"},
    {"L16", LineState::barred_lost, LineEvent::case_submitted, LineState::cancel_pending,
     "owner", "AL3; bar stays on", "M02"},
    {"L8b", LineState::cancel_pending, LineEvent::back_to_active, LineState::active,
     "system", "case ended, stored state", "-"},
    {"L8b", LineState::cancel_pending, LineEvent::back_to_susp_user, LineState::susp_user,
     "system", "case ended, stored state", "-"},
    {"L8b", LineState::cancel_pending, LineEvent::back_to_susp_debt1, LineState::susp_debt1,
     "system", "case ended, stored state", "-"},
    {"L8b", LineState::cancel_pending, LineEvent::back_to_susp_debt2, LineState::susp_debt2,
     "system", "case ended, stored state", "-"},
    {"L8b", LineState::cancel_pending, LineEvent::back_to_barred_lost,
     LineState::barred_lost, "system", "case ended, stored state", "-"},
    {"L8b", LineState::cancel_pending, LineEvent::back_to_barred_risk,
     LineState::barred_risk, "system", "case ended, stored state", "-"},
    {"L5", LineState::cancel_pending, LineEvent::loss_reported, LineState::cancel_pending,
     "owner", "barred at once; stored state becomes BARRED_LOST", "loss_reported"},
    {"L10", LineState::cancel_pending, LineEvent::service_barred, LineState::pre_cancelled,
     "step E3", "approved, date reached, objection window over", "-"},
    {"L9", LineState::pre_cancelled, LineEvent::bar_lifted, LineState::cancel_pending,
     "step E3 undone", "before the end of cooling-off", "-"},
    {"L9", LineState::pre_cancelled, LineEvent::paid, LineState::active, "owner",
     "ended for debt, debt paid", "resumed"},
    {"L11", LineState::pre_cancelled, LineEvent::removed, LineState::terminated, "step E9",
     "cooling-off over, no objection, no hold, no port", "-"},
    {"L12", LineState::active, LineEvent::port_started, LineState::porting_out,
     "recipient operator", "code valid; swap at least 7 d ago", "port_started"},
    {"L12", LineState::porting_out, LineEvent::port_aborted, LineState::active, "owner",
     "code revoked or lapsed", "port_aborted"},
    {"L12", LineState::porting_out, LineEvent::port_done, LineState::ported_out,
     "recipient operator", "number taken over", "port_done"},
    {"L13", LineState::cancel_pending, LineEvent::port_done, LineState::ported_out,
     "recipient operator", "open case is superseded", "port_done"},
    {"L13", LineState::pre_cancelled, LineEvent::port_done, LineState::ported_out,
     "recipient operator", "pack gives the right", "port_done"},
    {"L13", LineState::terminated, LineEvent::port_done, LineState::ported_out,
     "recipient operator", "pack gives the right", "port_done"},
    {"L14", LineState::terminated, LineEvent::restored_to_owner, LineState::active,
     "supervisor and fraud", "number in quarantine; AL3; new generation", "restored"},
    {"L15", LineState::terminated, LineEvent::settled, LineState::closed, "billing",
     "final bill, late usage over, balance 0", "-"},
    {"L15", LineState::ported_out, LineEvent::settled, LineState::closed, "billing",
     "final bill, late usage over, balance 0", "-"},
};

inline constexpr LineState kLineEnds[] = {LineState::closed};

static_assert(each_pair_is_listed_once(kLineTable));
static_assert(no_state_is_forgotten(kLineTable, LineState::active, kLineEnds));
static_assert(no_event_is_forgotten(kLineTable));
static_assert(!next(kLineTable, LineState::terminated, LineEvent::bar_lifted),
              "removal is final");
static_assert(!next(kLineTable, LineState::barred_lost, LineEvent::resumed),
              "a lost line is never simply resumed");

// The event that brings a line back to the state it had before the case.
constexpr LineEvent back_to(LineState stored) {
  switch (stored) {
    case LineState::susp_user: return LineEvent::back_to_susp_user;
    case LineState::susp_debt1: return LineEvent::back_to_susp_debt1;
    case LineState::susp_debt2: return LineEvent::back_to_susp_debt2;
    case LineState::barred_lost: return LineEvent::back_to_barred_lost;
    case LineState::barred_risk: return LineEvent::back_to_barred_risk;
    default: return LineEvent::back_to_active;
  }
}

// True in the states in which the network carries no traffic for the line.
constexpr bool is_out_of_service(LineState state) {
  return state == LineState::barred_lost || state == LineState::barred_risk ||
         state == LineState::susp_user || state == LineState::susp_debt2 ||
         state == LineState::pre_cancelled || state == LineState::terminated ||
         state == LineState::ported_out || state == LineState::closed;
}

}  // namespace signoff
