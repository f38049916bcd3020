// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace signoff::bench {

using Seconds = std::chrono::duration<double>;

// Runs until the end of its scope or until asked.
class Stopwatch {
 public:
  double seconds() const {
    return Seconds{std::chrono::steady_clock::now() - start_}.count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// A new directory that goes with the value. Below the system's temporary directory, or
// below `base`: what is measured is the disk that holds it.
class Folder {
 public:
  explicit Folder(const std::filesystem::path& base);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string cpu_name();
unsigned core_count();
std::string load_now();

// Of a process: bytes that are resident now, the most that ever were, and the processor
// time used so far.
struct ProcessUse {
  double resident_mb = 0;
  double peak_mb = 0;
  double cpu_seconds = 0;
};
ProcessUse use_of(int pid);

// How often a second 4 KiB more of a file reach the disk, one after the other.
double fdatasync_per_second(const std::filesystem::path& folder, double seconds);

// Plain SQLite, WAL and synchronous=FULL: a step is one journal row and one upsert of the
// case's row. Answers steps per second with that many steps in each transaction.
Result<double> raw_steps_per_second(const std::filesystem::path& folder,
                                    int per_transaction, double seconds);

// Counts every xSync of every database that is opened after the first call.
void count_syncs();
std::uint64_t syncs();

}  // namespace signoff::bench
