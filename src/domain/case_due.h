// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"

namespace signoff {

// States in which a case waits for a moment that people are told.
constexpr bool has_due(CaseState state) {
  switch (state) {
    case CaseState::auth_stepup:
    case CaseState::awaiting_subscriber:
    case CaseState::under_review:
    case CaseState::second_approval:
    case CaseState::fraud_hold:
    case CaseState::scheduled:
    case CaseState::cooling_off: return true;
    default: return false;
  }
}

// By when something happens next, as it is shown and sorted by. Not when the engine looks
// at the case again (Case::due_at).
inline std::optional<Instant> due_of(CaseState state, const CaseFile& file) {
  switch (state) {
    case CaseState::auth_stepup:
    case CaseState::awaiting_subscriber: return file.answer_until;
    case CaseState::under_review:
    case CaseState::second_approval: return file.review_due;
    case CaseState::fraud_hold: return file.hold_due;
    case CaseState::scheduled: return file.execute_at;
    case CaseState::cooling_off: return file.restore_until;
    default: return std::nullopt;
  }
}

constexpr bool is_in_review(CaseState state) {
  return state == CaseState::under_review || state == CaseState::second_approval;
}

}  // namespace signoff
