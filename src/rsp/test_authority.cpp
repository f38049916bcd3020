// SPDX-License-Identifier: Apache-2.0
#include "rsp/test_authority.h"

#include "base/ensure.h"
#include "evidence/openssl_handles.h"
#include "rsp/certificates.h"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <algorithm>

namespace signoff::rsp {
namespace {

constexpr std::string_view kMaker = "Signoff Test EUM";

struct NameField {
  int nid;
  std::string_view value;
};

PkeyHandle openssl_key(const SigningKey& key) {
  const auto pem = key.pem();
  const BioHandle bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  return PkeyHandle{PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)};
}

X509NameHandle name_of(std::initializer_list<NameField> fields) {
  X509NameHandle name{X509_NAME_new()};
  for (const auto& field : fields) {
    const bool is_code = field.nid == NID_countryName || field.nid == NID_serialNumber;
    ensure(X509_NAME_add_entry_by_NID(
               name.get(), field.nid, is_code ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING,
               reinterpret_cast<const unsigned char*>(field.value.data()),
               static_cast<int>(field.value.size()), -1, 0) == 1,
           "test_authority.name");
  }
  return name;
}

X509Handle read(ByteView der) {
  const auto* at = der.data();
  return X509Handle{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
}

// What all three profiles have in common (SGP.22 clause 4.5.2.1.0).
class Draft {
 public:
  Draft(const SigningKey& key, X509_NAME* subject, X509_NAME* issuer, Instant from)
      : certificate_{X509_new()}, key_{openssl_key(key)} {
    X509_set_version(certificate_.get(), X509_VERSION_3);
    const auto serial = sha256(as_bytes(key.public_key().thumbprint()));
    const BignumHandle number{BN_bin2bn(serial.data(), 8, nullptr)};
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate_.get()));
    X509_set_subject_name(certificate_.get(), subject);
    X509_set_issuer_name(certificate_.get(), issuer);
    constexpr std::int64_t kThirtyYears_s = 30LL * 365 * 86'400;
    const auto start =
        std::chrono::floor<std::chrono::seconds>(from).time_since_epoch().count();
    ASN1_TIME_set(X509_getm_notBefore(certificate_.get()), start);
    ASN1_TIME_set(X509_getm_notAfter(certificate_.get()), start + kThirtyYears_s);
    X509_set_pubkey(certificate_.get(), key_.get());
  }

  // `issuer` is the issuer's certificate, or nothing where it signs itself.
  void add(int nid, const std::string& value, X509* issuer = nullptr) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer != nullptr ? issuer : certificate_.get(),
                   certificate_.get(), nullptr, nullptr, 0);
    X509V3_set_ctx_nodb(&context);
    auto* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    ensure(extension && X509_add_ext(certificate_.get(), extension, -1) == 1,
           "test_authority.extension");
    X509_EXTENSION_free(extension);
  }

  void add_policy(const char* policy) {
    auto* info = POLICYINFO_new();
    ASN1_OBJECT_free(info->policyid);
    info->policyid = OBJ_txt2obj(policy, 1);
    const std::unique_ptr<CERTIFICATEPOLICIES, FreedBy<CERTIFICATEPOLICIES_free>> policies{
        CERTIFICATEPOLICIES_new()};
    sk_POLICYINFO_push(policies.get(), info);
    ensure(X509_add1_ext_i2d(certificate_.get(), NID_certificate_policies, policies.get(),
                             1, X509V3_ADD_DEFAULT) == 1,
           "test_authority.policy");
  }

  // RFC 5280 clause 4.2.1.10: names below this one.
  void permit(std::string_view organisation, std::string_view prefix) {
    auto name = name_of({{NID_organizationName, organisation}, {NID_serialNumber, prefix}});
    auto* base = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(base, GEN_DIRNAME, name.release());
    auto* subtree = GENERAL_SUBTREE_new();
    GENERAL_NAME_free(subtree->base);
    subtree->base = base;
    const std::unique_ptr<NAME_CONSTRAINTS, FreedBy<NAME_CONSTRAINTS_free>> constraints{
        NAME_CONSTRAINTS_new()};
    constraints->permittedSubtrees = sk_GENERAL_SUBTREE_new_null();
    sk_GENERAL_SUBTREE_push(constraints->permittedSubtrees, subtree);
    ensure(X509_add1_ext_i2d(certificate_.get(), NID_name_constraints, constraints.get(), 1,
                             X509V3_ADD_DEFAULT) == 1,
           "test_authority.constraint");
  }

  Bytes signed_by(const SigningKey& key) {
    const auto signer = openssl_key(key);
    ensure(X509_sign(certificate_.get(), signer.get(), EVP_sha256()) > 0,
           "test_authority.signed");
    Bytes der(static_cast<std::size_t>(i2d_X509(certificate_.get(), nullptr)));
    auto* end = der.data();
    i2d_X509(certificate_.get(), &end);
    return der;
  }

 private:
  X509Handle certificate_;
  PkeyHandle key_;
};

