// SPDX-License-Identifier: Apache-2.0
#include "api/es9plus.h"

#include "base/ensure.h"
#include "rsp/notification.h"

// What any device may send: read within bounds, or refused with a code that the answer of
// ES9+ can carry.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto bytes = pending_notification(as_text({data, size}));
  if (bytes) {
    ensure(!bytes->empty() && bytes->size() <= size, "fuzz.es9plus");
    (void)rsp::read_notification(*bytes);
    return 0;
  }
  ensure(bytes.error().fault == Fault::bad_input, "fuzz.es9plus_fault");
  ensure(es9_failure(bytes.error()).ends_with("}}}"), "fuzz.es9plus_answer");
  return 0;
}
