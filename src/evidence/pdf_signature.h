// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "evidence/key_ring.h"

#include <string>
#include <string_view>

namespace signoff {

inline constexpr std::size_t kPdfMax = 4 * 1024 * 1024;

struct PdfSigning {
  std::string_view jws;       // Attached to the file as "voucher.jws".
  std::string_view holder;    // Who signs, for the reader's panel.
  std::string_view language;  // Of the page, for screen readers: "zh" or "en".
  Instant at;                 // The time the file claims.
};

// `pdf`, as draw_paper makes it, with the JWS attached and signed whole (PAdES-B-B) by an
// incremental update (ISO 32000-1 clause 7.5.6): the page stays as it was drawn.
Result<Bytes> sign_pdf(ByteView pdf, const RingKey& key, const PdfSigning& signing);

// The JWS that sign_pdf attached. Nothing is believed yet.
Result<std::string> extract_jws(ByteView pdf);

// The key of `jwks` that signed the whole file. Fault::forbidden: the file was changed
// ("cms.signature"), is not covered to its end ("pdf.not_whole") or the key is a stranger's
// ("cms.key_unknown").
Result<PublicKey> verify_pdf_signature(ByteView pdf, const Jwks& jwks);

}  // namespace signoff
