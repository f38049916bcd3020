// SPDX-License-Identifier: Apache-2.0
#include "lab/hlr_keeper.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace signoff::lab {
namespace {

// Between two tries to start it, where it will not start at all.
constexpr int kPauseMs = 500;

}  // namespace

Result<std::unique_ptr<HlrKeeper>> HlrKeeper::start(
    std::unique_ptr<OsmoHlrProcess> process) {
  std::unique_ptr<HlrKeeper> keeper{new HlrKeeper{std::move(process)}};
  keeper->stop_event_ = ::eventfd(0, EFD_CLOEXEC);
  if (keeper->stop_event_ < 0) return fail(Fault::unavailable, "lab.eventfd");
  keeper->thread_ = std::thread{[raw = keeper.get()] { raw->keep(); }};
  std::unique_lock lock{keeper->mutex_};
  keeper->has_started_.wait(lock, [&] { return keeper->first_start_.has_value(); });
  if (!*keeper->first_start_) return pass_on(keeper->first_start_->error());
  lock.unlock();
  return keeper;
}

HlrKeeper::~HlrKeeper() {
  is_stopping_ = true;
  const std::uint64_t one = 1;
  if (stop_event_ >= 0) (void)!::write(stop_event_, &one, sizeof one);
  if (thread_.joinable()) thread_.join();
  if (stop_event_ >= 0) ::close(stop_event_);
}

void HlrKeeper::keep() {
  while (!is_stopping_) {
    auto started = process_->start();
    const bool runs = started.has_value();
    {
      const std::scoped_lock lock{mutex_};
      if (runs) pid_ = process_->pid();
      const bool is_first = !first_start_;
      if (is_first) first_start_ = std::move(started);
      has_started_.notify_all();
      if (is_first && !runs) return;
    }
    if (runs) {
      await_end();
      pid_ = 0;
      if (is_stopping_) break;
      process_->kill();  // Reaps it.
      ++restarts_;
    } else {
      pollfd stop{stop_event_, POLLIN, 0};
      ::poll(&stop, 1, kPauseMs);
    }
  }
  process_->stop();
}

void HlrKeeper::wait_for_start(Duration patience) {
  std::unique_lock lock{mutex_};
  has_started_.wait_for(lock, patience, [&, seen = restarts_.load()] {
    return pid_ > 0 && restarts_ > seen;
  });
}

// Returns when the process ended or the keeper is to.
void HlrKeeper::await_end() {
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, process_->pid(), 0));
  if (fd < 0) return;
  pollfd waits[] = {{fd, POLLIN, 0}, {stop_event_, POLLIN, 0}};
  while (::poll(waits, 2, -1) < 0) continue;
  ::close(fd);
}

}  // namespace signoff::lab
