// SPDX-License-Identifier: Apache-2.0
#include "api/cookies.h"
#include "api/gate.h"
#include "api/rest_parts.h"
#include "base/bytes.h"

#include <spdlog/spdlog.h>

namespace signoff {
namespace {

constexpr std::chrono::minutes kVisitLife{10};
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretDigits = 43;  // The same in base64url.
constexpr std::size_t kReturnMax = 200;
constexpr std::size_t kProviderCodeMax = 2048;
constexpr std::string_view kHome = "/desk";

// One sign-in on its way. The browser keeps all of it in a cookie that only we can have set
// and that no script can read; what the provider sees is derived and tells nothing of it.
struct Visit {
  std::string secret;
  std::string to;  // Where in /desk to come back to.
};

// A path of the consoles and nothing that a browser could take for another site's.
bool is_desk_path(std::string_view path) {
  constexpr std::string_view kPlain = "/-._~?=&%";
  const auto is_plain = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kPlain.find(c) != std::string_view::npos;
  };
  const bool is_below =
      path == kHome || path.starts_with("/desk/") || path.starts_with("/desk?");
  return is_below && path.size() <= kReturnMax && std::ranges::all_of(path, is_plain) &&
         path.find("//") == std::string_view::npos &&
         path.find("..") == std::string_view::npos;
}

std::string derived(std::string_view what, const Visit& visit) {
  return to_base64url(
      sha256(as_bytes(fmt::format("{} {} {}", what, visit.secret, visit.to))));
}

ProviderVisit shown(const RestParts& parts, const Visit& visit) {
  return {derived("state", visit), derived("nonce", visit), derived("verifier", visit),
          parts.settings.url + "/api/v1/oidc/callback"};
}

std::string cookie_of(const Visit& visit) {
  return visit.secret + "." + to_base64url(as_bytes(visit.to));
}

std::optional<Visit> visit_of(const Request& request) {
  const auto value = cookie_value(request.cookie, kVisitCookie);
  if (!value || value->size() <= kSecretDigits || (*value)[kSecretDigits] != '.')
    return std::nullopt;
  const auto to = from_base64url(value->substr(kSecretDigits + 1));
  if (!to || !is_desk_path(as_text(*to))) return std::nullopt;
  return Visit{std::string{value->substr(0, kSecretDigits)}, std::string{as_text(*to)}};
}

Response redirect(std::string_view to) {
  Response answer{.status = 302};
  answer.with("Location", to);
  return answer;
}

Response no_provider() { return problem({Fault::not_found, "oidc.none", ""}); }

// The codes that the page has a sentence for. What else goes wrong is told by what it means
// to whoever signs in: the provider cannot be asked, or what it said proves nothing.
std::string_view told_as(const Error& why) {
  constexpr std::string_view kTold[] = {"login.role", "oidc.state", "oidc.refused",
                                        "oidc.code",  "oidc.token", "oidc.away"};
  const auto known = std::ranges::find(kTold, why.code);
  if (known != std::end(kTold)) return *known;
  return why.fault == Fault::forbidden ? "oidc.token" : "oidc.away";
}

// Back to the sign-in page, which says the sentence of the code.
Response turned_away(const Error& why) {
  // Decided here: whoever signs in is told the code alone.
  spdlog::warn("sign-in at the provider failed: {} {}", why.code, why.detail);
  auto answer = redirect(fmt::format("{}?sign_in={}", kHome, told_as(why)));
  answer.with("Set-Cookie", drop_cookie(kVisitCookie, SameSite::lax));
  return answer;
}

// GET /api/v1/oidc/start
Response start(RestParts& parts, const Request& request) {
  if (!parts.settings.provider) return no_provider();
  if (auto wait = limited(parts.visits, request)) return *std::move(wait);
  std::array<std::uint8_t, kSecretBytes> raw{};
  parts.service.outside().random.fill(raw);
  const auto to = request.query_value("return").value_or(kHome);
  const Visit visit{to_base64url(raw), std::string{is_desk_path(to) ? to : kHome}};
  const auto address = parts.settings.provider->address(shown(parts, visit));
  if (!address) return turned_away(address.error());
  auto answer = redirect(*address);
  answer.with("Set-Cookie",
              set_cookie(kVisitCookie, cookie_of(visit), kVisitLife, SameSite::lax));
  return answer;
}

Result<SessionToken> come_back(RestParts& parts, const Request& request,
                               const std::optional<Visit>& visit) {
  const auto state = request.query_value("state").value_or("");
  const auto code = request.query_value("code").value_or("");
  if (!visit || !equal_constant_time(state, derived("state", *visit)))
    return fail(Fault::forbidden, "oidc.state");
  if (request.query_value("error")) return fail(Fault::forbidden, "oidc.refused");
  if (code.empty() || code.size() > kProviderCodeMax)
    return fail(Fault::forbidden, "oidc.code");
  const auto who =
      parts.settings.provider->identify(shown(parts, *visit), std::string{code});
  if (!who) return pass_on(who.error());
  return parts.staff.with_identity(*who);
}

// GET /api/v1/oidc/callback
Response finish_visit(RestParts& parts, const Request& request) {
  if (!parts.settings.provider) return no_provider();
  if (auto wait = limited(parts.visits, request)) return *std::move(wait);
  const auto visit = visit_of(request);
  const auto token = come_back(parts, request, visit);
  if (!token) return turned_away(token.error());
  auto answer = redirect(visit->to);
  answer.with("Set-Cookie", drop_cookie(kVisitCookie, SameSite::lax));
  give_session(parts, request, "desk", *token, answer);
  return answer;
}

constexpr RestRoute kOidcRoutes[] = {
    {Method::get, "/api/v1/oidc/start", "startOidc", start, Access::open},
    {Method::get, "/api/v1/oidc/callback", "finishOidc", finish_visit, Access::open},
};

}  // namespace

std::span<const RestRoute> oidc_routes() { return kOidcRoutes; }

}  // namespace signoff
