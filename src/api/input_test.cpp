// SPDX-License-Identifier: Apache-2.0
// The readers of what a caller sends inside a request: JSON members, forms, and how often.
#include "api/fields.h"
#include "api/multipart.h"
#include "api/rate_limit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json.hpp>

namespace signoff {
namespace {

boost::json::object object(std::string_view text) {
  return boost::json::parse({text.data(), text.size()}).as_object();
}

Request posted(std::string body, std::string type = "application/json") {
  Request request;
  request.method = Method::post;
  request.body = std::move(body);
  request.content_type = std::move(type);
  return request;
}

TEST(JsonBody, must_be_one_object_of_bounded_depth) {
  EXPECT_EQ(json_body(posted(R"({"a":1})"))->size(), 1U);
  EXPECT_EQ(json_body(posted(""))->size(), 0U);
  EXPECT_EQ(json_body(posted("[]")).error().code, "json.not_object");
  EXPECT_EQ(json_body(posted("{} {}")).error().code, "json.syntax");
  EXPECT_EQ(json_body(posted("{\"a\":\"\xff\"}")).error().code, "json.syntax");
  EXPECT_EQ(json_body(posted("{}", "text/plain")).error().code, "http.content_type");
  EXPECT_TRUE(json_body(posted("{}", "Application/JSON; charset=utf-8")));
  const std::string deep = "{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}";
  EXPECT_EQ(json_body(posted(deep)).error().code, "json.syntax");
}

TEST(Fields, hands_out_what_was_asked_for) {
  const auto body = object(R"({"s":"中文","n":7,"b":true,"c":"now","l":["x","y"],
                               "o":{"k":"v"},"a":[{"id":1},{"id":2}],"z":null})");
  Fields fields{body};
  EXPECT_EQ(fields.required_string("s", 2, 2), "中文");
  EXPECT_EQ(fields.required_int("n", 0, 10), 7);
  EXPECT_TRUE(fields.required_bool("b"));
  EXPECT_EQ(fields.required_choice("c", {"now", "cycle_end"}), "now");
  EXPECT_EQ(fields.string_list("l", 2, 1), (std::vector<std::string>{"x", "y"}));
  std::string key;
  EXPECT_TRUE(fields.object("o", [&](Fields& o) { key = o.required_string("k", 1, 1); }));
  EXPECT_EQ(key, "v");
  const auto ids =
      fields.list("a", 2, [](Fields& item) { return item.required_int("id", 1, 9); });
  EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(fields.optional_string("z", 1, 2), std::nullopt);
  EXPECT_TRUE(fields.finish());
}

struct Wrong {
  const char* body;
  const char* code;
  const char* pointer;
};

TEST(Fields, names_the_first_member_that_is_wrong) {
  const Wrong wrongs[] = {
      {R"({})", "field.missing", "/s"},
      {R"({"s":null})", "field.missing", "/s"},
      {R"({"s":5})", "field.type", "/s"},
      {R"({"s":"a"})", "field.too_short", "/s"},
      {R"({"s":"abcdef"})", "field.too_long", "/s"},
      {R"({"s":"ab\u0000"})", "field.characters", "/s"},
      {R"({"s":"abc","n":11})", "field.range", "/n"},
      {R"({"s":"abc","n":1.5})", "field.type", "/n"},
      {R"({"s":"abc","n":18446744073709551615})", "field.range", "/n"},
      {R"({"s":"abc","a":[{"id":1},{"id":0}]})", "field.range", "/a/1/id"},
      {R"({"s":"abc","a":[5]})", "field.type", "/a/0"},
      {R"({"s":"abc","a":[{"id":1,"x/~":1}]})", "field.unknown", "/a/0/x~1~0"},
      {R"({"s":"abc","more":1})", "field.unknown", "/more"},
      {R"({"s":"abc","d":"2026-13-01"})", "date.no_such_day", "/d"},
  };
  for (const auto& wrong : wrongs) {
    const auto body = object(wrong.body);
    Fields fields{body};
    fields.required_string("s", 2, 5);
    fields.optional_int("n", 0, 10);
    fields.list("a", 3, [](Fields& item) { return item.required_int("id", 1, 9); });
    fields.optional("d", parse_date);
    const auto done = fields.finish();
    ASSERT_FALSE(done) << wrong.body;
    EXPECT_EQ(done.error().code, wrong.code) << wrong.body;
    EXPECT_EQ(done.error().detail, wrong.pointer) << wrong.body;
  }
}

constexpr std::string_view kForm = "multipart/form-data; boundary=XX";

TEST(Multipart, splits_a_form_into_its_parts) {
  const std::string body =
      "--XX\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nid_card\r\n"
      "--XX\r\ncontent-disposition: form-data; name=\"file\"; "
      "filename=\"C:\\\\x\\\\a.png\"\r\n"
      "Content-Type: image/PNG\r\n\r\n\x89PNG\r\n--X\r\n--XX--\r\n";
  const auto parts = parse_multipart(kForm, body);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "kind");
  EXPECT_EQ((*parts)[0].content, "id_card");
  EXPECT_EQ((*parts)[1].filename, "a.png");
  EXPECT_EQ((*parts)[1].content_type, "image/png");
  EXPECT_EQ((*parts)[1].content, "\x89PNG\r\n--X");
}

