// SPDX-License-Identifier: Apache-2.0
#include "connectors/smdp/contract.h"
#include "connectors/smdp/es9_receiver.h"
#include "evidence/outside_tool.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>
#include <atomic>
#include <mutex>
#include <thread>

namespace signoff {
namespace {

template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Context = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX_free>>;
using Talk = std::unique_ptr<SSL, FreedBy<SSL_free>>;

// A certificate of its own for that host.
void make_identity(const TestDirectory& directory, const std::string& host) {
  const auto made = run_tool(
      directory, {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                  "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout",
                  directory / "key.pem", "-out", directory / "root.pem", "-subj",
                  "/CN=" + host, "-addext", "subjectAltName=DNS:" + host});
  ensure(made.status == 0, "test.openssl");
}

// A profile server of one function over TLS on the loopback, one connection after another.
class TlsServer {
 public:
  explicit TlsServer(const TestDirectory& directory)
      : context_{SSL_CTX_new(TLS_server_method())},
        listener_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const auto certificate = directory / "root.pem";
    const auto key = directory / "key.pem";
    ensure(
        SSL_CTX_use_certificate_file(context_.get(), certificate.c_str(),
                                     SSL_FILETYPE_PEM) == 1 &&
            SSL_CTX_use_PrivateKey_file(context_.get(), key.c_str(), SSL_FILETYPE_PEM) == 1,
        "test.identity");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    ensure(::bind(listener_, plain, size) == 0 && ::listen(listener_, 4) == 0 &&
               ::getsockname(listener_, plain, &size) == 0,
           "test.listen");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
  }
  ~TlsServer() { stop(); }
  void stop() {
    if (!thread_.joinable()) return;
    ::shutdown(listener_, SHUT_RDWR);
    if (const int open = connection_; open >= 0) ::shutdown(open, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  std::string place() const { return "127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests() const {
    const std::lock_guard guard{mutex_};
    return requests_;
  }
  std::atomic<int> status{204};

 private:
  void serve() {
    // OpenSSL writes to clients that are gone.
    sigset_t broken_pipe;
    ::sigemptyset(&broken_pipe);
    ::sigaddset(&broken_pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    for (;;) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) return;
      connection_ = socket;
      const Talk talk{SSL_new(context_.get())};
      SSL_set_fd(talk.get(), socket);
      if (SSL_accept(talk.get()) == 1)
        while (answer_one(*talk)) {
        }
      connection_ = -1;
      ::close(socket);
    }
  }
  bool answer_one(SSL& talk) {
    std::string request;
    char block[4096];
    while (!is_whole(request)) {
      const int size = SSL_read(&talk, block, sizeof block);
      if (size <= 0) return false;
      request.append(block, static_cast<std::size_t>(size));
    }
    {
      const std::lock_guard guard{mutex_};
      requests_.push_back(request);
    }
    const auto text = "HTTP/1.1 " + std::to_string(status.load()) +
                      " x\r\nX-Admin-Protocol: gsma/rsp/v2.1.0\r\n" +
                      (status == 204 ? "\r\n" : "Content-Length: 0\r\n\r\n");
    return SSL_write(&talk, text.data(), static_cast<int>(text.size())) > 0;
  }
  static bool is_whole(const std::string& request) {
    const auto end = request.find("\r\n\r\n");
    const auto length = request.find("Content-Length: ");
    if (end == request.npos || length == request.npos) return false;
    return request.size() >= end + 4 + std::stoul(request.substr(length + 16));
  }

  Context context_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connection_{-1};
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

Bytes sent_in(const std::string& request) {
  const auto begin = request.find("\":\"") + 3;
  const auto text = request.substr(begin, request.rfind('"') - begin);
  Bytes bytes(text.size());
  const int size =
      EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  const auto padding = static_cast<std::size_t>(std::ranges::count(text, '='));
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

class RealServer final : public ReceiverUnderContract {
 public:
  explicit RealServer(const std::string& host = "smdp.example") {
    make_identity(directory_, host);
    server_.emplace(directory_);
    receiver_ = *Es9Receiver::make({directory_ / "root.pem", server_->place()}, clock_);
  }
  NotificationReceiver& receiver() override { return *receiver_; }
  void answer_with(int status) override { server_->status = status; }
  std::vector<Bytes> kept() override {
    std::vector<Bytes> out;
    for (const auto& one : server_->requests()) out.push_back(sent_in(one));
    return out;
  }
  void go_away() override { server_->stop(); }

  const SystemClock& clock() const { return clock_; }
  TlsServer& server() { return *server_; }

 private:
  SystemClock clock_;
  TestDirectory directory_;
  std::optional<TlsServer> server_;
  std::unique_ptr<Es9Receiver> receiver_;
};

TEST(Es9, a_real_server_over_tls_keeps_the_contract) {
  RealServer world;
  keeps_the_contract(world);
}

TEST(Es9, a_request_is_as_the_standard_says) {
  RealServer world;
  ASSERT_TRUE(world.receiver().hand_over("smdp.example", Bytes{1}));
  const auto request = world.server().requests().at(0);
  EXPECT_TRUE(request.starts_with("POST /gsma/rsp2/es9plus/handleNotification HTTP/"));
  for (const auto* line :
       {"\r\nHost: smdp.example\r\n", "\r\nUser-Agent: gsma-rsp-lpad\r\n",
        "\r\nX-Admin-Protocol: gsma/rsp/v2.2.2\r\n",
        "\r\nContent-Type: application/json\r\n"})
    EXPECT_NE(request.find(line), request.npos) << request;
}

TEST(Es9, a_server_that_nobody_vouches_for_gets_nothing) {
  RealServer world;
  const auto stranger = *Es9Receiver::make({"", world.server().place()}, world.clock());
  const auto sent = stranger->hand_over("smdp.example", Bytes{1});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "smdp.not_trusted") << sent.error().detail;
  EXPECT_TRUE(world.server().requests().empty());
}

TEST(Es9, a_certificate_for_another_name_is_not_trusted) {
  RealServer world{"other.example"};
  const auto sent = world.receiver().hand_over("smdp.example", Bytes{1});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, "smdp.not_trusted") << sent.error().detail;
}

}  // namespace
}  // namespace signoff
