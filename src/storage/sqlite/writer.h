// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/commit_point.h"
#include "storage/sqlite/checkpointer.h"

#include <condition_variable>
#include <mutex>
#include <semaphore>
#include <thread>

namespace signoff {

// The code of a failure that asks for the transaction to be done again from its beginning,
// with Database::is_careful().
inline constexpr std::string_view kNeedsCare = "writer.needs_care";

// The only one who writes. Callers hand over work and wait; with a thread, everything that
// waits goes into one transaction, so that many callers share one disk sync. Without one,
// each call is a transaction of its own on the caller's thread.
class Writer {
 public:
  // Work that fails ends the whole transaction, also for the others in it: only for faults
  // of the disk and kNeedsCare. What concerns this caller alone it keeps to itself. It may
  // be run twice.
  using Work = std::function<Result<void>(Database&)>;

  // With a second connection, `copier`, the writer has threads of its own. Without one all
  // happens on the caller's thread; only then `hook` may be set, because what it throws
  // must reach the caller.
  Writer(std::unique_ptr<Database> database, std::unique_ptr<Database> copier,
         CommitHook hook);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Returns when the work is durable. `weight` is how many changes it makes. On a failure
  // nothing of it is stored.
  Result<void> run(std::size_t weight, const Work& work);

 private:
  struct Job {
    std::size_t weight;
    const Work& work;
    Result<void> outcome;
    std::binary_semaphore is_done{0};
  };
  void serve();
  std::vector<Job*> take();
  Result<void> transaction(std::span<Job* const> jobs);
  Result<void> attempt(std::span<Job* const> jobs);
  void checkpoint_when_long();

  std::unique_ptr<Database> database_;
  std::optional<Checkpointer> checkpointer_;
  CommitHook hook_;
  int wal_pages_ = 0;
  std::mutex mutex_;  // Guards the queue; without a thread, the connection.
  std::condition_variable woken_;
  std::vector<Job*> queue_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace signoff
