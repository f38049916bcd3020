// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

// Stores a session under a fresh random token, which only this answer holds.
Result<SessionToken> open_session(const ServiceParts& parts, SessionRecord session,
                                  Duration life);

// The same without storing: fills the record's hash and end, for who stores more with it.
SessionToken make_token(const ServiceParts& parts, SessionRecord& session, Duration life);

}  // namespace signoff
