// SPDX-License-Identifier: Apache-2.0
#include "connectors/parties/parties_file.h"

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(signoff::parse_parties(signoff::as_text({data, size}), "parties.toml"));
  return 0;
}
