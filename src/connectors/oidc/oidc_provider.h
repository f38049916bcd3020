// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connectors/oidc/provider_documents.h"
#include "ports/identity_provider.h"

#include <mutex>
#include <optional>

namespace signoff {

// A company's OpenID provider: authorization code flow with PKCE (RFC 7636), over TLS that
// is checked. Asks for its documents when they are first needed, and again after an hour.
class OidcProvider final : public IdentityProvider {
 public:
  // The clock outlives this.
  OidcProvider(OidcSettings settings, const Clock& clock);

  const std::string& name() const override { return settings_.name; }
  Result<std::string> address(const ProviderVisit& visit) override;
  Result<StaffIdentity> identify(const ProviderVisit& visit,
                                 const std::string& code) override;

 private:
  struct Answer {
    long status = 0;
    std::string body;
  };

  Result<ProviderPlaces> places();
  // `fresh`: those kept did not have the key.
  Result<std::vector<ProviderKey>> keys(const ProviderPlaces& places, bool fresh);
  Result<std::string> fetch(const std::string& url);
  Result<std::string> trade(const ProviderPlaces& places, const ProviderVisit& visit,
                            const std::string& code);
  Result<Answer> call(const std::string& url, const std::string* form);

  OidcSettings settings_;
  const Clock& clock_;
  std::mutex mutex_;  // Guards below; never held during a call.
  std::optional<ProviderPlaces> places_;
  Instant places_at_{};
  std::optional<std::vector<ProviderKey>> keys_;
  Instant keys_at_{};
};

// What a browser and a form send: application/x-www-form-urlencoded, all but unreserved
// characters as %XX.
std::string form_encoded(std::string_view text);

}  // namespace signoff
