// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include "base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace signoff {

std::string_view to_string(Fault fault) {
  switch (fault) {
    case Fault::bad_input: return "bad_input";
    case Fault::not_found: return "not_found";
    case Fault::forbidden: return "forbidden";
    case Fault::conflict: return "conflict";
    case Fault::unavailable: return "unavailable";
    case Fault::unknown: return "unknown";
  }
  return "unknown";
}

void ensure(bool condition, std::string_view code) {
  if (condition) return;
  std::fprintf(stderr, "invariant broken: %.*s\n", static_cast<int>(code.size()),
               code.data());
  std::abort();
}

}  // namespace signoff
