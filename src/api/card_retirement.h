// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "domain/identifiers.h"
#include "rsp/notification.h"

#include <boost/json/object.hpp>
#include <optional>

namespace signoff {

inline constexpr std::size_t kRetiredNotificationsMax = 100;
// A report names at most 512 files; a JWS of them is shorter than this.
inline constexpr std::size_t kRetiredWipeMax = 64 * 1024;
// Characters of one notification in base64url without padding.
inline constexpr std::size_t kRetiredNotificationMax = (4 * rsp::kNotificationMax + 2) / 3;
// All of that, with the quotes and commas between.
inline constexpr std::size_t kRetirementBodyMax =
    kRetiredWipeMax + kRetiredNotificationsMax * (kRetiredNotificationMax + 8) + 1024;

// What a desk says that it has of a card: POST /api/v1/card-retirements.
struct GivenRetirement {
  std::optional<Iccid> iccid;  // One of both is there.
  std::optional<Eid> eid;
  std::string wipe;  // A compact JWS; empty: none. With one there is an ICCID.
  std::vector<Bytes> notifications;  // As the chip signed them.
};

// Faults of Fields.
Result<GivenRetirement> read_retirement(const boost::json::object& body);

}  // namespace signoff
