// SPDX-License-Identifier: Apache-2.0
#include "api/tls_context.h"

namespace signoff {

namespace {

int choose_http11(SSL*, const unsigned char** out, unsigned char* out_size,
                  const unsigned char* offered, unsigned offered_size, void*) {
  static const unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, kHttp11, sizeof kHttp11 - 1,
                                          offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Result<void> set_up_tls(SSL_CTX* context, const TlsIdentity& identity) {
  const char* certificate = identity.certificate_file.c_str();
  if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1)
    return fail(Fault::bad_input, "tls.certificate", identity.certificate_file);
  const char* key = identity.key_file.c_str();
  if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1)
    return fail(Fault::bad_input, "tls.key", identity.key_file);

  static const unsigned char kSessions[] = "signoff";
  const bool is_set =
      SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
      SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
      SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1) == 1;
  if (!is_set) return fail(Fault::unavailable, "tls.context");
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_num_tickets(context, 1);
  SSL_CTX_set_alpn_select_cb(context, choose_http11, nullptr);
  return {};
}

}  // namespace signoff
