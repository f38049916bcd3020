// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/voucher.h"
#include "evidence/jwk.h"

#include <optional>
#include <string>
#include <string_view>

namespace signoff {

// What a check of a file found.
struct Verification {
  bool is_pdf = false;
  bool is_valid = false;
  // Why not, as an error code: "jws.signature", "cms.signature", "pdf.not_whole", …
  std::string reason;
  // The key the voucher names, whether it is known or not.
  std::string key_id;
  // What the voucher says; only when its own signature holds.
  std::optional<Voucher> voucher;
};

// Checks a voucher, signed PDF or compact JWS, without a network: the voucher's signature,
// and of a PDF also that the whole file is as a key of `jwks` signed it.
// Fault::bad_input when `content` is neither.
Result<Verification> verify_file(std::string_view content, const Jwks& jwks);

}  // namespace signoff
