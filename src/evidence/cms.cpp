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

// SigningCertificateV2: the signer's certificate, then the rest of the chain, so that all
// of it is signed. SHA-256 is the default and stays unsaid.
Bytes signing_certificates(const CertificateChain& chain) {
  Bytes list;
  for (const auto& certificate : chain) {
    const auto hash = der(kOctets, sha256(certificate));
    const auto id = der(kSequence, hash);
    list.insert(list.end(), id.begin(), id.end());
  }
  return der(kSequence, {der(kSequence, list)});
}

// SET OF in DER: elements by their octets (X.690 clause 11.6).
Bytes signed_attributes(const CertificateChain& chain, const Sha256& digest) {
  std::vector<Bytes> list{
      attribute(NID_pkcs9_contentType, oid(NID_pkcs7_data)),
      attribute(NID_pkcs9_messageDigest, der(kOctets, digest)),
      attribute(NID_id_smime_aa_signingCertificateV2, signing_certificates(chain))};
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

// The whole structure, the signer's certificate first in `chain`.
Bytes assemble(const CertificateChain& chain, ByteView attributes, ByteView signature) {
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

std::unexpected<Error> malformed() {
  ERR_clear_error();
  return fail(Fault::bad_input, "cms.form");
}

std::optional<EcSignature> plain_signature(ByteView value) {
  const auto* start = value.data();
  const EcdsaSignatureHandle pair{
      d2i_ECDSA_SIG(nullptr, &start, static_cast<long>(value.size()))};
  EcSignature out{};
  if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out.data(), 32) != 32 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out.data() + 32, 32) != 32 ||
      !std::ranges::equal(value, ecdsa_value(out)))
    return std::nullopt;
  return out;
}

// The only signer, when it is one of the kind sign_cms makes.
CMS_SignerInfo* only_signer(CMS_ContentInfo* cms) {
  auto* signers = CMS_get0_SignerInfos(cms);
  if (!signers || sk_CMS_SignerInfo_num(signers) != 1) return nullptr;
  return sk_CMS_SignerInfo_value(signers, 0);
}

// Every certificate inside, the signer's first; empty when that is missing.
CertificateChain chain_of(CMS_ContentInfo* cms, CMS_SignerInfo* signer) {
  STACK_OF(X509)* certificates = CMS_get1_certs(cms);
  CertificateChain chain;
  bool has_signer = false;
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    X509* certificate = sk_X509_value(certificates, i);
    Bytes raw(static_cast<std::size_t>(std::max(0, i2d_X509(certificate, nullptr))));
    auto* end = raw.data();
    i2d_X509(certificate, &end);
    const bool is_signer = CMS_SignerInfo_cert_cmp(signer, certificate) == 0;
    chain.insert(is_signer ? chain.begin() : chain.end(), std::move(raw));
    has_signer = has_signer || is_signer;
  }
  sk_X509_pop_free(certificates, X509_free);
  if (!has_signer) chain.clear();
  return chain;
}

}  // namespace

Bytes sign_cms(const SigningKey& key, const CertificateChain& given, const Sha256& digest) {
  ensure(!given.empty(), "cms.chain");
  // In the one order that a reader of the SET of certificates finds again.
  auto chain = given;
  std::sort(chain.begin() + 1, chain.end());
  const auto attributes = signed_attributes(chain, digest);
  // Signed as a SET, written as [0] (RFC 5652 clause 5.4).
  const auto signature = ecdsa_value(key.sign(der(kSet, attributes)));
  return assemble(chain, attributes, signature);
}

Result<PublicKey> verify_cms(ByteView signature, ByteView content, const Jwks& jwks) {
  const auto* start = signature.data();
  const CmsHandle cms{
      d2i_CMS_ContentInfo(nullptr, &start, static_cast<long>(signature.size()))};
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return malformed();
  const ByteView rest{start, signature.data() + signature.size()};
  if (std::ranges::any_of(rest, [](auto octet) { return octet != 0; })) return malformed();
  auto* signer = only_signer(cms.get());
  if (!signer) return malformed();
  const auto chain = chain_of(cms.get(), signer);
  if (chain.empty()) return malformed();
  const auto key = key_of_certificate(chain.front());
  if (!key) return pass_on(key.error());
  // Trust comes from the key set, not from a certificate authority.
  const auto* known = jwks.find_same(*key);
  if (!known) return fail(Fault::forbidden, "cms.key_unknown");
  // Exactly what sign_cms writes for this content: an octet changed anywhere is seen, also
  // where CMS itself leaves it unsigned, and the attributes name the signer's certificate.
  const auto* value = CMS_SignerInfo_get0_signature(signer);
  const ByteView octets{ASN1_STRING_get0_data(value),
                        static_cast<std::size_t>(ASN1_STRING_length(value))};
  const auto attributes = signed_attributes(chain, sha256(content));
  const ByteView whole{signature.data(), start};
  if (!std::ranges::equal(whole, assemble(chain, attributes, octets)))
    return fail(Fault::forbidden, "cms.signature");
  const auto pair = plain_signature(octets);
  if (!pair || !known->verifies(der(kSet, attributes), *pair))
    return fail(Fault::forbidden, "cms.signature");
  ERR_clear_error();
  return *known;
}

}  // namespace signoff
