// SPDX-License-Identifier: Apache-2.0
#include "evidence/voucher_number.h"

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto number = signoff::VoucherNumber::parse(signoff::as_text({data, size}));
  if (number && signoff::VoucherNumber::parse(number->text()) != number) __builtin_trap();
  return 0;
}
