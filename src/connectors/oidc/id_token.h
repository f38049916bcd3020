// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/oidc/provider_documents.h"

#include <boost/json/object.hpp>

namespace signoff {

// What a token must say to be the one that we asked for.
struct TokenWanted {
  std::string_view issuer;
  std::string_view client_id;
  std::string_view nonce;
  TokenAlgorithm algorithm = TokenAlgorithm::rs256;
  Instant now;
};

// The claims of an ID token (OpenID Connect Core clause 3.1.3.7). Fault::forbidden
// "oidc.token" with the reason in the detail; "key" means that the token names none of the
// keys, which may be old.
Result<boost::json::object> check_id_token(std::string_view token,
                                           const std::vector<ProviderKey>& keys,
                                           const TokenWanted& wanted);

// Who the claims are about, in our words. Fault::forbidden "oidc.token", "login.role".
struct NamedStaff {
  std::string username;
  Role role;
};
Result<NamedStaff> staff_in(const boost::json::object& claims,
                            const OidcSettings& settings);

}  // namespace signoff
