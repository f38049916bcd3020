// SPDX-License-Identifier: Apache-2.0
// Sessions as an attacker would try them: from another site, with cookies of others, of the
// wrong page, planted or ended.
#include "api/cookies.h"
#include "rest_world.h"

#include <set>

namespace signoff {
namespace {

constexpr std::string_view kPassword = "a good password";
constexpr std::string_view kSession = "/api/v1/session";

class Gate : public ::testing::Test {
 protected:
  // The "name=value" pairs that a browser would send back.
  static std::string cookies_of(const Response& answer) {
    std::string all;
    for (const auto& [name, value] : answer.headers)
      if (name == "Set-Cookie")
        all += (all.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    return all;
  }
  static std::string set_cookie_of(const Response& answer, std::string_view cookie) {
    for (const auto& [name, value] : answer.headers)
      if (name == "Set-Cookie" && value.starts_with(std::string{cookie} + "="))
        return value;
    return "";
  }

  Response sign_in(const std::string& face, const std::string& cookie = "") {
    const auto number = person_.msisdn.e164();
    EXPECT_EQ(
        world_.post("/api/v1/login-codes", R"({"msisdn":")" + number + R"("})").status,
        202);
    return world_.call(Method::post, "/api/v1/sessions",
                       {.body = R"({"msisdn":")" + number + R"(","code":")" +
                                world_.code_at(person_.msisdn) + R"("})",
                        .face = face,
                        .cookie = cookie});
  }
  Response sign_in_staff(const std::string& face, const std::string& name = "li") {
    (void)world_.service().add_staff(name, Role::reviewer, kPassword);
    return world_.call(Method::post, "/api/v1/sessions",
                       {.body = R"({"username":")" + name + R"(","password":")" +
                                std::string{kPassword} + R"("})",
                        .face = face});
  }
  Response who(const std::string& face, const std::string& cookie) {
    return world_.call(Method::get, std::string{kSession},
                       {.face = face, .cookie = cookie});
  }

  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
};

