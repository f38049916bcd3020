// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "rsp/es10.h"

// What a device may ask of a card: whatever is read can be written and reads the same
// again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto request = rsp::decode_request({data, size});
  if (!request) return 0;
  const auto again = rsp::decode_request(rsp::encode(*request));
  ensure(again.has_value() && *again == *request, "fuzz.es10_request");
  return 0;
}
