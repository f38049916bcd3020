// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/server.h"

#include <openssl/ssl.h>

namespace signoff {

// Loads the identity and sets what we speak: TLS 1.2 and 1.3, forward secrecy and AEAD
// only, session resumption, HTTP/1.1 by ALPN.
Result<void> set_up_tls(SSL_CTX* context, const TlsIdentity& identity);

}  // namespace signoff
