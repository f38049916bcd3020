// SPDX-License-Identifier: Apache-2.0
#include "app/stop_signal.h"

#include "base/ensure.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace signoff {
namespace {

// An eventfd, because a handler may do little more than write. A file of the process, like
// the handlers themselves.
int event = -1;

void on_signal(int) {
  const std::uint64_t one = 1;
  (void)!::write(event, &one, sizeof one);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() {
  event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  ensure(event >= 0, "signal.event");
  handle(SIGTERM, on_signal);
  handle(SIGINT, on_signal);
  handle(SIGPIPE, SIG_IGN);
}

StopSignal::~StopSignal() {
  handle(SIGTERM, SIG_DFL);
  handle(SIGINT, SIG_DFL);
  ::close(event);
  event = -1;
}

void StopSignal::wait() const {
  pollfd come{event, POLLIN, 0};
  while (::poll(&come, 1, -1) < 1) continue;
}

bool StopSignal::has_come() const {
  pollfd come{event, POLLIN, 0};
  return ::poll(&come, 1, 0) > 0;
}

}  // namespace signoff
