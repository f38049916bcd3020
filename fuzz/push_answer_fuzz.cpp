// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "connectors/parties/pushed_parties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (signoff::read_push_answer(400, signoff::as_text({data, size}))) __builtin_trap();
  return 0;
}
