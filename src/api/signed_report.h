// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rest_parts.h"

namespace signoff {

// What a chip reports in these bytes (DER), once signature and chain hold under the roots
// of this installation. Fault::unavailable "card.not_served" where it has none, bad_input
// "notification.event", and those of rsp::NotificationVerifier.
Result<SignedReport> signed_report(const RestParts& parts, Bytes bytes);

}  // namespace signoff
