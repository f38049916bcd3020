// SPDX-License-Identifier: Apache-2.0
#include "evidence/cms.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key = signoff::SigningKey::generate();
  static const signoff::Jwks jwks{{key.public_key()}};
  if (signoff::verify_cms({data, size}, signoff::as_bytes("the page"), jwks))
    __builtin_trap();
  return 0;
}
