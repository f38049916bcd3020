// SPDX-License-Identifier: Apache-2.0
#include "evidence/verify.h"

#include "base/text.h"
#include "evidence/jws.h"
#include "evidence/notary.h"
#include "evidence/pdf_signature.h"

namespace signoff {
Result<Verification> verify_file(std::string_view content, const Jwks& jwks) {
  Verification out;
  out.is_pdf = content.starts_with("%PDF-");
  std::string jws;
  if (out.is_pdf) {
    auto attached = extract_jws(as_bytes(content));
    if (!attached) return pass_on(attached.error());
    jws = std::move(*attached);
  } else {
    jws = trimmed(content.substr(0, kJwsMax + 1024));
  }
  const auto parts = Jws::parse(jws);
  if (!parts) return pass_on(parts.error());
  out.key_id = parts->kid;
  auto voucher = read_voucher(jws, jwks);
  if (!voucher) {
    out.reason = voucher.error().code;
    return out;
  }
  out.voucher = std::move(*voucher);
  if (out.is_pdf) {
    const auto signer = verify_pdf_signature(as_bytes(content), jwks);
    if (!signer) {
      out.reason = signer.error().code;
      return out;
    }
  }
  out.is_valid = true;
  return out;
}

}  // namespace signoff
