// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/identifiers.h"
#include "evidence/signing_key.h"

namespace signoff::rsp {

// A key and the certificate that says whose it is.
struct CertifiedKey {
  SigningKey key;
  Bytes certificate;  // DER.
};

// Certificates with the profiles of the GSMA's test kit (SGP.26): for virtual cards, the
// demo and tests. Nobody outside them trusts these, and nobody should.
class TestAuthority {
 public:
  // A root and a maker of its own, valid from `from` for 30 years. The maker may certify
  // EIDs that begin with `eid_prefix`.
  static TestAuthority make(Instant from, std::string_view eid_prefix);
  // A maker that exists already: PEM of its key and certificate, and its root's
  // certificate. Fault::bad_input "signing_key.…", "certificate.…" or
  // "test_authority.mismatch".
  static Result<TestAuthority> take(std::string_view eum_key, std::string_view eum,
                                    std::string_view root);

  // Fault::bad_input "test_authority.eid" for one that the maker may not certify.
  Result<CertifiedKey> certify(const Eid& eid, Instant from) const;

  // What a maker that oversteps would sign: any serial number. For those who check.
  CertifiedKey overstep(std::string_view serial_number, Instant from) const;

  const Bytes& root() const { return root_; }
  const Bytes& eum() const { return eum_.certificate; }
  // For whoever keeps this authority: what take() asks for.
  const SigningKey& eum_key() const { return eum_.key; }
  // The root's key as cards name it.
  Bytes root_key_id() const;

 private:
  TestAuthority(Bytes root, CertifiedKey eum)
      : root_{std::move(root)}, eum_{std::move(eum)} {}

  Bytes root_;
  CertifiedKey eum_;
};

}  // namespace signoff::rsp
