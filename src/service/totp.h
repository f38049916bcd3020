// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1,
// 30 seconds, 6 digits.

// As many bits as the hash (RFC 4226 clause 4, R6).
Bytes fresh_totp_secret(Random& random);

std::int64_t totp_step(Instant at);
std::string totp_code(ByteView secret, std::int64_t step);

// The step that `code` is of: now, one before or one after, and later than `after`. Clocks
// of phones are that wrong. nullopt where it is of none.
std::optional<std::int64_t> matching_totp_step(ByteView secret, std::string_view code,
                                               Instant now, std::int64_t after);

// RFC 4648 clause 6, without padding: how people type a secret.
std::string to_base32(ByteView bytes);

// What the app reads from a QR code.
std::string otpauth_uri(std::string_view issuer, std::string_view username,
                        ByteView secret);

}  // namespace signoff
