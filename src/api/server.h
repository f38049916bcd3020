// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "base/random.h"

#include <chrono>
#include <memory>

namespace signoff {

// A certificate chain and its key, as PEM files.
struct TlsIdentity {
  std::string certificate_file;
  std::string key_file;
};

struct ServerConfig {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;          // 0 takes a free one.
  std::optional<TlsIdentity> tls;  // Without it only a loopback address is served.
  // Whoever connects is our own proxy and says in X-Forwarded-For for whom.
  bool is_behind_proxy = false;
  std::size_t io_threads = 1;
  std::size_t worker_threads = 16;  // They mostly wait for the disk.
  std::size_t queue_max = 256;      // Requests waiting for a worker; more are answered 503.
  std::size_t connections_max = 1024;
  std::size_t header_max = 16 * 1024;
  std::chrono::milliseconds idle_timeout{60'000};
  std::chrono::milliseconds header_timeout{10'000};  // Also the TLS handshake.
  std::chrono::milliseconds body_timeout{30'000};
  std::chrono::milliseconds write_timeout{30'000};
};

// Serves a router over HTTP/1.1, with TLS or on loopback without. Handlers are plain
// functions; sockets are coroutines on the io threads.
class Server {
 public:
  // Listens when it returns. All references must outlive the server.
  static Result<std::unique_ptr<Server>> start(
      ServerConfig config, const Router& router, const Clock& clock, Random& random,
      std::vector<RequestObserver*> observers = {});
  // stop() without grace.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  std::size_t connections() const;

  // Stops accepting, lets running requests finish for at most `grace`, then closes every
  // connection. A handler that is still running then is waited for: it may hold the store.
  void stop(std::chrono::milliseconds grace);

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace signoff
