// SPDX-License-Identifier: Apache-2.0
#include "evidence/pdf_signature.h"
#include "evidence/verify.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key = signoff::SigningKey::generate();
  static const signoff::Jwks jwks{{key.public_key()}};
  const signoff::ByteView file{data, size};
  static_cast<void>(signoff::extract_jws(file));
  if (signoff::verify_pdf_signature(file, jwks)) __builtin_trap();
  const auto found = signoff::verify_file(signoff::as_text(file), jwks);
  if (found && found->is_valid) __builtin_trap();
  return 0;
}
