// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/codec.h"
#include "storage/sqlite/read_dossier.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"

namespace signoff {
namespace {

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

// The statements of one kind: reads what is due; hides one of them, whose lease is the
// first parameter and whose key follows.
struct Claiming {
  std::string due;
  std::string hide;
};
struct Wanted {
  Instant now;
  Instant lease_until;
  std::size_t limit;
};

template <Described T, class Key>
Result<std::vector<T>> claim_records(SqliteFile& file, const Claiming& how,
                                     const Wanted& wanted, Key key) {
  return claim<T>(
      file, wanted.limit,
      [&](Database& database) {
        auto query = database.query(how.due);
        return all<T>(query.with(ms(wanted.now), std::min(wanted.limit, kRowsMax)));
      },
      [&](Database& database, T& record) {
        record.due_at = wanted.lease_until;
        if constexpr (requires { record.version; }) ++record.version;
        auto query = database.query(how.hide);
        return std::apply(
            [&](const auto&... keys) {
              return query.with(ms(wanted.lease_until), keys...).run();
            },
            key(record));
      });
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
  static const Claiming kHow{
      due_sql(column_list<Notice>(), "notices", "state='queued'", "rowid"),
      "UPDATE notices SET due_at=?1 WHERE line_id=?2 AND id=?3"};
  return claim_records<Notice>(
      file_, kHow, {now, lease_until, limit},
      [](const Notice& notice) { return std::tie(notice.line_id, notice.id); });
}

Result<std::vector<Number>> SqliteStore::claim_numbers(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  static const Claiming kHow{
      due_sql(column_list<Number>(), "numbers", "due_at IS NOT NULL", "msisdn"),
      "UPDATE numbers SET due_at=?1, version=version+1 WHERE msisdn=?2"};
  return claim_records<Number>(
      file_, kHow, {now, lease_until, limit},
      [](const Number& number) { return std::tuple{number.msisdn.digits()}; });
}

Result<std::vector<Refund>> SqliteStore::claim_refunds(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  static const Claiming kHow{
      due_sql(column_list<Refund>(), "refunds", "due_at IS NOT NULL", "line_id, id"),
      "UPDATE refunds SET due_at=?1, version=version+1 WHERE line_id=?2 AND id=?3"};
  return claim_records<Refund>(
      file_, kHow, {now, lease_until, limit},
      [](const Refund& refund) { return std::tie(refund.line_id, refund.id); });
}

Result<std::vector<Pause>> SqliteStore::claim_pauses(Instant now, Instant lease_until,
                                                     std::size_t limit) {
  static const Claiming kHow{
      due_sql(column_list<Pause>(), "pauses", "due_at IS NOT NULL", "line_id"),
      "UPDATE pauses SET due_at=?1, version=version+1 WHERE line_id=?2"};
  return claim_records<Pause>(file_, kHow, {now, lease_until, limit},
                              [](const Pause& pause) { return std::tie(pause.line_id); });
}

Result<std::optional<Instant>> SqliteStore::next_due() {
  return file_.read([](Database& database) { return earliest(database); });
}

}  // namespace signoff
