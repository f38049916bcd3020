// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/sqlite_file.h"

#include "storage/sqlite/migrations.h"

namespace signoff {
namespace {

constexpr std::size_t kReadersMax = 16;
constexpr int kCopierCacheKib = 64;  // Copying the log goes past the cache.
constexpr std::string_view kCheckText = "signoff master key";

// Whether anything in it is sealed already, so that a new key would not open it.
Result<bool> has_keys(Database& database, int version) {
  static constexpr std::string_view kRead = "SELECT count(*) FROM subject_keys";
  if (version == 0) return false;
  auto query = database.query(kRead);
  if (const auto row = query.next(); !row) return pass_on(row.error());
  return query.integer(0) > 0;
}

// Recognises the master key without telling anything about it.
Result<void> check_master_key(Database& database, const SealKey& master, Random& random) {
  static constexpr std::string_view kRead =
      "SELECT wrapped FROM subject_keys WHERE subject='-'";
  static constexpr std::string_view kWrite =
      "INSERT INTO subject_keys(subject, wrapped) VALUES('-', ?1)";
  {
    auto query = database.query(kRead);
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (*row) {
      if (!unseal(master, kCheckText, query.blob(0)))
        return fail(Fault::unavailable, "storage.key_wrong",
                    "the key file does not belong to this database");
      return {};
    }
  }
  const auto sealed = seal(master, kCheckText, as_bytes(kCheckText), random);
  if (auto done = database.query(kWrite).with(ByteView{sealed}).run(); !done)
    return pass_on(done.error());
  return {};
}

}  // namespace

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(SqliteOptions options,
                                                     Random& random) {
  if (options.key_file.empty()) options.key_file = options.path.string() + ".key";
  auto database = Database::open(options.path, OpenAs::writer, options.cache_mib * 1024);
  if (!database) return pass_on(database.error());
  const auto version = schema_version(**database);
  if (!version) return pass_on(version.error());
  const auto is_sealed = has_keys(**database, *version);
  if (!is_sealed) return pass_on(is_sealed.error());
  // Before the tables, so that a crash in between leaves no database without its key; and
  // never for a database that is sealed, which a new key would not open.
  const auto master = master_key(options.key_file, !*is_sealed, random);
  if (!master) return pass_on(master.error());
  if (auto migrated = migrate(**database); !migrated) return pass_on(migrated.error());
  if (auto checked = check_master_key(**database, *master, random); !checked)
    return pass_on(checked.error());
  std::unique_ptr<Database> copier;
  if (options.threaded) {
    auto second = Database::open(options.path, OpenAs::reader, kCopierCacheKib);
    if (!second) return pass_on(second.error());
    copier = *std::move(second);
  }
  std::unique_ptr<SqliteFile> file{new SqliteFile{std::move(options), *master, random}};
  file->writer_ = std::make_unique<Writer>(*std::move(database), std::move(copier),
                                           file->options_.hook);
  return file;
}

Result<SealKey> SqliteFile::unwrap(const std::string& subject, ByteView wrapped) const {
  if (wrapped.empty()) return fail(Fault::not_found, "seal.erased");
  const auto bytes = unseal(master_, subject, wrapped);
  if (!bytes) return pass_on(bytes.error());
  return SealKey::from(*bytes);
}

Result<SealKey> SqliteFile::key_for(Database& database, const std::string& subject) {
  static constexpr std::string_view kRead =
      "SELECT wrapped FROM subject_keys WHERE subject=?1";
  static constexpr std::string_view kWrite =
      "INSERT INTO subject_keys(subject, wrapped) VALUES(?1, ?2)";
  {
    auto query = database.query(kRead);
    query.with(subject);
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (*row) return unwrap(subject, query.blob(0));
  }
  const auto key = SealKey::fresh(random_);
  const auto wrapped = seal(master_, subject, key.bytes(), random_);
  auto written = database.query(kWrite).with(subject, ByteView{wrapped}).run();
  if (!written) return pass_on(written.error());
  return key;
}

Result<void> SqliteFile::erase(const std::string& subject) {
  static constexpr std::string_view kDelete = "DELETE FROM subject_keys WHERE subject=?1";
  static constexpr std::string_view kForget =
      "UPDATE lines SET eid=NULL, version=version+1"
      " WHERE owner_id=?1 AND eid IS NOT NULL RETURNING id";
  constexpr std::string_view kOwner = "owner:";
  std::vector<std::string> lines;
  auto done = writer_->run(1, [&](Database& database) -> Result<void> {
    auto deleted = database.query(kDelete).with(subject).run();
    if (!deleted) return pass_on(deleted.error());
    lines.clear();
    if (!subject.starts_with(kOwner)) return {};
    const auto owner_id = subject.substr(kOwner.size());
    auto query = database.query(kForget);
    query.with(owner_id);
    while (true) {
      const auto row = query.next();
      if (!row) return pass_on(row.error());
      if (!*row) return {};
      lines.emplace_back(query.text(0));
    }
  });
  for (const auto& line : lines) stamps_.count(line);
  if (!done) return done;
  // The log still holds the page as it was.
  return cut_log();
}

void SqliteFile::clear_log() {
  if (log_holds_destroyed_.exchange(false) && !cut_log()) log_holds_destroyed_ = true;
}

Result<void> SqliteFile::cut_log() {
  return read([](Database& database) -> Result<void> {
    const int code = sqlite3_wal_checkpoint_v2(
        database.raw(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK) return pass_on(sqlite_error(database.raw(), code));
    return {};
  });
}

Result<std::unique_ptr<Database>> SqliteFile::take_reader() {
  {
    std::unique_lock lock{mutex_};
    returned_.wait(lock, [this] { return !idle_.empty() || readers_ < kReadersMax; });
    if (!idle_.empty()) {
      auto reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
    ++readers_;
  }
  auto reader =
      Database::open(options_.path, OpenAs::reader, options_.cache_mib * 1024 / 16);
  if (!reader) {
    const std::lock_guard lock{mutex_};
    --readers_;
  }
  return reader;
}

void SqliteFile::give_back(std::unique_ptr<Database> reader) {
  {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(reader));
  }
  returned_.notify_one();
}

}  // namespace signoff
