// SPDX-License-Identifier: Apache-2.0
#include "api/worker_pool.h"

namespace signoff {

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_max) : queue_max_{queue_max} {
  for (std::size_t at = 0; at < threads; ++at) threads_.emplace_back([this] { run(); });
}

void WorkerPool::finish() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool WorkerPool::submit(std::function<void()>& work) {
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void WorkerPool::run() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

}  // namespace signoff
