// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/signing_key.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace signoff {

// A key in use: what signs, and the certificates that go into a PDF.
struct RingKey {
  SigningKey key;
  CertificateChain chain;
};

// The operator's signing keys in a directory:
//   0001.crt  certificates, the key's own first; kept for ever: old vouchers stay checkable
//   0002.pem  the private key that signs now (mode 0600); destroyed when the next one comes
// Calls may come from any thread, and several processes may open one directory.
class KeyRing {
 public:
  // Reads the directory; makes it, and a first key with a certificate of its own for
  // `holder` (at most 64 characters), where there is none. Fault::forbidden "keyring.mode"
  // when others may read a private key.
  static Result<std::unique_ptr<KeyRing>> open(const std::filesystem::path& directory,
                                               std::string_view holder, const Clock& clock);

  // The key that signs now. Shared, so that a rotation does not take it from a signer.
  std::shared_ptr<const RingKey> current() const;
  // Every public key there ever was.
  std::shared_ptr<const Jwks> jwks() const;
  // Makes a new key the current one and destroys the old private key.
  Result<void> rotate();
  // Puts a chain issued by somebody else (PEM, the key's own first) in place of the
  // current key's. Fault::bad_input "keyring.other_key" when it speaks for another key.
  Result<void> install_chain(std::string_view pem);

 private:
  KeyRing(std::filesystem::path directory, std::string_view holder, const Clock& clock)
      : directory_{std::move(directory)}, holder_{holder}, clock_{clock} {}

  Result<void> load();
  Result<void> make_key(int sequence);

  const std::filesystem::path directory_;
  const std::string holder_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::shared_ptr<const RingKey> current_;
  std::shared_ptr<const Jwks> jwks_;
  int sequence_ = 0;
};

}  // namespace signoff
