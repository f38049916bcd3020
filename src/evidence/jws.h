// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/jwk.h"
#include "evidence/signing_key.h"

#include <string>
#include <string_view>

namespace signoff {

inline constexpr std::size_t kJwsMax = 64 * 1024;

// The parts of a compact JWS (RFC 7515 clause 7.1), not yet believed.
struct Jws {
  std::string typ;
  std::string kid;
  std::string payload;
  std::string signing_input;  // The text that was signed.
  EcSignature signature{};

  // Reads ES256 only: the token never chooses how it is checked. Refuses `crit`, a header
  // above 1 KiB and a token above kJwsMax.
  static Result<Jws> parse(std::string_view compact);
};

// A compact JWS, ES256, with `typ` and `kid`.
std::string sign_jws(const SigningKey& key, std::string_view typ, std::string_view payload);

// The parts of `compact` once its signature holds under a key of `jwks`.
// Fault::forbidden: "jws.key_unknown", "jws.signature".
Result<Jws> verify_jws(std::string_view compact, const Jwks& jwks);

}  // namespace signoff
