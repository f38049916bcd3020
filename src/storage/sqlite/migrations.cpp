// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/migrations.h"

namespace signoff {
namespace {

Result<void> apply(Database& database, const Migration& migration) {
  auto sql = "BEGIN EXCLUSIVE;" + migration.sql;
  sql += fmt::format("\nINSERT INTO schema_version VALUES({}); COMMIT;", migration.version);
  auto done = database.script(sql);
  if (!done) database.roll_back();
  return done;
}

}  // namespace

Result<int> schema_version(Database& database) {
  static constexpr std::string_view kTable =
      "SELECT count(*) FROM sqlite_schema WHERE name='schema_version'";
  static constexpr std::string_view kVersion =
      "SELECT coalesce(max(version), 0) FROM schema_version";
  {
    auto query = database.query(kTable);
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (query.integer(0) == 0) return 0;
  }
  auto query = database.query(kVersion);
  const auto row = query.next();
  if (!row) return pass_on(row.error());
  return static_cast<int>(query.integer(0));
}

Result<int> migrate(Database& database, const Progress& progress) {
  const auto begun = schema_version(database);
  if (!begun) return begun;
  const auto newest = migrations().back().version;
  if (*begun > newest)
    return fail(
        Fault::unavailable, "storage.newer",
        fmt::format("the database has schema {}, this program knows up to {}: run a "
                    "newer program or restore a backup",
                    *begun, newest));
  if (auto made = database.script("CREATE TABLE IF NOT EXISTS schema_version("
                                  "version INTEGER NOT NULL PRIMARY KEY)");
      !made)
    return pass_on(made.error());
  for (const auto& migration : migrations()) {
    if (migration.version <= *begun) continue;
    if (auto done = apply(database, migration); !done) return pass_on(done.error());
    if (progress) progress("schema", migration.version - *begun, newest - *begun);
  }
  return begun;
}

}  // namespace signoff
