// SPDX-License-Identifier: Apache-2.0
#include "api/tls_files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace signoff {

namespace {

struct Free {
  void operator()(X509* it) const { X509_free(it); }
  void operator()(EVP_PKEY* it) const { EVP_PKEY_free(it); }
  void operator()(BIO* it) const { BIO_free(it); }
  void operator()(X509_EXTENSION* it) const { X509_EXTENSION_free(it); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr auto kCaLife = std::chrono::days{3650};
// Clients refuse server certificates of more than 825 days (Apple) or 398 days (public
// CAs).
constexpr auto kServerLife = std::chrono::days{397};

std::unexpected<Error> failed(std::string_view what) {
  return fail(Fault::unavailable, "tls_files.openssl", std::string{what});
}

struct Signed {
  Owned<X509> certificate;
  Owned<EVP_PKEY> key;
};

bool add_extension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION> extension{X509V3_EXT_conf_nid(nullptr, &context, id, value)};
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_name(X509* certificate, const char* name) {
  return X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(name), -1, -1,
                                    0) == 1;
}

bool set_serial(X509* certificate, Random& random) {
  std::array<std::uint8_t, 16> serial{};
  random.fill(serial);
  serial[0] =
      static_cast<std::uint8_t>((serial[0] & 0x3F) | 0x40);  // Positive, no zero lead.
  BIGNUM* number = BN_bin2bn(serial.data(), serial.size(), nullptr);
  const bool is_set =
      number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
  BN_free(number);
  return is_set;
}

bool set_validity(X509* certificate, Instant now, std::chrono::days life) {
  using std::chrono::floor, std::chrono::seconds, std::chrono::hours;
  const auto from = floor<seconds>(now - hours{1}).time_since_epoch().count();
  const auto until = floor<seconds>(now + life).time_since_epoch().count();
  return ASN1_TIME_set(X509_getm_notBefore(certificate), from) &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), until);
}

// A fresh key and an unsigned certificate for it.
Result<Signed> begin(const char* name, std::chrono::days life, Instant now,
                     Random& random) {
  Signed made{Owned<X509>{X509_new()}, Owned<EVP_PKEY>{EVP_EC_gen("P-256")}};
  X509* certificate = made.certificate.get();
  const bool is_made = certificate && made.key && X509_set_version(certificate, 2) == 1 &&
                       X509_set_pubkey(certificate, made.key.get()) == 1 &&
                       set_serial(certificate, random) && set_name(certificate, name) &&
                       set_validity(certificate, now, life);
  if (!is_made) return failed("certificate");
  return made;
}

Result<Signed> make_ca(Instant now, Random& random) {
  auto ca = begin("Signoff demo CA", kCaLife, now, random);
  if (!ca) return ca;
  X509* certificate = ca->certificate.get();
  const bool is_signed =
      X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1 &&
      add_extension(certificate, certificate, NID_basic_constraints,
                    "critical,CA:TRUE,pathlen:0") &&
      add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign") &&
      add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
      X509_sign(certificate, ca->key.get(), EVP_sha256()) > 0;
  if (!is_signed) return failed("ca");
  return ca;
}

Result<Signed> make_server(const Signed& ca, const std::vector<std::string>& more_names,
                           Instant now, Random& random) {
  auto server = begin("localhost", kServerLife, now, random);
  if (!server) return server;
  X509* certificate = server->certificate.get();
  X509* issuer = ca.certificate.get();
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const auto& name : more_names) names += ",DNS:" + name;
  const bool is_signed =
      X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
      add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
      add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
      add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
      add_extension(certificate, issuer, NID_subject_alt_name, names.c_str()) &&
      add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
      add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
      X509_sign(certificate, ca.key.get(), EVP_sha256()) > 0;
  if (!is_signed) return failed("server");
  return server;
}

// Written beside and renamed, so that a crash leaves the old file or the new one.
Result<void> write_file(const std::string& path, std::string_view text, mode_t mode) {
  const std::string draft = path + ".new";
  ::unlink(draft.c_str());
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return fail(Fault::unavailable, "tls_files.write", draft);
  const auto written = ::write(file, text.data(), text.size());
  const bool is_written =
      written == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!is_written || ::rename(draft.c_str(), path.c_str()) != 0)
    return fail(Fault::unavailable, "tls_files.write", path);
  return {};
}

std::string pem_text(BIO* memory) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

Result<std::string> pem(X509* certificate) {
  const Owned<BIO> memory{BIO_new(BIO_s_mem())};
  if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1) return failed("pem");
  return pem_text(memory.get());
}

Result<std::string> pem(EVP_PKEY* key) {
  const Owned<BIO> memory{BIO_new(BIO_s_mem())};
  if (!memory || PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr,
                                          nullptr) != 1)
    return failed("pem");
  return pem_text(memory.get());
}

// Whether the certificate in `path` can be read, has another day to live and bears those
// names.
bool is_fresh(const std::string& path, const std::vector<std::string>& names, Instant now) {
  const Owned<BIO> file{BIO_new_file(path.c_str(), "r")};
  if (!file) return false;
  const Owned<X509> certificate{PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)};
  if (!certificate) return false;
  auto tomorrow = static_cast<time_t>(
      std::chrono::floor<std::chrono::seconds>(now + std::chrono::days{1})
          .time_since_epoch()
          .count());
  return X509_cmp_time(X509_get0_notAfter(certificate.get()), &tomorrow) > 0 &&
         std::ranges::all_of(names, [&](const std::string& name) {
           return X509_check_host(certificate.get(), name.data(), name.size(), 0,
                                  nullptr) == 1;
         });
}

}  // namespace

Result<TlsFiles> ensure_tls_files(const std::string& directory, const Clock& clock,
                                  Random& random,
                                  const std::vector<std::string>& more_names) {
  std::error_code bad;
  std::filesystem::create_directories(directory, bad);
  const TlsFiles files{directory + "/ca.pem", directory + "/server.pem",
                       directory + "/server.key"};
  const Instant now = clock.now();
  const bool has_key = ::access(files.key_file.c_str(), R_OK) == 0;
  if (has_key && is_fresh(files.ca_file, {}, now) &&
      is_fresh(files.certificate_file, more_names, now))
    return files;

  const auto ca = make_ca(now, random);
  if (!ca) return pass_on(ca.error());
  const auto server = make_server(*ca, more_names, now, random);
  if (!server) return pass_on(server.error());
  const auto ca_pem = pem(ca->certificate.get());
  const auto server_pem = pem(server->certificate.get());
  const auto key_pem = pem(server->key.get());
  if (!ca_pem || !server_pem || !key_pem) return failed("pem");
  if (auto done = write_file(files.key_file, *key_pem, 0600); !done)
    return pass_on(done.error());
  if (auto done = write_file(files.certificate_file, *server_pem, 0644); !done)
    return pass_on(done.error());
  if (auto done = write_file(files.ca_file, *ca_pem, 0644); !done)
    return pass_on(done.error());
  return files;
}

}  // namespace signoff
