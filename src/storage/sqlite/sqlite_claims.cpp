// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/sqlite/read_dossier.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"

namespace signoff {
namespace {

std::int64_t ms(Instant instant) { return instant.time_since_epoch().count(); }

std::string due_sql(const std::string& columns, std::string_view table,
                    std::string_view where, std::string_view order) {
  return fmt::format(
      "SELECT {} FROM {} WHERE {} AND due_at<=?1 ORDER BY due_at, {} LIMIT ?2", columns,
      table, where, order);
}

// Reads what is due, then hides each record by `hide(record)`, which also brings the record
// up to date; all in one transaction.
template <class T, class Read, class Hide>
Result<std::vector<T>> claim(SqliteFile& file, std::size_t limit, Read read, Hide hide) {
  std::vector<T> claimed;
  const auto written = file.writer().run(limit, [&](Database& database) -> Result<void> {
    auto due = read(database);
    if (!due) return pass_on(due.error());
    claimed = *std::move(due);
    for (auto& record : claimed)
      if (auto done = hide(database, record); !done) return pass_on(done.error());
    return {};
  });
  if (!written) return pass_on(written.error());
  return claimed;
}

template <Described T>
auto reader_of(const std::string& sql, Instant now, std::size_t limit) {
  return [&sql, now, limit](Database& database) {
    auto query = database.query(sql);
    return all<T>(query.with(ms(now), std::min(limit, kRowsMax)));
  };
}

// A case that was just hidden from other claimants.
struct ClaimedCase {
  std::int64_t row;
  std::int64_t fence;  // The one that this claim wrote.
  std::int64_t version;
};

Result<std::vector<ClaimedCase>> claimed_cases(Query& query) {
  std::vector<ClaimedCase> cases;
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return cases;
    cases.push_back({query.integer(0), query.integer(1) + 1, query.integer(2)});
  }
}

// A case that a later claimant has taken over since is his, and one that somebody moved may
// not be due any more.
Result<std::vector<Dossier>> dossiers_of(Database& database,
                                         const std::vector<ClaimedCase>& claimed) {
  static const auto kRead = dossier_sql("WHERE c.rowid=?1 AND c.fence=?2 AND c.version=?3");
  std::vector<Dossier> dossiers;
  dossiers.reserve(claimed.size());
  for (const auto& one : claimed) {
    auto query = database.query(kRead);
    const auto row = query.with(one.row, one.fence, one.version).next();
    if (!row) return pass_on(row.error());
    if (!*row) continue;
    auto dossier = read_dossier(query);
    if (!dossier) return pass_on(dossier.error());
    dossiers.push_back(*std::move(dossier));
  }
  return dossiers;
}

Result<std::optional<Instant>> earliest(Database& database) {
  static constexpr std::string_view kFirst[] = {
      "SELECT min(due_at) FROM cases WHERE due_at IS NOT NULL",
      "SELECT min(due_at) FROM notices WHERE state='queued'",
      "SELECT min(due_at) FROM numbers WHERE due_at IS NOT NULL",
      "SELECT min(due_at) FROM refunds WHERE due_at IS NOT NULL",
      "SELECT min(due_at) FROM pauses WHERE due_at IS NOT NULL",
  };
  std::optional<Instant> next;
  for (const auto sql : kFirst) {
    auto query = database.query(sql);
    if (const auto row = query.next(); !row) return pass_on(row.error());
    if (query.is_null(0)) continue;
    const Instant first{Duration{query.integer(0)}};
    next = next ? std::min(*next, first) : first;
  }
  return next;
}

}  // namespace

std::string dossier_sql(std::string_view rest, std::string_view from) {
  return fmt::format(
      "SELECT {}, {}, {}, f.body FROM {}"
      " LEFT JOIN case_files f ON f.line_id=c.line_id AND f.case_id=c.id"
      " LEFT JOIN lines l ON l.id=c.line_id LEFT JOIN numbers n ON n.msisdn=l.msisdn {}",
      column_list<Case>("c"), column_list<Line>("l"), column_list<Number>("n"), from, rest);
}

Result<Dossier> read_dossier(const Query& query) {
  static const int kLine = column_count<Case>();
  static const int kNumber = kLine + column_count<Line>();
  static const int kBody = kNumber + column_count<Number>();
  Dossier dossier;
  auto head = read_row<Case>(query);
  if (!head) return pass_on(head.error());
  dossier.head = *std::move(head);
  auto body = decode_case_file(query.text(kBody));
  if (!body) return pass_on(body.error());
  dossier.file = *std::move(body);
  // A case without its line or number is the check's to find, not a reason to hide it.
  if (!query.is_null(kLine)) {
    auto line = read_row<Line>(query, kLine);
    if (!line) return pass_on(line.error());
    dossier.line = *std::move(line);
  }
  if (!query.is_null(kNumber)) {
    auto number = read_row<Number>(query, kNumber);
    if (!number) return pass_on(number.error());
    dossier.number = *std::move(number);
  }
  return dossier;
}

