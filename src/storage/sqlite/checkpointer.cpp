// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/checkpointer.h"

namespace signoff {

Checkpointer::Checkpointer(std::unique_ptr<Database> database)
    : database_{std::move(database)}, thread_{[this] { serve(); }} {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  woken_.notify_one();
  thread_.join();
}

bool Checkpointer::ask() {
  const std::lock_guard lock{mutex_};
  if (stage_ == Stage::asked) return false;
  const bool is_done = stage_ == Stage::done;
  stage_ = is_done ? Stage::rests : Stage::asked;
  if (!is_done) woken_.notify_one();
  return is_done;
}

void Checkpointer::copy(Database& database) {
  sqlite3_wal_checkpoint_v2(database.raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                            nullptr);
}

void Checkpointer::serve() {
  std::unique_lock lock{mutex_};
  while (true) {
    woken_.wait(lock, [this] { return is_stopping_ || stage_ == Stage::asked; });
    if (is_stopping_) return;
    lock.unlock();
    copy(*database_);
    lock.lock();
    stage_ = Stage::done;
  }
}

}  // namespace signoff
