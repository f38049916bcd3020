// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "ports/store.h"

namespace signoff {

inline constexpr std::size_t kUsernameMax = 64;
inline constexpr std::size_t kPasswordMin = 8;
inline constexpr std::size_t kPasswordMax = 128;

// An account of the company's own people, ready to be stored; the password only as its
// Argon2id hash (RFC 9106). Faults, all bad_input: "staff.username" unless it is 1 to 64
// letters of ASCII, digits and . _ - @; "staff.role" for a subscriber or the system;
// "password.length" unless it is 8 to 128 bytes.
Result<StaffRecord> make_staff(std::string username, Role role, std::string_view password,
                               Random& random);

// Takes the same time for a null account as for a wrong password.
bool password_matches(const StaffRecord* account, std::string_view password);

}  // namespace signoff
