// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/mail/mail_address.h"
#include "ports/messages.h"

#include <string>

namespace signoff {

inline constexpr std::size_t kMailTextMax = 1 << 20;
inline constexpr std::size_t kAttachmentsMax = 16;
inline constexpr std::size_t kMailMax = 20 << 20;  // Of all attachments together.

// The whole message as it goes on the wire (RFC 5322, RFC 2045 to 2047), lines ended by
// CRLF and at most 998 long. The same mail at the same moment gives the same octets.
// Everything a caller chose is either encoded or checked, so nobody writes a header of
// their own. Faults: bad_input "mail.address", "mail.subject", "mail.message_id",
// "mail.attachment", "mail.too_long", "text.not_utf8".
Result<std::string> to_mime(const Mail& mail, const MailAddress& from, Instant now);

// "Sat, 21 Nov 2026 20:44:43 +0000" (RFC 5322 clause 3.3).
std::string mail_date(Instant now);

// Base64 with padding in lines of at most 76 (RFC 2045 clause 6.8), each ended by CRLF.
std::string to_base64_lines(std::string_view octets);
// Without lines.
std::string to_base64(std::string_view octets);

}  // namespace signoff
