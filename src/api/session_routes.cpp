// SPDX-License-Identifier: Apache-2.0
#include "api/cookies.h"
#include "api/gate.h"
#include "api/rest_parts.h"

namespace signoff {
namespace {

// POST /api/v1/login-codes
Response send_login_code(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  const auto msisdn = fields.required("msisdn", Msisdn::parse);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.codes, request)) return *std::move(wait);

  const auto sent = parts.service.send_login_code(caller_of(request), msisdn->digits());
  return sent ? json_text(202, "{}") : refuse(sent.error());
}

Response refuse_sign_in(const Error& error) {
  auto answer = refuse(error);
  if (error.code == "rate.exceeded" && !error.detail.empty())
    answer.with("Retry-After", error.detail);
  return answer;
}

Response open_staff_session(RestParts& parts, const Request& request, Fields& fields) {
  const auto username = fields.required_string("username", 1, 64);
  const auto password = fields.required_string("password", 1, 128);
  const auto totp = fields.optional_string("totp", 6, 6);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (!parts.settings.has_passwords)
    return problem({Fault::forbidden, "login.elsewhere", ""});
  const auto token = parts.staff.with_password(
      {username, password, totp ? *totp : std::string{}, request.remote_address});
  return token ? session_answer(parts, request, *token) : refuse_sign_in(token.error());
}

// POST /api/v1/sessions
Response open_session(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  if (fields.has("username") || fields.has("password"))
    return open_staff_session(parts, request, fields);
  const auto msisdn = fields.required("msisdn", Msisdn::parse);
  const auto code = fields.required_string("code", 1, 12);
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.sign_ins, request)) return *std::move(wait);

  const auto token = parts.service.log_in(caller_of(request), msisdn->digits(), code);
  return token ? session_answer(parts, request, *token) : refuse(token.error());
}

// GET /api/v1/session
Response show_session(RestParts&, const Request& request) {
  return json_text(200, caller_json(caller_of(request)));
}

// DELETE /api/v1/sessions/current
Response end_session(RestParts& parts, const Request& request) {
  const auto ended = parts.service.log_out(request.bearer);
  if (!ended) return refuse(ended.error());
  auto answer = no_content();
  const auto cookie = session_cookie(request.face);
  if (!cookie.empty()) answer.with("Set-Cookie", drop_cookie(cookie));
  return answer;
}

// GET /api/v1/about
Response about(RestParts& parts, const Request&) {
  const auto& place = parts.pack.place;
  const auto* provider = parts.settings.provider;
  JsonText json;
  json.open()
      .both("operator", place.operator_name)
      .text("country", place.country)
      .text("calling_code", place.calling_code)
      .text("currency", place.currency.code())
      .text("time_zone", place.zone)
      .both("time_zone_name", place.zone_name)
      .text("hotline", place.hotline)
      .both("hotline_hours", place.hotline_hours)
      .open("staff_sign_in")
      .flag("password", parts.settings.has_passwords)
      .flag("oidc", provider != nullptr)
      .text("oidc_name", provider ? provider->name() : std::string{})
      .close()
      .at("now", parts.service.parts().clock.now())
      .flag("is_demo", parts.settings.is_demo);
  return json_text(200, json.close().take());
}

constexpr RestRoute kSessionRoutes[] = {
    {Method::post, "/api/v1/login-codes", "sendLoginCode", send_login_code, Access::open},
    {Method::post, "/api/v1/sessions", "openSession", open_session, Access::open},
    {Method::remove, "/api/v1/sessions/current", "endSession", end_session},
    {Method::get, "/api/v1/session", "showSession", show_session, Access::session,
     Run::quick},
    {Method::get, "/api/v1/about", "about", about, Access::open, Run::quick},
};

}  // namespace

std::span<const RestRoute> session_routes() { return kSessionRoutes; }

}  // namespace signoff
