// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/sqlite/database.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace signoff {

// Copies the log into the database on a thread of its own, while the writer goes on. What
// the writer adds meanwhile stays behind, so that alone the log would never come to its end
// and start afresh: the writer copies that small rest itself.
class Checkpointer {
 public:
  explicit Checkpointer(std::unique_ptr<Database> database);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Starts a copy unless one is running; true when one has ended since the last call that
  // said so.
  bool ask();

  // What is in the log and read by nobody in its older form. A failure is not an error: the
  // log keeps everything, and the next copy tries again.
  static void copy(Database& database);

 private:
  enum class Stage { rests, asked, done };
  void serve();

  std::unique_ptr<Database> database_;
  std::mutex mutex_;  // Guards below.
  std::condition_variable woken_;
  Stage stage_ = Stage::rests;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace signoff
