// SPDX-License-Identifier: Apache-2.0
#include "api/cookies.h"
#include "api/embedded.h"
#include "api/gate.h"
#include "api/rest_parts.h"
#include "base/bytes.h"

namespace signoff {
namespace {

constexpr std::size_t kNonceBytes = 16;
constexpr std::string_view kNonceMark = "__NONCE__";

// Styles alone may come with a nonce: the consoles' components write theirs at run time.
std::string page_policy(std::string_view nonce) {
  return fmt::format(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{}'; "
      "img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; "
      "manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      nonce);
}

Response missing() { return problem({Fault::not_found, "http.route", ""}); }

// A page with a nonce of its own. It is never answered with 304: the browser would take the
// new policy to the old nonce.
Response page(RestParts& parts, const Request& request, std::string_view path) {
  const auto* asset = find_asset(parts.settings.assets, path);
  if (!asset) return missing();
  std::array<std::uint8_t, kNonceBytes> raw{};
  parts.service.outside().random.fill(raw);
  const auto nonce = to_base64url(raw);
  std::string body{asset->content};
  for (auto at = body.find(kNonceMark); at != std::string::npos;
       at = body.find(kNonceMark, at + nonce.size()))
    body.replace(at, kNonceMark.size(), nonce);
  auto answer = bytes(asset->media_type, std::move(body));
  answer.with("Content-Security-Policy", page_policy(nonce))
      .with("Cache-Control", "no-store");
  mark_device(parts, request, answer);
  return answer;
}

// The smallest form that the browser takes. Each form has a tag of its own (RFC 9110 clause
// 8.8.3.3).
Response file(const RestParts& parts, const Request& request, std::string_view path,
              std::string_view cache_control) {
  const auto* asset = find_asset(parts.settings.assets, path);
  if (!asset) return missing();
  std::string_view coding, content = asset->content;
  const auto offer = [&](std::string_view name, std::string_view packed) {
    if (!coding.empty() || packed.empty()) return;
    if (!takes_coding(request.accept_encoding, name)) return;
    coding = name;
    content = packed;
  };
  offer("br", asset->brotli);
  offer("gzip", asset->gzip);
  const auto tag =
      fmt::format("\"{}{}{}\"", asset->digest, coding.empty() ? "" : "-", coding);
  Response answer;
  if (is_seen(request.if_none_match, tag))
    answer.status = kStatusNotModified;
  else
    answer = bytes(asset->media_type, std::string{content});
  answer.with("ETag", tag).with("Cache-Control", cache_control);
  if (!asset->brotli.empty() || !asset->gzip.empty())
    answer.with("Vary", "Accept-Encoding");
  if (!coding.empty() && answer.status != kStatusNotModified)
    answer.with("Content-Encoding", coding);
  return answer;
}

Response portal(RestParts& parts, const Request& request) {
  return page(parts, request, "index.html");
}
Response desk(RestParts& parts, const Request& request) {
  return page(parts, request, "desk.html");
}

// GET /assets/{name}: the name changes with the content.
Response asset(RestParts& parts, const Request& request) {
  return file(parts, request, "assets/" + std::string{request.path("name")},
              "public, max-age=31536000, immutable");
}

// The files at the root: each is served under its own name.
Response root_file(RestParts& parts, const Request& request) {
  return file(parts, request, request.segments.front(), "no-cache");
}

// GET /api/v1/openapi.json
Response contract(RestParts&, const Request&) {
  return bytes("application/json", std::string{kOpenApiJson})
      .with("Cache-Control", "no-cache");
}

constexpr auto kOpen = Access::open;
constexpr auto kQuick = Run::quick;
constexpr RestRoute kPageRoutes[] = {
    {Method::get, "/", "portal", portal, kOpen, kQuick},
    {Method::get, "/my/{path*}", "portalAt", portal, kOpen, kQuick},
    {Method::get, "/desk", "desk", desk, kOpen, kQuick},
    {Method::get, "/desk/{path*}", "deskAt", desk, kOpen, kQuick},
    {Method::get, "/assets/{name}", "pageAsset", asset, kOpen, kQuick},
    {Method::get, "/sw.js", "serviceWorker", root_file, kOpen, kQuick},
    {Method::get, "/manifest.webmanifest", "pageManifest", root_file, kOpen, kQuick},
    {Method::get, "/mark.svg", "pageMark", root_file, kOpen, kQuick},
    {Method::get, "/icon-192.png", "pageIconSmall", root_file, kOpen, kQuick},
    {Method::get, "/icon-512.png", "pageIconLarge", root_file, kOpen, kQuick},
    {Method::get, "/api/v1/openapi.json", "showContract", contract, kOpen, kQuick},
};

}  // namespace

const WebAsset* find_asset(std::span<const WebAsset> assets, std::string_view path) {
  const auto found = std::ranges::lower_bound(assets, path, {}, &WebAsset::path);
  return found != assets.end() && found->path == path ? &*found : nullptr;
}

std::span<const RestRoute> page_routes() { return kPageRoutes; }

}  // namespace signoff
