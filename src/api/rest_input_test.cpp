// SPDX-License-Identifier: Apache-2.0
#include "api/embedded.h"
#include "rest_world.h"

namespace signoff {
namespace {

namespace json = boost::json;

const json::object& schemas() {
  static const auto kDocument = json::parse(kOpenApiJson);
  return kDocument.at("components").at("schemas").as_object();
}

// Members of a body as the contract lists them.
struct Body {
  std::vector<std::string> members;
  bool is_needed = false;
};

Body body_of(const json::object& operation) {
  const auto& about = operation.at("requestBody");
  const auto& content = about.at("content").as_object();
  Body body;
  body.is_needed = about.at("required").as_bool();
  const auto* form = content.if_contains("application/json");
  if (!form) return body;
  std::string name{form->at("schema").at("$ref").as_string()};
  const auto* schema = &schemas().at(name.substr(name.rfind('/') + 1)).as_object();
  if (const auto* either = schema->if_contains("oneOf"))
    schema = &either->at(0).as_object();
  for (const auto& member : schema->at("properties").as_object())
    body.members.emplace_back(member.key());
  return body;
}

std::vector<std::string> bad_bodies(const Body& body) {
  std::vector<std::string> bad{"{",
                               "[]",
                               "\"text\"",
                               "{} {}",
                               "\xff\xfe",
                               R"({"no_such_member":1})",
                               std::string(200, '[') + std::string(200, ']')};
  if (body.is_needed) bad.emplace_back("{}");
  for (const auto& member : body.members) {
    const auto with = [&](const std::string& value) {
      bad.push_back("{\"" + member + "\":" + value + "}");
    };
    with("12345");
    with("true");
    with("[[1]]");
    with("[{\"x\":{}}]");
    with("{\"x\":1}");
    with("\"" + std::string(5000, 'a') + "\"");
    with("\"\\u0000\"");
  }
  return bad;
}

class RestInput : public ::testing::Test {
 protected:
  RestInput() {
    token_ = world_.sign_in(person_);
    id_ = RestWorld::text(
        world_.post("/api/v1/cases", R"({"line_id":")" + person_.line_id + R"("})", token_),
        "id");
    before_ = state();
  }

