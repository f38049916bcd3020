// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "storage/line_stamps.h"
#include "storage/seal.h"
#include "storage/sqlite/writer.h"

#include <atomic>

namespace signoff {

struct SqliteOptions {
  std::filesystem::path path;
  // Where the master key lies; empty: beside the database, with ".key" added.
  std::filesystem::path key_file;
  // False for the simulation: every write is a transaction on the caller's thread.
  bool threaded = true;
  // Only without a thread.
  CommitHook hook;
  int cache_mib = 64;  // Of the writer; readers have a sixteenth each.
};

// One database file: the connection that writes, those that read, and the keys that seal
// personal data. The stores below share it.
class SqliteFile {
 public:
  // Makes the file when it is absent and brings an older schema up to date. Faults, all
  // unavailable: "storage.newer", "storage.disk", "storage.corrupt", "seal.*";
  // "storage.key_wrong" when the master key is not the one that this file was made with.
  static Result<std::unique_ptr<SqliteFile>> open(SqliteOptions options, Random& random);

  Writer& writer() { return *writer_; }
  // Of this process alone: one server at a time writes cases, the commands beside it only
  // lines that have none yet, and accounts.
  LineStamps& stamps() { return stamps_; }

  // Runs `use(Database&)` on a reading connection of its own.
  template <class Use>
  auto read(Use use) -> decltype(use(std::declval<Database&>())) {
    auto database = take_reader();
    if (!database) return pass_on(database.error());
    auto answer = use(**database);
    give_back(*std::move(database));
    return answer;
  }

  // The key of that subject ("owner:<id>"), made when there is none. In the writer only.
  Result<SealKey> key_for(Database& database, const std::string& subject);
  // A key as stored in subject_keys; not_found "seal.erased" for an empty one.
  Result<SealKey> unwrap(const std::string& subject, ByteView wrapped) const;
  Random& random() { return random_; }

  // Erases all that is sealed for the subject by destroying its key, in the log too. The
  // lines of an owner ("owner:<id>") forget what chip they were on: it names a device that
  // is still in use.
  Result<void> erase(const std::string& subject);

  // Something was deleted that must not live on in the log; clear_log() sees to it.
  void note_destroyed() { log_holds_destroyed_ = true; }
  // Copies the log over and cuts it to nothing where it holds what was deleted. A reader
  // may be in the way; then the next call tries again.
  void clear_log();

 private:
  SqliteFile(SqliteOptions options, SealKey master, Random& random)
      : options_{std::move(options)}, master_{master}, random_{random} {}
  Result<std::unique_ptr<Database>> take_reader();
  Result<void> cut_log();
  void give_back(std::unique_ptr<Database> reader);

  SqliteOptions options_;
  SealKey master_;
  Random& random_;
  LineStamps stamps_;
  std::unique_ptr<Writer> writer_;
  std::atomic<bool> log_holds_destroyed_ = true;  // Who wrote the log is not known.
  std::mutex mutex_;                              // Guards below.
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Database>> idle_;
  std::size_t readers_ = 0;
};

}  // namespace signoff
