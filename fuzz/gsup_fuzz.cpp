// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "connectors/hlr/gsup.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto message = signoff::decode_gsup({data, size});
  if (!message) return 0;
  message->auth_tuples = 0;  // Counted, never written.
  signoff::ensure(signoff::decode_gsup(signoff::encode(*message)) == message,
                  "fuzz.gsup_round_trip");
  return 0;
}
