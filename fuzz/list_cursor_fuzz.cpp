// SPDX-License-Identifier: Apache-2.0
#include "api/list_query.h"

#include <cstdlib>

// A cursor that is taken goes out as it came in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const std::string_view order : {"opened", "-due", "refunds"}) {
    const auto mark = signoff::read_cursor(order, text);
    if (!mark) continue;
    const auto again = signoff::read_cursor(order, signoff::cursor_text(order, *mark));
    if (!again || *again != *mark) std::abort();
  }
  return 0;
}
