// SPDX-License-Identifier: Apache-2.0
#include "engine/workers.h"

#include <algorithm>

namespace signoff {
namespace {

// Other processes on the same store wake nobody here, so nobody sleeps longer.
constexpr Duration kLongestRest{500};
constexpr Duration kGlance{10};

}  // namespace

void Workers::start(std::size_t case_threads, std::size_t delivery_threads) {
  for (std::size_t i = 0; i < case_threads; ++i)
    threads_.emplace_back([this] { run([this] { return parts_.engine.run_batch(); }); });
  const auto deliver = [this]() -> Result<std::size_t> {
    const auto sent = parts_.courier.run_batch();
    if (!sent) return sent;
    const auto moved = parts_.caretaker.run_batch();
    if (!moved) return moved;
    return *sent + *moved;
  };
  for (std::size_t i = 0; i < delivery_threads; ++i)
    threads_.emplace_back([this, deliver] { run(deliver); });
}

void Workers::stop() {
  {
    const std::scoped_lock lock{mutex_};
    is_stopping_ = true;
    changed_.notify_all();
  }
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Workers::wake() {
  const std::scoped_lock lock{mutex_};
  ++wakes_;
  changed_.notify_all();
}

Duration Workers::rest() const {
  const auto next = parts_.store.next_due();
  if (!next || !*next) return kLongestRest;
  return std::clamp(**next - parts_.clock.now(), Duration{1}, kLongestRest);
}

void Workers::run(const Batch& batch) {
  std::unique_lock lock{mutex_};
  while (!is_stopping_) {
    if (is_held_) {
      changed_.wait(lock, [&] { return is_stopping_ || !is_held_; });
      continue;
    }
    const auto seen = wakes_;
    ++busy_;
    lock.unlock();
    const auto done = batch();
    if (!done && parts_.on_trouble) parts_.on_trouble(done.error());
    const bool did_something = done && *done > 0;
    const auto pause = did_something ? Duration{} : done ? rest() : kLongestRest;
    lock.lock();
    --busy_;
    // What one kind of work leaves behind may be due for another.
    if (did_something) ++wakes_;
    changed_.notify_all();
    if (did_something) continue;
    changed_.wait_for(lock, pause,
                      [&] { return is_stopping_ || is_held_ || wakes_ != seen; });
  }
}

void Workers::while_resting(const std::function<void()>& change) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return !is_held_; });
  is_held_ = true;
  changed_.notify_all();
  changed_.wait(lock, [&] { return busy_ == 0; });
  change();
  is_held_ = false;
  ++wakes_;
  changed_.notify_all();
}

// Nothing ran since `seen`, nothing runs.
bool Workers::is_at_rest(std::uint64_t seen) {
  const std::scoped_lock lock{mutex_};
  return busy_ == 0 && wakes_ == seen;
}

bool Workers::finish_due(Duration ahead, Duration patience) {
  for (Duration waited{}; waited < patience; waited += kGlance) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, kGlance, [&] { return busy_ == 0; });
    const auto seen = wakes_;
    const bool is_idle = busy_ == 0;
    lock.unlock();
    if (is_idle) {
      const auto next = parts_.store.next_due();
      const bool is_done = next && (!*next || **next > parts_.clock.now() + ahead);
      if (is_done && is_at_rest(seen)) return true;
    }
    lock.lock();
    changed_.wait_for(lock, kGlance, [&] { return is_stopping_; });
    if (is_stopping_) return false;
  }
  return false;
}

}  // namespace signoff
