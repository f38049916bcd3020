// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "domain/voucher.h"
#include "ports/request_form.h"

#include <string>
#include <string_view>

namespace signoff {

// Signs in the operator's name. Keys rotate; a signature names its key and stays checkable.
class Notary {
 public:
  virtual ~Notary() = default;
  // A compact JWS (RFC 7515, ES256) over `payload`, with header `typ` and `kid`.
  virtual Result<std::string> sign(std::string_view typ, std::string_view payload) = 0;
  // A fresh voucher number: random, so that it cannot be enumerated, with a check digit.
  virtual std::string new_voucher_number() = 0;
  // The voucher as a compact JWS, typ "voucher+jwt". The PDF is made from it on demand.
  virtual Result<std::string> sign(const Voucher& voucher) = 0;
  // One A4 page, signed (PAdES-B-B), that carries the JWS in a QR code.
  virtual Result<Bytes> print(const Voucher& voucher, const std::string& jws) = 0;
  // One A4 page to read and sign. Not signed by us: it proves nothing of ours.
  virtual Result<Bytes> print(const RequestForm& form) = 0;
  // The voucher inside a JWS of ours; Fault::forbidden when the signature does not hold.
  virtual Result<Voucher> read(std::string_view jws) const = 0;
  // The public keys, old ones kept (RFC 7517).
  virtual std::string jwks() const = 0;
};

}  // namespace signoff
