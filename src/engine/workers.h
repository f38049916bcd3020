// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/caretaker.h"
#include "engine/courier.h"
#include "engine/engine.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace signoff {

// The threads that look for due work: some move cases, some deliver messages and look
// after numbers and refunds. They sleep until the next thing comes due or until woken.
class Workers {
 public:
  struct Parts {
    Store& store;
    const Clock& clock;
    Engine& engine;
    Courier& courier;
    Caretaker& caretaker;
    // Told of every failure of the store; calls come from several threads.
    std::function<void(const Error&)> on_trouble;
  };
  explicit Workers(Parts parts) : parts_{std::move(parts)} {}
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void start(std::size_t case_threads, std::size_t delivery_threads);
  // Lets running batches finish.
  void stop();
  // Something may be due now.
  void wake();
  // Runs `change` while no batch runs, so that no batch sees the clock jump under it.
  void while_resting(const std::function<void()>& change);
  // Returns when nothing is due within `ahead` and no batch runs; false when that does not
  // come true within `patience`.
  bool finish_due(Duration ahead, Duration patience);

 private:
  using Batch = std::function<Result<std::size_t>()>;
  void run(const Batch& batch);
  Duration rest() const;
  bool is_at_rest(std::uint64_t seen);

  Parts parts_;
  std::mutex mutex_;  // Guards all below.
  std::condition_variable changed_;
  std::size_t busy_ = 0;
  std::uint64_t wakes_ = 0;
  bool is_held_ = false;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace signoff
