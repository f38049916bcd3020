// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// Who calls a verb, as the session proved it. A caller without a session is
// Role::subscriber with an empty owner and may only do what needs no login.
struct Caller {
  Actor actor{Role::subscriber, ""};
  std::string owner_id;  // Of a subscriber.
  Channel channel = Channel::web;
  std::string remote;  // Network address, for rate limits only.
  Language language = Language::zh;
  // Salted hash of the browser's device cookie, to link cases; empty: none.
  std::string device;
  std::string line_id;                // The one line of a customer's paired screen.
  std::optional<Instant> expires_at;  // When the session does.

  bool is_staff() const { return actor.role != Role::subscriber; }
  // Whether a line that belongs to `owner` is within this caller's reach.
  bool reaches(const std::string& line, const std::string& owner) const {
    return is_staff() || (owner == owner_id && (line_id.empty() || line_id == line));
  }
};

// A proof as it comes in with an act: {"kind": "otp", "value": "482913"}.
struct GivenProof {
  std::string kind;
  std::string value;
};

}  // namespace signoff
