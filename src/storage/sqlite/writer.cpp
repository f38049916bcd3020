// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/writer.h"

#include "base/ensure.h"

namespace signoff {
namespace {

// More changes in one transaction than this gain little and make everybody wait.
constexpr std::size_t kChangesMax = 512;
// 4 KiB pages in the log before it is copied into the database: about 32 MiB.
constexpr int kWalPagesMax = 8000;

// Undoes the transaction if it is still open, whatever way the scope is left.
struct RollBack {
  Database& database;
  ~RollBack() {
    database.roll_back();
    database.set_careful(false);
  }
};

}  // namespace

Writer::Writer(std::unique_ptr<Database> database, std::unique_ptr<Database> copier,
               CommitHook hook)
    : database_{std::move(database)}, hook_{std::move(hook)} {
  ensure(!copier || !hook_, "writer.hook_with_thread");
  sqlite3_wal_hook(
      database_->raw(),
      [](void* pages, sqlite3*, const char*, int count) {
        *static_cast<int*>(pages) = count;
        return SQLITE_OK;
      },
      &wal_pages_);
  if (!copier) return;
  checkpointer_.emplace(std::move(copier));
  thread_ = std::thread{[this] { serve(); }};
}

Writer::~Writer() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  woken_.notify_one();
  thread_.join();
}

Result<void> Writer::run(std::size_t weight, const Work& work) {
  Job job{.weight = weight, .work = work, .outcome = {}};
  if (!thread_.joinable()) {
    const std::lock_guard lock{mutex_};
    Job* const alone = &job;
    auto outcome = transaction(std::span{&alone, 1});
    checkpoint_when_long();
    return outcome;
  }
  {
    const std::lock_guard lock{mutex_};
    queue_.push_back(&job);
  }
  woken_.notify_one();
  job.is_done.acquire();
  return std::move(job.outcome);
}

// Blocks until there is work; empty when it is time to stop.
std::vector<Writer::Job*> Writer::take() {
  std::unique_lock lock{mutex_};
  woken_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
  std::size_t weight = 0;
  std::size_t count = 0;
  while (count < queue_.size() && weight < kChangesMax) weight += queue_[count++]->weight;
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Job*> jobs{queue_.begin(), end};
  queue_.erase(queue_.begin(), end);
  return jobs;
}

void Writer::serve() {
  while (true) {
    const auto jobs = take();
    if (jobs.empty()) return;
    const auto outcome = transaction(jobs);
    for (auto* job : jobs) {
      job->outcome = outcome;
      job->is_done.release();  // The job is gone after this.
    }
    checkpoint_when_long();
  }
}

Result<void> Writer::transaction(std::span<Job* const> jobs) {
  auto done = attempt(jobs);
  if (done || done.error().code != kNeedsCare) return done;
  database_->set_careful(true);
  return attempt(jobs);
}

Result<void> Writer::attempt(std::span<Job* const> jobs) {
  static constexpr std::string_view kBegin = "BEGIN IMMEDIATE";
  static constexpr std::string_view kCommit = "COMMIT";
  const RollBack guard{*database_};
  if (auto begun = database_->query(kBegin).run(); !begun) return pass_on(begun.error());
  for (auto* job : jobs)
    if (auto done = job->work(*database_); !done) return done;
  if (hook_) hook_(CommitPoint::before);
  if (auto done = database_->query(kCommit).run(); !done) return pass_on(done.error());
  if (hook_) hook_(CommitPoint::after);
  return {};
}

// Most of a long log is copied beside the writer, the rest here, so that the log starts
// afresh.
void Writer::checkpoint_when_long() {
  if (wal_pages_ < kWalPagesMax) return;
  if (checkpointer_ && !checkpointer_->ask()) return;
  wal_pages_ = 0;
  Checkpointer::copy(*database_);
}

}  // namespace signoff
