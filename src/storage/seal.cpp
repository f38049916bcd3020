// SPDX-License-Identifier: Apache-2.0
#include "storage/seal.h"

#include "base/ensure.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signoff {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

// OpenSSL counts in int; whoever seals more than this has broken a bound elsewhere.
int length_of(std::size_t size) {
  ensure(size <= (1U << 30U), "seal.size");
  return static_cast<int>(size);
}

struct CloseFile {
  int descriptor;
  ~CloseFile() { close(descriptor); }
};

Result<SealKey> read_master_key(int descriptor) {
  struct stat status{};
  if (fstat(descriptor, &status) != 0) return fail(Fault::unavailable, "seal.key_file");
  if ((status.st_mode & 077U) != 0) return fail(Fault::unavailable, "seal.key_mode");
  char text[65];
  const auto length = ::read(descriptor, text, sizeof text);
  if (length < 64) return fail(Fault::unavailable, "seal.key");
  auto bytes = from_hex({text, 64});
  if (!bytes) return fail(Fault::unavailable, "seal.key");
  auto key = SealKey::from(*bytes);
  OPENSSL_cleanse(text, sizeof text);
  OPENSSL_cleanse(bytes->data(), bytes->size());
  return key;
}

// Written beside and linked into place, so that a crash leaves either no key or a whole one
// and of two processes one makes the key.
Result<void> write_master_key(const std::filesystem::path& file, Random& random) {
  const auto failed = fail(Fault::unavailable, "seal.key_file");
  const auto beside = file.string() + "." + std::to_string(getpid()) + ".new";
  const int descriptor =
      open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed;
  auto text = to_hex(SealKey::fresh(random).bytes()) + "\n";
  bool is_written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  OPENSSL_cleanse(text.data(), text.size());
  is_written = fsync(descriptor) == 0 && is_written;
  close(descriptor);
  is_written = is_written && (link(beside.c_str(), file.c_str()) == 0 || errno == EEXIST);
  unlink(beside.c_str());
  if (!is_written) return failed;
  const auto parent = file.has_parent_path() ? file.parent_path() : ".";
  const int folder = open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return failed;
  const bool is_durable = fsync(folder) == 0;
  close(folder);
  if (!is_durable) return failed;
  return {};
}

}  // namespace

SealKey::~SealKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

SealKey SealKey::fresh(Random& random) {
  SealKey key;
  random.fill(key.bytes_);
  return key;
}

Result<SealKey> SealKey::from(ByteView bytes) {
  SealKey key;
  if (bytes.size() != key.bytes_.size()) return fail(Fault::unavailable, "seal.key");
  std::ranges::copy(bytes, key.bytes_.begin());
  return key;
}

Bytes seal(const SealKey& key, std::string_view context, ByteView plain, Random& random) {
  Bytes sealed(kNonceBytes + plain.size() + kTagBytes);
  random.fill(std::span{sealed}.first(kNonceBytes));
  const Cipher cipher{EVP_CIPHER_CTX_new()};
  int length = 0;
  const bool is_sealed =
      cipher &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(),
                         sealed.data()) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &length, signoff::as_bytes(context).data(),
                        length_of(context.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), sealed.data() + kNonceBytes, &length, plain.data(),
                        length_of(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), nullptr, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                          sealed.data() + kNonceBytes + plain.size()) == 1;
  ensure(is_sealed, "seal.cipher");
  return sealed;
}

Result<Bytes> unseal(const SealKey& key, std::string_view context, ByteView sealed) {
  const auto broken = fail(Fault::unavailable, "seal.broken");
  if (sealed.size() < kNonceBytes + kTagBytes) return broken;
  const auto text = sealed.subspan(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  Bytes tag(sealed.end() - kTagBytes, sealed.end());
  Bytes plain(text.size());
  const Cipher cipher{EVP_CIPHER_CTX_new()};
  int length = 0;
  const bool is_whole =
      cipher &&
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(),
                         sealed.data()) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, signoff::as_bytes(context).data(),
                        length_of(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), plain.data(), &length, text.data(),
                        length_of(text.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), nullptr, &length) == 1;
  if (!is_whole) return broken;
  return plain;
}

Bytes keyed_hash(const SealKey& key, std::string_view text) {
  constexpr std::size_t kKept = 16;
  Bytes hash(EVP_MAX_MD_SIZE);
  unsigned length = 0;
  const auto plain = signoff::as_bytes(text);
  const auto* done = HMAC(EVP_sha256(), key.bytes().data(), length_of(key.bytes().size()),
                          plain.data(), plain.size(), hash.data(), &length);
  ensure(done != nullptr && length >= kKept, "seal.hmac");
  hash.resize(kKept);
  return hash;
}

Result<SealKey> master_key(const std::filesystem::path& file, bool may_create,
                           Random& random) {
  int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) {
    if (!may_create) return fail(Fault::unavailable, "seal.key_missing");
    if (auto made = write_master_key(file, random); !made) return pass_on(made.error());
    descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  }
  if (descriptor < 0) return fail(Fault::unavailable, "seal.key_file");
  const CloseFile closing{descriptor};
  return read_master_key(descriptor);
}

}  // namespace signoff
