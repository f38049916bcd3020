// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/relying_parties.h"

#include <string>
#include <string_view>

namespace signoff {

// The typ of a Security Event Token (RFC 8417 clause 2.3); sign its payload with it.
inline constexpr std::string_view kSecurityEventTyp = "secevent+jwt";

// RISC 1.0: what becomes of an account whose subject is the number.
inline constexpr std::string_view kAccountDisabled =
    "https://schemas.openid.net/secevent/risc/event-type/account-disabled";
inline constexpr std::string_view kAccountEnabled =
    "https://schemas.openid.net/secevent/risc/event-type/account-enabled";
inline constexpr std::string_view kAccountPurged =
    "https://schemas.openid.net/secevent/risc/event-type/account-purged";
// Ours: RISC has no word for a number at rest. Carries effective_at, number_generation and
// quarantine_until.
inline constexpr std::string_view kLineTerminated =
    "https://signoff.example/secevent/line-terminated";

// The payload of the token for one piece of news: one event, the number as subject (RFC
// 9493), no `sub` and no `exp` (RFC 8417 clause 2.2).
std::string security_event_payload(const LineNews& news, std::string_view issuer,
                                   std::string_view audience, Instant now);

}  // namespace signoff
