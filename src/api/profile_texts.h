// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "domain/records.h"

namespace signoff {

// How the eSIM of a line stands, as its owner reads it: what is on the device, whether it
// can do harm, and what to do. Until the line is gone for good he is told to keep it, since
// a deleted profile cannot come back.
const Bilingual& profile_text(const Line& line);

// The chip itself has signed that the profile is deleted.
constexpr bool is_proved_deleted(CardState state) {
  return state == CardState::delete_notified || state == CardState::retired;
}

}  // namespace signoff
