// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace signoff {

// A bank, messenger or mail service that wants to know when a number it relies on ends.
struct RelyingParty {
  std::string id;        // Stable, "bank-a".
  std::string audience;  // The `aud` of its tokens.
  std::string endpoint;  // RFC 8935 push endpoint, https.
};

class RelyingParties {
 public:
  virtual ~RelyingParties() = default;
  virtual const std::vector<RelyingParty>& all() const = 0;
  // Delivers one signed Security Event Token (RFC 8417) by push (RFC 8935). Receivers drop
  // doubles by `jti`, so repeating is safe. Fault::bad_input: the receiver refuses this
  // token for good (its `err` is the code). Fault::unavailable / unknown: again later.
  virtual Result<void> push(const RelyingParty& party, const std::string& token) = 0;
};

}  // namespace signoff
