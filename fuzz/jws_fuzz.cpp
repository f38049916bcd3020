// SPDX-License-Identifier: Apache-2.0
#include "evidence/jws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key = signoff::SigningKey::generate();
  static const signoff::Jwks jwks{{key.public_key()}};
  const auto text = signoff::as_text({data, size});
  // Nobody guesses a signature of a key made just now.
  if (signoff::verify_jws(text, jwks)) __builtin_trap();
  return 0;
}
