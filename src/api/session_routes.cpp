// SPDX-License-Identifier: Apache-2.0
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

// POST /api/v1/sessions
Response open_session(RestParts& parts, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem(body.error());
  Fields fields{*body};
  std::optional<Msisdn> msisdn;
  std::string code, username, password;
  const bool is_staff = fields.has("username") || fields.has("password");
  if (is_staff) {
    username = fields.required_string("username", 1, 64);
    password = fields.required_string("password", 1, 128);
  } else {
    msisdn = fields.required("msisdn", Msisdn::parse);
    code = fields.required_string("code", 1, 12);
  }
  if (auto bad = fields.finish(); !bad) return problem(bad.error());
  if (auto wait = limited(parts.sign_ins, request)) return *std::move(wait);

  const auto& caller = caller_of(request);
  const auto token = is_staff ? parts.service.log_in_staff(caller, username, password)
                              : parts.service.log_in(caller, msisdn->digits(), code);
  return token ? json_text(201, session_json(*token)) : refuse(token.error());
}

// GET /api/v1/session
Response show_session(RestParts&, const Request& request) {
  return json_text(200, caller_json(caller_of(request)));
}

// DELETE /api/v1/sessions/current
Response end_session(RestParts& parts, const Request& request) {
  const auto ended = parts.service.log_out(request.bearer);
  return ended ? no_content() : refuse(ended.error());
}

constexpr RestRoute kRoutes[] = {
    {Method::post, "/api/v1/login-codes", "sendLoginCode", send_login_code, Access::open},
    {Method::post, "/api/v1/sessions", "openSession", open_session, Access::open},
    {Method::remove, "/api/v1/sessions/current", "endSession", end_session},
    {Method::get, "/api/v1/session", "showSession", show_session, Access::session,
     Run::quick},
};

}  // namespace

std::span<const RestRoute> session_routes() { return kRoutes; }

}  // namespace signoff
