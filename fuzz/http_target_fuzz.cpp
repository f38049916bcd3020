// SPDX-License-Identifier: Apache-2.0
// Targets, queries and the headers that are lists or tags.
#include "api/http.h"
#include "api/network_address.h"
#include "api/target.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto target = parse_target(text)) {
    for (const auto& segment : target->segments)
      if (segment == ".." || segment.find('/') != std::string::npos || !is_utf8(segment))
        std::abort();
    if (target->query.size() > kQueryMax) std::abort();
  }
  if (const auto decoded = percent_decode(text, "x"))
    if (decoded->size() > text.size() || !is_utf8(*decoded)) std::abort();

  Request request;
  request.if_match = request.idempotency_key = std::string{text};
  if (const auto version = if_match(request); version && *version < 0) std::abort();
  if (const auto key = idempotency_key(request); key && *key && (*key)->size() > 128)
    std::abort();
  language_of(text);
  if (const auto network = forwarded_network(text, "192.0.2.1");
      network.empty() || network.size() > 45)
    std::abort();
  const auto chosen = negotiate(text, {"application/pdf", "application/jose"});
  if (chosen && !chosen->starts_with("application/")) std::abort();
  return 0;
}
