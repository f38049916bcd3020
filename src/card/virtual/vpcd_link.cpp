// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/vpcd_link.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>

namespace signoff::uicc {
namespace {

enum Control : std::uint8_t { kPowerOff = 0, kPowerOn = 1, kReset = 2, kAskAtr = 4 };

std::unexpected<Error> gone() { return fail(Fault::unavailable, "vpcd.gone"); }

// vpcd sends a length and what follows in two pieces; without an acknowledgement at once,
// its kernel holds the second back for 40 ms. The kernel forgets this wish on its own.
void acknowledge_now(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

}  // namespace

Result<std::unique_ptr<VpcdLink>> VpcdLink::connect(const std::string& host,
                                                    std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) {
    return fail(Fault::bad_input, "vpcd.address");
  }
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::unique_ptr<VpcdLink> link{new VpcdLink{socket, wake}};
  if (socket < 0 || wake < 0) return fail(Fault::unavailable, "vpcd.unreachable");
  const auto* target = reinterpret_cast<const sockaddr*>(&address);
  if (::connect(socket, target, sizeof address) != 0) {
    return fail(Fault::unavailable, "vpcd.unreachable");
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return link;
}

VpcdLink::~VpcdLink() {
  if (socket_ >= 0) ::close(socket_);
  if (wake_ >= 0) ::close(wake_);
}

void VpcdLink::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
}

// Whether there is something to read; false once it was told to stop.
Result<bool> VpcdLink::await() {
  std::array<pollfd, 2> waits{{{socket_, POLLIN, 0}, {wake_, POLLIN, 0}}};
  while (::poll(waits.data(), waits.size(), -1) < 0) {
    if (errno != EINTR) return gone();
  }
  return waits[1].revents == 0;
}

Result<bool> VpcdLink::read(std::span<std::uint8_t> into) {
  while (!into.empty()) {
    const auto may = await();
    if (!may || !*may) return may;
    const auto size = ::recv(socket_, into.data(), into.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return gone();
    acknowledge_now(socket_);
    into = into.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

Result<void> VpcdLink::write(ByteView payload) {
  Bytes message{static_cast<std::uint8_t>(payload.size() >> 8),
                static_cast<std::uint8_t>(payload.size())};
  message.insert(message.end(), payload.begin(), payload.end());
  ByteView rest{message};
  while (!rest.empty()) {
    const auto size = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return gone();
    rest = rest.subspan(static_cast<std::size_t>(size));
  }
  return {};
}

Result<void> VpcdLink::serve(VirtualCard& card) {
  acknowledge_now(socket_);
  Bytes message;
  while (true) {
    std::array<std::uint8_t, 2> length{};
    const auto head = read(length);
    if (!head) return pass_on(head.error());
    if (!*head) return {};
    message.resize(static_cast<std::size_t>(length[0] << 8 | length[1]));
    const auto body = read(message);
    if (!body) return pass_on(body.error());
    if (!*body) return {};
    Result<void> written;
    if (message.size() > 1) {
      written = write(card.answer(message));
    } else if (message == Bytes{kAskAtr}) {
      written = write(card.atr());
    } else if (message == Bytes{kPowerOn} || message == Bytes{kReset} ||
               message == Bytes{kPowerOff}) {
      card.power_on();
    }
    if (!written) return written;
  }
}

}  // namespace signoff::uicc
