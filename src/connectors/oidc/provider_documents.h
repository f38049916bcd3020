// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "connectors/oidc/oidc_settings.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace signoff {

inline constexpr std::size_t kProviderAnswerMax = 256 * 1024;

// Where a provider does what (OpenID Connect Discovery 1.0 clause 3).
struct ProviderPlaces {
  std::string authorization;
  std::string token;
  std::string keys;
};

// Fault::unavailable "oidc.discovery" unless the document is of this issuer and every
// address in it is https.
Result<ProviderPlaces> parse_discovery(std::string_view json, std::string_view issuer);

// A key that the provider signs with.
struct ProviderKey {
  std::string kid;  // Empty: it has no name.
  TokenAlgorithm algorithm;
  std::shared_ptr<evp_pkey_st> key;  // Shared between copies: immutable, costly to make.
};

// The keys of a set (RFC 7517) that can sign ID tokens: RSA from 2048 bits, P-256. Others
// are passed over. Fault::unavailable "oidc.keys".
Result<std::vector<ProviderKey>> parse_provider_keys(std::string_view json);

// The ID token in the answer of the token endpoint. Fault::unavailable "oidc.token_answer".
Result<std::string> parse_token_answer(std::string_view json);

// Whether a refusal of the token endpoint (RFC 6749 clause 5.2) means that the code is of
// no use, rather than that we are not let in.
bool is_code_refused(std::string_view json);

}  // namespace signoff
