// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "storage/change_rules.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"
#include "storage/sqlite/subject.h"

#include <algorithm>

namespace signoff {
namespace {

// One literal per state, so that the index of those states serves the statement.
std::string left_sql(CardState card) {
  return fmt::format(
      "SELECT {} FROM lines WHERE card='{}' AND terminated_at<=?1"
      " ORDER BY terminated_at, id LIMIT ?2",
      column_list<Line>(), to_string(card));
}

const std::string* left_statement(CardState card) {
  static const std::pair<CardState, std::string> kStatements[] = {
      {CardState::disable_req, left_sql(CardState::disable_req)},
      {CardState::disabled, left_sql(CardState::disabled)},
      {CardState::delete_req, left_sql(CardState::delete_req)},
      {CardState::delete_pending_offline, left_sql(CardState::delete_pending_offline)},
  };
  for (const auto& [state, sql] : kStatements)
    if (state == card) return &sql;
  return nullptr;
}

// Those of a line; for read_report().
std::string reports_sql(std::string_view which) {
  return fmt::format(
      "SELECT {}, r.subject, r.chip, k.wrapped FROM card_reports r"
      " LEFT JOIN subject_keys k ON k.subject=r.subject WHERE r.line_id=?1 {}",
      column_list<CardReport>("r"), which);
}

std::string context_of(std::string_view subject, std::string_view digest) {
  return fmt::format("{}/{}", subject, digest);
}
std::string chip_context(std::string_view subject, std::string_view digest) {
  return fmt::format("{}/{}/chip", subject, digest);
}

// Without the chip's EID where its key was destroyed.
Result<CardReport> read_report(const SqliteFile& file, const Query& query) {
  auto report = read_row<CardReport>(query);
  if (!report) return report;
  const int after = column_count<CardReport>();
  const std::string subject{query.text(after)};
  const auto key = file.unwrap(subject, query.blob(after + 2));
  if (!key && key.error().fault == Fault::not_found) return report;
  if (!key) return pass_on(key.error());
  const auto eid =
      unseal(*key, chip_context(subject, report->digest), query.blob(after + 1));
  if (!eid) return pass_on(eid.error());
  report->eid = as_text(*eid);
  return report;
}

Result<bool> count_up(Database& database, const CardReport& report) {
  static constexpr std::string_view kCount =
      "UPDATE card_reports SET times=times+1 WHERE line_id=?1 AND digest=?2";
  const auto done = database.query(kCount).with(report.line_id, report.digest).run();
  if (!done) return pass_on(done.error());
  return *done > 0;
}

Result<void> insert_sealed(SqliteFile& file, Database& database, const CardReport& report,
                           ByteView bytes) {
  static constexpr std::string_view kInsert =
      "INSERT INTO card_reports(line_id, digest, case_id, change, sequence, chip, address,"
      " at, times, subject, sealed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  // As documents are: what one owner's chips signed goes with his key.
  const auto subject = subject_of_line(database, report.line_id);
  if (!subject) return pass_on(subject.error());
  if (auto may = refuse_erased(database, *subject); !may) return may;
  const auto key = file.key_for(database, *subject);
  if (!key) return pass_on(key.error());
  const auto sealed = seal(*key, context_of(*subject, report.digest), bytes, file.random());
  const auto chip = seal(*key, chip_context(*subject, report.digest), as_bytes(report.eid),
                         file.random());
  const std::int64_t at = report.at.time_since_epoch().count();
  const std::int64_t times = report.times;
  auto done = database.query(kInsert)
                  .with(report.line_id, report.digest, report.case_id,
                        to_string(report.change), report.sequence, ByteView{chip},
                        report.address, at, times, *subject, ByteView{sealed})
                  .run();
  if (!done) return pass_on(done.error());
  return {};
}

}  // namespace

Result<std::vector<Line>> SqliteStore::lines_with(const Iccid& iccid) {
  static const auto kRead = fmt::format(
      "SELECT {} FROM lines WHERE iccid=?1 ORDER BY id DESC LIMIT ?2", column_list<Line>());
  return file_.read([&](Database& database) -> Result<std::vector<Line>> {
    auto query = database.query(kRead);
    return all<Line>(query.with(iccid.digits(), kRowsMax));
  });
}

Result<CardReport> SqliteStore::keep(const CardReport& report, ByteView bytes) {
  static const auto kRead = reports_sql("AND r.digest=?2");
  CardReport kept;
  // What is wrong with this report must not end the transaction of others.
  Result<void> own;
  const auto written = file_.writer().run(1, [&](Database& database) -> Result<void> {
    const auto known = count_up(database, report);
    if (!known) return pass_on(known.error());
    own = {};
    if (!*known) own = insert_sealed(file_, database, report, bytes);
    if (!own) return own.error().fault == Fault::unavailable ? own : Result<void>{};
    auto query = database.query(kRead);
    const auto row = query.with(report.line_id, report.digest).next();
    if (!row) return pass_on(row.error());
    ensure(*row, "card_report.kept");
    auto found = read_report(file_, query);
    if (!found) return pass_on(found.error());
    kept = *std::move(found);
    return {};
  });
  if (!written) return pass_on(written.error());
  if (!own) return pass_on(own.error());
  return kept;
}

Result<void> SqliteStore::set_told(const std::string& line_id, const std::string& digest,
                                   const std::string& case_id) {
  static constexpr std::string_view kTold =
      "UPDATE card_reports SET case_id=?3 WHERE line_id=?1 AND digest=?2 AND case_id=''";
  return file_.writer().run(1, [&](Database& database) -> Result<void> {
    auto done = database.query(kTold).with(line_id, digest, case_id).run();
    if (!done) return pass_on(done.error());
    return {};
  });
}

Result<std::vector<CardReport>> SqliteStore::card_reports(const std::string& line_id) {
  static const auto kRead = reports_sql("ORDER BY r.at, r.sequence, r.digest");
  return file_.read([&](Database& database) -> Result<std::vector<CardReport>> {
    std::vector<CardReport> reports;
    auto query = database.query(kRead);
    query.with(line_id);
    while (true) {
      const auto row = query.next();
      if (!row) return pass_on(row.error());
      if (!*row) return reports;
      auto report = read_report(file_, query);
      if (!report) return pass_on(report.error());
      reports.push_back(*std::move(report));
    }
  });
}

Result<Bytes> SqliteStore::card_report_bytes(const std::string& line_id,
                                             const std::string& digest) {
  static constexpr std::string_view kRead =
      "SELECT r.subject, r.sealed, k.wrapped FROM card_reports r"
      " LEFT JOIN subject_keys k ON k.subject=r.subject"
      " WHERE r.line_id=?1 AND r.digest=?2";
  return file_.read([&](Database& database) -> Result<Bytes> {
    auto query = database.query(kRead);
    const auto row = query.with(line_id, digest).next();
    if (!row) return pass_on(row.error());
    if (!*row) return fail(Fault::not_found, "card_report.unknown");
    const std::string subject{query.text(0)};
    const auto key = file_.unwrap(subject, query.blob(2));
    if (!key) return pass_on(key.error());
    return unseal(*key, context_of(subject, digest), query.blob(1));
  });
}

Result<std::vector<Line>> SqliteStore::lines_left(CardState card, Instant until,
                                                  std::size_t limit) {
  const auto* sql = left_statement(card);
  if (sql == nullptr) return std::vector<Line>{};
  const std::int64_t latest = until.time_since_epoch().count();
  return file_.read([&](Database& database) -> Result<std::vector<Line>> {
    auto query = database.query(*sql);
    return all<Line>(query.with(latest, std::min(limit, kRowsMax)));
  });
}

}  // namespace signoff
