// SPDX-License-Identifier: Apache-2.0
#include "api/server.h"

#include "api/served_fixture.h"

#include <gtest/gtest.h>
#include <future>

namespace signoff::api_test {
namespace {

TEST_F(Served, answers_and_keeps_the_connection) {
  start();
  Wire wire{server_->port()};
  wire.say("GET /echo/7 HTTP/1.1\r\nHost: x\r\n\r\n");
  wire.hear("7:");
  wire.say("POST /echo/8 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
  const auto heard = wire.hear("8:abc");

  EXPECT_NE(heard.find("HTTP/1.1 200 OK\r\n"), std::string::npos);
  for (const char* header :
       {"X-Content-Type-Options: nosniff", "Cache-Control: no-store",
        "X-Request-Id: ", "Content-Security-Policy: default-src 'self'", "Date: "})
    EXPECT_NE(heard.find(header), std::string::npos) << header;
  EXPECT_EQ(heard.find("Strict-Transport-Security"), std::string::npos);
  EXPECT_NE(heard.find("8:abc"), std::string::npos);
}

TEST_F(Served, answers_pipelined_requests_in_order) {
  start();
  Wire wire{server_->port()};
  std::string all;
  for (int at = 0; at < 50; ++at)
    all += at % 2 ? fmt::format("GET /echo/n{} HTTP/1.1\r\nHost: x\r\n\r\n", at)
                  : fmt::format(
                        "POST /echo/n{} HTTP/1.1\r\nHost: x\r\n"
                        "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
                        at);
  wire.say(all);

  const auto heard = wire.hear("HTTP/1.1 200", 50) + wire.hear("n49:");
  std::size_t at = 0;
  for (int number = 0; number < 50; ++number) {
    at = heard.find(fmt::format("n{}:{}", number, number % 2 ? "" : "ab"), at);
    ASSERT_NE(at, std::string::npos) << number;
  }
}

TEST_F(Served, takes_a_request_that_comes_byte_by_byte) {
  start();
  Wire wire{server_->port()};
  for (const char letter :
       std::string_view{"POST /echo/9 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"})
    wire.say({&letter, 1});
  EXPECT_NE(wire.hear("9:hi").find("9:hi"), std::string::npos);
}

TEST_F(Served, takes_no_trailer_and_no_chunk_extension_without_end) {
  start();
  const std::string head =
      "POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string many(40'000, 'a');
  EXPECT_TRUE(ask(head + "0\r\nX: " + many).starts_with("HTTP/1.1 431"));
  EXPECT_TRUE(ask(head + "1;x=" + many).starts_with("HTTP/1.1 431"));
}

TEST_F(Served, leaves_the_body_out_of_an_answer_to_head) {
  start();
  const auto heard = ask("HEAD /echo/7 HTTP/1.0\r\n\r\n");
  EXPECT_NE(heard.find("Content-Length: 2\r\n"), std::string::npos);
  EXPECT_TRUE(heard.ends_with("\r\n\r\n"));
}

TEST_F(Served, says_continue_before_a_body_that_waits_for_it) {
  start();
  Wire wire{server_->port()};
  wire.say(
      "POST /echo/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_NE(wire.hear("100 Continue").find("100 Continue"), std::string::npos);
  wire.say("ok");
  EXPECT_NE(wire.hear("1:ok").find("1:ok"), std::string::npos);
}

struct Bad {
  const char* request;
  const char* status;
};

TEST_F(Served, refuses_malformed_requests_and_closes) {
  start();
  const Bad bads[] = {
      {"\r\n\r\n\r\nnonsense\r\n\r\n", "400"},
      {"GET\r\n\r\n", "400"},
      {"GET / HTTP/9.9\r\nHost: x\r\n\r\n", "400"},
      {"GET /echo/1 HTTP/1.1\r\n\r\n", "400"},
      {"GET /echo/1 HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400"},
      {"GET /echo/1 HTTP/1.1\r\nHost : x\r\n\r\n", "400"},
      {"GET /echo/%zz HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
      {"GET /../etc HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
      {"GET /echo/1 HTTP/1.1\r\nHost: x\r\nX: a\x01z\r\n\r\n", "400"},
      {"GET /echo/1 HTTP/1.1\r\nHost: x\r\nIf-Match: \"1\"\r\nIf-Match: \"2\"\r\n\r\n",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
       "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, "
       "chunked\r\n\r\n0\r\n\r\n",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
       "ffffffffffffffffff\r\n",
       "400"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: "
       "0\r\n\r\n",
       "415"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", "413"},
      {"POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n",
       "413"},
      {"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 12582913\r\n\r\n", "413"},
  };
  for (const auto& bad : bads) {
    const auto heard = ask(bad.request);
    EXPECT_TRUE(heard.starts_with(std::string{"HTTP/1.1 "} + bad.status))
        << bad.request << heard;
    EXPECT_NE(heard.find(kEnd), std::string::npos) << bad.request;
    EXPECT_NE(heard.find("application/problem+json"), std::string::npos) << bad.request;
  }
}

TEST_F(Served, refuses_headers_and_addresses_without_end) {
  start();
  const std::string many(20'000, 'a');
  EXPECT_TRUE(ask("GET /echo/1 HTTP/1.1\r\nHost: x\r\nX: " + many + "\r\n\r\n")
                  .starts_with("HTTP/1.1 431"));
  EXPECT_TRUE(ask("GET /" + many.substr(0, 3000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                  .starts_with("HTTP/1.1 414"));
}

TEST_F(Served, takes_a_large_body_only_where_the_route_allows_it) {
  start();
  const std::string body(3 << 20, 'b');
  const auto head =
      fmt::format(" HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.size());
  Wire upload{server_->port()};
  upload.say("POST /upload" + head + body);
  EXPECT_NE(upload.hear("size=").find("size=3145728"), std::string::npos);

  // The refusal reaches even a sender that goes on sending.
  Wire size{server_->port()};
  size.say("POST /size" + head + body);
  EXPECT_NE(size.hear(kEnd).find("HTTP/1.1 413"), std::string::npos);
}

TEST_F(Served, ends_connections_that_dawdle) {
  start({.idle_timeout = milliseconds{200},
         .header_timeout = milliseconds{200},
         .body_timeout = milliseconds{200}});
  Wire silent{server_->port()}, header{server_->port()}, body{server_->port()};
  header.say("GET /echo/1 HTTP/1.1\r\nHost:");
  body.say("POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab");

  EXPECT_TRUE(silent.hears_the_end());
  EXPECT_TRUE(header.hears_the_end());
  EXPECT_TRUE(body.hears_the_end());
  EXPECT_TRUE(notes_.lines().empty());
}

TEST_F(Served, ends_a_header_that_drips_though_each_drop_is_in_time) {
  start({.idle_timeout = milliseconds{5000}, .header_timeout = milliseconds{300}});
  Wire wire{server_->port()};
  wire.say("GET /echo/1 HTTP/1.1\r\nHost: x\r\n");
  const auto began = steady_clock::now();
  while (!wire.hears_the_end(milliseconds{20}) &&
         steady_clock::now() - began < milliseconds{4000})
    wire.say("X-A: b\r\n");
  EXPECT_LT(steady_clock::now() - began, milliseconds{3000});
}

TEST_F(Served, serves_many_connections_at_once_and_no_more_than_it_may) {
  start({.io_threads = 2, .connections_max = 128});
  std::vector<std::unique_ptr<Wire>> wires;
  for (int at = 0; at < 128; ++at) {
    wires.push_back(std::make_unique<Wire>(server_->port()));
    ASSERT_TRUE(wires.back()->say("GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n"));
  }
  for (auto& wire : wires) ASSERT_NE(wire->hear("1:").find("200 OK"), std::string::npos);
  EXPECT_EQ(server_->connections(), 128U);

  Wire late{server_->port()};
  EXPECT_TRUE(late.hears_the_end());
  EXPECT_EQ(late.heard(), "");
}

TEST_F(Served, answers_503_when_workers_and_queue_are_full) {
  start({.worker_threads = 1, .queue_max = 1});
  Wire first{server_->port()}, second{server_->port()}, third{server_->port()};
  first.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  running_.acquire();
  second.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  // The second sits in the queue or will; whichever of the two comes late is turned away.
  third.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  Wire reads{server_->port()};
  reads.say("GET /echo/5 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(reads.hear("5:").find("5:"), std::string::npos);

  const auto one = second.hear("\r\n\r\n", 1, milliseconds{500});
  const auto other = third.hear("\r\n\r\n", 1, milliseconds{500});
  const auto& refused = one.empty() ? other : one;
  EXPECT_NE(one.empty(), other.empty());
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 503"));
  EXPECT_NE(refused.find("Retry-After: 1"), std::string::npos);
  finish_.release(2);
  EXPECT_NE(first.hear("slow is done").find("slow is done"), std::string::npos);
}

TEST_F(Served, lets_a_running_request_finish_when_it_stops) {
  start();
  Wire busy{server_->port()}, idle{server_->port()};
  idle.say("GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n");
  idle.hear("1:");
  busy.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  running_.acquire();

  auto stopped = std::async(std::launch::async, [&] { server_->stop(milliseconds{5000}); });
  EXPECT_TRUE(idle.hears_the_end());
  finish_.release();
  EXPECT_NE(busy.hear("slow is done").find("slow is done"), std::string::npos);
  EXPECT_NE(busy.heard().find(kEnd), std::string::npos);
  stopped.get();
  EXPECT_FALSE(Wire{server_->port()}.say("GET"));
}

TEST_F(Served, closes_what_does_not_finish_within_the_grace) {
  start();
  Wire busy{server_->port()};
  busy.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  running_.acquire();
  auto stopped = std::async(std::launch::async, [&] { server_->stop(milliseconds{50}); });
  EXPECT_TRUE(busy.hears_the_end());
  EXPECT_EQ(busy.heard(), "");
  finish_.release();
  stopped.get();
}

TEST_F(Served, tells_observers_the_route_and_not_the_path) {
  start();
  ask("GET /echo/13800000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  ask("GET /nowhere/13800000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  server_->stop(milliseconds{1000});
  EXPECT_EQ(notes_.lines(), (std::vector<std::string>{"GET /echo/{id} 200", "GET - 404"}));
}

TEST_F(Served, speaks_plain_http_on_loopback_only) {
  const auto open = Server::start({.address = "0.0.0.0"}, router_, clock_, random_);
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, "server.needs_tls");
}

}  // namespace
}  // namespace signoff::api_test
