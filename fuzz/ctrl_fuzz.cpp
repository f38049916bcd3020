// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/osmo_hlr.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto text = signoff::as_text({data, size});
  const auto reply = signoff::parse_ctrl_reply(text);
  if (reply && *reply) (void)signoff::parse_osmo_info((*reply)->text);
  (void)signoff::parse_osmo_info(text);
  return 0;
}
