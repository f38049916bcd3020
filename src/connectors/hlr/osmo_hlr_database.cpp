// SPDX-License-Identifier: Apache-2.0
#include "connectors/hlr/osmo_hlr_database.h"

#include <sqlite3.h>

#include <memory>

namespace signoff {

namespace {

constexpr int kBusyMs = 2000;
constexpr const char* kOrphans =
    "SELECT subscriber_id FROM auc_2g WHERE subscriber_id NOT IN"
    " (SELECT id FROM subscriber)"
    " UNION SELECT subscriber_id FROM auc_3g WHERE subscriber_id NOT IN"
    " (SELECT id FROM subscriber)"
    " ORDER BY 1";

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::unexpected<Error> failure(sqlite3* db) {
  return fail(Fault::unavailable, "register.database_unreadable", sqlite3_errmsg(db));
}

}  // namespace

Result<std::vector<std::int64_t>> scan_orphan_keys(const std::filesystem::path& database) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(database.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, Close> db{raw};
  if (opened != SQLITE_OK) return failure(db.get());
  sqlite3_busy_timeout(db.get(), kBusyMs);

  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(db.get(), kOrphans, -1, &prepared, nullptr) != SQLITE_OK)
    return failure(db.get());
  const std::unique_ptr<sqlite3_stmt, Close> rows{prepared};
  std::vector<std::int64_t> orphans;
  int step = sqlite3_step(rows.get());
  for (; step == SQLITE_ROW; step = sqlite3_step(rows.get()))
    orphans.push_back(sqlite3_column_int64(rows.get(), 0));
  if (step != SQLITE_DONE) return failure(db.get());
  return orphans;
}

}  // namespace signoff
