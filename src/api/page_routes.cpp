// SPDX-License-Identifier: Apache-2.0
#include "api/embedded.h"
#include "api/rest_parts.h"

namespace signoff {
namespace {

// The security headers of every answer already allow our own files only.
Response file(std::string_view media_type, std::string_view content) {
  return bytes(media_type, std::string{content}).with("Cache-Control", "no-cache");
}

Response html(RestParts&, const Request&) {
  return file("text/html; charset=utf-8", kPageHtml);
}
Response script(RestParts&, const Request&) {
  return file("text/javascript; charset=utf-8", kPageScript);
}
Response style(RestParts&, const Request&) {
  return file("text/css; charset=utf-8", kPageStyle);
}
Response mark(RestParts&, const Request&) { return file("image/svg+xml", kPageMark); }

// GET /api/v1/openapi.json
Response contract(RestParts&, const Request&) {
  return file("application/json", kOpenApiJson);
}

constexpr RestRoute kRoutes[] = {
    {Method::get, "/", "page", html, Access::open, Run::quick},
    {Method::get, "/page.js", "pageScript", script, Access::open, Run::quick},
    {Method::get, "/page.css", "pageStyle", style, Access::open, Run::quick},
    {Method::get, "/mark.svg", "pageMark", mark, Access::open, Run::quick},
    {Method::get, "/api/v1/openapi.json", "showContract", contract, Access::open,
     Run::quick},
};

}  // namespace

std::span<const RestRoute> page_routes() { return kRoutes; }

}  // namespace signoff
