// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "evidence/jwk.h"

#include <memory>
#include <string>
#include <vector>

struct evp_pkey_ctx_st;

namespace signoff {

// DER certificates, the signer's first.
using CertificateChain = std::vector<Bytes>;

// A P-256 private key and the certificates that name its holder. Signing may come from any
// thread.
class SigningKey {
 public:
  static SigningKey generate();
  // PKCS #8 in PEM, not encrypted.
  static Result<SigningKey> parse(std::string_view pem);

  std::string pem() const;
  const PublicKey& public_key() const { return public_; }
  EcSignature sign(ByteView message) const;
  // A certificate by this key for itself: for a named holder, without end (RFC 5280 clause
  // 4.1.2.5), because old paper must stay checkable. The serial is drawn from the key.
  Bytes self_signed(std::string_view holder, Instant from) const;

 private:
  SigningKey(std::shared_ptr<evp_pkey_st> key, PublicKey public_key);

  PublicKey public_;
  // Shared between copies; immutable once made.
  std::shared_ptr<evp_pkey_st> key_;
  // Prepared once, copied per signature: preparing looks the algorithm up again.
  std::shared_ptr<evp_pkey_ctx_st> prepared_;
};

std::string chain_to_pem(const CertificateChain& chain);
// The certificates in PEM as DER, in their order; what else is in it is passed over.
// Fault::bad_input "certificate.pem" where there is none or one cannot be read,
// "certificate.size" beyond 256 KiB, "certificate.chain" where there are more.
Result<CertificateChain> parse_certificates(std::string_view pem,
                                            std::size_t certificates_max);
// At most 10.
Result<CertificateChain> parse_chain(std::string_view pem);
// The key a certificate speaks for.
Result<PublicKey> key_of_certificate(ByteView der);

}  // namespace signoff
