// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/messages.h"
#include "service/service.h"

namespace signoff {

// One-time codes bound to one act on one thing (K2, K3). `key` names both:
// "confirm:<case>".

// Sends a fresh code: to the line while it can receive, otherwise to the owner's other
// contacts. An earlier code under the key dies; wrong tries of it count on.
// Fault::forbidden "code.locked" / "code.too_many" / "proof.locked" (too many wrong codes
// in a month) where a person must wait. The code is never logged nor stored in the clear.
Result<void> send_code(const ServiceParts& parts, const std::string& key, const Line& line,
                       const Owner& owner, MessageId text, const std::string& case_number);

// The same, never to the line itself: whoever has the number now must hear nothing. Fault
// "code.no_contact" where the owner left no other way.
Result<void> send_code_elsewhere(const ServiceParts& parts, const std::string& key,
                                 const Line& line, const Owner& owner, MessageId text);

// The detail of "code.locked" when this very try was the last one.
inline constexpr std::string_view kJustBurnt = "burnt";

// Spends the code. Fault::forbidden "code.wrong", "code.expired", "code.locked"; the last
// also on the wrong try that locks it. A spent code is expired.
Result<void> spend_code(const ServiceParts& parts, const std::string& key,
                        std::string_view code);

// The same, but a code that is right stays good: for what other proofs may still refuse.
Result<void> look_at_code(const ServiceParts& parts, const std::string& key,
                          std::string_view code);

}  // namespace signoff
