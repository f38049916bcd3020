// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

namespace signoff {

// A profile server as cards name it: a fully qualified domain name (RFC 1035 clause 2.3.1),
// in lower case, without a port. Fault::bad_input "smdp.address" for anything else, numeric
// addresses among them: no certificate of ES9+ speaks for those.
Result<std::string> parse_smdp_host(std::string_view text);

}  // namespace signoff
