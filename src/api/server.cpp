// SPDX-License-Identifier: Apache-2.0
#include "api/server.h"

#include "api/beast_request.h"
#include "api/incoming.h"
#include "api/network_address.h"
#include "api/tls_context.h"
#include "api/wire.h"
#include "api/worker_pool.h"
#include "base/bytes.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <list>
#include <thread>

namespace signoff {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Steady = std::chrono::steady_clock;  // For deadlines of I/O; never for the product.
using TlsStream = asio::ssl::stream<tcp::socket&>;
using boost::system::error_code;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
// A refused sender gets this long, and may send this much, to take its answer away.
constexpr std::chrono::milliseconds kLinger{2'000};
constexpr std::size_t kLingerMax = 16 << 20;

// One connection as the sweeper and stop() see it.
struct Connection {
  explicit Connection(tcp::socket taken) : socket{std::move(taken)} {}

  void expires_after(std::chrono::milliseconds time) { deadline = Steady::now() + time; }
  void close() {
    error_code ignored;
    socket.close(ignored);
  }

  tcp::socket socket;
  std::string remote_address;
  Steady::time_point deadline{};
  bool is_idle = true;  // Between two requests: may be closed without loss.
};

// One io thread. All that belongs to a connection is touched by this thread alone.
struct Loop {
  Loop() : sweep{context} {}

  asio::io_context context{1};
  asio::steady_timer sweep;
  std::list<Connection*> connections;
  std::string date;
  bool is_done = false;
};

// One request on its way to its answer.
struct Exchange {
  Request request;
  Match match;
  // Not valid HTTP, more than we take, or a large body of whoever may not send one.
  std::optional<Response> refusal;
};

template <class T>
std::optional<Response> refusal_of(const Result<T>& result) {
  if (result) return std::nullopt;
  return problem(result.error());
}

}  // namespace

struct Server::State {
  State(ServerConfig configured, const Router& routed, const Clock& time,
        std::vector<RequestObserver*> told)
      : config{std::move(configured)},
        router{routed},
        clock{time},
        observers{std::move(told)} {}

  Result<void> listen();
  void run_threads();
  void tick(Loop& loop);
  asio::awaitable<void> accept();
  asio::awaitable<void> hold(Loop& loop, std::shared_ptr<Connection> connection);
  asio::awaitable<void> handshake(Loop& loop, Connection& connection, std::uint64_t number);
  template <class Stream>
  asio::awaitable<void> serve(Loop& loop, Connection& connection, Stream& stream,
                              std::uint64_t number);
  template <class Stream>
  asio::awaitable<bool> read_some(Stream& stream, Incoming& incoming);
  template <class Stream>
  asio::awaitable<Result<bool>> read_header(Connection& connection, Stream& stream,
                                            Incoming& incoming, RequestReader& reader);
  template <class Stream>
  asio::awaitable<Result<bool>> read_body(Connection& connection, Stream& stream,
                                          Incoming& incoming, RequestReader& reader);
  template <class Stream>
  asio::awaitable<bool> send(Connection& connection, Stream& stream,
                             std::string_view bytes);
  template <class Stream>
  asio::awaitable<void> linger(Connection& connection, Stream& stream);
  template <class Stream>
  asio::awaitable<bool> read_request(Connection& connection, Stream& stream,
                                     Incoming& incoming, RequestReader& reader,
                                     Exchange& exchange);
  asio::awaitable<Response> respond(Connection& connection, RequestReader& reader,
                                    Exchange& exchange);
  asio::awaitable<Response> on_worker(Connection& connection, const Route& route,
                                      Request& request);
  void tell(const Finished& what) const {
    for (auto* observer : observers) observer->finished(what);
  }

