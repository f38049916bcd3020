// SPDX-License-Identifier: Apache-2.0
#include "api/gate.h"

#include "api/cookies.h"
#include "base/bytes.h"

namespace signoff {
namespace {

constexpr std::chrono::days kDeviceLife{400};  // The most that browsers keep.
constexpr std::size_t kDeviceBytes = 16;
constexpr std::size_t kDeviceDigits = 22;  // The same in base64url.
constexpr std::size_t kDeviceHashDigits = 32;

bool changes_something(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

bool is_own(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"https://", "http://"})
    if (!host.empty() && origin.starts_with(scheme) && origin.substr(scheme.size()) == host)
      return true;
  return false;
}

// Another site's page made the browser ask. Programs send neither header.
bool is_forged(const Request& request) {
  if (!changes_something(request.method)) return false;
  if (!request.origin.empty() && !is_own(request.origin, request.host)) return true;
  return !request.fetch_site.empty() && request.fetch_site != "same-origin" &&
         request.fetch_site != "none";
}

bool suits(std::string_view face, Role role) {
  return (face == "subscriber") == (role == Role::subscriber);
}

std::optional<std::string_view> device_of(const Request& request) {
  const auto value = cookie_value(request.cookie, kDeviceCookie);
  const bool is_ours = value && value->size() == kDeviceDigits && from_base64url(*value);
  return is_ours ? value : std::nullopt;
}

// The value is 128 random bits, which is all the salt that it needs.
std::string device_hash(const Request& request) {
  const auto value = device_of(request);
  if (!value) return {};
  const auto digest = sha256(as_bytes("signoff device " + std::string{*value}));
  return to_hex(ByteView{digest}.first(kDeviceHashDigits / 2));
}

Result<Caller> find_caller(RestParts& parts, const Request& request, bool is_cookie,
                           const Caller& nobody) {
  auto caller = parts.service.caller_of(request.bearer, nobody);
  if (caller && is_cookie && !suits(request.face, caller->actor.role))
    return fail(Fault::forbidden, "session.invalid");
  if (!caller || parts.idle.use(request.bearer)) return caller;
  // For good: nothing that is forgotten here wakes it again.
  (void)parts.service.log_out(request.bearer);
  return fail(Fault::forbidden, "session.invalid");
}

std::optional<Response> let_in(RestParts& parts, Request& request, const Route& route) {
  if (is_forged(request)) return problem({Fault::forbidden, "request.forged", ""});
  const auto cookie = session_cookie(request.face);
  if (!request.face.empty() && cookie.empty())
    return problem({Fault::bad_input, "http.face", ""});
  Caller nobody;
  nobody.remote = request.remote_address;
  nobody.language = language_of(request.accept_language);
  nobody.device = device_hash(request);
  bool is_cookie = false;
  if (request.bearer.empty() && !cookie.empty())
    if (const auto value = cookie_value(request.cookie, cookie)) {
      request.bearer = *value;
      is_cookie = true;
    }
  const bool is_open = route.access == Access::open;
  if (request.bearer.empty()) {
    request.caller = std::move(nobody);
    if (is_open) return std::nullopt;
    return problem({Fault::forbidden, "session.needed", ""});
  }
  auto caller = find_caller(parts, request, is_cookie, nobody);
  std::optional<Response> refusal;
  if (!caller && !is_open) refusal = problem(caller.error());
  request.caller = caller ? *std::move(caller) : std::move(nobody);
  return refusal;
}

}  // namespace

Guard make_gate(RestParts& parts) {
  return [&parts](Request& request, const Route& route) {
    return let_in(parts, request, route);
  };
}

std::string_view session_cookie(std::string_view face) {
  if (face == "subscriber") return kSubscriberCookie;
  if (face == "desk") return kDeskCookie;
  return {};
}

Response session_answer(RestParts& parts, const Request& request,
                        const SessionToken& token) {
  // From now on, not from the first use: somebody else may come to that much later.
  (void)parts.idle.use(token.token);
  if (request.face.empty()) return json_text(201, session_json(token));
  if (!suits(request.face, token.actor.role)) {
    (void)parts.service.log_out(token.token);
    return problem({Fault::forbidden, "login.face", ""});
  }
  auto shown = token;
  shown.token.clear();
  auto answer = json_text(201, session_json(shown));
  give_session(parts, request, request.face, token, answer);
  return answer;
}

void give_session(RestParts& parts, const Request& request, std::string_view face,
                  const SessionToken& token, Response& answer) {
  const auto cookie = session_cookie(face);
  // One that has ended already is as good as ended.
  if (const auto old = cookie_value(request.cookie, cookie))
    (void)parts.service.log_out(*old);
  const auto life = token.expires_at - parts.service.parts().wall.now();
  answer.with("Set-Cookie", set_cookie(cookie, token.token, life));
  (void)parts.idle.use(token.token);
  mark_device(parts, request, answer);
}

void mark_device(RestParts& parts, const Request& request, Response& answer) {
  if (device_of(request)) return;
  std::array<std::uint8_t, kDeviceBytes> raw{};
  parts.service.outside().random.fill(raw);
  answer.with("Set-Cookie", set_cookie(kDeviceCookie, to_base64url(raw), kDeviceLife));
}

}  // namespace signoff