Result<Dossier> one_dossier(Query& query) {
  const auto row = query.next();
  if (!row) return pass_on(row.error());
  if (!*row) return fail(Fault::not_found, "case.unknown");
  return read_dossier(query);
}

Result<std::vector<Dossier>> all_dossiers(Query& query) {
  std::vector<Dossier> dossiers;
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return dossiers;
    auto dossier = read_dossier(query);
    if (!dossier) return pass_on(dossier.error());
    dossiers.push_back(*std::move(dossier));
  }
}

Result<std::vector<Dossier>> SqliteStore::claim_cases(Instant now, Instant lease_until,
                                                      std::size_t limit) {
  static constexpr std::string_view kDue =
      "SELECT rowid, fence, version FROM cases WHERE due_at IS NOT NULL AND due_at<=?1"
      " ORDER BY due_at, rowid LIMIT ?2";
  static constexpr std::string_view kHide =
      "UPDATE cases SET due_at=?2, fence=?3 WHERE rowid=?1";
  // Only the keys are read where everybody waits; the dossiers are ours by then.
  const auto hidden = claim<ClaimedCase>(
      file_, limit,
      [&](Database& database) {
        auto query = database.query(kDue);
        return claimed_cases(query.with(ms(now), std::min(limit, kRowsMax)));
      },
      [&](Database& database, const ClaimedCase& one) {
        return database.query(kHide).with(one.row, ms(lease_until), one.fence).run();
      });
  if (!hidden) return pass_on(hidden.error());
  return file_.read([&](Database& database) { return dossiers_of(database, *hidden); });
}

Result<std::vector<Notice>> SqliteStore::claim_notices(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  static const auto kDue =
      due_sql(column_list<Notice>(), "notices", "state='queued'", "rowid");
  static constexpr std::string_view kHide =
      "UPDATE notices SET due_at=?3 WHERE line_id=?1 AND id=?2";
  return claim<Notice>(
      file_, limit, reader_of<Notice>(kDue, now, limit),
      [&](Database& database, Notice& notice) {
        notice.due_at = lease_until;
        return database.query(kHide).with(notice.line_id, notice.id, ms(lease_until)).run();
      });
}

Result<std::vector<Number>> SqliteStore::claim_numbers(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  static const auto kDue =
      due_sql(column_list<Number>(), "numbers", "due_at IS NOT NULL", "msisdn");
  static constexpr std::string_view kHide =
      "UPDATE numbers SET due_at=?2, version=version+1 WHERE msisdn=?1";
  return claim<Number>(
      file_, limit, reader_of<Number>(kDue, now, limit),
      [&](Database& database, Number& number) {
        number.due_at = lease_until;
        ++number.version;
        return database.query(kHide).with(number.msisdn.digits(), ms(lease_until)).run();
      });
}

Result<std::vector<Refund>> SqliteStore::claim_refunds(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  static const auto kDue =
      due_sql(column_list<Refund>(), "refunds", "due_at IS NOT NULL", "line_id, id");
  static constexpr std::string_view kHide =
      "UPDATE refunds SET due_at=?3, version=version+1 WHERE line_id=?1 AND id=?2";
  return claim<Refund>(
      file_, limit, reader_of<Refund>(kDue, now, limit),
      [&](Database& database, Refund& refund) {
        refund.due_at = lease_until;
        ++refund.version;
        return database.query(kHide).with(refund.line_id, refund.id, ms(lease_until)).run();
      });
}

Result<std::vector<Pause>> SqliteStore::claim_pauses(Instant now, Instant lease_until,
                                                     std::size_t limit) {
  static const auto kDue =
      due_sql(column_list<Pause>(), "pauses", "due_at IS NOT NULL", "line_id");
  static constexpr std::string_view kHide =
      "UPDATE pauses SET due_at=?2, version=version+1 WHERE line_id=?1";
  return claim<Pause>(
      file_, limit, reader_of<Pause>(kDue, now, limit),
      [&](Database& database, Pause& pause) {
        pause.due_at = lease_until;
        ++pause.version;
        return database.query(kHide).with(pause.line_id, ms(lease_until)).run();
      });
}

Result<std::optional<Instant>> SqliteStore::next_due() {
  return file_.read([](Database& database) { return earliest(database); });
}

}  // namespace signoff
