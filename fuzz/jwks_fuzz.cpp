// SPDX-License-Identifier: Apache-2.0
#include "evidence/jwk.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto jwks = signoff::Jwks::parse(signoff::as_text({data, size}));
  if (!jwks) return 0;
  const auto again = signoff::Jwks::parse(jwks->text());
  if (!again || again->keys().size() != jwks->keys().size()) __builtin_trap();
  return 0;
}
