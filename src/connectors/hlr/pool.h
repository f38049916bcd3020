// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace signoff {

// Connections that callers take turns with; made when first needed, at most `count_max`.
template <class Connection>
class Pool {
 public:
  using Make = std::function<std::unique_ptr<Connection>(std::size_t number)>;

  Pool(std::size_t count_max, Make make) : count_max_{count_max}, make_{std::move(make)} {}

  // A connection for the length of one call; goes back by itself.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_{&pool}, connection_{std::move(connection)} {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_) pool_->put_back(std::move(connection_));
    }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  // Fault::unavailable "register.busy" when all are in use until the deadline.
  Result<Lease> take(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock{mutex_};
    const bool is_free = freed_.wait_until(
        lock, deadline, [this] { return !idle_.empty() || made_ < count_max_; });
    if (!is_free) return fail(Fault::unavailable, "register.busy");
    if (idle_.empty()) return Lease{*this, make_(++made_)};
    auto connection = std::move(idle_.back());  // The warmest one.
    idle_.pop_back();
    return Lease{*this, std::move(connection)};
  }

 private:
  void put_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock{mutex_};
      idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
  }

  std::size_t count_max_;
  Make make_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t made_ = 0;
};

}  // namespace signoff
