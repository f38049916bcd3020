// SPDX-License-Identifier: Apache-2.0
#include "rsp/certificates.h"

#include "evidence/openssl_handles.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <algorithm>

namespace signoff::rsp {
namespace {

using ConstraintsHandle = std::unique_ptr<NAME_CONSTRAINTS, FreedBy<NAME_CONSTRAINTS_free>>;
using PoliciesHandle =
    std::unique_ptr<CERTIFICATEPOLICIES, FreedBy<CERTIFICATEPOLICIES_free>>;

constexpr std::size_t kCertificateMax = 8 * 1024;
constexpr std::size_t kRangesMax = 64;
constexpr std::size_t kSignatureSize = 64;

// SGP.14 and SGP.22 clause 4.5.2.1.0.2: id-rspRole, under 2.23.146.1.2.1.
std::string_view policy_of(Role role) {
  switch (role) {
    case Role::ci: return "2.23.146.1.2.1.0";
    case Role::eum: return "2.23.146.1.2.1.2";
    case Role::euicc: return "2.23.146.1.2.1.1";
  }
  return {};
}

Bytes bytes_of(const ASN1_OCTET_STRING* value) {
  if (value == nullptr) return {};
  const auto* data = ASN1_STRING_get0_data(value);
  return {data, data + ASN1_STRING_length(value)};
}

Bytes der_of(const X509_NAME* name) {
  const unsigned char* data = nullptr;
  std::size_t size = 0;
  if (X509_NAME_get0_der(name, &data, &size) != 1) return {};
  return {data, data + size};
}

std::string text_in(const X509_NAME* name, int field) {
  const int at = X509_NAME_get_index_by_NID(name, field, -1);
  if (at < 0) return {};
  const auto* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  const auto* data = ASN1_STRING_get0_data(value);
  return {data, data + ASN1_STRING_length(value)};
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const auto day =
      std::chrono::sys_days{std::chrono::year{parts.tm_year + 1900} /
                            std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)} /
                            std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  return Instant{day.time_since_epoch() + std::chrono::hours{parts.tm_hour} +
                 std::chrono::minutes{parts.tm_min} + std::chrono::seconds{parts.tm_sec}};
}

bool has_usage(X509* certificate, Role role) {
  const auto usage = X509_get_key_usage(certificate);
  if (usage == UINT32_MAX) return false;  // Absent, and every profile requires it.
  const bool is_authority = X509_check_ca(certificate) == 1;
  if (role == Role::euicc) return (usage & KU_DIGITAL_SIGNATURE) != 0 && !is_authority;
  return (usage & KU_KEY_CERT_SIGN) != 0 && is_authority;
}

bool has_policy(X509* certificate, Role role) {
  const PoliciesHandle policies{static_cast<CERTIFICATEPOLICIES*>(
      X509_get_ext_d2i(certificate, NID_certificate_policies, nullptr, nullptr))};
  if (!policies) return false;
  for (int i = 0; i < sk_POLICYINFO_num(policies.get()); ++i) {
    std::array<char, 64> text{};
    OBJ_obj2txt(text.data(), static_cast<int>(text.size()),
                sk_POLICYINFO_value(policies.get(), i)->policyid, 1);
    if (policy_of(role) == text.data()) return true;
  }
  return false;
}

std::vector<EidRange> ranges_in(X509* certificate) {
  std::vector<EidRange> ranges;
  const ConstraintsHandle constraints{static_cast<NAME_CONSTRAINTS*>(
      X509_get_ext_d2i(certificate, NID_name_constraints, nullptr, nullptr))};
  if (!constraints) return ranges;
  auto* permitted = constraints->permittedSubtrees;
  for (int i = 0; i < sk_GENERAL_SUBTREE_num(permitted); ++i) {
    const auto* base = sk_GENERAL_SUBTREE_value(permitted, i)->base;
    if (base->type != GEN_DIRNAME || ranges.size() == kRangesMax) continue;
    ranges.push_back({text_in(base->d.directoryName, NID_organizationName),
                      text_in(base->d.directoryName, NID_serialNumber)});
  }
  return ranges;
}

bool is_prime_256(EVP_PKEY* key) {
  // SGP.22 clause 2.6.7.1: NIST P-256 or brainpoolP256r1.
  return EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_bits(key) == 256;
}

}  // namespace

Result<Certificate> Certificate::parse(ByteView der, Role role) {
  if (der.size() > kCertificateMax) return fail(Fault::bad_input, "certificate.der");
  const auto* at = der.data();
  std::shared_ptr<X509> read{d2i_X509(nullptr, &at, static_cast<long>(der.size())),
                             X509_free};
  ERR_clear_error();
  if (!read || at != der.data() + der.size()) {
    return fail(Fault::bad_input, "certificate.der");
  }
  Certificate certificate;
  auto* key = X509_get0_pubkey(read.get());
  ERR_clear_error();
  if (key == nullptr || !is_prime_256(key)) {
    return fail(Fault::bad_input, "certificate.key");
  }
  const auto from = instant_of(X509_get0_notBefore(read.get()));
  const auto until = instant_of(X509_get0_notAfter(read.get()));
  if (!from || !until) return fail(Fault::bad_input, "certificate.der");
  if (!has_usage(read.get(), role)) return fail(Fault::bad_input, "certificate.usage");
  if (!has_policy(read.get(), role)) return fail(Fault::bad_input, "certificate.policy");
  certificate.der_.assign(der.begin(), der.end());
  certificate.subject_ = der_of(X509_get_subject_name(read.get()));
  certificate.issuer_ = der_of(X509_get_issuer_name(read.get()));
  certificate.key_id_ = bytes_of(X509_get0_subject_key_id(read.get()));
  certificate.issuer_key_id_ = bytes_of(X509_get0_authority_key_id(read.get()));
  certificate.organisation_ =
      text_in(X509_get_subject_name(read.get()), NID_organizationName);
  certificate.serial_number_ = text_in(X509_get_subject_name(read.get()), NID_serialNumber);
  certificate.ranges_ = ranges_in(read.get());
  certificate.not_before_ = *from;
  certificate.not_after_ = *until;
  certificate.x509_ = std::move(read);
  ERR_clear_error();
  return certificate;
}

bool Certificate::is_issued_by(const Certificate& issuer) const {
  if (issuer_ != issuer.subject_) return false;
  const bool is_signed =
      X509_verify(x509_.get(), X509_get0_pubkey(issuer.x509_.get())) == 1;
  ERR_clear_error();
  return is_signed;
}

bool Certificate::verifies(ByteView message, ByteView signature) const {
  if (signature.size() != kSignatureSize) return false;
  const EcdsaSignatureHandle pair{ECDSA_SIG_new()};
  // Owned by the pair once set.
  auto* r = BN_bin2bn(signature.data(), 32, nullptr);
  auto* s = BN_bin2bn(signature.data() + 32, 32, nullptr);
  if (ECDSA_SIG_set0(pair.get(), r, s) != 1) return false;
  std::array<unsigned char, 80> der{};
  auto* end = der.data();
  const int size = i2d_ECDSA_SIG(pair.get(), &end);
  const auto digest = sha256(message);
  const PkeyContextHandle context{EVP_PKEY_CTX_new(X509_get0_pubkey(x509_.get()), nullptr)};
  const bool holds =
      size > 0 && context && EVP_PKEY_verify_init(context.get()) == 1 &&
      EVP_PKEY_verify(context.get(), der.data(), static_cast<std::size_t>(size),
                      digest.data(), digest.size()) == 1;
  ERR_clear_error();
  return holds;
}

}  // namespace signoff::rsp
