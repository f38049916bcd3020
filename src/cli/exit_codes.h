// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

namespace signoff::cli {

inline constexpr int kOk = 0;

// The one table from fault to exit code. 1 is left to the shell and to crashes.
constexpr int exit_code(Fault fault) {
  switch (fault) {
    case Fault::bad_input: return 2;
    case Fault::not_found: return 3;
    case Fault::forbidden: return 4;
    case Fault::conflict: return 5;
    case Fault::unavailable: return 6;
    case Fault::unknown: return 7;
  }
  return 7;
}

// A command line that cannot be read is bad input.
inline constexpr int kUsage = exit_code(Fault::bad_input);
// The command did its work, and what it looked at is bad: a forged voucher, a broken
// history.
inline constexpr int kFoundBad = 8;

// What an HTTP status means to the caller, where an answer says no more than that.
Fault fault_of_status(unsigned status);

}  // namespace signoff::cli