  std::pair<Case, Line> state() {
    const auto dossier = world_.store().dossier(id_).value();
    return {dossier.head, dossier.line};
  }
  std::string path_of(std::string pattern) {
    const bool is_line = pattern.starts_with("/api/v1/lines/");
    for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{'))
      pattern.replace(at, pattern.find('}') - at + 1, is_line ? person_.line_id : id_);
    return pattern;
  }
  void expect_refused(const Response& answer, const std::string& what) {
    EXPECT_GE(answer.status, 400u) << what;
    EXPECT_LT(answer.status, 500u) << what << answer.body;
    EXPECT_EQ(answer.content_type, "application/problem+json") << what;
    EXPECT_FALSE(RestWorld::text(answer, "code").empty()) << what;
    EXPECT_EQ(state(), before_) << what;
  }

  RestWorld world_;
  RestWorld::Person person_ = world_.add_person(1);
  std::string token_;
  std::string id_;
  std::pair<Case, Line> before_;
};

TEST_F(RestInput, a_bad_body_is_refused_by_every_endpoint_and_changes_nothing) {
  const auto document = json::parse(kOpenApiJson);
  int endpoints = 0;
  for (const auto& [pattern, methods] : document.at("paths").as_object()) {
    const auto* post = methods.as_object().if_contains("post");
    if (!post || !post->as_object().contains("requestBody")) continue;
    // Devices are answered in the form of ES9+ (rest_card_test.cpp).
    if (pattern.starts_with("/gsma/")) continue;
    ++endpoints;
    const auto body = body_of(post->as_object());
    for (const auto& bad : bad_bodies(body)) {
      const auto path = path_of(std::string{pattern});
      expect_refused(world_.post(path, bad, token_), path + " " + bad.substr(0, 80));
    }
    const RestWorld::Call form{.body = "{}", .token = token_, .content_type = "text/plain"};
    expect_refused(world_.call(Method::post, path_of(std::string{pattern}), form),
                   std::string{pattern} + " as text");
  }
  EXPECT_GT(endpoints, 14);
}

TEST_F(RestInput, a_bad_query_is_refused) {
  for (const auto* query : {"state=OPEN", "line_id=1", "after=x", "limit=0", "limit=201",
                            "limit=1x", "limit=99999999999999999999", "limit="})
    expect_refused(world_.get(std::string{"/api/v1/cases?"} + query, token_), query);
  const std::string precheck = "/api/v1/lines/" + person_.line_id + "/precheck?effective=";
  for (const auto* when : {"never", "2020-01-01", "2099-01-01", "2026-13-40", ""})
    expect_refused(world_.get(precheck + when, token_), when);
  const auto clerk = world_.sign_in(Role::clerk);
  expect_refused(world_.get("/api/v1/lines?msisdn=abc", clerk), "msisdn");
}

TEST_F(RestInput, a_bad_header_is_refused) {
  const std::string path = "/api/v1/cases/" + id_ + "/settlements";
  for (const auto* version :
       {"1", "W/\"1\"", "\"x\"", "\"-1\"", "\"0\"", "\"99999999999\""})
    expect_refused(world_.call(Method::post, path, {.token = token_, .if_match = version}),
                   version);
  const RestWorld::Call keyed{.body = R"({"line_id":")" + person_.line_id + R"("})",
                              .token = token_,
                              .key = std::string(129, 'k')};
  expect_refused(world_.call(Method::post, "/api/v1/cases", keyed), "key");
}

TEST_F(RestInput, a_wrong_choice_is_refused_with_its_place) {
  const auto refused = world_.post(
      "/api/v1/cases/" + id_ + "/settlements",
      R"({"settlements":[{"obligation":"OB-14","option":"x","price":1}]})", token_);
  expect_refused(refused, "price");
  EXPECT_EQ(RestWorld::text(refused, "code"), "field.unknown");
  EXPECT_EQ(RestWorld::text(refused, "pointer"), "/settlements/0/price");
  expect_refused(
      world_.post("/api/v1/cases/" + id_ + "/settlements",
                  R"({"settlements":[{"obligation":"OB-99","option":"x"}]})", token_),
      "OB-99");
  expect_refused(world_.post("/api/v1/cases/" + id_ + "/settlements",
                             R"({"acknowledgements":["OB-99"]})", token_),
                 "acknowledgement");
}

TEST_F(RestInput, ids_and_numbers_that_are_none_are_not_found) {
  for (const auto* id :
       {"x", "2611-0000000-0", "00000000-0000-0000-0000-000000000000", "%F0%9F%98%80"}) {
    for (const auto* tail : {"", "/voucher", "/documents/x"})
      EXPECT_GE(world_.get(std::string{"/api/v1/cases/"} + id + tail, token_).status, 403u);
    EXPECT_EQ(world_.get(std::string{"/api/v1/cases/"} + id, token_).status, 404);
    EXPECT_EQ(world_.get(std::string{"/api/v1/lines/"} + id, token_).status, 404);
    EXPECT_EQ(world_.get(std::string{"/api/v1/vouchers/"} + id).status, 404);
  }
  EXPECT_EQ(world_.get("/api/v1/vouchers/x").body,
            world_.get("/api/v1/vouchers/" + std::string(100, '7')).body);
}

TEST_F(RestInput, a_reason_is_as_long_in_chinese_as_in_english) {
  const auto owner = world_.add_person(7);
  const auto token = world_.sign_in(owner);
  const auto open = [&](std::size_t characters) {
    std::string reason;
    for (std::size_t i = 0; i < characters; ++i) reason += "换";
    return world_.post(
        "/api/v1/cases",
        R"({"line_id":")" + owner.line_id + R"(","reason":")" + reason + R"("})", token);
  };
  EXPECT_EQ(open(501).status, 422);
  const auto taken = open(500);
  EXPECT_EQ(taken.status, 201) << taken.body;
}

}  // namespace
}  // namespace signoff
