// SPDX-License-Identifier: Apache-2.0
// The server's way from bytes to Request, in pieces whose size the first byte picks.
#include "api/beast_request.h"
#include "api/router.h"
#include "api/wire.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  if (size == 0) return 0;
  static const Router router{{
      {Method::post, "/a/{id}", "a",
       [](const Request& r) { return bytes("text/plain", r.body); }, Access::open,
       Run::quick, 64},
      {Method::get, "/b/{path*}", "b",
       [](const Request& r) { return bytes("text/plain", std::string{r.path("path")}); }},
  }};
  const std::size_t step = 1 + data[0] % 64;
  std::string_view left{reinterpret_cast<const char*>(data) + 1, size - 1};

  RequestReader reader{{.header_max = 512, .body_max = 256}};
  Request request;
  Match match;
  std::string waiting;
  bool has_header = false;
  while (!reader.is_complete() && (!left.empty() || !waiting.empty())) {
    const auto before = waiting.size();
    waiting.append(left.substr(0, step));
    left.remove_prefix(std::min(step, left.size()));
    const auto used = reader.feed(waiting);
    if (!used) return 0;
    if (*used > waiting.size()) std::abort();
    waiting.erase(0, *used);
    if (!has_header && reader.has_header()) {
      has_header = true;
      auto header = reader.header();
      if (!header) return 0;
      request = std::move(*header);
      match = router.match(request.method, request.segments);
      if (!reader.limit_body(match.route ? match.route->body_max : 256)) return 0;
      reader.read_body();
      continue;
    }
    if (*used == 0 && waiting.size() == before && left.empty()) return 0;
  }
  if (!reader.is_complete()) return 0;
  request.body = reader.take_body();
  if (match.route && request.body.size() > match.route->body_max) std::abort();
  std::string out;
  write_response(router.answer(std::move(request)), {.date = "now", .request_id = "1"},
                 out);
  if (!out.starts_with("HTTP/1.1 ")) std::abort();
  return 0;
}
