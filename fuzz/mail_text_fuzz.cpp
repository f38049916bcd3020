// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "lab/mail_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  signoff::lab::read_mail(signoff::as_text({data, size}));
  return 0;
}
