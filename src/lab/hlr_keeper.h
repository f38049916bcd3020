// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/osmo_hlr_process.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace signoff::lab {

// Keeps an osmo-hlr running: starts it from a thread of its own, and starts it again on the
// same database and ports whenever it dies.
class HlrKeeper {
 public:
  // Returns when it runs for the first time.
  static Result<std::unique_ptr<HlrKeeper>> start(std::unique_ptr<OsmoHlrProcess> process);
  ~HlrKeeper();
  HlrKeeper(const HlrKeeper&) = delete;
  HlrKeeper& operator=(const HlrKeeper&) = delete;

  const std::string& address() const { return process_->address(); }
  std::filesystem::path database() const { return process_->database(); }
  int pid() const { return pid_; }
  // Returns when it was started anew, or after `patience`.
  void wait_for_start(Duration patience);
  // How often it was started again.
  int restarts() const { return restarts_; }

 private:
  explicit HlrKeeper(std::unique_ptr<OsmoHlrProcess> process)
      : process_{std::move(process)} {}
  void keep();
  void await_end();

  std::unique_ptr<OsmoHlrProcess> process_;
  int stop_event_ = -1;  // An eventfd: readable when the keeper is to end.
  std::atomic<int> pid_{0};
  std::atomic<int> restarts_{0};
  std::mutex mutex_;  // Guards first_start_ and goes with the condition.
  std::condition_variable has_started_;
  std::optional<Result<void>> first_start_;
  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

}  // namespace signoff::lab
