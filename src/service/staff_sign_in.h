// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/identity_provider.h"
#include "service/service.h"
#include "service/sign_in_brake.h"

namespace signoff {

// Sign-in of the company's own people.
class StaffSignIn {
 public:
  explicit StaffSignIn(const ServiceParts& parts);

  struct Attempt {
    std::string_view username;
    std::string_view password;
    std::string_view totp;  // RFC 6238; empty where the account has none.
    std::string_view address;
  };
  // Fault::forbidden "login.wrong" whatever was wrong: name, password or code, also one
  // that was used before. After too many failures by this name or from this address
  // Fault::unavailable "rate.exceeded" with the seconds to wait in the detail.
  Result<SessionToken> with_password(const Attempt& attempt);

  // For somebody whom the company's own provider named. Fault::forbidden "login.role"
  // unless that is staff.
  Result<SessionToken> with_identity(const StaffIdentity& identity);

 private:
  Result<SessionToken> checked(const Attempt& attempt);

  const ServiceParts& parts_;
  SignInBrake accounts_;
  SignInBrake addresses_;
};

}  // namespace signoff
