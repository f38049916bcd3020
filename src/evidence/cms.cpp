// SPDX-License-Identifier: Apache-2.0
#include "evidence/cms.h"

#include "base/ensure.h"
#include "evidence/openssl_handles.h"

#include <openssl/err.h>

namespace signoff {
namespace {

// OpenSSL's own CMS signer always adds signing-time, by the system's clock; PAdES-B-B
// forbids the attribute. So the few structures needed are written here, and read by
// OpenSSL.
enum Tag : std::uint8_t {
  kInteger = 0x02,
  kOctets = 0x04,
  kSequence = 0x30,
  kSet = 0x31,
  kContext0 = 0xa0,
};

Bytes join(std::initializer_list<ByteView> parts) {
  Bytes out;
  for (const auto part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Bytes der(std::uint8_t tag, ByteView content) {
  Bytes out{tag};
  const auto size = content.size();
  if (size >= 0x80) {
    int octets = 1;
    while (size >> (8 * octets) != 0) ++octets;
    out.push_back(static_cast<std::uint8_t>(0x80 | octets));
    for (int i = octets - 1; i >= 0; --i)
      out.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
  } else {
    out.push_back(static_cast<std::uint8_t>(size));
  }
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

Bytes der(std::uint8_t tag, std::initializer_list<ByteView> parts) {
  return der(tag, join(parts));
}

Bytes oid(int nid) {
  const ASN1_OBJECT* object = OBJ_nid2obj(nid);
  Bytes out(static_cast<std::size_t>(i2d_ASN1_OBJECT(object, nullptr)));
  auto* end = out.data();
  i2d_ASN1_OBJECT(object, &end);
  return out;
}

Bytes algorithm(int nid) { return der(kSequence, {oid(nid)}); }

Bytes attribute(int nid, ByteView value) {
  return der(kSequence, {oid(nid), der(kSet, value)});
}

// SigningCertificateV2 with one ESSCertIDv2; SHA-256 is the default and stays unsaid.
Bytes signing_certificate(ByteView certificate) {
  const auto hash = der(kOctets, sha256(certificate));
  return der(kSequence, {der(kSequence, {der(kSequence, hash)})});
}

// SET OF in DER: elements by their octets (X.690 clause 11.6).
Bytes signed_attributes(ByteView certificate, const Sha256& digest) {
  std::vector<Bytes> list{
      attribute(NID_pkcs9_contentType, oid(NID_pkcs7_data)),
      attribute(NID_pkcs9_messageDigest, der(kOctets, digest)),
      attribute(NID_id_smime_aa_signingCertificateV2, signing_certificate(certificate))};
  std::ranges::sort(list);
  return join({list[0], list[1], list[2]});
}

Bytes issuer_and_serial(ByteView der_certificate) {
  const auto* start = der_certificate.data();
  const X509Handle certificate{
      d2i_X509(nullptr, &start, static_cast<long>(der_certificate.size()))};
  ensure(certificate != nullptr, "cms.certificate");
  const auto* name = X509_get_issuer_name(certificate.get());
  const auto* serial = X509_get0_serialNumber(certificate.get());
  Bytes issuer(static_cast<std::size_t>(i2d_X509_NAME(name, nullptr)));
  auto* end = issuer.data();
  i2d_X509_NAME(name, &end);
  Bytes number(static_cast<std::size_t>(i2d_ASN1_INTEGER(serial, nullptr)));
  end = number.data();
  i2d_ASN1_INTEGER(serial, &end);
  return der(kSequence, {issuer, number});
}

// ECDSA-Sig-Value (RFC 3279 clause 2.2.3).
Bytes ecdsa_value(const EcSignature& signature) {
  const auto integer = [](ByteView raw) {
    while (raw.size() > 1 && raw[0] == 0) raw = raw.subspan(1);
    const Bytes sign(raw[0] >= 0x80 ? 1 : 0, 0);
    return der(kInteger, {sign, raw});
  };
  const ByteView raw{signature};
  return der(kSequence, {integer(raw.first(32)), integer(raw.last(32))});
}

std::unexpected<Error> malformed() {
  ERR_clear_error();
  return fail(Fault::bad_input, "cms.form");
}

// The only signer, when it is one of the kind sign_cms makes.
CMS_SignerInfo* only_signer(CMS_ContentInfo* cms) {
  auto* signers = CMS_get0_SignerInfos(cms);
  if (!signers || sk_CMS_SignerInfo_num(signers) != 1) return nullptr;
  return sk_CMS_SignerInfo_value(signers, 0);
}

Result<Bytes> signer_certificate(CMS_ContentInfo* cms, CMS_SignerInfo* signer) {
  STACK_OF(X509)* certificates = CMS_get1_certs(cms);
  Bytes found;
  for (int i = 0; i < sk_X509_num(certificates) && found.empty(); ++i) {
    const X509* certificate = sk_X509_value(certificates, i);
    if (CMS_SignerInfo_cert_cmp(signer, const_cast<X509*>(certificate)) != 0) continue;
    found.resize(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
    auto* end = found.data();
    i2d_X509(certificate, &end);
  }
  sk_X509_pop_free(certificates, X509_free);
  if (found.empty()) return fail(Fault::bad_input, "cms.no_certificate");
  return found;
}

bool names_certificate(CMS_SignerInfo* signer, ByteView certificate) {
  // -3: exactly one such attribute with exactly one value.
  const auto* value = static_cast<ASN1_STRING*>(CMS_signed_get0_data_by_OBJ(
      signer, OBJ_nid2obj(NID_id_smime_aa_signingCertificateV2), -3, V_ASN1_SEQUENCE));
  if (!value) return false;
  const ByteView got{ASN1_STRING_get0_data(value),
                     static_cast<std::size_t>(ASN1_STRING_length(value))};
  return std::ranges::equal(got, signing_certificate(certificate));
}

bool uses_sha256(CMS_SignerInfo* signer) {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  return digest && OBJ_obj2nid(digest->algorithm) == NID_sha256;
}

}  // namespace

Bytes sign_cms(const SigningKey& key, const CertificateChain& chain, const Sha256& digest) {
  ensure(!chain.empty(), "cms.chain");
  const auto attributes = signed_attributes(chain.front(), digest);
  // Signed as a SET, written as [0] (RFC 5652 clause 5.4).
  const auto signature = ecdsa_value(key.sign(der(kSet, attributes)));
  const Bytes version{kInteger, 1, 1};
  const auto signer =
      der(kSequence, {version, issuer_and_serial(chain.front()), algorithm(NID_sha256),
                      der(kContext0, attributes), algorithm(NID_ecdsa_with_SHA256),
                      der(kOctets, signature)});
  auto certificates = chain;
  std::ranges::sort(certificates);
  Bytes all;
  for (const auto& certificate : certificates)
    all.insert(all.end(), certificate.begin(), certificate.end());
  const auto signed_data = der(kSequence, {version, der(kSet, algorithm(NID_sha256)),
                                           der(kSequence, oid(NID_pkcs7_data)),
                                           der(kContext0, all), der(kSet, signer)});
  return der(kSequence, {oid(NID_pkcs7_signed), der(kContext0, signed_data)});
}

Result<PublicKey> verify_cms(ByteView signature, ByteView content, const Jwks& jwks) {
  const auto* start = signature.data();
  const CmsHandle cms{
      d2i_CMS_ContentInfo(nullptr, &start, static_cast<long>(signature.size()))};
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return malformed();
  const ByteView rest{start, signature.data() + signature.size()};
  if (std::ranges::any_of(rest, [](auto octet) { return octet != 0; })) return malformed();
  auto* signer = only_signer(cms.get());
  if (!signer || !CMS_is_detached(cms.get())) return malformed();
  const auto certificate = signer_certificate(cms.get(), signer);
  if (!certificate) return pass_on(certificate.error());
  const auto key = key_of_certificate(*certificate);
  if (!key) return pass_on(key.error());
  const auto* known = jwks.find_same(*key);
  if (!known) return fail(Fault::forbidden, "cms.key_unknown");
  if (!uses_sha256(signer) || !names_certificate(signer, *certificate)) return malformed();
  const BioHandle bio{BIO_new_mem_buf(content.data(), static_cast<int>(content.size()))};
  // Trust comes from the key set, not from a certificate authority.
  const int holds = CMS_verify(cms.get(), nullptr, nullptr, bio.get(), nullptr,
                               CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY);
  ERR_clear_error();
  if (holds != 1) return fail(Fault::forbidden, "cms.signature");
  return *known;
}

}  // namespace signoff
