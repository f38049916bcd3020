// SPDX-License-Identifier: Apache-2.0
#include "api/http.h"

#include "api/observers.h"
#include "api/wire.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json.hpp>

namespace signoff {
namespace {

Response rendered(const Response& response, std::string_view language = "") {
  Request request;
  request.accept_language = language;
  return finish(response, request);
}

boost::json::object document(const Response& response) {
  return boost::json::parse(response.body).as_object();
}

std::string text_at(const boost::json::object& object, const char* name) {
  return std::string{object.at(name).as_string()};
}

TEST(Problem, speaks_the_language_the_caller_prefers) {
  const Response missing = problem({Fault::not_found, "case.unknown", ""});

  const auto en = document(rendered(missing, "en-GB, zh;q=0.5"));
  const auto zh = document(rendered(missing, "fr, zh-CN;q=0.9, en;q=0.8"));

  EXPECT_EQ(text_at(en, "title"), "Not found");
  EXPECT_EQ(text_at(zh, "title"), "未找到");
  EXPECT_EQ(text_at(en, "code"), "case.unknown");
  EXPECT_EQ(text_at(en, "type"), "urn:signoff:problem:case.unknown");
  EXPECT_EQ(en.at("status").as_int64(), 404);
}

TEST(Problem, shows_a_pointer_but_never_the_operators_detail) {
  const auto pointed =
      document(rendered(problem({Fault::bad_input, "field.missing", "/msisdn"})));
  const auto internal =
      rendered(problem({Fault::unavailable, "hlr.down", "10.0.0.7 refused"}));

  EXPECT_EQ(text_at(pointed, "pointer"), "/msisdn");
  const auto refused = rendered(problem({Fault::bad_input, "pack.wrong", "cn.toml:7"}));
  EXPECT_EQ(internal.body.find("10.0.0.7"), std::string::npos);
  EXPECT_EQ(refused.body.find("cn.toml"), std::string::npos);
}

TEST(Problem, carries_further_members_and_its_own_sentence) {
  const boost::json::object extra{{"needs", boost::json::array{"otp"}}};
  const auto needs =
      document(rendered(problem({Fault::forbidden, "assurance.needed", ""}, extra)));
  const auto own = document(rendered(
      problem({Fault::conflict, "case.hold", ""}, Bilingual{"On hold.", "已冻结。"})));

  EXPECT_EQ(needs.at("needs").as_array().size(), 1U);
  EXPECT_EQ(needs.at("status").as_int64(), 403);
  EXPECT_EQ(text_at(own, "detail"), "On hold.");
}

TEST(Problem, tells_when_to_come_back) {
  const auto busy = rendered(problem({Fault::unavailable, "db.busy", ""}));
  const auto limited = rendered(
      problem({Fault::unavailable, "rate.exceeded", ""}).with("Retry-After", "30"));

  EXPECT_EQ(busy.status, 503U);
  ASSERT_EQ(std::ranges::count(busy.headers, NamedText{"Retry-After", "1"}), 1);
  EXPECT_EQ(limited.status, 429U);
  EXPECT_EQ(std::ranges::count(limited.headers, NamedText{"Retry-After", "30"}), 1);
  EXPECT_EQ(std::ranges::count(limited.headers, NamedText{"Retry-After", "1"}), 0);
}

TEST(Status, follows_the_fault_and_then_the_code) {
  EXPECT_EQ(status_of({Fault::bad_input, "json.syntax", ""}), 400U);
  EXPECT_EQ(status_of({Fault::bad_input, "field.missing", ""}), 422U);
  EXPECT_EQ(status_of({Fault::bad_input, "http.body_too_large", ""}), 413U);
  EXPECT_EQ(status_of({Fault::forbidden, "session.needed", ""}), 401U);
  EXPECT_EQ(status_of({Fault::forbidden, "assurance.needed", ""}), 403U);
  EXPECT_EQ(status_of({Fault::conflict, "case.version", ""}), 412U);
  EXPECT_EQ(status_of({Fault::conflict, "case.state", ""}), 409U);
  EXPECT_EQ(status_of({Fault::conflict, "http.if_match_missing", ""}), 428U);
  EXPECT_EQ(status_of({Fault::unknown, "hlr.timeout", ""}), 502U);
}

TEST(IfMatch, reads_back_every_version_that_etag_wrote) {
  rc::check([](std::uint32_t version) {
    Request request;
    request.if_match = etag(version);
    RC_ASSERT(if_match(request).value() == std::int64_t{version});
  });
}

TEST(IfMatch, takes_the_tag_of_a_body_as_its_version) {
  Request request;
  request.if_match = etag(9'223'372'036'854'775'807, "body");
  EXPECT_EQ(if_match(request), 9'223'372'036'854'775'807);
  EXPECT_EQ(etag(7, "body"), etag(7, "body"));
  EXPECT_NE(etag(7, "body"), etag(7, "other"));
  EXPECT_NE(etag(7, "body"), etag(8, "body"));
}

TEST(IfNoneMatch, names_a_tag_in_a_list_weak_or_strong) {
  const auto tag = etag(7, "body");
  for (const auto& text : {tag, "W/" + tag, "\"a,b\" ,\t" + tag, std::string{" * "}})
    EXPECT_TRUE(is_seen(text, tag)) << text;
  for (const auto& text : {std::string{}, std::string{"\"7\""}, tag.substr(1), "w/" + tag,
                           tag + "x", std::string{",,"}, std::string{"\"*\""}})
    EXPECT_FALSE(is_seen(text, tag)) << text;
}

TEST(IfMatch, refuses_what_is_not_one_strong_tag) {
  for (const char* text : {"7", "\"\"", "W/\"7\"", "\"7\", \"8\"", "\"-7\"", "\"7x\"",
                           "\"99999999999999999999\"", "\"", "\"7.\"", "\"7.0123456789\"",
                           "\"7.0123456789ABCDEF\"", "\".0123456789abcdef\""}) {
    Request request;
    request.if_match = text;
    ASSERT_FALSE(if_match(request)) << text;
    EXPECT_EQ(if_match(request).error().code, "http.if_match") << text;
  }
  EXPECT_EQ(if_match(Request{}).error().code, "http.if_match_missing");
  EXPECT_FALSE(if_match_optional(Request{}).value());
}

TEST(IdempotencyKey, may_be_quoted_or_bare_but_not_long_or_strange) {
  Request request;
  EXPECT_FALSE(idempotency_key(request).value());
  request.idempotency_key = "\"8e03978e\"";
  EXPECT_EQ(idempotency_key(request)->value(), "8e03978e");
  request.idempotency_key = "8e03978e";
  EXPECT_EQ(idempotency_key(request)->value(), "8e03978e");
  for (const auto& bad : {std::string(129, 'a'), std::string{"a b"}, std::string{"\"\""}}) {
    request.idempotency_key = bad;
    EXPECT_FALSE(idempotency_key(request)) << bad;
  }
}

TEST(Negotiate, takes_the_best_liked_offer) {
  const std::vector<std::string_view> offers{"application/pdf", "application/jose"};
  EXPECT_EQ(negotiate("", offers), "application/pdf");
  EXPECT_EQ(negotiate("application/jose", offers), "application/jose");
  EXPECT_EQ(negotiate("APPLICATION/JOSE;q=0.9, */*;q=0.1", offers), "application/jose");
  EXPECT_EQ(negotiate("application/*", offers), "application/pdf");
  EXPECT_EQ(negotiate("application/pdf;q=0, application/jose;q=0.2", offers),
            "application/jose");
  EXPECT_EQ(negotiate("text/html", offers).error().code, "http.not_acceptable");
  EXPECT_EQ(negotiate("*/*;q=0", offers).error().code, "http.not_acceptable");
}

TEST(Wire, lets_no_header_value_start_a_line_of_its_own) {
  std::string out;
  const auto response = no_content().with("Location", "/a\r\nSet-Cookie: x=1");

  write_response(response, {.date = "now", .request_id = "1"}, out);

  EXPECT_EQ(out.find("\nSet-Cookie"), std::string::npos);
  EXPECT_TRUE(out.starts_with("HTTP/1.1 204 No Content\r\n"));
  EXPECT_EQ(out.find("Content-Length"), std::string::npos);
}

TEST(Wire, writes_dates_as_http_wants_them) {
  EXPECT_EQ(http_date(*parse_instant("2026-11-21T20:47:03Z")),
            "Sat, 21 Nov 2026 20:47:03 GMT");
}

TEST(Metrics, count_answers_by_route_and_never_by_path) {
  Metrics metrics;

  metrics.finished({Method::get, "/api/v1/cases/{id}", 200, 0.002, "r"});
  metrics.finished({Method::get, "/api/v1/cases/{id}", 200, 0.002, "r"});
  metrics.gauge("signoff_cases", "Cases by state.", 3, {{"state", "STUCK"}});
  metrics.gauge("signoff_cases", "Cases by state.", 2, {{"state", "STUCK"}});

  const auto text = metrics.text();
  EXPECT_NE(text.find(R"(signoff_http_requests_total{method="GET",)"
                      R"(route="/api/v1/cases/{id}",status="200"} 2)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("signoff_cases{state=\"STUCK\"} 2"), std::string::npos) << text;
}

TEST(Metrics, count_the_tries_of_steps_and_notices_from_zero) {
  Metrics metrics;
  WorkMetrics work{metrics};
  work.step_tried(StepId::e3_bar, StepOutcome::retried);
  work.step_tried(StepId::e3_bar, StepOutcome::retried);
  work.step_tried(StepId::none, StepOutcome::done);
  work.notice_settled(NoticeState::failed);

  const auto text = metrics.text();
  for (const auto* line : {R"(signoff_steps_total{outcome="retried",step="E3"} 2)",
                           R"(signoff_steps_total{outcome="stuck",step="E3"} 0)",
                           R"(signoff_steps_total{outcome="done",step="-"} 1)",
                           R"(signoff_steps_total{outcome="done",step="E16"} 0)",
                           R"(signoff_notices_total{state="failed"} 1)",
                           R"(signoff_notices_total{state="sent"} 0)"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
}

}  // namespace
}  // namespace signoff
