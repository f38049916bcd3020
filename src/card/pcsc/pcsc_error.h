// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

namespace signoff {

// What a return code of PC/SC means to whoever wanted to look at a reader, or to begin with
// a card.
Error reader_error(long code);

// What it means after a command was handed over: always card.gone. `unavailable` where
// pcscd looked first and let nothing out, else `unknown`.
Error transmit_error(long code);

}  // namespace signoff
