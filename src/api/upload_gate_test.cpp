// SPDX-License-Identifier: Apache-2.0
// Large bodies as an attacker would send them: without a session, without a length, without
// an end.
#include "served_fixture.h"

namespace signoff::api_test {
namespace {

class UploadGate : public Served {
 protected:
  UploadGate() {
    router_ =
        Router{{{Method::post, "/upload", "upload",
                 [this](const Request& request) {
                   ++handled_;
                   return bytes("text/plain", fmt::format("size={}", request.body.size()));
                 },
                 Access::session, Run::worker, kUploadMax},
                {Method::post, "/small", "small",
                 [](const Request&) { return bytes("text/plain", "small"); }}},
               [this](Request& request, const Route&) -> std::optional<Response> {
                 ++asked_;
                 addresses_.push_back(request.remote_address);
                 if (request.bearer == "good") return std::nullopt;
                 return problem({Fault::forbidden, "session.needed", ""});
               }};
  }

  static std::string chunk(const std::string& text) {
    return fmt::format("{:x}\r\n{}\r\n", text.size(), text);
  }

  std::atomic<int> handled_{0};
  std::atomic<int> asked_{0};
  std::vector<std::string> addresses_;
};

constexpr std::string_view kGood = "Authorization: Bearer good\r\n";

TEST_F(UploadGate, a_stranger_is_turned_away_before_his_body_comes) {
  start();
  Wire wire{server_->port()};
  wire.say("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 12000000\r\n\r\n");
  const auto heard = wire.hear("\r\n\r\n");
  EXPECT_TRUE(heard.starts_with("HTTP/1.1 401")) << heard;
  EXPECT_NE(heard.find(kEnd), std::string::npos) << "what follows is no request";
  EXPECT_NE(wire.hear("session.needed").find("session.needed"), std::string::npos);
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(addresses_, std::vector<std::string>{"127.0.0.1"});
}

TEST_F(UploadGate, a_stranger_who_waits_to_be_asked_is_never_told_to_go_on) {
  start();
  Wire wire{server_->port()};
  wire.say(
      "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 12000000\r\n"
      "Expect: 100-continue\r\n\r\n");
  const auto heard = wire.hear("session.needed");
  EXPECT_TRUE(heard.starts_with("HTTP/1.1 401")) << heard;
}

TEST_F(UploadGate, whoever_may_sends_it_with_or_without_a_length) {
  start();
  const std::string body(3 << 20, 'b');
  Wire sized{server_->port()};
  sized.say(fmt::format("POST /upload HTTP/1.1\r\nHost: x\r\n{}Content-Length: {}\r\n\r\n",
                        kGood, body.size()) +
            body);
  EXPECT_NE(sized.hear("size=3145728").find("size=3145728"), std::string::npos);
  Wire chunked{server_->port()};
  chunked.say(fmt::format(
      "POST /upload HTTP/1.1\r\nHost: x\r\n{}Transfer-Encoding: chunked\r\n\r\n", kGood));
  for (int i = 0; i < 3; ++i) chunked.say(chunk(std::string(1 << 20, 'b')));
  chunked.say("0\r\n\r\n");
  EXPECT_NE(chunked.hear("size=3145728").find("size=3145728"), std::string::npos);
  EXPECT_EQ(handled_, 2);
}

TEST_F(UploadGate, a_body_that_hides_its_length_is_cut_off_at_the_limit) {
  start();
  Wire wire{server_->port()};
  wire.say(fmt::format(
      "POST /upload HTTP/1.1\r\nHost: x\r\n{}Transfer-Encoding: chunked\r\n\r\n", kGood));
  const auto piece = chunk(std::string(1 << 20, 'b'));
  for (int i = 0; i < 13; ++i) wire.say(piece);
  const auto heard = wire.hear("http.body_too_large");
  EXPECT_TRUE(heard.starts_with("HTTP/1.1 413")) << heard.substr(0, 200);
  EXPECT_EQ(handled_, 0);
}

TEST_F(UploadGate, a_body_that_drips_is_ended) {
  start({.body_timeout = milliseconds{200}});
  Wire wire{server_->port()};
  wire.say(fmt::format(
      "POST /upload HTTP/1.1\r\nHost: x\r\n{}Content-Length: 12000000\r\n\r\nabc", kGood));
  EXPECT_TRUE(wire.hears_the_end());
  EXPECT_EQ(handled_, 0);
}

TEST_F(UploadGate, nobody_says_himself_where_he_comes_from) {
  start();
  ask("POST /small HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
  EXPECT_EQ(addresses_, std::vector<std::string>{"127.0.0.1"});
}

TEST_F(UploadGate, our_own_proxy_says_it_and_the_sender_s_word_before_it_is_nothing) {
  start({.is_behind_proxy = true});
  const std::string head = "POST /small HTTP/1.1\r\nHost: x\r\n";
  ask(head + "X-Forwarded-For: 203.0.113.9, 192.0.2.7\r\n\r\n");
  ask(head + "X-Forwarded-For: 203.0.113.9\r\nx-forwarded-for: 192.0.2.8\r\n\r\n");
  ask(head + "X-Forwarded-For: 2001:db8::5\r\n\r\n");
  ask(head + "X-Forwarded-For: somebody\r\n\r\n");
  ask(head + "\r\n");
  EXPECT_EQ(addresses_, (std::vector<std::string>{"192.0.2.7", "192.0.2.8", "2001:db8::/64",
                                                  "127.0.0.1", "127.0.0.1"}));
}

TEST_F(UploadGate, a_small_request_is_judged_once) {
  start();
  EXPECT_TRUE(ask("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
                  .starts_with("HTTP/1.1 401"));
  EXPECT_EQ(asked_, 1);
}

}  // namespace
}  // namespace signoff::api_test
