// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/transition.h"

namespace signoff {

// A number as a resource. Outside it is always (msisdn, generation); a bare number is no
// key.
enum class NumberState {
  in_service,
  reserved,
  quarantine,
  scrub,
  available,
  assigned,
  return_to_donor,
  withheld,
};
template <>
inline constexpr std::array kNames<NumberState> = std::to_array<std::string_view>(
    {"IN_SERVICE", "RESERVED", "QUARANTINE", "SCRUB", "AVAILABLE", "ASSIGNED",
     "RETURN_TO_DONOR", "WITHHELD"});

enum class NumberEvent {
  line_barred,
  line_restored,
  line_removed,
  scrub_due,
  scrub_done,
  scrub_failed,
  new_owner,
  new_owner_served,
  donor_due,
  same_owner_back,
  withheld,
  withhold_lifted,
};
template <>
inline constexpr std::array kNames<NumberEvent> = std::to_array<std::string_view>(
    {"line_barred", "line_restored", "line_removed", "scrub_due", "scrub_done",
     "scrub_failed", "new_owner", "new_owner_served", "donor_due", "same_owner_back",
     "withheld", "withhold_lifted"});

inline constexpr Transition<NumberState, NumberEvent> kNumberTable[] = {
    {"N1", NumberState::in_service, NumberEvent::line_barred, NumberState::reserved,
     "step E6", "line pre-cancelled", "-"},
    {"N1", NumberState::reserved, NumberEvent::line_restored, NumberState::in_service,
     "step E6 undone", "line restored", "-"},
    {"N2", NumberState::reserved, NumberEvent::line_removed, NumberState::quarantine,
     "step E12", "line terminated; revocation feed the same day", "-"},
    {"N3", NumberState::quarantine, NumberEvent::scrub_due, NumberState::scrub, "timer",
     "ten days before the end", "-"},
    {"N4", NumberState::scrub, NumberEvent::scrub_done, NumberState::available, "timer",
     "quarantine over, acks or time-outs recorded", "-"},
    {"N3", NumberState::scrub, NumberEvent::scrub_failed, NumberState::withheld, "timer",
     "too much traffic too often", "-"},
    {"N5", NumberState::available, NumberEvent::new_owner, NumberState::assigned, "shop",
     "told that it is recycled", "-"},
    {"N5", NumberState::assigned, NumberEvent::new_owner_served, NumberState::in_service,
     "shop", "generation counted up", "-"},
    {"N6", NumberState::scrub, NumberEvent::donor_due, NumberState::return_to_donor,
     "timer", "ported in, quarantine over", "-"},
    {"N7", NumberState::quarantine, NumberEvent::same_owner_back, NumberState::in_service,
     "supervisor", "L14, before scrub", "-"},
    {"N3", NumberState::quarantine, NumberEvent::withheld, NumberState::withheld,
     "fraud, court", "harassment or legal hold", "-"},
    {"N3", NumberState::withheld, NumberEvent::withhold_lifted, NumberState::quarantine,
     "two persons", "reason gone", "-"},
};
inline constexpr NumberState kNumberEnds[] = {NumberState::return_to_donor};

static_assert(each_pair_is_listed_once(kNumberTable));
static_assert(no_state_is_forgotten(kNumberTable, NumberState::in_service, kNumberEnds));
static_assert(no_event_is_forgotten(kNumberTable));
static_assert(!next(kNumberTable, NumberState::quarantine, NumberEvent::new_owner),
              "a number rests before anyone else gets it");

// What carries the subscription at the owner's side: a card, or a profile in an eUICC.
enum class CardState {
  in_use,
  revoked,
  surrendered,
  lost,
  destroyed_by_user,
  scrapped,
  enabled,
  disable_req,
  disabled,
  delete_req,
  deleted_local,
  delete_notified,
  delete_pending_offline,
  orphaned,
  delete_waived,
  retired,
};
template <>
inline constexpr std::array kNames<CardState> = std::to_array<std::string_view>(
    {"IN_USE", "REVOKED", "SURRENDERED", "LOST", "DESTROYED_BY_USER", "SCRAPPED", "ENABLED",
     "DISABLE_REQ", "DISABLED", "DELETE_REQ", "DELETED_LOCAL", "DELETE_NOTIFIED",
     "DELETE_PENDING_OFFLINE", "ORPHANED", "DELETE_WAIVED", "RETIRED"});

enum class CardEvent {
  revoked,
  reinstated,
  surrendered,
  lost,
  destroyed,
  scrapped,
  disable_asked,
  disabled,
  delete_asked,
  went_offline,
  deleted,
  notified,
  gave_up,
  waived,
  retired,
  used_again,
};
template <>
inline constexpr std::array kNames<CardEvent> = std::to_array<std::string_view>(
    {"revoked", "reinstated", "surrendered", "lost", "destroyed", "scrapped",
     "disable_asked", "disabled", "delete_asked", "went_offline", "deleted", "notified",
     "gave_up", "waived", "retired", "used_again"});

inline constexpr Transition<CardState, CardEvent> kCardTable[] = {
    {"S1", CardState::in_use, CardEvent::revoked, CardState::revoked, "step E3", "barred",
     "-"},
    {"S1", CardState::revoked, CardEvent::reinstated, CardState::in_use, "step E3 undone",
     "restored", "-"},
    {"S2", CardState::revoked, CardEvent::surrendered, CardState::surrendered, "clerk",
     "never mandatory", "-"},
    {"S2", CardState::revoked, CardEvent::lost, CardState::lost, "owner", "-", "-"},
    {"S2", CardState::revoked, CardEvent::destroyed, CardState::destroyed_by_user, "owner",
     "-", "-"},
    {"S3", CardState::surrendered, CardEvent::scrapped, CardState::scrapped, "shop", "-",
     "-"},
    {"P1", CardState::enabled, CardEvent::disable_asked, CardState::disable_req, "step E5",
     "SGP.22: disable before delete", "-"},
    {"P1", CardState::disable_req, CardEvent::disabled, CardState::disabled, "device", "-",
     "-"},
    {"P1", CardState::disable_req, CardEvent::reinstated, CardState::enabled,
     "step E5 undone", "restored before the device acted", "-"},
    {"P1", CardState::disabled, CardEvent::reinstated, CardState::enabled, "step E5 undone",
     "restored before deletion", "-"},
    {"P1", CardState::disable_req, CardEvent::went_offline,
     CardState::delete_pending_offline, "timer", "device not seen", "-"},
    {"P2", CardState::disabled, CardEvent::delete_asked, CardState::delete_req, "step E5",
     "-", "-"},
    {"P2", CardState::delete_req, CardEvent::deleted, CardState::deleted_local, "device",
     "-", "-"},
    {"P2", CardState::delete_req, CardEvent::went_offline,
     CardState::delete_pending_offline, "timer", "device not seen", "-"},
    {"P3", CardState::disable_req, CardEvent::notified, CardState::delete_notified, "eUICC",
     "signed notification checked", "-"},
    {"P3", CardState::deleted_local, CardEvent::notified, CardState::delete_notified,
     "eUICC", "signed notification checked", "-"},
    {"P3", CardState::delete_pending_offline, CardEvent::notified,
     CardState::delete_notified, "eUICC", "signed notification checked", "-"},
    {"P4", CardState::delete_pending_offline, CardEvent::gave_up, CardState::orphaned,
     "timer", "30 d", "-"},
    {"P4", CardState::delete_pending_offline, CardEvent::waived, CardState::delete_waived,
     "engineer", "reason", "-"},
    {"P3", CardState::orphaned, CardEvent::notified, CardState::delete_notified, "eUICC",
     "signed notification checked", "-"},
    {"P5", CardState::delete_notified, CardEvent::retired, CardState::retired, "timer",
     "number rests no more, or moved away", "-"},
    {"P6", CardState::disabled, CardEvent::used_again, CardState::disable_req, "eUICC",
     "signed: enabled or installed again", "-"},
    {"P6", CardState::delete_req, CardEvent::used_again, CardState::disable_req, "eUICC",
     "signed: enabled or installed again", "-"},
    {"P6", CardState::delete_notified, CardEvent::used_again, CardState::disable_req,
     "eUICC", "signed: enabled or installed again", "-"},
};
inline constexpr CardState kCardEnds[] = {CardState::lost, CardState::destroyed_by_user,
                                          CardState::scrapped, CardState::delete_waived,
                                          CardState::retired};

// A card and a profile start in different states, so two starts are allowed here.
consteval bool card_table_is_whole() {
  for (std::size_t s = 0; s < kNames<CardState>.size(); ++s) {
    const auto state = static_cast<CardState>(s);
    bool entered = state == CardState::in_use || state == CardState::enabled;
    bool left = false;
    for (const auto& row : kCardTable) {
      entered = entered || row.to == state;
      left = left || row.from == state;
    }
    for (const auto end : kCardEnds) left = left || end == state;
    if (!entered || !left) return false;
  }
  return true;
}
static_assert(each_pair_is_listed_once(kCardTable));
static_assert(card_table_is_whole());
static_assert(no_event_is_forgotten(kCardTable));

enum class RefundState {
  quoted,
  requested,
  name_check,
  approved,
  sent,
  paid,
  returned,
  awaiting_new_account,
  unclaimed,
  held,
  escheated,
};
template <>
inline constexpr std::array kNames<RefundState> = std::to_array<std::string_view>(
    {"QUOTED", "REQUESTED", "NAME_CHECK", "APPROVED", "SENT", "PAID", "RETURNED",
     "AWAITING_NEW_ACCOUNT", "UNCLAIMED", "HELD", "ESCHEATED"});

enum class RefundEvent {
  final_bill_made,
  new_account_used,
  name_matches,
  name_differs,
  approved,
  sent,
  paid,
  returned,
  account_asked,
  account_given,
  nobody_claimed,
  claimed_late,
  held_over,
  time_over,
};
template <>
inline constexpr std::array kNames<RefundEvent> = std::to_array<std::string_view>(
    {"final_bill_made", "new_account_used", "name_matches", "name_differs", "approved",
     "sent", "paid", "returned", "account_asked", "account_given", "nobody_claimed",
     "claimed_late", "held_over", "time_over"});

inline constexpr Transition<RefundState, RefundEvent> kRefundTable[] = {
    {"R1", RefundState::quoted, RefundEvent::final_bill_made, RefundState::requested,
     "step E11", "final amount", "-"},
    {"R2", RefundState::requested, RefundEvent::new_account_used, RefundState::name_check,
     "system", "K9", "-"},
    {"R2", RefundState::requested, RefundEvent::approved, RefundState::approved,
     "system or two persons", "limit of the pack", "-"},
    {"R2", RefundState::name_check, RefundEvent::name_matches, RefundState::approved,
     "bank", "same name", "-"},
    {"R2", RefundState::name_check, RefundEvent::name_differs,
     RefundState::awaiting_new_account, "bank", "other name", "M10"},
    {"R3", RefundState::approved, RefundEvent::sent, RefundState::sent, "step E11", "-",
     "-"},
    {"R4", RefundState::sent, RefundEvent::paid, RefundState::paid, "bank", "-", "M09"},
    {"R5", RefundState::sent, RefundEvent::returned, RefundState::returned, "bank",
     "reason", "-"},
    {"R5", RefundState::returned, RefundEvent::account_asked,
     RefundState::awaiting_new_account, "system", "-", "M10"},
    {"R6", RefundState::awaiting_new_account, RefundEvent::account_given,
     RefundState::requested, "owner", "voucher number is enough", "-"},
    {"R7", RefundState::awaiting_new_account, RefundEvent::nobody_claimed,
     RefundState::unclaimed, "timer", "90 d, reminders", "-"},
    {"R7", RefundState::unclaimed, RefundEvent::claimed_late, RefundState::requested,
     "owner", "-", "-"},
    {"R8", RefundState::unclaimed, RefundEvent::held_over, RefundState::held, "timer", "-",
     "-"},
    {"R8", RefundState::held, RefundEvent::claimed_late, RefundState::requested, "owner",
     "-", "-"},
    {"R9", RefundState::held, RefundEvent::time_over, RefundState::escheated, "timer",
     "3 y", "-"},
};
inline constexpr RefundState kRefundEnds[] = {RefundState::paid, RefundState::escheated};

static_assert(each_pair_is_listed_once(kRefundTable));
static_assert(no_state_is_forgotten(kRefundTable, RefundState::quoted, kRefundEnds));
static_assert(no_event_is_forgotten(kRefundTable));

}  // namespace signoff
