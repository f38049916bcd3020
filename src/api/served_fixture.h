// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <semaphore>

// What the tests of the server share: a server with a few routes, and a client without
// manners.
namespace signoff::api_test {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// One raw connection, so that a test can say what no well-bred client would.
class Wire {
 public:
  explicit Wire(std::uint16_t port)
      : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    is_open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  bool say(std::string_view text) {
    while (is_open_ && !text.empty()) {
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return is_open_;
  }

  // Reads until `count` times `mark` was seen, the other side closed, or the time is over.
  std::string hear(std::string_view mark, int count = 1,
                   milliseconds patience = kPatience) {
    const auto end = steady_clock::now() + patience;
    while (occurrences(mark) < count && read_more(end)) {
    }
    return heard_;
  }
  // Whether the other side closes in time.
  bool hears_the_end(milliseconds patience = kPatience) {
    const auto end = steady_clock::now() + patience;
    while (read_more(end)) {
    }
    return is_ended_;
  }
  const std::string& heard() const { return heard_; }

 private:
  static constexpr milliseconds kPatience{5000};

  int occurrences(std::string_view mark) const {
    int count = 0;
    for (auto at = heard_.find(mark); at != std::string::npos;
         at = heard_.find(mark, at + 1))
      ++count;
    return count;
  }

  bool read_more(steady_clock::time_point end) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    pollfd watched{socket_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) <= 0)
      return false;
    char buffer[16384];
    const auto size = ::recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) {
      is_ended_ = true;
      return false;
    }
    heard_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  int socket_;
  bool is_open_ = false;
  bool is_ended_ = false;
  std::string heard_;
};

class Notes final : public RequestObserver {
 public:
  void finished(const Finished& what) override {
    const std::lock_guard lock{mutex_};
    lines_.push_back(
        fmt::format("{} {} {}", to_string(what.method), what.route, what.status));
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

constexpr std::string_view kEnd = "Connection: close";

class Served : public testing::Test {
 protected:
  void start(ServerConfig config = {}) {
    auto started = Server::start(std::move(config), router_, clock_, random_, {&notes_});
    ASSERT_TRUE(started) << started.error().code << started.error().detail;
    server_ = std::move(*started);
  }

  // One request on a connection of its own; the whole answer.
  std::string ask(std::string_view request) {
    Wire wire{server_->port()};
    wire.say(request);
    wire.hear("\r\n\r\n");
    return wire.heard();
  }

  std::vector<Route> routes() {
    const auto echo = [](const Request& request) {
      return bytes("text/plain", fmt::format("{}:{}", request.path("id"), request.body));
    };
    const auto size = [](const Request& request) {
      return bytes("text/plain", fmt::format("size={}", request.body.size()));
    };
    const auto slow = [this](const Request&) {
      running_.release();
      finish_.acquire();
      return bytes("text/plain", "slow is done");
    };
    return {
        {Method::get, "/echo/{id}", "echo", echo, Access::open, Run::quick},
        {Method::post, "/echo/{id}", "postEcho", echo, Access::open, Run::worker},
        {Method::post, "/size", "size", size, Access::open, Run::worker},
        {Method::post, "/upload", "upload", size, Access::open, Run::worker, kUploadMax},
        {Method::get, "/slow", "slow", slow, Access::open, Run::worker},
    };
  }

  SystemClock clock_;
  SeededRandom random_{1};
  Notes notes_;
  std::counting_semaphore<> running_{0};
  std::counting_semaphore<> finish_{0};
  Router router_{routes()};
  std::unique_ptr<Server> server_;
};

}  // namespace signoff::api_test
