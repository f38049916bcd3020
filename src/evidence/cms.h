// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/signing_key.h"

namespace signoff {

// A detached CMS signature (RFC 5652) over content with that SHA-256, with
// signing-certificate-v2 (RFC 5035) and without signing-time, as PAdES-B-B wants it (ETSI
// EN 319 142-1 clause 6.3: the time stands in the PDF).
Bytes sign_cms(const SigningKey& key, const CertificateChain& chain, const Sha256& digest);

// The key of `jwks` that signed `content`. `der` may end in zero octets (a PDF's padding).
// Fault::bad_input for what is no such signature; Fault::forbidden "cms.key_unknown",
// "cms.signature" for one that does not hold.
Result<PublicKey> verify_cms(ByteView der, ByteView content, const Jwks& jwks);

}  // namespace signoff