  ServerConfig config;
  const Router& router;
  const Clock& clock;
  std::vector<RequestObserver*> observers;
  std::string id_prefix;
  std::optional<asio::ssl::context> tls;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards;
  std::optional<tcp::acceptor> acceptor;
  std::unique_ptr<WorkerPool> workers;
  std::vector<std::thread> threads;
  std::atomic<bool> is_draining{false};
  std::atomic<std::size_t> open{0};
  std::mutex closed_mutex;
  std::condition_variable closed;
  std::uint16_t port = 0;
};

Result<void> Server::State::listen() {
  error_code failed;
  const auto address = asio::ip::make_address(config.address, failed);
  if (failed) return fail(Fault::bad_input, "server.address");
  if (!config.tls && !address.is_loopback())
    return fail(Fault::bad_input, "server.needs_tls");
  if (config.tls) {
    tls.emplace(asio::ssl::context::tls_server);
    if (auto set = set_up_tls(tls->native_handle(), *config.tls); !set) return set;
  }
  for (std::size_t at = 0; at < std::max<std::size_t>(config.io_threads, 1); ++at)
    loops.push_back(std::make_unique<Loop>());
  acceptor.emplace(loops.front()->context);
  const tcp::endpoint endpoint{address, config.port};
  acceptor->open(endpoint.protocol(), failed);
  if (!failed) acceptor->set_option(tcp::acceptor::reuse_address{true}, failed);
  if (!failed) acceptor->bind(endpoint, failed);
  if (!failed) acceptor->listen(asio::socket_base::max_listen_connections, failed);
  if (failed) return fail(Fault::unavailable, "server.listen", failed.message());
  port = acceptor->local_endpoint(failed).port();
  return {};
}

void Server::State::run_threads() {
  workers = std::make_unique<WorkerPool>(config.worker_threads, config.queue_max);
  for (auto& loop : loops) {
    guards.emplace_back(loop->context.get_executor());
    tick(*loop);
  }
  asio::co_spawn(loops.front()->context, accept(), asio::detached);
  for (auto& loop : loops)
    threads.emplace_back([&context = loop->context] { context.run(); });
}

// One timer a thread instead of two timer operations a request: a deadline is met within an
// eighth of the shortest timeout.
void Server::State::tick(Loop& loop) {
  const auto shortest = std::min({config.idle_timeout, config.header_timeout,
                                  config.body_timeout, config.write_timeout, kLinger});
  loop.date = http_date(clock.now());
  const auto now = Steady::now();
  for (Connection* connection : loop.connections)
    if (connection->deadline < now) connection->close();
  loop.sweep.expires_after(std::min(shortest / 8, std::chrono::milliseconds{500}));
  loop.sweep.async_wait([this, &loop](error_code failed) {
    if (!failed && !loop.is_done) tick(loop);
  });
}

asio::awaitable<void> Server::State::accept() {
  asio::steady_timer pause{loops.front()->context};
  for (std::size_t next = 0; !is_draining; ++next) {
    Loop& loop = *loops[next % loops.size()];
    auto [failed, socket] = co_await acceptor->async_accept(loop.context, kAsTuple);
    if (failed == asio::error::operation_aborted) co_return;
    if (failed) {  // Out of file descriptors, for example: let some connections end.
      pause.expires_after(std::chrono::milliseconds{100});
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    if (open >= config.connections_max) continue;  // Closes it.
    ++open;
    auto connection = std::make_shared<Connection>(std::move(socket));
    asio::co_spawn(loop.context, hold(loop, std::move(connection)), asio::detached);
  }
}

// Keeps the connection in the loop's list for as long as it is served. shared_ptr because a
// coroutine must be copyable into the executor before it starts.
asio::awaitable<void> Server::State::hold(Loop& loop,
                                          std::shared_ptr<Connection> connection) {
  static std::atomic<std::uint64_t> numbers{0};
  const auto number = ++numbers;
  const auto place = loop.connections.insert(loop.connections.end(), connection.get());
  error_code failed;
  connection->socket.set_option(tcp::no_delay{true}, failed);
  const auto peer = connection->socket.remote_endpoint(failed);
  if (!failed) connection->remote_address = network_of(peer.address().to_string());
  connection->expires_after(config.header_timeout);
  if (is_draining) connection->close();

  if (tls)
    co_await handshake(loop, *connection, number);
  else
    co_await serve(loop, *connection, connection->socket, number);

  connection->close();
  loop.connections.erase(place);
  const std::lock_guard lock{closed_mutex};
  --open;
  closed.notify_all();
}

asio::awaitable<void> Server::State::handshake(Loop& loop, Connection& connection,
                                               std::uint64_t number) {
  TlsStream stream{connection.socket, *tls};
  auto [failed] = co_await stream.async_handshake(asio::ssl::stream_base::server, kAsTuple);
  if (failed) co_return;
  co_await serve(loop, connection, stream, number);
  connection.expires_after(kLinger);
  connection.is_idle = true;
  if (is_draining || !connection.socket.is_open()) co_return;
  co_await stream.async_shutdown(kAsTuple);
}

template <class Stream>
asio::awaitable<bool> Server::State::read_some(Stream& stream, Incoming& incoming) {
  auto [failed, count] = co_await stream.async_read_some(incoming.room(), kAsTuple);
  if (!failed) incoming.fill(count);
  co_return !failed;
}

// False where the peer went away.
template <class Stream>
asio::awaitable<Result<bool>> Server::State::read_header(Connection& connection,
                                                         Stream& stream, Incoming& incoming,
                                                         RequestReader& reader) {
  bool has_begun = false;
  while (!reader.has_header()) {
    if (!incoming.unused().empty()) {
      if (!has_begun) connection.expires_after(config.header_timeout);
      has_begun = true;
      connection.is_idle = false;
      const auto used = reader.feed(incoming.unused());
      if (!used) co_return pass_on(used.error());
      incoming.use(*used);
      if (reader.has_header()) break;
    }
    if (!co_await read_some(stream, incoming)) co_return false;
  }
  co_return true;
}

template <class Stream>
asio::awaitable<Result<bool>> Server::State::read_body(Connection& connection,
                                                       Stream& stream, Incoming& incoming,
                                                       RequestReader& reader) {
  if (reader.is_complete()) co_return true;
  connection.expires_after(config.body_timeout);
  reader.read_body();
  if (reader.wants_continue() && incoming.unused().empty() &&
      !co_await send(connection, stream, "HTTP/1.1 100 Continue\r\n\r\n"))
    co_return false;
  connection.expires_after(config.body_timeout);
  while (true) {
    while (!incoming.unused().empty() && !reader.is_complete()) {
      const auto used = reader.feed(incoming.unused());
      if (!used) co_return pass_on(used.error());
      if (*used == 0) break;
      incoming.use(*used);
    }
    if (reader.is_complete()) co_return true;
    if (!co_await read_some(stream, incoming)) co_return false;
  }
}

template <class Stream>
asio::awaitable<bool> Server::State::send(Connection& connection, Stream& stream,
                                          std::string_view bytes) {
  connection.expires_after(config.write_timeout);
  auto [failed, count] = co_await asio::async_write(
      stream, asio::buffer(bytes.data(), bytes.size()), kAsTuple);
  co_return !failed;
}

// Reads away what a refused sender still sends: closing at once would reset the connection
// and lose the answer on its way.
template <class Stream>
asio::awaitable<void> Server::State::linger(Connection& connection, Stream& stream) {
  connection.expires_after(kLinger);
  connection.is_idle = true;
  std::vector<char> sink(kReadChunk);
  for (std::size_t total = 0; total < kLingerMax;) {
    auto [failed, count] = co_await stream.async_read_some(asio::buffer(sink), kAsTuple);
    if (failed) co_return;
    total += count;
  }
}

asio::awaitable<Response> Server::State::on_worker(Connection& connection,
                                                   const Route& route, Request& request) {
  const auto executor = connection.socket.get_executor();
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Response)>(
      [&](auto handler) {
        // std::function wants a copyable callable, the coroutine's handler is not one.
        auto done = std::make_shared<decltype(handler)>(std::move(handler));
        const auto resume = [executor, done](Response response) {
          asio::post(executor, [done, response = std::move(response)]() mutable {
            std::move (*done)(std::move(response));
          });
        };
        std::function<void()> work = [this, resume, &route, &request] {
          resume(router.call(route, request));
        };
        if (!workers->submit(work))
          resume(finish(problem({Fault::unavailable, "http.busy", ""}), request));
      },
      asio::use_awaitable);
}

// Fills `exchange`; false where the peer went away.
template <class Stream>
asio::awaitable<bool> Server::State::read_request(Connection& connection, Stream& stream,
                                                  Incoming& incoming, RequestReader& reader,
                                                  Exchange& exchange) {
  auto read = co_await read_header(connection, stream, incoming, reader);
  if (read && !*read) co_return false;
  auto& [request, match, refusal] = exchange;
  refusal = refusal_of(read);
  if (!refusal) {
    auto header = reader.header();
    refusal = refusal_of(header);
    if (header) request = std::move(*header);
  }
  if (refusal) co_return true;

  // So far it is what X-Forwarded-For says, which anybody can write.
  auto& from = request.remote_address;
  from = config.is_behind_proxy ? forwarded_network(from, connection.remote_address)
                                : connection.remote_address;
  match = router.match(request.method, request.segments);
  const auto body_max = match.route ? match.route->body_max : kBodyMax;
  refusal = refusal_of(reader.limit_body(body_max));
  // Strangers must not make us hold so much.
  if (!refusal && body_max > kBodyMax) refusal = router.turned_away(*match.route, request);
  if (refusal) co_return true;

  read = co_await read_body(connection, stream, incoming, reader);
  if (read && !*read) co_return false;
  refusal = refusal_of(read);
  co_return true;
}

asio::awaitable<Response> Server::State::respond(Connection& connection,
                                                 RequestReader& reader,
                                                 Exchange& exchange) {
  auto& [request, match, refusal] = exchange;
  if (refusal) co_return finish(std::move(*refusal), request);
  if (!match.route) co_return finish(std::move(match.refusal), request);
  request.body = reader.take_body();
  request.params = std::move(match.params);
  // No deadline while our own work runs; its length is the handler's affair.
  connection.deadline = Steady::time_point::max();
  if (match.route->run == Run::quick) co_return router.call(*match.route, request);
  co_return co_await on_worker(connection, *match.route, request);
}

template <class Stream>
asio::awaitable<void> Server::State::serve(Loop& loop, Connection& connection,
                                           Stream& stream, std::uint64_t number) {
  Incoming incoming;
  std::string out;
  for (std::uint64_t count = 1; !is_draining; ++count) {
    connection.is_idle = incoming.unused().empty();
    if (count > 1) connection.expires_after(config.idle_timeout);
    RequestReader reader{{.header_max = config.header_max, .body_max = kUploadMax}};
    Exchange exchange;
    if (!co_await read_request(connection, stream, incoming, reader, exchange)) co_return;

    const auto began = Steady::now();
    auto& request = exchange.request;
    request.id = fmt::format("{}-{:x}-{:x}", id_prefix, number, count);
    const auto response = co_await respond(connection, reader, exchange);
    const bool goes_on = !exchange.refusal && reader.keeps_alive() && !is_draining;
    out.clear();
    write_response(response,
                   {.date = loop.date,
                    .request_id = request.id,
                    .is_tls = tls.has_value(),
                    .is_head = request.method == Method::head,
                    .keeps_alive = goes_on},
                   out);
    const bool is_sent = co_await send(connection, stream, out);
    const std::chrono::duration<double> took = Steady::now() - began;
    const auto* route = exchange.match.route;
    tell({request.method, route ? std::string_view{route->pattern} : "-", response.status,
          took.count(), request.id});
    if (is_sent && exchange.refusal) co_await linger(connection, stream);
    if (!is_sent || !goes_on) co_return;
  }
}

Result<std::unique_ptr<Server>> Server::start(ServerConfig config, const Router& router,
                                              const Clock& clock, Random& random,
                                              std::vector<RequestObserver*> observers) {
  auto state =
      std::make_unique<State>(std::move(config), router, clock, std::move(observers));
  std::array<std::uint8_t, 4> prefix{};
  random.fill(prefix);
  state->id_prefix = to_hex(prefix);
  if (auto listening = state->listen(); !listening) return pass_on(listening.error());
  state->run_threads();
  return std::unique_ptr<Server>{new Server{std::move(state)}};
}

Server::Server(std::unique_ptr<State> state) : state_{std::move(state)} {}

Server::~Server() { stop(std::chrono::milliseconds{0}); }
std::uint16_t Server::port() const { return state_->port; }
std::size_t Server::connections() const { return state_->open; }

void Server::stop(std::chrono::milliseconds grace) {
  State& state = *state_;
  if (state.is_draining.exchange(true)) return;
  asio::post(state.loops.front()->context, [&state] {
    error_code ignored;
    state.acceptor->close(ignored);
  });
  const auto close_all = [&state](bool even_busy) {
    for (auto& loop : state.loops)
      asio::post(loop->context, [&loop = *loop, even_busy] {
        for (Connection* connection : loop.connections)
          if (even_busy || connection->is_idle) connection->close();
      });
  };
  const auto none_open = [&state] { return state.open == 0; };
  close_all(false);
  {
    std::unique_lock lock{state.closed_mutex};
    state.closed.wait_for(lock, grace, none_open);
  }
  close_all(true);
  state.workers->finish();  // Waits for handlers; their answers find closed sockets.
  {
    std::unique_lock lock{state.closed_mutex};
    state.closed.wait(lock, none_open);
  }
  for (auto& loop : state.loops)
    asio::post(loop->context, [&loop = *loop] {
      loop.is_done = true;
      loop.sweep.expires_after(std::chrono::milliseconds{0});  // Ends the wait.
    });
  state.guards.clear();
  for (auto& thread : state.threads) thread.join();
}

}  // namespace signoff
