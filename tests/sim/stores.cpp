// SPDX-License-Identifier: Apache-2.0
#include "sim/stores.h"

#include "base/ensure.h"
#include "storage/admin.h"
#include "storage/memory/memory_store.h"
#include "storage/sqlite/sqlite_store.h"

#include <fmt/format.h>
#include <unistd.h>
#include <filesystem>

namespace signoff::sim {
namespace {

class MemoryStores final : public Stores {
 public:
  explicit MemoryStores(const CommitHook& hook) : store_{hook}, ledger_{hook} {}
  Store& store() override { return store_; }
  LedgerStore& ledger() override { return ledger_; }

 private:
  MemoryStore store_;
  MemoryLedgerStore ledger_;
};

// Where a file costs no disk: durability against a power cut is not what is played here.
std::filesystem::path scratch() {
  const std::filesystem::path shared{"/dev/shm"};
  std::error_code none;
  const auto& root = std::filesystem::is_directory(shared, none)
                         ? shared
                         : std::filesystem::temp_directory_path();
  auto pattern = (root / "signoff-sim-XXXXXX").string();
  ensure(::mkdtemp(pattern.data()) != nullptr, "sim.scratch");
  return pattern;
}

struct Scratch {
  std::filesystem::path path = scratch();
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

class SqliteStores final : public Stores {
 public:
  explicit SqliteStores(CommitHook hook)
      : file_{open(path(), std::move(hook), random_)}, store_{*file_}, ledger_{*file_} {}
  Store& store() override { return store_; }
  LedgerStore& ledger() override { return ledger_; }
  std::vector<std::string> faults() override {
    const auto found = check(path());
    if (!found) return {found.error().code};
    std::vector<std::string> faults;
    for (const auto& one : *found)
      faults.push_back(fmt::format("{} {} {}", one.code, one.subject, one.detail));
    return faults;
  }

 private:
  std::filesystem::path path() const { return directory_.path / "life.db"; }
  static std::unique_ptr<SqliteFile> open(const std::filesystem::path& path,
                                          CommitHook hook, Random& random) {
    SqliteOptions options;
    options.path = path;
    options.threaded = false;
    options.hook = std::move(hook);
    options.cache_mib = 16;
    auto file = SqliteFile::open(std::move(options), random);
    ensure(file.has_value(), "sim.sqlite");
    return std::move(*file);
  }

  Scratch directory_;
  // Apart from the life's own dice, which roll the same on both grounds.
  SeededRandom random_{7};
  std::unique_ptr<SqliteFile> file_;
  SqliteStore store_;
  SqliteLedgerStore ledger_;
};

}  // namespace

std::unique_ptr<Stores> make_stores(Ground ground, CommitHook hook) {
  if (ground == Ground::sqlite) return std::make_unique<SqliteStores>(std::move(hook));
  return std::make_unique<MemoryStores>(hook);
}

}  // namespace signoff::sim
