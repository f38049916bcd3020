// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/identity_provider.h"

#include <map>
#include <mutex>

namespace signoff {

// A provider in memory, for tests: people sign in by a call.
class FakeProvider final : public IdentityProvider {
 public:
  const std::string& name() const override { return name_; }
  Result<std::string> address(const ProviderVisit& visit) override;
  Result<StaffIdentity> identify(const ProviderVisit& visit,
                                 const std::string& code) override;

  // The browser is where address() sent it, and this person signs in there. Answers the
  // code that the browser brings back.
  std::string sign_in(const std::string& url, StaffIdentity who);
  void set_away(bool is_away) { is_away_ = is_away; }

 private:
  struct Given {
    StaffIdentity who;
    std::string url;  // Names state, nonce and challenge.
  };

  std::string name_ = "Fake sign-in";
  std::mutex mutex_;
  bool is_away_ = false;
  std::map<std::string, Given> given_;  // By code; a used one is gone.
  int codes_ = 0;
};

}  // namespace signoff
