// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace signoff {

// r and s of an ECDSA signature, 32 octets each (RFC 7518 clause 3.4).
using EcSignature = std::array<std::uint8_t, 64>;

// A P-256 public key that anyone may hold, under the name by which signatures call it.
class PublicKey {
 public:
  using Coordinate = std::array<std::uint8_t, 32>;

  // Fault::bad_input "jwk.point" when (x, y) is not on the curve.
  static Result<PublicKey> from_point(const Coordinate& x, const Coordinate& y,
                                      std::string kid = {});
  // The public half of `key`; Fault::bad_input "jwk.curve" unless it is on P-256.
  static Result<PublicKey> of(evp_pkey_st* key);

  // The thumbprint, unless the key came from a JWKS that calls it otherwise.
  const std::string& kid() const { return kid_; }
  // RFC 7638: base64url of SHA-256 over the required members.
  std::string thumbprint() const;
  // The key as JSON object (RFC 7517), for ES256 signatures.
  std::string jwk() const;
  bool verifies(ByteView message, const EcSignature& signature) const;
  bool is_same_point(const PublicKey& other) const {
    return x_ == other.x_ && y_ == other.y_;
  }

 private:
  PublicKey(const Coordinate& x, const Coordinate& y, std::shared_ptr<evp_pkey_st> key)
      : x_{x}, y_{y}, key_{std::move(key)} {}

  Coordinate x_;
  Coordinate y_;
  std::string kid_;
  // Shared between copies: OpenSSL's object is immutable once made, and costly to make.
  std::shared_ptr<evp_pkey_st> key_;
};

// A published set of public keys (RFC 7517 clause 5).
class Jwks {
 public:
  Jwks() = default;
  explicit Jwks(std::vector<PublicKey> keys) : keys_{std::move(keys)} {}
  // Reads P-256 keys and passes over keys of other kinds. At most 256 KiB and 1,000 keys.
  static Result<Jwks> parse(std::string_view json);

  std::string text() const;
  const PublicKey* find(std::string_view kid) const;
  // The key of the set at the same point of the curve, whatever its kid.
  const PublicKey* find_same(const PublicKey& key) const;
  const std::vector<PublicKey>& keys() const { return keys_; }

 private:
  std::vector<PublicKey> keys_;
};

}  // namespace signoff
