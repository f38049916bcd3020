// SPDX-License-Identifier: Apache-2.0
#include "api/router.h"

#include "api/target.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace signoff {
namespace {

Handler says(std::string text) {
  return [text](const Request& request) {
    std::string all = text;
    for (const auto& [name, value] : request.params) all += " " + name + "=" + value;
    return bytes("text/plain", all);
  };
}

std::vector<Route> some_routes() {
  return {
      {Method::get, "/", "root", says("root")},
      {Method::get, "/api/cases", "list", says("list")},
      {Method::post, "/api/cases", "open", says("open")},
      {Method::get, "/api/cases/{id}", "get", says("get")},
      {Method::get, "/api/cases/{id}/voucher", "voucher", says("voucher")},
      {Method::get, "/api/cases/search", "search", says("search")},
      {Method::get, "/assets/{path*}", "asset", says("asset")},
      {Method::get, "/throws", "throws",
       [](const Request&) -> Response { throw std::runtime_error{"+8613800000000"}; }},
  };
}

Response ask(const Router& router, Method method, std::string_view target) {
  Request request;
  request.method = method;
  const auto parsed = parse_target(target);
  if (!parsed) return problem(parsed.error());
  request.segments = parsed->segments;
  return router.answer(std::move(request));
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

TEST(Router, finds_the_route_and_what_its_parts_matched) {
  const Router router{some_routes()};
  EXPECT_EQ(ask(router, Method::get, "/").body, "root");
  EXPECT_EQ(ask(router, Method::get, "/api/cases").body, "list");
  EXPECT_EQ(ask(router, Method::post, "/api/cases").body, "open");
  EXPECT_EQ(ask(router, Method::get, "/api/cases/17").body, "get id=17");
  EXPECT_EQ(ask(router, Method::get, "/api/cases/a%20b/voucher").body, "voucher id=a b");
  EXPECT_EQ(ask(router, Method::get, "/assets/js/app.js").body, "asset path=js/app.js");
}

TEST(Router, prefers_the_literal_but_comes_back_when_it_leads_nowhere) {
  const Router router{some_routes()};
  EXPECT_EQ(ask(router, Method::get, "/api/cases/search").body, "search");
  EXPECT_EQ(ask(router, Method::get, "/api/cases/search/voucher").body,
            "voucher id=search");
}

TEST(Router, tells_a_wrong_address_from_a_wrong_method) {
  const Router router{some_routes()};
  EXPECT_EQ(ask(router, Method::get, "/api").status, 404U);
  EXPECT_EQ(ask(router, Method::get, "/api/cases/").status, 404U);
  EXPECT_EQ(ask(router, Method::get, "/api/cases/1/2").status, 404U);
  const auto wrong = ask(router, Method::remove, "/api/cases");
  EXPECT_EQ(wrong.status, 405U);
  EXPECT_EQ(header(wrong, "Allow"), "GET, POST, HEAD, OPTIONS");
  EXPECT_EQ(ask(router, Method::other, "/api/cases").status, 501U);
}

TEST(Router, answers_head_by_get_and_options_by_itself) {
  const Router router{some_routes()};
  EXPECT_EQ(ask(router, Method::head, "/api/cases").body, "list");
  const auto options = ask(router, Method::options, "/api/cases/1");
  EXPECT_EQ(options.status, 204U);
  EXPECT_EQ(header(options, "Allow"), "GET, HEAD, OPTIONS");
}

TEST(Router, lets_the_guard_name_the_caller_or_refuse) {
  auto routes = some_routes();
  routes.push_back({Method::get, "/me", "me", [](const Request& request) {
                      return bytes("text/plain", *caller_as<std::string>(request));
                    }});
  const Router router{std::move(routes),
                      [](Request& request, const Route& route) -> std::optional<Response> {
                        if (route.operation == "me") {
                          request.caller = std::string{"clerk"};
                          return std::nullopt;
                        }
                        return problem({Fault::forbidden, "session.needed", ""});
                      }};
  EXPECT_EQ(ask(router, Method::get, "/me").body, "clerk");
  const auto refused = ask(router, Method::get, "/api/cases");
  EXPECT_EQ(refused.status, 401U);
  EXPECT_EQ(header(refused, "WWW-Authenticate"), "Bearer");
}

TEST(Router, turns_a_throwing_handler_into_a_silent_500) {
  const auto response = ask(Router{some_routes()}, Method::get, "/throws");
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(response.body.find("138"), std::string::npos);
}

TEST(RouterDeathTest, refuses_the_same_route_twice) {
  auto routes = some_routes();
  routes.push_back({Method::get, "/api/cases/{other}", "again", says("")});
  EXPECT_DEATH(Router{std::move(routes)}, "router.route");
}

TEST(Target, means_one_thing_only) {
  for (const char* bad :
       {"", "x", "//a", "/a//b", "/a/../b", "/%2e%2e/b", "/a%2Fb", "/a%00", "/%", "/%4",
        "/%zz", "/%ff", "/%c0%af", "/a%0d%0a", "*", "/1/2/3/4/5/6/7/8/9/a/b/c/d/e/f/g/h"})
    EXPECT_FALSE(parse_target(bad)) << bad;
  EXPECT_EQ(parse_target("https://host/a?b=c")->segments, (std::vector<std::string>{"a"}));
  EXPECT_EQ(parse_target("http://host")->segments.size(), 0U);
  EXPECT_EQ(parse_target("/" + std::string(3000, 'a')).error().code,
            "http.target_too_long");
  EXPECT_EQ(parse_target("/%E7%BA%BF")->segments[0], "线");
}

TEST(Query, is_decoded_and_bounded) {
  const auto query = parse_query("a=1&b=x+y%26&c&&d==");
  ASSERT_TRUE(query);
  EXPECT_EQ(*query,
            (std::vector<NamedText>{{"a", "1"}, {"b", "x y&"}, {"c", ""}, {"d", "="}}));
  std::string many;
  for (int at = 0; at < 33; ++at) many += "a=1&";
  EXPECT_EQ(parse_query(many).error().code, "query.too_many");
  EXPECT_FALSE(parse_query("a=%0a"));
  EXPECT_FALSE(parse_query("=1"));
}

TEST(PercentDecoding, undoes_what_encoding_every_byte_did) {
  rc::check([](const std::vector<std::uint8_t>& raw) {
    std::string text, encoded;
    for (const auto byte : raw) {
      const char letter = static_cast<char>(' ' + byte % 94);
      text += letter;
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    RC_ASSERT(percent_decode(encoded, "x").value() == text);
  });
}

}  // namespace
}  // namespace signoff
