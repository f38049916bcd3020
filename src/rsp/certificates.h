// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/clock.h"

#include <memory>
#include <optional>
#include <vector>

struct x509_st;

// The certificates of remote SIM provisioning (GSMA SGP.22 v2 clause 4.5.2): a root (CI)
// signs makers of eUICCs (EUM), who sign the eUICCs they make.
namespace signoff::rsp {

enum class Role { ci, eum, euicc };

// Whose EIDs a maker may certify: its name constraint.
struct EidRange {
  std::string organisation;
  std::string prefix;  // The first digits of the EIDs, from the issuer number on.
};

// One certificate, read and of the right profile for its role: key usage, policy and basic
// constraints are checked, its signature is not.
class Certificate {
 public:
  // Faults are bad_input: "certificate.der", "certificate.key", "certificate.usage",
  // "certificate.policy".
  static Result<Certificate> parse(ByteView der, Role role);

  const Bytes& der() const { return der_; }
  // Names in DER, for comparing.
  const Bytes& subject() const { return subject_; }
  const Bytes& issuer() const { return issuer_; }
  const Bytes& key_id() const { return key_id_; }
  // Empty where the certificate does not say.
  const Bytes& issuer_key_id() const { return issuer_key_id_; }
  const std::string& organisation() const { return organisation_; }
  // The subject's serial number, which in an eUICC's certificate is its EID.
  const std::string& serial_number() const { return serial_number_; }
  const std::vector<EidRange>& ranges() const { return ranges_; }

  bool is_valid_at(Instant at) const { return not_before_ <= at && at <= not_after_; }
  // Both the names and the signature say so.
  bool is_issued_by(const Certificate& issuer) const;
  // ECDSA with SHA-256; r and s (BSI TR-03111 clause 5.2.1).
  bool verifies(ByteView message, ByteView signature) const;

 private:
  Certificate() = default;

  Bytes der_;
  Bytes subject_;
  Bytes issuer_;
  Bytes key_id_;
  Bytes issuer_key_id_;
  std::string organisation_;
  std::string serial_number_;
  std::vector<EidRange> ranges_;
  Instant not_before_;
  Instant not_after_;
  // Shared between copies; immutable once made, and costly to make: its key is decoded.
  std::shared_ptr<x509_st> x509_;
};

}  // namespace signoff::rsp
