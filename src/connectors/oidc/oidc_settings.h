// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/records.h"

#include <chrono>
#include <map>
#include <string>

namespace signoff {

// How ID tokens are signed. Nothing else is ever taken: no "none", no shared secret.
enum class TokenAlgorithm { rs256, es256 };

struct OidcSettings {
  std::string name;    // What the button says.
  std::string issuer;  // "https://login.company.example"
  std::string client_id;
  std::string client_secret;  // Secret.
  std::string ca_file;        // PEM; empty for the system's authorities.
  std::string scope = "openid profile";
  std::string username_claim = "preferred_username";
  // By name, or as a path of names: "realm_access.roles".
  std::string role_claim = "roles";
  std::map<std::string, Role> roles;  // What the claim says, and which role that is here.
  TokenAlgorithm algorithm = TokenAlgorithm::rs256;
  std::chrono::milliseconds deadline{10'000};  // Of one call.
};

}  // namespace signoff
