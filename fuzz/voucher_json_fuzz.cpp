// SPDX-License-Identifier: Apache-2.0
#include "evidence/voucher_json.h"

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto voucher = signoff::parse_voucher(signoff::as_text({data, size}));
  if (voucher && signoff::parse_voucher(signoff::to_json(*voucher)) != voucher)
    __builtin_trap();
  return 0;
}
