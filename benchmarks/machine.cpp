// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/machine.h"

#include "base/ensure.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

namespace signoff::bench {
namespace {

std::atomic<std::uint64_t> sync_count{0};

// The methods of one kind of file with xSync counted. SQLite has a few kinds (locking or
// not), each with a table of its own that lives as long as the program.
struct Counted {
  sqlite3_io_methods methods;  // First: a file points here.
  const sqlite3_io_methods* plain = nullptr;
};
std::array<Counted, 8> counted_kinds;
std::mutex counted_mutex;

int counting_sync(sqlite3_file* file, int flags) {
  ++sync_count;
  return reinterpret_cast<const Counted*>(file->pMethods)->plain->xSync(file, flags);
}

int counting_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                  int* out_flags) {
  auto* below = static_cast<sqlite3_vfs*>(vfs->pAppData);
  const int code = below->xOpen(below, name, file, flags, out_flags);
  if (file->pMethods == nullptr) return code;
  const std::scoped_lock lock{counted_mutex};
  for (auto& kind : counted_kinds) {
    if (kind.plain == nullptr) {
      kind.plain = file->pMethods;
      kind.methods = *file->pMethods;
      kind.methods.xSync = counting_sync;
    }
    if (kind.plain != file->pMethods) continue;
    file->pMethods = &kind.methods;
    break;
  }
  return code;
}

std::string first_line_with(const char* path, std::string_view start) {
  std::ifstream in{path};
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(start)) return line;
  return {};
}

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

Statement prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  return Statement{statement};
}

bool run(const Statement& statement) {
  const bool is_done = sqlite3_step(statement.get()) == SQLITE_DONE;
  sqlite3_reset(statement.get());
  return is_done;
}

constexpr const char* kRawSchema =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "CREATE TABLE journal(id INTEGER PRIMARY KEY, case_id INTEGER, seq INTEGER, body TEXT);"
    "CREATE TABLE cases(id INTEGER PRIMARY KEY, step INTEGER, body TEXT);";

}  // namespace

Folder::Folder(const std::filesystem::path& base) {
  auto pattern = (base / "signoff-bench-XXXXXX").string();
  ensure(::mkdtemp(pattern.data()) != nullptr, "bench.folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string cpu_name() {
  const auto line = first_line_with("/proc/cpuinfo", "model name");
  const auto colon = line.find(": ");
  return colon == std::string::npos ? "unknown processor" : line.substr(colon + 2);
}

unsigned core_count() { return std::thread::hardware_concurrency(); }

std::string load_now() {
  std::ifstream in{"/proc/loadavg"};
  std::string load;
  in >> load;
  return load;
}

ProcessUse use_of(int pid) {
  ProcessUse use;
  const auto folder = fmt::format("/proc/{}", pid);
  const auto kib = [&](std::string_view name) {
    const auto line = first_line_with((folder + "/status").c_str(), name);
    return line.empty() ? 0.0 : std::stod(line.substr(name.size()));
  };
  use.resident_mb = kib("VmRSS:") / 1024;
  use.peak_mb = kib("VmHWM:") / 1024;
  std::ifstream in{folder + "/stat"};
  std::string all;
  std::getline(in, all);
  // The name in parentheses may hold anything; utime and stime are fields 14 and 15.
  std::istringstream rest{all.substr(std::min(all.size(), all.rfind(')') + 2))};
  std::string field;
  for (int i = 3; i < 14; ++i) rest >> field;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  use.cpu_seconds = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return use;
}

double fdatasync_per_second(const std::filesystem::path& folder, double seconds) {
  const auto path = folder / "sync";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  ensure(file >= 0, "bench.sync_file");
  const std::string page(4096, 'x');
  const Stopwatch watch;
  int count = 0;
  for (; watch.seconds() < seconds; ++count) {
    ensure(::write(file, page.data(), page.size()) == 4096, "bench.sync_write");
    ensure(::fdatasync(file) == 0, "bench.sync");
  }
  const double rate = count / watch.seconds();
  ::close(file);
  std::filesystem::remove(path);
  return rate;
}

Result<double> raw_steps_per_second(const std::filesystem::path& folder,
                                    int per_transaction, double seconds) {
  const auto path = folder / fmt::format("raw-{}.db", per_transaction);
  sqlite3* opened = nullptr;
  if (sqlite3_open(path.c_str(), &opened) != SQLITE_OK)
    return fail(Fault::unavailable, "bench.raw_open");
  const std::unique_ptr<sqlite3, CloseDatabase> db{opened};
  if (sqlite3_exec(opened, kRawSchema, nullptr, nullptr, nullptr) != SQLITE_OK)
    return fail(Fault::unavailable, "bench.raw_schema");
  const auto begin = prepare(opened, "BEGIN IMMEDIATE");
  const auto commit = prepare(opened, "COMMIT");
  const auto journal = prepare(opened, "INSERT INTO journal VALUES(NULL, ?1, ?2, ?3)");
  const auto upsert = prepare(opened,
                              "INSERT INTO cases VALUES(?1, ?2, ?3) ON CONFLICT(id) DO "
                              "UPDATE SET step=excluded.step, body=excluded.body");
  const std::string body(200, 'b');
  const Stopwatch watch;
  std::int64_t steps = 0;
  bool is_good = true;
  while (is_good && watch.seconds() < seconds) {
    is_good = run(begin);
    for (int i = 0; i < per_transaction && is_good; ++i, ++steps) {
      for (const auto* statement : {&journal, &upsert}) {
        sqlite3_bind_int64(statement->get(), 1, steps % 1024);
        sqlite3_bind_int64(statement->get(), 2, steps / 1024);
        sqlite3_bind_text(statement->get(), 3, body.data(), static_cast<int>(body.size()),
                          SQLITE_STATIC);
        is_good = is_good && run(*statement);
      }
    }
    is_good = is_good && run(commit);
  }
  if (!is_good) return fail(Fault::unavailable, "bench.raw_step", sqlite3_errmsg(opened));
  return static_cast<double>(steps) / watch.seconds();
}

void count_syncs() {
  // Looking for the file system starts SQLite; afterwards nothing can be set.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static sqlite3_vfs counting = [] {
    auto* below = sqlite3_vfs_find(nullptr);
    ensure(below != nullptr, "bench.vfs");
    auto vfs = *below;
    vfs.zName = "signoff-counting";
    vfs.pAppData = below;
    vfs.pNext = nullptr;
    vfs.xOpen = counting_open;
    return vfs;
  }();
  static const int registered = sqlite3_vfs_register(&counting, 1);
  ensure(registered == SQLITE_OK, "bench.vfs_register");
}

std::uint64_t syncs() { return sync_count; }

}  // namespace signoff::bench
