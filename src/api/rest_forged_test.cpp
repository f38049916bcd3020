// SPDX-License-Identifier: Apache-2.0
// Every address that changes something, as another site's page would make a browser call
// it: with the session's cookie, but without what only a page of ours can add.
#include "api/cookies.h"
#include "rest_world.h"

namespace signoff {
namespace {

class Forged : public testing::Test {
 protected:
  Forged() : owner_{world_.add_person(1)}, token_{world_.sign_in(owner_)} {
    case_id_ = RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + owner_.line_id + R"("})", token_),
        "id");
    cookie_[Role::subscriber] = std::string{kSubscriberCookie} + "=" + token_;
    for (const auto role : {Role::clerk, Role::reviewer, Role::engineer, Role::finance})
      cookie_[role] = std::string{kDeskCookie} + "=" + world_.sign_in(role);
  }

  // An address that leads to the line or to its case.
  std::string path_of(const Route& route) const {
    auto path = route.pattern;
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
      path.replace(at, path.find('}') - at + 1,
                   path.starts_with("/api/v1/lines") ? owner_.line_id : case_id_);
    return path;
  }
  std::vector<const Route*> acts() const {
    std::vector<const Route*> found;
    for (const auto& route : world_.router().routes())
      if (route.method != Method::get && route.method != Method::head)
        found.push_back(&route);
    return found;
  }
  RestWorld::Call own(Role role) const {
    RestWorld::Call call;
    call.body = "{}";
    call.face = role == Role::subscriber ? "subscriber" : "desk";
    call.cookie = cookie_.at(role);
    call.host = "signoff.example";
    call.origin = "https://signoff.example";
    call.fetch_site = "same-origin";
    return call;
  }
  static std::string code(const Response& answer) {
    return answer.status < 400 ? "" : RestWorld::text(answer, "code");
  }

  RestWorld world_;
  RestWorld::Person owner_;
  std::string token_;
  std::string case_id_;
  std::map<Role, std::string> cookie_;
};

TEST_F(Forged, there_are_acts_and_our_own_page_gets_past_the_gate) {
  EXPECT_GT(acts().size(), 25u);
  for (const auto* route : acts())
    for (const auto& [role, cookie] : cookie_) {
      // The one act that would end the test's own sessions.
      if (route->operation == "endSession") continue;
      const auto answer = world_.call(route->method, path_of(*route), own(role));
      // A device is refused in the form of ES9+, which the gate does not speak.
      if (route->operation == "handleNotification" && answer.status == 400) continue;
      EXPECT_NE(code(answer), "request.forged") << route->operation;
      EXPECT_NE(code(answer), "session.needed") << route->operation;
      EXPECT_NE(code(answer), "session.invalid") << route->operation;
    }
}

TEST_F(Forged, a_foreign_page_is_turned_away_from_every_act) {
  for (const auto* route : acts())
    for (const auto& [role, cookie] : cookie_) {
      for (const auto* origin : {"https://evil.example", "null", "http://localhost"}) {
        auto call = own(role);
        call.origin = origin;
        EXPECT_EQ(code(world_.call(route->method, path_of(*route), call)), "request.forged")
            << route->operation << origin;
      }
      for (const auto* site : {"cross-site", "same-site"}) {
        auto call = own(role);
        call.origin.clear();
        call.fetch_site = site;
        EXPECT_EQ(code(world_.call(route->method, path_of(*route), call)), "request.forged")
            << route->operation << site;
      }
    }
}

TEST_F(Forged, a_cookie_alone_is_nobody_for_every_act) {
  for (const auto* route : acts())
    for (const auto& [role, cookie] : cookie_) {
      if (route->access == Access::open) continue;
      auto call = own(role);
      call.face.clear();
      EXPECT_EQ(code(world_.call(route->method, path_of(*route), call)), "session.needed")
          << route->operation;
    }
}

// What a page may send to anywhere without being asked about it first (the "simple" types
// of the Fetch standard) is read by no act.
TEST_F(Forged, no_act_reads_what_a_form_can_send) {
  for (const auto* route : acts()) {
    if (route->method == Method::remove) continue;
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded",
                             "text/plain; charset=application/json"})
      for (const auto& [role, cookie] : cookie_) {
        auto call = own(role);
        call.content_type = type;
        const auto answer = world_.call(route->method, path_of(*route), call);
        EXPECT_EQ(answer.status, 415) << route->operation << " " << type << answer.body;
      }
    if (route->operation == "addDocument") continue;
    auto call = own(Role::subscriber);
    call.content_type = "multipart/form-data; boundary=b";
    EXPECT_EQ(world_.call(route->method, path_of(*route), call).status, 415)
        << route->operation;
  }
}

TEST_F(Forged, no_answer_repeats_the_host_that_the_sender_named) {
  for (const auto& route : world_.router().routes()) {
    if (route.operation == "endSession") continue;
    auto call = own(Role::subscriber);
    call.host = "evil.example";
    call.origin.clear();
    if (route.method == Method::get) call.body.clear();
    const auto answer = world_.call(route.method, path_of(route), call);
    EXPECT_EQ(answer.body.find("evil"), std::string::npos) << route.operation;
    for (const auto& [name, value] : answer.headers)
      EXPECT_EQ(value.find("evil"), std::string::npos) << route.operation << name;
  }
}

TEST_F(Forged, no_line_break_gets_into_an_answer_s_headers) {
  EXPECT_FALSE(parse_target("/api/v1/oidc/start?return=/desk%0d%0aSet-Cookie:%20a=b"));
  EXPECT_FALSE(parse_target("/api/v1/cases/1%0d%0aX:%20y"));
  EXPECT_FALSE(parse_target("/api/v1/exports/cases?from=%0a"));
  auto call = own(Role::subscriber);
  call.key = "a\r\nX: y";
  call.body = R"({"line_id":")" + owner_.line_id + R"("})";
  EXPECT_EQ(world_.call(Method::post, "/api/v1/cases", call).status, 400);
  call.key.clear();
  for (const auto& [name, value] : world_.call(Method::post, "/api/v1/cases", call).headers)
    EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name;
}

}  // namespace
}  // namespace signoff
