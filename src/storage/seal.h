// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"

#include <array>
#include <filesystem>

namespace signoff {

// A key for AES-256-GCM. Wiped when it goes.
class SealKey {
 public:
  SealKey() = default;
  SealKey(const SealKey&) = default;
  SealKey& operator=(const SealKey&) = default;
  ~SealKey();

  static SealKey fresh(Random& random);
  // Fault::unavailable "seal.key" unless it is 32 bytes.
  static Result<SealKey> from(ByteView bytes);
  ByteView bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_{};
};

// Encrypts and authenticates `plain` together with `context`, which is not part of the
// answer: 12 bytes nonce, ciphertext, 16 bytes tag (NIST SP 800-38D).
Bytes seal(const SealKey& key, std::string_view context, ByteView plain, Random& random);
// Fault::unavailable "seal.broken" when key, context or bytes are not those of seal().
Result<Bytes> unseal(const SealKey& key, std::string_view context, ByteView sealed);

// The first 16 bytes of HMAC-SHA-256 (RFC 2104): equal for equal text, and nobody without
// the key can tell which text it was by trying all.
Bytes keyed_hash(const SealKey& key, std::string_view text);

// The key that wraps all others, from a file that only the owner may read. Made when the
// file is absent and `may_create`. Faults, all unavailable: "seal.key_missing",
// "seal.key_mode" (others may read it), "seal.key" (not 32 bytes in hex), "seal.key_file".
Result<SealKey> master_key(const std::filesystem::path& file, bool may_create,
                           Random& random);

}  // namespace signoff
