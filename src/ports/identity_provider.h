// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/records.h"

#include <string>

namespace signoff {

// Somebody of the company, as its own provider names him.
struct StaffIdentity {
  std::string username;  // As accounts are named: letters of ASCII, digits and . _ - @.
  Role role = Role::clerk;
};

// One sign-in as it goes out. All four are random and bound to one browser by the caller.
struct ProviderVisit {
  std::string state;
  std::string nonce;
  std::string verifier;  // Of PKCE (RFC 7636): 43 to 128 unreserved characters.
  std::string redirect_uri;
};

// Where the company keeps its people (OpenID Connect). Calls may come from any thread.
class IdentityProvider {
 public:
  virtual ~IdentityProvider() = default;

  // What the button says: "Xinglian single sign-on".
  virtual const std::string& name() const = 0;

  // Where the browser goes to sign in. Fault::unavailable "oidc.…" while the provider
  // cannot be asked.
  virtual Result<std::string> address(const ProviderVisit& visit) = 0;

  // Who came back with this code. Fault::forbidden: "oidc.code" (wrong, used, of another
  // visit), "oidc.token" (what the provider said proves nothing; the reason in the
  // detail), "login.role" (known, but none of ours). Fault::unavailable "oidc.…" while the
  // provider cannot be asked.
  virtual Result<StaffIdentity> identify(const ProviderVisit& visit,
                                         const std::string& code) = 0;
};

}  // namespace signoff
