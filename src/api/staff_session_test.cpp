// SPDX-License-Identifier: Apache-2.0
// Sign-in of the staff as somebody who guesses would try it.
#include "rest_world.h"
#include "service/totp.h"

namespace signoff {
namespace {

class StaffSession : public ::testing::Test {
 protected:
  StaffSession() {
    EXPECT_TRUE(world_.service().add_staff("li", Role::reviewer, "a good password"));
    EXPECT_TRUE(world_.service().add_staff("an", Role::auditor, "a good password"));
    EXPECT_TRUE(world_.store().commit(Change{.totps = {{"li", secret_, 0, 0}}}));
  }
  std::string code(int steps = 0) const {
    return totp_code(secret_, totp_step(world_.wall_now()) + steps);
  }
  Response sign_in(const std::string& name, const std::string& password,
                   const std::string& totp = "", const std::string& address = "192.0.2.1") {
    boost::json::object body{{"username", name}, {"password", password}};
    if (!totp.empty()) body["totp"] = totp;
    return world_.call(Method::post, "/api/v1/sessions",
                       {.body = boost::json::serialize(body), .address = address});
  }

  RestWorld world_;
  Bytes secret_{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
};

TEST_F(StaffSession, needs_the_password_and_the_code_where_there_is_one) {
  EXPECT_EQ(sign_in("li", "a good password", code()).status, 201);
  EXPECT_EQ(sign_in("an", "a good password").status, 201);
  EXPECT_EQ(sign_in("an", "a good password", "123456").status, 201) << "not asked for";
}

TEST_F(StaffSession, says_the_same_whatever_was_wrong) {
  auto answer = [&](const Response& response) {
    return fmt::format("{} {}", response.status, response.body);
  };
  const auto unknown = answer(sign_in("nobody", "a good password", code()));
  EXPECT_TRUE(unknown.starts_with("401 ")) << unknown;
  EXPECT_NE(unknown.find("login.wrong"), std::string::npos);
  EXPECT_EQ(answer(sign_in("li", "a bad password", code())), unknown);
  EXPECT_EQ(answer(sign_in("li", "a good password", "000000")), unknown);
  EXPECT_EQ(answer(sign_in("li", "a good password")), unknown);
  EXPECT_EQ(answer(sign_in("li", "a good password", code(2))), unknown);
}

TEST_F(StaffSession, takes_no_code_twice) {
  const auto used = code();
  const auto later = code(1);
  EXPECT_EQ(sign_in("li", "a good password", used).status, 201);
  EXPECT_EQ(sign_in("li", "a good password", used).status, 401);
  EXPECT_EQ(sign_in("li", "a good password", later).status, 201);
  EXPECT_EQ(sign_in("li", "a good password", used).status, 401) << "older than the last";
  world_.pass_wall(std::chrono::seconds{60});
  EXPECT_EQ(sign_in("li", "a good password", code()).status, 201);
}

TEST_F(StaffSession, a_wrong_password_leaves_the_code_good) {
  EXPECT_EQ(sign_in("li", "a bad password", code()).status, 401);
  EXPECT_EQ(sign_in("li", "a good password", code()).status, 201);
}

TEST_F(StaffSession, guessing_is_slowed_by_name_whoever_guesses) {
  for (const auto* name : {"li", "nobody"}) {
    Response last;
    int refused = 0;
    for (int i = 0; i < 8; ++i) {
      last = sign_in(name, "wrong", "000000", fmt::format("192.0.2.{}", 10 + i));
      refused += last.status == 429 ? 1 : 0;
    }
    EXPECT_EQ(refused, 2) << name;
    EXPECT_EQ(RestWorld::text(last, "code"), "rate.exceeded") << name;
    std::string wait;
    for (const auto& [key, value] : last.headers)
      if (key == "Retry-After") wait = value;
    EXPECT_EQ(wait, "30") << name;
  }
  EXPECT_EQ(sign_in("li", "a good password", code()).status, 429) << "even the right one";
  EXPECT_EQ(sign_in("an", "a good password").status, 201);
  world_.pass_wall(std::chrono::seconds{30});
  EXPECT_EQ(sign_in("li", "a good password", code()).status, 201);
}

TEST_F(StaffSession, guessing_is_slowed_by_address_whoever_is_guessed) {
  int refused = 0;
  for (int i = 0; i < 40; ++i)
    refused += sign_in(fmt::format("name{}", i), "wrong").status == 429 ? 1 : 0;
  EXPECT_EQ(refused, 9);
  EXPECT_EQ(sign_in("an", "a good password").status, 429);
  EXPECT_EQ(sign_in("an", "a good password", "", "192.0.2.99").status, 201);
}

TEST_F(StaffSession, is_not_opened_where_the_company_signs_in_elsewhere) {
  RestWorld elsewhere{FrontSettings{.has_passwords = false}};
  EXPECT_TRUE(elsewhere.service().add_staff("li", Role::reviewer, "a good password"));
  const auto answer = elsewhere.post("/api/v1/sessions",
                                     R"({"username":"li","password":"a good password"})");
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(RestWorld::text(answer, "code"), "login.elsewhere");
}

TEST_F(StaffSession, bounds_what_it_reads) {
  EXPECT_EQ(sign_in(std::string(65, 'a'), "p").status, 422);
  EXPECT_EQ(sign_in("li", std::string(129, 'p')).status, 422);
  EXPECT_EQ(sign_in("li", "p", "12345").status, 422);
  EXPECT_EQ(sign_in("li", "p", "1234567").status, 422);
}

}  // namespace
}  // namespace signoff
