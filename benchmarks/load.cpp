// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/load.h"

#include "benchmarks/machine.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <latch>
#include <thread>

namespace signoff::bench {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// One kept TLS connection with blocking calls: as little work for the client as can be, so
// that the server gets the processor.
class Link {
 public:
  Link(SSL_CTX* context, std::uint16_t port)
      : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}, ssl_{SSL_new(context)} {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) return;
    SSL_set1_host(ssl_.get(), "localhost");
    SSL_set_fd(ssl_.get(), socket_);
    is_open_ = SSL_connect(ssl_.get()) == 1;
  }
  ~Link() {
    if (is_open_) SSL_shutdown(ssl_.get());
    ssl_.reset();
    ::close(socket_);
  }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  bool is_open() const { return is_open_; }

  // The status of the answer, which is read to its end; 0 when the connection broke.
  int ask(const std::string& request) {
    if (SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size())) <= 0)
      return 0;
    heard_.clear();
    std::size_t end = std::string::npos;
    while (end == std::string::npos) {
      if (!hear()) return 0;
      end = heard_.find("\r\n\r\n");
    }
    constexpr std::string_view kLength = "Content-Length: ";
    const auto at = heard_.find(kLength);
    std::size_t length = 0;
    if (at < end)
      std::from_chars(heard_.data() + at + kLength.size(), heard_.data() + end, length);
    while (heard_.size() < end + 4 + length)
      if (!hear()) return 0;
    int status = 0;
    if (heard_.size() > 12) std::from_chars(heard_.data() + 9, heard_.data() + 12, status);
    return status;
  }

 private:
  bool hear() {
    char buffer[16384];
    const int size = SSL_read(ssl_.get(), buffer, sizeof buffer);
    if (size <= 0) return false;
    heard_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  int socket_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  bool is_open_ = false;
  std::string heard_;
};

struct Shared {
  const LoadPlan& plan;
  std::latch connected;
  std::atomic<int> wrong_status{-1};
  std::atomic<std::size_t> tolerated{0};
};

void one_connection(Shared& shared, SSL_CTX* context, std::size_t index,
                    std::vector<float>& latencies) {
  const auto& plan = shared.plan;
  Link link{context, plan.port};
  if (!link.is_open()) shared.wrong_status = 0;
  shared.connected.arrive_and_wait();
  const Stopwatch watch;
  for (std::size_t n = 0; shared.wrong_status < 0 && watch.seconds() < plan.seconds; ++n) {
    const auto request = plan.request(index, n);
    if (request.empty()) break;
    const double before = watch.seconds();
    const int status = link.ask(request);
    if (status != 0 && status == plan.tolerated)
      ++shared.tolerated;
    else if (status != plan.status)
      shared.wrong_status = status;
    latencies.push_back(static_cast<float>((watch.seconds() - before) * 1000));
  }
}

double at_quantile(std::vector<float>& sorted, double quantile) {
  if (sorted.empty()) return 0;
  const auto place =
      static_cast<std::size_t>(quantile * static_cast<double>(sorted.size()));
  return static_cast<double>(sorted[std::min(place, sorted.size() - 1)]);
}

}  // namespace

Result<LoadTold> load(const LoadPlan& plan) {
  const std::unique_ptr<SSL_CTX, FreeContext> context{SSL_CTX_new(TLS_client_method())};
  if (!context ||
      SSL_CTX_load_verify_locations(context.get(), plan.ca_file.c_str(), nullptr) != 1)
    return fail(Fault::unavailable, "bench.tls");
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  Shared shared{.plan = plan,
                .connected = std::latch{static_cast<std::ptrdiff_t>(plan.connections + 1)}};
  std::vector<std::vector<float>> latencies(plan.connections);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < plan.connections; ++i)
    threads.emplace_back(
        [&, i] { one_connection(shared, context.get(), i, latencies[i]); });
  shared.connected.arrive_and_wait();
  const Stopwatch watch;
  if (plan.meanwhile) plan.meanwhile();
  for (auto& thread : threads) thread.join();
  LoadTold told;
  told.seconds = watch.seconds();
  if (shared.wrong_status >= 0)
    return fail(Fault::unavailable, "bench.answer", fmt::to_string(shared.wrong_status));
  std::vector<float> all;
  for (const auto& some : latencies) all.insert(all.end(), some.begin(), some.end());
  std::ranges::sort(all);
  told.answers = all.size();
  told.tolerated = shared.tolerated;
  told.p50_ms = at_quantile(all, 0.5);
  told.p99_ms = at_quantile(all, 0.99);
  return told;
}

}  // namespace signoff::bench
