// SPDX-License-Identifier: Apache-2.0
#include "storage/admin.h"

#include "storage/sqlite/check_case_rows.h"
#include "storage/sqlite/migrations.h"

#include <fcntl.h>
#include <unistd.h>

namespace signoff {
namespace {

namespace fs = std::filesystem;
constexpr int kCacheKib = 16 * 1024;
constexpr int kRowsSince = 2;  // The schema with case_rows.

// An existing database that this program can read.
Result<std::unique_ptr<Database>> open_existing(const fs::path& path,
                                                OpenAs as = OpenAs::reader) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return fail(Fault::not_found, "storage.absent", "no such database file");
  auto database = Database::open(path, as, kCacheKib);
  if (!database) return database;
  const auto version = schema_version(**database);
  if (!version) return pass_on(version.error());
  if (*version == 0) return fail(Fault::bad_input, "storage.not_ours");
  if (*version > migrations().back().version)
    return fail(Fault::unavailable, "storage.newer");
  return database;
}

// Adds every row of a query as a finding. The file may be damaged, so text is all it asks
// for.
Result<void> add_rows(Database& database, Findings& findings, std::string_view sql,
                      const std::string& code) {
  auto query = database.query(sql);
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return {};
    if (query.text(0) != "ok") findings.add(code, std::string{query.text(0)});
  }
}

struct RowCheck {
  std::string_view sql;
  const char* code;
};
constexpr RowCheck kFileChecks[] = {
    {"PRAGMA integrity_check(100)", "file.damaged"},
    {"SELECT \"table\" || ' row ' || coalesce(rowid, '?') FROM pragma_foreign_key_check",
     "file.foreign_key"},
};
constexpr RowCheck kLedgerChecks[] = {
    {"SELECT 'line ' || line_id || ' entry ' || seq FROM ledger_postings"
     " GROUP BY line_id, seq HAVING sum(minor)<>0",
     "ledger.unbalanced"},
    {"SELECT 'line ' || line_id FROM ledger_entries GROUP BY line_id"
     " HAVING max(seq)<>count(*)",
     "ledger.gap"},
    {"SELECT 'total' FROM (SELECT sum(minor) AS sum FROM ledger_postings) WHERE sum<>0",
     "ledger.total"},
};

Result<void> run_checks(Database& database, Findings& findings,
                        std::span<const RowCheck> checks, std::string_view what,
                        const Progress& progress) {
  const auto total = static_cast<std::int64_t>(checks.size());
  std::int64_t done = 0;
  for (const auto& check : checks) {
    if (progress) progress(what, done, total);
    if (auto added = add_rows(database, findings, check.sql, check.code); !added)
      return added;
    ++done;
  }
  if (progress) progress(what, total, total);
  return {};
}

Error file_error(std::string_view code) {
  return {Fault::unavailable, std::string{code}, {}};
}

// Makes a rename or a new file in the folder survive a power cut.
Result<void> sync_folder(const fs::path& file) {
  const auto parent = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return pass_on(file_error("storage.disk"));
  const bool is_synced = fsync(folder) == 0;
  ::close(folder);
  if (!is_synced) return pass_on(file_error("storage.disk"));
  return {};
}

// Copies one moment of `from` into the database `to`, which the caller has just made.
Result<void> copy_pages(Database& from, Database& to, const Progress& progress) {
  constexpr int kPagesAtOnce = 1024;
  static constexpr std::string_view kBegin = "BEGIN";
  static constexpr std::string_view kPin = "SELECT count(*) FROM schema_version";
  // A transaction that has read pins its moment; otherwise each commit of the server would
  // start the copy again.
  if (auto done = from.query(kBegin).run(); !done) return pass_on(done.error());
  if (auto done = from.query(kPin).next(); !done) return pass_on(done.error());
  auto* copy = sqlite3_backup_init(to.raw(), "main", from.raw(), "main");
  if (copy == nullptr)
    return pass_on(sqlite_error(to.raw(), sqlite3_extended_errcode(to.raw())));
  int code = SQLITE_OK;
  while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    code = sqlite3_backup_step(copy, kPagesAtOnce);
    const auto total = sqlite3_backup_pagecount(copy);
    if (progress) progress("pages", total - sqlite3_backup_remaining(copy), total);
  }
  sqlite3_backup_finish(copy);
  from.roll_back();
  if (code != SQLITE_DONE) return pass_on(sqlite_error(to.raw(), code));
  return {};
}

