// SPDX-License-Identifier: Apache-2.0
#include "evidence/signing_key.h"

#include "base/ensure.h"
#include "evidence/openssl_handles.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace signoff {
namespace {

constexpr std::size_t kPemMax = 64 * 1024;
constexpr std::size_t kCertificatesMax = 256 * 1024;  // Bytes of all of them.
constexpr std::size_t kChainMax = 10;

BioHandle reading(std::string_view text) {
  return BioHandle{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

std::string written(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

// Refuses to ask for a password: keys of a server are read without a person.
int no_password(char*, int, int, void*) { return -1; }

void add_extension(X509* certificate, int nid, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
  ensure(extension && X509_add_ext(certificate, extension, -1) == 1, "certificate.made");
  X509_EXTENSION_free(extension);
}

Bytes der_of(const X509* certificate) {
  Bytes der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
  auto* end = der.data();
  i2d_X509(certificate, &end);
  return der;
}

// Whether the last one was not found because there are no more.
bool is_at_end() {
  const auto why = ERR_peek_last_error();
  return ERR_GET_LIB(why) == ERR_LIB_PEM && ERR_GET_REASON(why) == PEM_R_NO_START_LINE;
}

X509Handle parse_certificate(ByteView der) {
  const auto* start = der.data();
  return X509Handle{d2i_X509(nullptr, &start, static_cast<long>(der.size()))};
}

}  // namespace

SigningKey::SigningKey(std::shared_ptr<EVP_PKEY> key, PublicKey public_key)
    : public_{std::move(public_key)}, key_{std::move(key)} {
  prepared_ = {EVP_PKEY_CTX_new(key_.get(), nullptr), EVP_PKEY_CTX_free};
  ensure(prepared_ && EVP_PKEY_sign_init(prepared_.get()) == 1, "signing_key.prepared");
}

SigningKey SigningKey::generate() {
  std::shared_ptr<EVP_PKEY> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  ensure(key != nullptr, "signing_key.generated");
  auto public_key = PublicKey::of(key.get());
  ensure(public_key.has_value(), "signing_key.generated");
  return SigningKey{std::move(key), std::move(*public_key)};
}

Result<SigningKey> SigningKey::parse(std::string_view pem) {
  if (pem.size() > kPemMax) return fail(Fault::bad_input, "signing_key.size");
  const auto bio = reading(pem);
  std::shared_ptr<EVP_PKEY> key{
      PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr), EVP_PKEY_free};
  ERR_clear_error();
  if (!key) return fail(Fault::bad_input, "signing_key.pem");
  auto public_key = PublicKey::of(key.get());
  if (!public_key) return fail(Fault::bad_input, "signing_key.curve");
  return SigningKey{std::move(key), std::move(*public_key)};
}

std::string SigningKey::pem() const {
  const BioHandle bio{BIO_new(BIO_s_secmem())};
  ensure(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                       nullptr) == 1,
         "signing_key.written");
  return written(bio.get());
}

EcSignature SigningKey::sign(ByteView message) const {
  const auto digest = sha256(message);
  const PkeyContextHandle context{EVP_PKEY_CTX_dup(prepared_.get())};
  std::array<std::uint8_t, 80> der{};
  std::size_t length = der.size();
  ensure(context && EVP_PKEY_sign(context.get(), der.data(), &length, digest.data(),
                                  digest.size()) == 1,
         "signing_key.signed");
  const auto* start = der.data();
  const EcdsaSignatureHandle pair{
      d2i_ECDSA_SIG(nullptr, &start, static_cast<long>(length))};
  EcSignature signature{};
  ensure(pair && BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), signature.data(), 32) == 32 &&
             BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), signature.data() + 32, 32) == 32,
         "signing_key.signed");
  return signature;
}

Bytes SigningKey::self_signed(std::string_view holder, Instant from) const {
  const X509Handle certificate{X509_new()};
  X509_set_version(certificate.get(), X509_VERSION_3);
  // 16 octets of the thumbprint's digest, top bit clear so that the number is positive.
  auto raw = sha256(as_bytes(public_.thumbprint()));
  raw[0] = static_cast<std::uint8_t>((raw[0] & 0x7f) | 0x40);
  const BignumHandle serial{BN_bin2bn(raw.data(), 16, nullptr)};
  BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get()));
  const X509NameHandle name{X509_NAME_new()};
  for (const char* field : {"O", "CN"})
    X509_NAME_add_entry_by_txt(name.get(), field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(holder.data()),
                               static_cast<int>(std::min<std::size_t>(holder.size(), 64)),
                               -1, 0);
  X509_set_subject_name(certificate.get(), name.get());
  X509_set_issuer_name(certificate.get(), name.get());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(from);
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), seconds.time_since_epoch().count());
  ASN1_TIME_set_string(X509_getm_notAfter(certificate.get()), "99991231235959Z");
  X509_set_pubkey(certificate.get(), key_.get());
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), NID_key_usage,
                "critical,digitalSignature,nonRepudiation");
  ensure(X509_sign(certificate.get(), key_.get(), EVP_sha256()) > 0, "certificate.made");
  return der_of(certificate.get());
}

std::string chain_to_pem(const CertificateChain& chain) {
  const BioHandle bio{BIO_new(BIO_s_mem())};
  for (const auto& der : chain) {
    const auto certificate = parse_certificate(der);
    ensure(certificate && PEM_write_bio_X509(bio.get(), certificate.get()) == 1,
           "certificate.written");
  }
  return written(bio.get());
}

Result<CertificateChain> parse_certificates(std::string_view pem,
                                            std::size_t certificates_max) {
  if (pem.size() > kCertificatesMax) return fail(Fault::bad_input, "certificate.size");
  const auto bio = reading(pem);
  CertificateChain all;
  ERR_clear_error();
  while (const X509Handle certificate{
      PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)}) {
    if (all.size() == certificates_max) return fail(Fault::bad_input, "certificate.chain");
    all.push_back(der_of(certificate.get()));
  }
  const bool is_whole = is_at_end();
  ERR_clear_error();
  if (all.empty() || !is_whole) return fail(Fault::bad_input, "certificate.pem");
  return all;
}

Result<CertificateChain> parse_chain(std::string_view pem) {
  return parse_certificates(pem, kChainMax);
}

Result<PublicKey> key_of_certificate(ByteView der) {
  const auto certificate = parse_certificate(der);
  ERR_clear_error();
  if (!certificate) return fail(Fault::bad_input, "certificate.der");
  EVP_PKEY* key = X509_get0_pubkey(certificate.get());
  if (!key) return fail(Fault::bad_input, "certificate.key");
  return PublicKey::of(key);
}

}  // namespace signoff
