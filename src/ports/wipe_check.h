// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace signoff {

// What a desk's report of a wipe says, once its signature holds.
struct CheckedWipe {
  std::string iccid;  // As it stands on the card.
  Instant at{};       // As the desk says.
  bool is_proved = false;
  std::string key_id;  // Of the desk's key: its thumbprint (RFC 7638).
};

// Checks reports of wipes under the keys of the desks that are believed.
class WipeCheck {
 public:
  virtual ~WipeCheck() = default;

  // `jws`: compact, of any length. Fault::forbidden "jws.key_unknown", "jws.signature",
  // "wipe.typ"; bad_input "jws.…", "wipe.json", "wipe.member". Any thread may call.
  virtual Result<CheckedWipe> check(std::string_view jws) const = 0;
};

}  // namespace signoff