TEST(Multipart, refuses_what_is_not_whole) {
  const std::string part =
      "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
  std::string many;
  for (int at = 0; at < 17; ++at) many += part;
  for (const std::string& bad :
       {std::string{}, std::string{"--XX"}, part, part + "--XX", "x" + part + "--XX--",
        std::string{"--XX\r\n\r\n1\r\n--XX--"}, many + "--XX--", part + "--XXY\r\n",
        "--XX\r\n" + std::string(5000, 'a') + "\r\n\r\n1\r\n--XX--"})
    EXPECT_FALSE(parse_multipart(kForm, bad)) << bad.substr(0, 80);
  EXPECT_TRUE(parse_multipart(kForm, part + "--XX--"));
  EXPECT_FALSE(parse_multipart("multipart/form-data", part + "--XX--"));
  EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=\"X", part + "--XX--"));
  EXPECT_EQ(parse_multipart("text/plain", part).error().code, "http.content_type");
}

TEST(AddressLimit, lets_the_burst_through_and_then_the_rate) {
  ManualClock clock{Instant{}};
  AddressLimit limit{{.burst = 2, .per_second = 0.5, .keys_max = 10}, clock};
  EXPECT_FALSE(limit.take("a"));
  EXPECT_FALSE(limit.take("a"));
  EXPECT_EQ(limit.take("a"), Duration{2000});
  EXPECT_FALSE(limit.take("b"));
  clock.advance(Duration{1000});
  EXPECT_EQ(limit.take("a"), Duration{1000});
  clock.advance(Duration{1000});
  EXPECT_FALSE(limit.take("a"));
}

TEST(AddressLimit, saves_up_no_more_than_the_burst) {
  ManualClock clock{Instant{}};
  AddressLimit limit{{.burst = 2, .per_second = 1, .keys_max = 10}, clock};
  EXPECT_FALSE(limit.take("a"));
  clock.advance(std::chrono::hours{1});
  EXPECT_FALSE(limit.take("a"));
  EXPECT_FALSE(limit.take("a"));
  EXPECT_TRUE(limit.take("a"));
}

TEST(AddressLimit, keeps_no_more_keys_than_it_may_and_forgets_the_oldest) {
  ManualClock clock{Instant{}};
  AddressLimit limit{{.burst = 1, .per_second = 0.001, .keys_max = 3}, clock};
  for (const char* key : {"a", "b", "c"}) EXPECT_FALSE(limit.take(key));
  EXPECT_TRUE(limit.take("a"));
  EXPECT_FALSE(limit.take("d"));
  EXPECT_EQ(limit.keys(), 3U);
  EXPECT_TRUE(limit.take("a"));
  EXPECT_FALSE(limit.take("b"));
}

TEST(AddressLimit, gives_never_more_than_burst_plus_rate_whatever_the_rhythm) {
  rc::check([](const std::vector<std::uint16_t>& pauses) {
    ManualClock clock{Instant{}};
    AddressLimit limit{{.burst = 5, .per_second = 2, .keys_max = 2}, clock};
    double granted = 0;
    for (const auto pause : pauses) {
      clock.advance(Duration{pause % 700});
      if (!limit.take("k")) ++granted;
    }
    const auto seconds = static_cast<double>(clock.now().time_since_epoch().count()) / 1000;
    RC_ASSERT(granted <= 5 + 2 * seconds + 1e-6);
  });
}

}  // namespace
}  // namespace signoff