// Runs `change` on the database as one transaction, between those of the server.
template <class Write>
Result<void> in_transaction(const fs::path& path, Write change) {
  static constexpr std::string_view kBegin = "BEGIN IMMEDIATE";
  static constexpr std::string_view kCommit = "COMMIT";
  auto database = open_existing(path, OpenAs::writer);
  if (!database) return pass_on(database.error());
  const auto version = schema_version(**database);
  if (!version) return pass_on(version.error());
  if (*version < migrations().back().version)
    return fail(Fault::unavailable, "storage.older", "signoff db migrate comes first");
  if (auto begun = (*database)->query(kBegin).run(); !begun) return pass_on(begun.error());
  // Whatever is not committed is undone when the connection goes.
  if (Result<void> done = change(**database); !done) return done;
  if (auto done = (*database)->query(kCommit).run(); !done) return pass_on(done.error());
  return {};
}

Result<void> end_sessions(Database& database, const std::string& username) {
  static constexpr std::string_view kEnd =
      "DELETE FROM sessions WHERE actor_id=?1 AND actor_role NOT IN ('subscriber',"
      " 'system')";
  auto done = database.query(kEnd).with(username).run();
  if (!done) return pass_on(done.error());
  return {};
}

// A whole copy beside `to`, durable and without a log of its own.
Result<void> copy_to(const fs::path& from, const fs::path& part, const Progress& progress) {
  auto source = open_existing(from);
  if (!source) return pass_on(source.error());
  std::error_code ignored;
  fs::remove(part, ignored);
  {
    auto target = Database::open(part, OpenAs::writer, kCacheKib);
    if (!target) return pass_on(target.error());
    if (auto done = copy_pages(**source, **target, progress); !done) return done;
    if (auto done = (*target)->script("PRAGMA journal_mode=DELETE"); !done) return done;
  }
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, ignored);
  return {};
}

Result<void> verify_file(const fs::path& path, const Progress& progress) {
  auto database = open_existing(path);
  if (!database) return pass_on(database.error());
  Findings findings;
  auto done = run_checks(**database, findings, kFileChecks, "file", progress);
  if (!done) return done;
  const auto found = findings.take();
  if (!found.empty())
    return fail(Fault::bad_input, "restore.damaged", found.front().subject);
  return {};
}

// Leaving WAL mode works only for the last connection, so it tells whether the file is in
// use; it also writes the log back, so that nothing of it is left beside a new file.
Result<void> ensure_unused(const fs::path& path) {
  auto database = Database::open(path, OpenAs::writer, kCacheKib);
  if (!database) return pass_on(database.error());
  sqlite3_busy_timeout((*database)->raw(), 0);
  static constexpr std::string_view kLeave = "PRAGMA journal_mode=DELETE";
  auto query = (*database)->query(kLeave);
  const auto row = query.next();
  if (!row || query.text(0) != "delete")
    return fail(Fault::conflict, "restore.in_use", "stop the server first");
  return {};
}

}  // namespace

Result<MigrationReport> migrate(const fs::path& path, const Progress& progress) {
  auto database = Database::open(path, OpenAs::writer, kCacheKib);
  if (!database) return pass_on(database.error());
  const auto from = migrate(**database, progress);
  if (!from) return pass_on(from.error());
  return MigrationReport{*from, migrations().back().version};
}

Result<std::vector<CheckFinding>> check(const fs::path& path, const Progress& progress) {
  static constexpr std::string_view kBegin = "BEGIN";
  auto database = open_existing(path);
  if (!database) return pass_on(database.error());
  // One moment for all checks, whatever the server writes meanwhile.
  if (auto done = (*database)->query(kBegin).run(); !done) return pass_on(done.error());
  Findings findings;
  if (auto done = run_checks(**database, findings, kFileChecks, "file", progress); !done)
    return pass_on(done.error());
  if (auto done = run_checks(**database, findings, kLedgerChecks, "ledger", progress);
      !done)
    return pass_on(done.error());
  if (auto done = check_histories(**database, findings, progress); !done)
    return pass_on(done.error());
  if (auto done = check_open_cases(**database, findings, progress); !done)
    return pass_on(done.error());
  const auto version = schema_version(**database);
  if (!version) return pass_on(version.error());
  if (*version >= kRowsSince)
    if (auto done = check_case_rows(**database, findings, progress); !done)
      return pass_on(done.error());
  (*database)->roll_back();
  return findings.take();
}

