// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/sqlite_store.h"

namespace signoff {
namespace {

// One kind of record: is there any to forget, and forgetting up to so many. No index
// serves access records: they would cost every sign-in a write, and a look an hour at a
// table that the sweep itself keeps short costs little.
struct Kind {
  std::string_view any;
  std::string_view forget;
  Instant SweepLimits::* before;
};

constexpr Kind kKinds[] = {
    {"SELECT 1 FROM sessions WHERE expires_at<?1 LIMIT 1",
     "DELETE FROM sessions WHERE token_hash IN"
     " (SELECT token_hash FROM sessions WHERE expires_at<?1 LIMIT ?2)",
     &SweepLimits::sessions_before},
    {"SELECT 1 FROM pairings WHERE expires_at<?1 LIMIT 1",
     "DELETE FROM pairings WHERE id IN"
     " (SELECT id FROM pairings WHERE expires_at<?1 LIMIT ?2)",
     &SweepLimits::sessions_before},
    {"SELECT 1 FROM codes WHERE expires_at<?1 AND first_sent_at<?1"
     " AND (locked_until IS NULL OR locked_until<?1) LIMIT 1",
     "DELETE FROM codes WHERE key IN (SELECT key FROM codes WHERE expires_at<?1"
     " AND first_sent_at<?1 AND (locked_until IS NULL OR locked_until<?1) LIMIT ?2)",
     &SweepLimits::codes_before},
    {"SELECT 1 FROM idempotency WHERE at<?1 LIMIT 1",
     "DELETE FROM idempotency WHERE key IN"
     " (SELECT key FROM idempotency WHERE at<?1 LIMIT ?2)",
     &SweepLimits::idempotency_before},
    // An index serves this one: marks live as long as their case and a month.
    {"SELECT 1 FROM case_marks m JOIN lines l ON l.id=m.line_id WHERE m.forget_at<?1"
     " AND l.fraud_flag=0 AND l.legal_hold='' LIMIT 1",
     "DELETE FROM case_marks WHERE (line_id, case_id, kind, mark) IN"
     " (SELECT m.line_id, m.case_id, m.kind, m.mark FROM case_marks m"
     " JOIN lines l ON l.id=m.line_id WHERE m.forget_at<?1"
     " AND l.fraud_flag=0 AND l.legal_hold='' LIMIT ?2)",
     &SweepLimits::marks_before},
};

std::int64_t before(const SweepLimits& limits, const Kind& kind) {
  return (limits.*kind.before).time_since_epoch().count();
}

Result<bool> is_any_over(Database& database, const SweepLimits& limits) {
  for (const auto& kind : kKinds) {
    auto query = database.query(kind.any);
    const auto row = query.with(before(limits, kind)).next();
    if (!row || *row) return row;
  }
  return false;
}

}  // namespace

Result<std::size_t> SqliteStore::sweep(const SweepLimits& limits) {
  const auto any = file_.read(
      [&](Database& database) -> Result<bool> { return is_any_over(database, limits); });
  if (!any) return pass_on(any.error());
  std::size_t gone = 0;
  if (*any) {
    const auto written = file_.writer().run(1, [&](Database& database) -> Result<void> {
      gone = 0;
      for (const auto& kind : kKinds) {
        const auto rows = static_cast<std::int64_t>(limits.rows);
        auto done = database.query(kind.forget).with(before(limits, kind), rows).run();
        if (!done) return pass_on(done.error());
        gone += static_cast<std::size_t>(*done);
      }
      return {};
    });
    if (!written) return pass_on(written.error());
    if (gone > 0) file_.note_destroyed();
  }
  file_.clear_log();
  return gone;
}

}  // namespace signoff
