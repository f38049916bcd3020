// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "evidence/key_ring.h"
#include "ports/notary.h"

namespace signoff {

// The typ of a voucher's JWS.
inline constexpr std::string_view kVoucherTyp = "voucher+jwt";

// Signs with the operator's key ring. Calls may come from any thread.
class OperatorNotary final : public Notary {
 public:
  // Both outlive the notary.
  OperatorNotary(const KeyRing& ring, Random& random) : ring_{ring}, random_{random} {}

  Result<std::string> sign(std::string_view typ, std::string_view payload) override;
  std::string new_voucher_number() override;
  Result<std::string> sign(const Voucher& voucher) override;
  // Fault::bad_input "notary.other_voucher" when `jws` says something else than `voucher`:
  // paper and token never differ.
  Result<Bytes> print(const Voucher& voucher, const std::string& jws) override;
  Result<Bytes> print(const RequestForm& form) override;
  Result<Voucher> read(std::string_view jws) const override;
  std::string jwks() const override { return ring_.jwks()->text(); }

 private:
  const KeyRing& ring_;
  Random& random_;
};

// The voucher in a JWS signed by a key of `jwks`.
Result<Voucher> read_voucher(std::string_view jws, const Jwks& jwks);

}  // namespace signoff