Result<std::optional<Instant>> newest_history_at(const fs::path& path) {
  static constexpr std::string_view kRead = "SELECT max(at) FROM history";
  auto database = open_existing(path);
  if (!database) return pass_on(database.error());
  auto query = (*database)->query(kRead);
  if (const auto row = query.next(); !row) return pass_on(row.error());
  if (query.is_null(0)) return std::optional<Instant>{};
  return Instant{Duration{query.integer(0)}};
}

Result<void> backup(const fs::path& path, const fs::path& to, const Progress& progress) {
  if (fs::exists(to)) return fail(Fault::conflict, "backup.exists");
  const fs::path part = to.string() + ".part";
  std::error_code error;
  if (auto done = copy_to(path, part, progress); !done) {
    fs::remove(part, error);
    return done;
  }
  fs::rename(part, to, error);
  if (error) return pass_on(file_error("storage.disk"));
  return sync_folder(to);
}

Result<std::vector<StaffRecord>> list_staff(const fs::path& path) {
  static constexpr std::string_view kRead =
      "SELECT username, role, password_hash FROM staff ORDER BY username";
  auto database = open_existing(path);
  if (!database) return pass_on(database.error());
  std::vector<StaffRecord> accounts;
  auto query = (*database)->query(kRead);
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return accounts;
    const auto role = parse_name<Role>(query.text(1));
    if (!role) return fail(Fault::unavailable, "storage.corrupt", "staff.role");
    accounts.push_back({std::string{query.text(0)}, *role, std::string{query.text(2)}});
  }
}

Result<void> put_staff(const fs::path& path, const StaffRecord& account, bool may_replace) {
  static constexpr std::string_view kPut =
      "INSERT INTO staff(username, role, password_hash) VALUES(?1, ?2, ?3)"
      " ON CONFLICT(username) DO UPDATE SET role=excluded.role,"
      " password_hash=excluded.password_hash WHERE ?4<>0";
  return in_transaction(path, [&](Database& database) -> Result<void> {
    const auto put = database.query(kPut)
                         .with(account.username, to_string(account.role),
                               account.password_hash, may_replace ? 1 : 0)
                         .run();
    if (!put) return pass_on(put.error());
    if (*put == 0) return fail(Fault::conflict, "staff.exists");
    return end_sessions(database, account.username);
  });
}

Result<void> remove_staff(const fs::path& path, const std::string& username) {
  static constexpr std::string_view kRemove = "DELETE FROM staff WHERE username=?1";
  static constexpr std::string_view kRemoveTotp =
      "DELETE FROM staff_totp WHERE username=?1";
  static constexpr std::string_view kRemoveKey =
      "DELETE FROM subject_keys WHERE subject='staff:' || ?1";
  return in_transaction(path, [&](Database& database) -> Result<void> {
    const auto removed = database.query(kRemove).with(username).run();
    if (!removed) return pass_on(removed.error());
    if (*removed == 0) return fail(Fault::not_found, "staff.unknown");
    for (const auto sql : {kRemoveTotp, kRemoveKey})
      if (const auto gone = database.query(sql).with(username).run(); !gone)
        return pass_on(gone.error());
    return end_sessions(database, username);
  });
}

Result<void> restore(const fs::path& from, const fs::path& to, bool force,
                     const Progress& progress) {
  if (auto whole = verify_file(from, progress); !whole) return whole;
  if (fs::exists(to)) {
    if (!force)
      return fail(Fault::conflict, "restore.exists", "there is a database; say force");
    if (auto unused = ensure_unused(to); !unused) return unused;
  }
  const fs::path part = to.string() + ".part";
  std::error_code error;
  if (auto done = copy_to(from, part, progress); !done) {
    fs::remove(part, error);
    return done;
  }
  fs::rename(part, to, error);
  if (error) return pass_on(file_error("storage.disk"));
  return sync_folder(to);
}

}  // namespace signoff
