// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/home_register.h"

namespace signoff {

// True when the record read `now` no longer belongs to the line that was `seen`: another
// IMSI or another number. A record without a number is ours after strip_number().
inline bool has_changed_hands(const Subscription& seen, const Subscription& now) {
  return now.imsi != seen.imsi || (now.msisdn && now.msisdn != seen.msisdn);
}

}  // namespace signoff