TEST_F(Gate, a_page_gets_its_session_as_a_cookie_that_no_script_can_read) {
  const auto answer = sign_in("subscriber");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_FALSE(RestWorld::parse(answer).contains("token"));
  const auto cookie = set_cookie_of(answer, kSubscriberCookie);
  for (const auto* flag :
       {"; Path=/", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Max-Age="})
    EXPECT_NE(cookie.find(flag), std::string::npos) << cookie;
  EXPECT_EQ(cookie.find("Domain"), std::string::npos) << cookie;
  const auto device = set_cookie_of(answer, kDeviceCookie);
  EXPECT_NE(device.find("; HttpOnly; Secure; SameSite=Strict"), std::string::npos)
      << device;

  const auto me = who("subscriber", cookies_of(answer));
  EXPECT_EQ(me.status, 200) << me.body;
  EXPECT_EQ(RestWorld::text(me, "role"), "subscriber");
  EXPECT_EQ(RestWorld::text(me, "expires_at"), RestWorld::text(answer, "expires_at"));
}

TEST_F(Gate, a_program_gets_its_token_and_no_cookie) {
  const auto answer = sign_in("");
  EXPECT_EQ(RestWorld::text(answer, "token").size(), 43u);
  EXPECT_EQ(cookies_of(answer), "");
}

TEST_F(Gate, a_cookie_without_the_header_is_no_session) {
  const auto cookies = cookies_of(sign_in("subscriber"));
  const auto answer = who("", cookies);
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(RestWorld::text(answer, "code"), "session.needed");
}

TEST_F(Gate, a_cookie_of_one_page_is_no_session_of_the_other) {
  const auto mine = cookies_of(sign_in("subscriber"));
  const auto staff = cookies_of(sign_in_staff("desk"));
  EXPECT_EQ(who("desk", staff).status, 200);
  EXPECT_EQ(who("desk", mine).status, 401);
  EXPECT_EQ(who("subscriber", staff).status, 401);
  // The token of one under the name of the other.
  const auto token = cookie_value(staff, kDeskCookie).value();
  const auto swapped = std::string{kSubscriberCookie} + "=" + std::string{token};
  EXPECT_EQ(RestWorld::text(who("subscriber", swapped), "code"), "session.invalid");
  const auto own = cookie_value(mine, kSubscriberCookie).value();
  EXPECT_EQ(who("desk", std::string{kDeskCookie} + "=" + std::string{own}).status, 401);
}

TEST_F(Gate, a_page_signs_in_only_those_it_is_for) {
  const auto staff = sign_in_staff("subscriber");
  EXPECT_EQ(staff.status, 403);
  EXPECT_EQ(RestWorld::text(staff, "code"), "login.face");
  EXPECT_EQ(cookies_of(staff), "");
  EXPECT_EQ(RestWorld::text(sign_in("desk"), "code"), "login.face");
  const auto other = who("admin", "");
  EXPECT_EQ(other.status, 400);
  EXPECT_EQ(RestWorld::text(other, "code"), "http.face");
}

TEST_F(Gate, a_session_that_somebody_planted_is_not_the_one_signed_in_to) {
  const auto planted = cookies_of(sign_in("subscriber"));
  const auto fresh = cookies_of(sign_in("subscriber", planted));
  EXPECT_NE(cookie_value(fresh, kSubscriberCookie),
            cookie_value(planted, kSubscriberCookie));
  EXPECT_EQ(who("subscriber", fresh).status, 200);
  EXPECT_EQ(who("subscriber", planted).status, 401) << "the one before has ended";
  // Nor one that nobody ever opened.
  const auto made_up = std::string{kSubscriberCookie} + "=" + std::string(43, 'A');
  const auto next = cookies_of(sign_in("subscriber", made_up));
  EXPECT_EQ(who("subscriber", made_up).status, 401);
  EXPECT_EQ(who("subscriber", next).status, 200);
}

TEST_F(Gate, cookies_that_are_forged_ended_or_over_open_nothing) {
  const auto good = cookies_of(sign_in("subscriber"));
  const std::string token{cookie_value(good, kSubscriberCookie).value()};
  const auto as = [&](const std::string& value) {
    return who("subscriber", std::string{kSubscriberCookie} + "=" + value).status;
  };
  EXPECT_EQ(as(token), 200);
  auto changed = token;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(as(changed), 401);
  EXPECT_EQ(as(token.substr(1)), 401);
  EXPECT_EQ(as(token + "A"), 401);
  EXPECT_EQ(as(""), 401);
  EXPECT_EQ(as(std::string(4000, 'x')), 401);
  // Two cookies of one name: one of them is not ours.
  EXPECT_EQ(who("subscriber", good + "; " + std::string{kSubscriberCookie} + "=x").status,
            401);
  // A name that ends alike is another cookie.
  EXPECT_EQ(who("subscriber", "x" + good).status, 401);

  const auto left = world_.call(Method::remove, "/api/v1/sessions/current",
                                {.face = "subscriber", .cookie = good});
  EXPECT_EQ(left.status, kStatusNoContent);
  EXPECT_NE(set_cookie_of(left, kSubscriberCookie).find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(as(token), 401);

  const auto again = cookies_of(sign_in("subscriber"));
  world_.pass_wall(world_.pack().limits.session_life);
  EXPECT_EQ(who("subscriber", again).status, 401);
}

TEST_F(Gate, a_session_that_nobody_uses_is_over_long_before_its_time) {
  const auto idle = world_.pack().limits.session_idle;
  ASSERT_LT(idle * 3, world_.pack().limits.staff_session_life);
  const auto staff = cookies_of(sign_in_staff("desk"));
  const auto mine = cookies_of(sign_in("subscriber"));
  const auto token = RestWorld::text(sign_in(""), "token");
  const auto status = [&](const std::string& bearer) {
    return world_.get(std::string{kSession}, bearer).status;
  };
  for (int i = 0; i < 3; ++i) {
    world_.pass_wall(idle - std::chrono::seconds{1});
    EXPECT_EQ(who("desk", staff).status, 200) << "who works stays signed in";
    EXPECT_EQ(status(token), 200);
    if (i == 0) {
      EXPECT_EQ(who("subscriber", mine).status, 200);
    }
  }
  const auto over = who("subscriber", mine);
  EXPECT_EQ(over.status, 401);
  EXPECT_EQ(RestWorld::text(over, "code"), "session.invalid");
  EXPECT_EQ(who("subscriber", mine).status, 401);
  // For good, also for a server that was started meanwhile and remembers nothing.
  const std::string ended{cookie_value(mine, kSubscriberCookie).value()};
  EXPECT_FALSE(world_.service().caller_of(ended, {}));
  world_.pass_wall(idle);
  EXPECT_EQ(who("desk", staff).status, 401);
  EXPECT_EQ(status(token), 401);
}

TEST_F(Gate, a_session_that_was_never_used_is_over_as_soon) {
  const auto mine = cookies_of(sign_in("subscriber"));
  const auto token = RestWorld::text(sign_in(""), "token");
  world_.pass_wall(world_.pack().limits.session_idle);
  EXPECT_EQ(who("subscriber", mine).status, 401);
  EXPECT_EQ(world_.get(std::string{kSession}, token).status, 401);
}

TEST_F(Gate, another_site_cannot_make_the_browser_act) {
  const auto cookies = cookies_of(sign_in("subscriber"));
  const auto act = [&](const std::string& origin, const std::string& site,
                       const std::string& face = "subscriber") {
    return world_.call(Method::post, "/api/v1/cases",
                       {.body = R"({"line_id":")" + person_.line_id + R"("})",
                        .face = face,
                        .cookie = cookies,
                        .host = "signoff.example",
                        .origin = origin,
                        .fetch_site = site});
  };
  for (const auto* origin :
       {"https://evil.example", "null", "https://signoff.example.evil.example",
        "https://evil.signoff.example", "https://signoff.example:444", "signoff.example",
        "https://signoff.example@evil.example"})
    EXPECT_EQ(RestWorld::text(act(origin, ""), "code"), "request.forged") << origin;
  for (const auto* site : {"cross-site", "same-site", "nonsense"})
    EXPECT_EQ(act("https://signoff.example", site).status, 403) << site;
  EXPECT_EQ(act("https://evil.example", "", "").status, 403) << "even where all may call";
  EXPECT_EQ(act("https://signoff.example", "same-origin", "").status, 401) << "no header";
  EXPECT_EQ(act("https://signoff.example", "same-origin").status, 201);
}

TEST_F(Gate, another_site_cannot_sign_somebody_in_or_out) {
  const auto cookies = cookies_of(sign_in("subscriber"));
  EXPECT_EQ(world_
                .call(Method::post, "/api/v1/login-codes",
                      {.body = R"({"msisdn":"+8610000000001"})",
                       .host = "signoff.example",
                       .origin = "https://evil.example"})
                .status,
            403);
  EXPECT_EQ(world_
                .call(Method::remove, "/api/v1/sessions/current",
                      {.face = "subscriber", .cookie = cookies, .fetch_site = "cross-site"})
                .status,
            403);
  EXPECT_EQ(who("subscriber", cookies).status, 200);
  // Reading needs no such guard: another origin cannot read our answers.
  EXPECT_EQ(world_.call(Method::get, "/", {.fetch_site = "cross-site"}).status, 404);
}

TEST_F(Gate, browsers_are_told_apart_by_a_hash_of_their_own_cookie) {
  Caller seen;
  const std::vector<Route> routes{{Method::get, "/who", "who",
                                   [&](const Request& request) {
                                     seen = *caller_as<Caller>(request);
                                     return no_content();
                                   },
                                   Access::open}};
  const Router router{routes, world_.guard()};
  const auto device = [&](const std::string& cookie) {
    Request request;
    request.segments = {"who"};
    request.cookie = cookie;
    (void)router.answer(request);
    return seen.device;
  };
  const std::string name{kDeviceCookie};
  const auto one = device(name + "=AAAAAAAAAAAAAAAAAAAAAA");
  EXPECT_EQ(one.size(), 32u);
  EXPECT_EQ(device("a=b; " + name + "=AAAAAAAAAAAAAAAAAAAAAA"), one);
  EXPECT_NE(device(name + "=BAAAAAAAAAAAAAAAAAAAAA"), one);
  EXPECT_EQ(one.find("AAAA"), std::string::npos);
  EXPECT_EQ(device(""), "");
  EXPECT_EQ(device(name + "=short"), "");
  EXPECT_EQ(device(name + "=" + std::string(22, '!')), "");
}

TEST_F(Gate, says_what_the_caller_may_do_at_all) {
  const auto answer = who("desk", cookies_of(sign_in_staff("desk")));
  EXPECT_EQ(RestWorld::text(answer, "username"), "li");
  std::set<std::string> verbs;
  const auto session = RestWorld::parse(answer);
  for (const auto& verb : session.at("verbs").as_array()) verbs.emplace(verb.as_string());
  for (std::size_t at = 0; at < kNames<Verb>.size(); ++at)
    EXPECT_EQ(verbs.contains(std::string{kNames<Verb>[at]}),
              may(Role::reviewer, static_cast<Verb>(at)))
        << kNames<Verb>[at];
}

TEST_F(Gate, tells_anybody_who_the_operator_is) {
  const auto about = world_.get("/api/v1/about");
  EXPECT_EQ(about.status, 200);
  const auto object = RestWorld::parse(about);
  EXPECT_EQ(object.at("operator").at("zh").as_string(), "星联");
  EXPECT_EQ(object.at("calling_code").as_string(), "86");
  EXPECT_EQ(object.at("hotline").as_string(), "1000000");
  EXPECT_TRUE(object.at("staff_sign_in").at("password").as_bool());
  EXPECT_FALSE(object.at("staff_sign_in").at("oidc").as_bool());
  EXPECT_FALSE(object.at("is_demo").as_bool());
  EXPECT_EQ(object.at("now").as_string(), to_string(world_.clock().now()));
}

TEST(Cookies, are_found_by_their_whole_name_and_only_once) {
  EXPECT_EQ(cookie_value("a=1; b=2", "b"), "2");
  EXPECT_EQ(cookie_value("ab=1;b=2", "b"), "2");
  EXPECT_EQ(cookie_value("b=", "b"), "");
  EXPECT_EQ(cookie_value("b=x=y", "b"), "x=y");
  EXPECT_EQ(cookie_value("b", "b"), std::nullopt);
  EXPECT_EQ(cookie_value("b=1; b=1", "b"), std::nullopt);
  EXPECT_EQ(cookie_value("", "b"), std::nullopt);
  EXPECT_EQ(cookie_value(";;; =; b=1;", "b"), "1");
}

}  // namespace
}  // namespace signoff
