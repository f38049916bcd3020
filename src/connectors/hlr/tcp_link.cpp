// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/tcp_link.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace signoff {

namespace {

int milliseconds_until(IoDeadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

// Zero when the connection stands, otherwise the errno.
int connect_by(int socket, const addrinfo& to, IoDeadline deadline) {
  if (::connect(socket, to.ai_addr, to.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd wait{socket, POLLOUT, 0};
  if (::poll(&wait, 1, milliseconds_until(deadline)) <= 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace

Result<TcpLink> TcpLink::open(const std::string& host, std::uint16_t port,
                              IoDeadline deadline) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return fail(Fault::unavailable, "tcp.no_such_host");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, ::freeaddrinfo};

  int error = 0;
  for (const addrinfo* to = found; to != nullptr; to = to->ai_next) {
    const int fd = ::socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return fail(Fault::unavailable, "tcp.no_socket");
    TcpLink link{fd};
    error = connect_by(fd, *to, deadline);
    if (error != 0) continue;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return link;
  }
  return fail(Fault::unavailable, error == ETIMEDOUT ? "tcp.timeout" : "tcp.refused");
}

TcpLink::TcpLink(TcpLink&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)}, buffer_{std::move(other.buffer_)} {}

TcpLink& TcpLink::operator=(TcpLink&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(buffer_, other.buffer_);
  return *this;
}

TcpLink::~TcpLink() {
  if (socket_ >= 0) ::close(socket_);
}

Result<void> TcpLink::await(short events, IoDeadline deadline) const {
  pollfd wait{socket_, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&wait, 1, milliseconds_until(deadline));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) return fail(Fault::unknown, "tcp.timeout");
  return {};
}

Result<void> TcpLink::send(ByteView bytes, IoDeadline deadline) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno != EAGAIN && errno != EINTR) return fail(Fault::unknown, "tcp.broken");
    if (auto ready = await(POLLOUT, deadline); !ready) return ready;
  }
  return {};
}

Result<ByteView> TcpLink::receive(IoDeadline deadline) {
  for (;;) {
    const auto got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (got > 0) return ByteView{buffer_}.first(static_cast<std::size_t>(got));
    if (got == 0) return fail(Fault::unknown, "tcp.closed");
    if (errno != EAGAIN && errno != EINTR) return fail(Fault::unknown, "tcp.broken");
    if (auto ready = await(POLLIN, deadline); !ready) return pass_on(ready.error());
  }
}

bool TcpLink::is_stale() const {
  std::uint8_t byte = 0;
  const auto got = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

}  // namespace signoff
