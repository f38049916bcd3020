// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>
#include <string_view>

// The JSON binding of ES9+ (GSMA SGP.22 v2 clause 6.5), as far as we serve it.
namespace signoff {

// What we speak, in every answer (clause 6.2).
inline constexpr std::string_view kEs9Protocol = "gsma/rsp/v2.2.2";

// A notification of two certificates in base64 is 2 KiB; the longest that is read is 22.
inline constexpr std::size_t kEs9BodyMax = 32 * 1024;

// The DER bytes in the body of HandleNotification. Members that nobody knows are left
// alone: later versions may add some. Faults are bad_input: "json.…",
// "notification.missing", "notification.base64".
Result<Bytes> pending_notification(std::string_view body);

// {"header": {"functionExecutionStatus": {"status": "Failed", …}}} for a refusal, with the
// subject and reason codes that come nearest (clause 5.2.6).
std::string es9_failure(const Error& error);

}  // namespace signoff
