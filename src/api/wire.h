// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

namespace signoff {

// What the connection knows and the handler does not.
struct WireContext {
  std::string_view date;  // As HTTP writes it; see http_date().
  std::string_view request_id;
  bool is_tls = false;
  bool is_head = false;
  bool keeps_alive = true;
};

// Appends the answer as HTTP/1.1 bytes to `out`, with the headers that every answer
// carries: security, Cache-Control unless the handler set its own, Date, X-Request-Id.
void write_response(const Response& response, const WireContext& context, std::string& out);

// "Sat, 21 Nov 2026 20:47:13 GMT" (RFC 9110 clause 5.6.7).
std::string http_date(Instant instant);

}  // namespace signoff