Bytes root_certificate(const SigningKey& key, Instant from) {
  const auto name = name_of({{NID_commonName, "Signoff Test CI"},
                             {NID_organizationalUnitName, "TESTCERT"},
                             {NID_organizationName, "Signoff"},
                             {NID_countryName, "ZZ"}});
  Draft draft{key, name.get(), name.get(), from};
  draft.add(NID_subject_key_identifier, "hash");
  draft.add(NID_basic_constraints, "critical,CA:TRUE");
  draft.add_policy("2.23.146.1.2.1.0");
  draft.add(NID_key_usage, "critical,keyCertSign,cRLSign");
  draft.add(NID_subject_alt_name, "RID:2.999.1");
  return draft.signed_by(key);
}

Bytes eum_certificate(const SigningKey& key, const SigningKey& root_key, ByteView root,
                      std::string_view prefix, Instant from) {
  const auto issuer = read(root);
  const auto name = name_of({{NID_countryName, "ZZ"},
                             {NID_organizationName, kMaker},
                             {NID_commonName, "EUM Test"}});
  Draft draft{key, name.get(), X509_get_subject_name(issuer.get()), from};
  draft.add(NID_authority_key_identifier, "keyid", issuer.get());
  draft.add(NID_subject_key_identifier, "hash");
  draft.add(NID_key_usage, "critical,keyCertSign");
  draft.add_policy("2.23.146.1.2.1.2");
  draft.add(NID_subject_alt_name, "RID:2.999.5");
  draft.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  draft.permit(kMaker, prefix);
  return draft.signed_by(root_key);
}

}  // namespace

TestAuthority TestAuthority::make(Instant from, std::string_view eid_prefix) {
  const auto root_key = SigningKey::generate();
  auto eum_key = SigningKey::generate();
  auto root = root_certificate(root_key, from);
  auto eum = eum_certificate(eum_key, root_key, root, eid_prefix, from);
  return TestAuthority{std::move(root), {std::move(eum_key), std::move(eum)}};
}

Result<TestAuthority> TestAuthority::take(std::string_view eum_key, std::string_view eum,
                                          std::string_view root) {
  auto key = SigningKey::parse(eum_key);
  if (!key) return pass_on(key.error());
  auto makers = parse_chain(eum);
  if (!makers) return pass_on(makers.error());
  auto roots = parse_chain(root);
  if (!roots) return pass_on(roots.error());
  const auto maker = Certificate::parse(makers->front(), Role::eum);
  if (!maker) return pass_on(maker.error());
  const auto authority = Certificate::parse(roots->front(), Role::ci);
  if (!authority) return pass_on(authority.error());
  const auto certified = key_of_certificate(makers->front());
  if (!certified || !certified->is_same_point(key->public_key()) ||
      !maker->is_issued_by(*authority)) {
    return fail(Fault::bad_input, "test_authority.mismatch");
  }
  return TestAuthority{std::move(roots->front()),
                       {std::move(*key), std::move(makers->front())}};
}

Result<CertifiedKey> TestAuthority::certify(const Eid& eid, Instant from) const {
  const auto maker = Certificate::parse(eum_.certificate, Role::eum);
  ensure(maker.has_value(), "test_authority.eum");
  const bool may = std::ranges::any_of(maker->ranges(), [&](const EidRange& one) {
    return !one.prefix.empty() && eid.digits().starts_with(one.prefix);
  });
  if (!may) return fail(Fault::bad_input, "test_authority.eid");
  return overstep(eid.digits(), from);
}

CertifiedKey TestAuthority::overstep(std::string_view serial_number, Instant from) const {
  const auto maker = Certificate::parse(eum_.certificate, Role::eum);
  ensure(maker && !maker->ranges().empty(), "test_authority.eum");
  const auto issuer = read(eum_.certificate);
  auto key = SigningKey::generate();
  const auto name = name_of({{NID_countryName, "ZZ"},
                             {NID_organizationName, maker->ranges().front().organisation},
                             {NID_serialNumber, serial_number},
                             {NID_commonName, "Test eUICC"}});
  Draft draft{key, name.get(), X509_get_subject_name(issuer.get()), from};
  draft.add(NID_authority_key_identifier, "keyid", issuer.get());
  draft.add(NID_subject_key_identifier, "hash");
  draft.add(NID_key_usage, "critical,digitalSignature");
  draft.add_policy("2.23.146.1.2.1.1");
  auto certificate = draft.signed_by(eum_.key);
  return {std::move(key), std::move(certificate)};
}

Bytes TestAuthority::root_key_id() const {
  const auto root = Certificate::parse(root_, Role::ci);
  ensure(root.has_value(), "test_authority.root");
  return root->key_id();
}

}  // namespace signoff::rsp
