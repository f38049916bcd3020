// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"
#include "storage/sqlite/write_change.h"

namespace signoff {
namespace {

// Keeps the failure of one change from the others in the transaction: `answer` gets what
// concerns this change, the return value what ends the transaction for all. Savepoints cost
// a fifth of the speed, and a change that is refused has mostly written nothing yet; so it
// is tried without first, and only a refusal halfway has the transaction done again with
// them.
template <class Work>
Result<void> apart(Database& database, Result<void>& answer, Work work) {
  static constexpr std::string_view kBegin = "SAVEPOINT change";
  static constexpr std::string_view kUndo = "ROLLBACK TO change";
  static constexpr std::string_view kEnd = "RELEASE change";
  const bool with_savepoint = database.is_careful();
  const auto before = sqlite3_total_changes64(database.raw());
  if (with_savepoint)
    if (auto done = database.query(kBegin).run(); !done) return pass_on(done.error());
  answer = work();
  if (!answer && answer.error().fault == Fault::unavailable) return answer;
  if (!with_savepoint) {
    const bool is_whole = answer || sqlite3_total_changes64(database.raw()) == before;
    return is_whole ? Result<void>{} : fail(Fault::unavailable, kNeedsCare);
  }
  if (!answer)
    if (auto done = database.query(kUndo).run(); !done) return pass_on(done.error());
  if (auto done = database.query(kEnd).run(); !done) return pass_on(done.error());
  return {};
}

}  // namespace

std::vector<Result<void>> SqliteStore::commit(std::span<const Change> changes) {
  const StampOnLeaving stamps{file_.stamps(), changes};
  std::vector<Result<void>> answers(changes.size());
  const auto written =
      file_.writer().run(changes.size(), [&](Database& database) -> Result<void> {
        for (std::size_t i = 0; i < changes.size(); ++i) {
          auto done = apart(database, answers[i],
                            [&] { return write_change(file_, database, changes[i]); });
          if (!done) return done;
        }
        return {};
      });
  if (!written) std::ranges::fill(answers, written);
  return answers;
}

Result<void> SqliteStore::settle(std::span<const Notice> notices) {
  static constexpr std::string_view kKnown =
      "SELECT 1 FROM notices WHERE line_id=?1 AND id=?2";
  // Who claimed the same message under an expired lease comes too late.
  static constexpr std::string_view kSettle =
      "UPDATE notices SET state=?3, why=?4, attempts=?5,"
      " due_at=CASE WHEN ?3='queued' THEN coalesce(?6, created_at) ELSE ?6 END"
      " WHERE line_id=?1 AND id=?2 AND state='queued'";
  Result<void> answer;
  const auto settle_one = [&](Database& database, const Notice& notice) -> Result<void> {
    {
      auto known = database.query(kKnown);
      const auto row = known.with(notice.line_id, notice.id).next();
      if (!row) return pass_on(row.error());
      if (!*row) return fail(Fault::not_found, "notice.unknown");
    }
    auto query = database.query(kSettle);
    query.with(notice.line_id, notice.id, to_string(notice.state), notice.why,
               notice.attempts);
    if (notice.due_at)
      query.bind(6, std::int64_t{notice.due_at->time_since_epoch().count()});
    else
      query.bind_null(6);
    if (auto done = query.run(); !done) return pass_on(done.error());
    return {};
  };
  const auto written =
      file_.writer().run(notices.size(), [&](Database& database) -> Result<void> {
        return apart(database, answer, [&]() -> Result<void> {
          for (const auto& notice : notices)
            if (auto done = settle_one(database, notice); !done) return done;
          return {};
        });
      });
  return written ? answer : written;
}

Result<bool> SqliteLedgerStore::post(const LedgerEntry& entry,
                                     std::size_t expected_entries) {
  static constexpr std::string_view kKnown =
      "SELECT 1 FROM ledger_entries WHERE line_id=?1 AND key=?2";
  static constexpr std::string_view kCount =
      "SELECT coalesce(max(seq), 0) FROM ledger_entries WHERE line_id=?1";
  static constexpr std::string_view kEntry =
      "INSERT INTO ledger_entries(line_id, seq, key, at, kind, note)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
  static constexpr std::string_view kPosting =
      "INSERT INTO ledger_postings(line_id, seq, place, account, minor)"
      " VALUES(?1, ?2, ?3, ?4, ?5)";
  std::int64_t sum = 0;
  for (const auto& posting : entry.postings) sum += posting.minor;
  if (sum != 0) return fail(Fault::bad_input, "ledger.unbalanced");

  bool is_new = false;
  const auto write = [&](Database& database) -> Result<void> {
    {
      auto known = database.query(kKnown);
      const auto row = known.with(entry.line_id, entry.key).next();
      if (!row) return pass_on(row.error());
      is_new = !*row;
      if (!is_new) return {};
    }
    const auto seq = static_cast<std::int64_t>(expected_entries) + 1;
    {
      auto count = database.query(kCount);
      const auto row = count.with(entry.line_id).next();
      if (!row) return pass_on(row.error());
      if (count.integer(0) + 1 != seq) return fail(Fault::conflict, "ledger.moved");
    }
    const std::int64_t at = entry.at.time_since_epoch().count();
    auto done = database.query(kEntry)
                    .with(entry.line_id, seq, entry.key, at, entry.kind, entry.note)
                    .run();
    int place = 0;
    for (const auto& posting : entry.postings) {
      if (!done) break;
      done = database.query(kPosting)
                 .with(entry.line_id, seq, ++place, posting.account, posting.minor)
                 .run();
    }
    if (!done) return pass_on(done.error());
    return {};
  };
  Result<void> answer;
  const auto written = file_.writer().run(1, [&](Database& database) {
    return apart(database, answer, [&] { return write(database); });
  });
  if (!written) return pass_on(written.error());
  if (!answer) return pass_on(answer.error());
  return is_new;
}

Result<std::vector<LedgerEntry>> SqliteLedgerStore::entries(const std::string& line_id) {
  static constexpr std::string_view kRead =
      "SELECT e.key, e.at, e.kind, e.note, e.seq, p.account, p.minor"
      " FROM ledger_entries e LEFT JOIN ledger_postings p"
      " ON p.line_id=e.line_id AND p.seq=e.seq WHERE e.line_id=?1 ORDER BY e.seq, p.place";
  return file_.read([&](Database& database) -> Result<std::vector<LedgerEntry>> {
    std::vector<LedgerEntry> entries;
    std::int64_t seq = 0;
    auto query = database.query(kRead);
    query.with(line_id);
    while (true) {
      const auto row = query.next();
      if (!row) return pass_on(row.error());
      if (!*row) return entries;
      if (query.integer(4) != seq) {
        seq = query.integer(4);
        entries.push_back({line_id,
                           std::string{query.text(0)},
                           Instant{Duration{query.integer(1)}},
                           std::string{query.text(2)},
                           std::string{query.text(3)},
                           {}});
      }
      if (!query.is_null(5))
        entries.back().postings.push_back({std::string{query.text(5)}, query.integer(6)});
    }
  });
}

Result<std::int64_t> SqliteLedgerStore::total() {
  static constexpr std::string_view kRead =
      "SELECT coalesce(sum(minor), 0) FROM ledger_postings";
  return file_.read([](Database& database) -> Result<std::int64_t> {
    auto query = database.query(kRead);
    if (const auto row = query.next(); !row) return pass_on(row.error());
    return query.integer(0);
  });
}

}  // namespace signoff
