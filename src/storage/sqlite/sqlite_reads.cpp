// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/sqlite/read_dossier.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/sqlite_store.h"

namespace signoff {
namespace {

template <Described T>
std::string select(std::string_view table, std::string_view rest) {
  return fmt::format("SELECT {} FROM {} {}", column_list<T>(), table, rest);
}

template <Described T, class... Keys>
Result<T> find(SqliteFile& file, const std::string& sql, std::string_view code,
               const Keys&... keys) {
  return file.read([&](Database& database) -> Result<T> {
    auto query = database.query(sql);
    return one<T>(query.with(keys...), code);
  });
}

template <Described T, class... Keys>
Result<std::vector<T>> find_all(SqliteFile& file, const std::string& sql,
                                const Keys&... keys) {
  return file.read([&](Database& database) -> Result<std::vector<T>> {
    auto query = database.query(sql);
    return all<T>(query.with(keys...));
  });
}

template <class... Keys>
Result<Dossier> find_dossier(SqliteFile& file, const std::string& sql,
                             const Keys&... keys) {
  return file.read([&](Database& database) -> Result<Dossier> {
    auto query = database.query(sql);
    return one_dossier(query.with(keys...));
  });
}

template <Described T>
Result<void> read_rows(Database& database, const std::string& sql, const Case& head,
                       std::vector<T>& into) {
  auto query = database.query(sql);
  auto rows = all<T>(query.with(head.line_id, head.id));
  if (!rows) return pass_on(rows.error());
  into = *std::move(rows);
  return {};
}

Result<WholeCase> read_whole(Database& database, const std::string& case_id) {
  static const auto kCase = dossier_sql("WHERE c.id=?1");
  static const auto kHistory =
      select<HistoryEvent>("history", "WHERE line_id=?1 AND case_id=?2 ORDER BY seq");
  static const auto kRefunds =
      select<Refund>("refunds", "WHERE line_id=?1 AND case_id=?2 ORDER BY id");
  static const auto kVouchers = select<VoucherRecord>(
      "vouchers", "WHERE line_id=?1 AND case_id=?2 ORDER BY issued_at, number");
  WholeCase whole;
  {
    auto query = database.query(kCase);
    auto dossier = one_dossier(query.with(case_id));
    if (!dossier) return pass_on(dossier.error());
    whole.dossier = *std::move(dossier);
  }
  const auto& head = whole.dossier.head;
  auto read = read_rows(database, kHistory, head, whole.history);
  if (read) read = read_rows(database, kRefunds, head, whole.refunds);
  if (read) read = read_rows(database, kVouchers, head, whole.vouchers);
  if (!read) return pass_on(read.error());
  return whole;
}

// Rows of a case lie under its line.
constexpr std::string_view kOfCase =
    "WHERE line_id=(SELECT line_id FROM cases WHERE id=?1) AND case_id=?1 ";
std::string of_case(std::string_view order) {
  return std::string{kOfCase} + "ORDER BY " + std::string{order};
}

}  // namespace

Result<Line> SqliteStore::line(const std::string& id) {
  static const auto kRead = select<Line>("lines", "WHERE id=?1");
  return find<Line>(file_, kRead, "line.unknown", id);
}

Result<Line> SqliteStore::line(const Msisdn& msisdn) {
  // Written as the partial index has it, or it would not be used.
  static const auto kRead =
      select<Line>("lines",
                   "WHERE msisdn=?1 AND state <> 'TERMINATED' AND state <> 'PORTED_OUT'"
                   " AND state <> 'CLOSED'");
  return find<Line>(file_, kRead, "line.unknown", msisdn.digits());
}

Result<std::vector<Line>> SqliteStore::lines_of(const std::string& owner_id) {
  static const auto kRead = select<Line>("lines", "WHERE owner_id=?1 ORDER BY id LIMIT ?2");
  return find_all<Line>(file_, kRead, owner_id, kRowsMax);
}

Result<std::vector<Line>> SqliteStore::sub_lines(const std::string& main_line_id) {
  static const auto kRead = select<Line>(
      "lines", "WHERE main_line_id=?1 AND main_line_id<>'' ORDER BY id LIMIT ?2");
  return find_all<Line>(file_, kRead, main_line_id, kRowsMax);
}

Result<std::vector<Line>> SqliteStore::lines_after(const std::string& id,
                                                   std::size_t limit) {
  static const auto kRead = select<Line>("lines", "WHERE id>?1 ORDER BY id LIMIT ?2");
  return find_all<Line>(file_, kRead, id, std::min(limit, kRowsMax));
}

Result<Owner> SqliteStore::owner(const std::string& id) {
  static constexpr std::string_view kRead =
      "SELECT o.version, o.sealed, k.wrapped FROM owners o"
      " LEFT JOIN subject_keys k ON k.subject='owner:' || o.id WHERE o.id=?1";
  return file_.read([&](Database& database) -> Result<Owner> {
    auto query = database.query(kRead);
    const auto row = query.with(id).next();
    if (!row) return pass_on(row.error());
    if (!*row) return fail(Fault::not_found, "owner.unknown");
    const auto subject = "owner:" + id;
    const auto key = file_.unwrap(subject, query.blob(2));
    if (!key) return pass_on(key.error());
    const auto plain = unseal(*key, subject, query.blob(1));
    if (!plain) return pass_on(plain.error());
    auto owner = decode_owner(as_text(*plain));
    if (owner) owner->version = static_cast<int>(query.integer(0));
    return owner;
  });
}

Result<Number> SqliteStore::number(const Msisdn& msisdn) {
  static const auto kRead = select<Number>("numbers", "WHERE msisdn=?1");
  return find<Number>(file_, kRead, "number.unknown", msisdn.digits());
}

Result<Dossier> SqliteStore::dossier(const std::string& case_id) {
  static const auto kRead = dossier_sql("WHERE c.id=?1");
  return find_dossier(file_, kRead, case_id);
}

Result<WholeCase> SqliteStore::whole_case(const std::string& case_id) {
  static constexpr std::string_view kBegin = "BEGIN";
  static constexpr std::string_view kEnd = "COMMIT";
  // One transaction: everything is of one moment, and the file is locked and looked at
  // once.
  return file_.read([&](Database& database) -> Result<WholeCase> {
    if (auto begun = database.query(kBegin).run(); !begun) return pass_on(begun.error());
    auto whole = read_whole(database, case_id);
    const auto ended = database.query(kEnd).run();
    if (ended) return whole;
    database.roll_back();
    return pass_on(ended.error());
  });
}

Result<Dossier> SqliteStore::dossier_by_number(const std::string& case_number) {
  static const auto kRead = dossier_sql("WHERE c.number=?1");
  return find_dossier(file_, kRead, case_number);
}

Result<Dossier> SqliteStore::open_case(const std::string& line_id) {
  static const auto kRead = dossier_sql(
      "WHERE c.line_id=?1 AND c.state <> 'CLOSED' AND c.state <> 'REJECTED'"
      " AND c.state <> 'WITHDRAWN' AND c.state <> 'EXPIRED' AND c.state <> 'SUPERSEDED'"
      " AND c.state <> 'REVERSED'");
  return find_dossier(file_, kRead, line_id);
}

Result<std::vector<Dossier>> SqliteStore::cases(const CaseFilter& filter) {
  // One statement per way in, so that each has an index to walk; a state has none, and is
  // looked for in the order of ids.
  static constexpr std::string_view kPage =
      " AND c.id>?2 AND (?3='' OR c.state=?3) AND (?4='' OR l.owner_id=?4)"
      " ORDER BY c.id LIMIT ?5";
  static const auto with_page = [](std::string_view way_in) {
    return dossier_sql(std::string{way_in} + std::string{kPage});
  };
  static const auto kByLine = with_page("WHERE c.line_id=?1");
  static const auto kByOwner = with_page("WHERE l.owner_id=?1");
  static const auto kAll = with_page("WHERE ?1=''");
  const std::string state{filter.state ? to_string(*filter.state) : ""};
  const auto [sql, key] = !filter.line_id.empty() ? std::pair{&kByLine, &filter.line_id}
                          : !filter.owner_id.empty()
                              ? std::pair{&kByOwner, &filter.owner_id}
                              : std::pair{&kAll, &filter.line_id};
  return file_.read([&](Database& database) -> Result<std::vector<Dossier>> {
    auto query = database.query(*sql);
    return all_dossiers(query.with(*key, filter.after, state, filter.owner_id,
                                   std::min(filter.limit, kRowsMax)));
  });
}

Result<std::vector<HistoryEvent>> SqliteStore::history(const std::string& case_id) {
  static const auto kRead = select<HistoryEvent>("history", of_case("seq"));
  return find_all<HistoryEvent>(file_, kRead, case_id);
}

Result<std::vector<Notice>> SqliteStore::notices(const std::string& case_id) {
  static const auto kRead = select<Notice>("notices", of_case("seq, id"));
  return find_all<Notice>(file_, kRead, case_id);
}

Result<std::vector<Refund>> SqliteStore::refunds(const std::string& case_id) {
  static const auto kRead = select<Refund>("refunds", of_case("id"));
  return find_all<Refund>(file_, kRead, case_id);
}

Result<std::vector<VoucherRecord>> SqliteStore::vouchers(const std::string& case_id) {
  static const auto kRead = select<VoucherRecord>("vouchers", of_case("issued_at, number"));
  return find_all<VoucherRecord>(file_, kRead, case_id);
}

Result<VoucherRecord> SqliteStore::voucher(const std::string& number) {
  static const auto kRead = select<VoucherRecord>("vouchers", "WHERE number=?1");
  return find<VoucherRecord>(file_, kRead, "voucher.unknown", number);
}

Result<DocumentRecord> SqliteStore::document(const std::string& id) {
  static constexpr std::string_view kRead =
      "SELECT d.case_id, d.line_id, d.media_type, d.at, d.subject, d.sealed, k.wrapped"
      " FROM documents d LEFT JOIN subject_keys k ON k.subject=d.subject WHERE d.id=?1";
  return file_.read([&](Database& database) -> Result<DocumentRecord> {
    auto query = database.query(kRead);
    const auto row = query.with(id).next();
    if (!row) return pass_on(row.error());
    if (!*row) return fail(Fault::not_found, "document.unknown");
    const std::string subject{query.text(4)};
    const auto key = file_.unwrap(subject, query.blob(6));
    if (!key) return pass_on(key.error());
    auto plain = unseal(*key, subject + "/" + id, query.blob(5));
    if (!plain) return pass_on(plain.error());
    return DocumentRecord{id,
                          std::string{query.text(0)},
                          std::string{query.text(1)},
                          std::string{query.text(2)},
                          *std::move(plain),
                          Instant{Duration{query.integer(3)}}};
  });
}

Result<CodeRecord> SqliteStore::code(const std::string& key) {
  static const auto kRead = select<CodeRecord>("codes", "WHERE key=?1");
  return find<CodeRecord>(file_, kRead, "code.unknown", key);
}

Result<SessionRecord> SqliteStore::session(const std::string& token_hash) {
  static const auto kRead = select<SessionRecord>("sessions", "WHERE token_hash=?1");
  return find<SessionRecord>(file_, kRead, "session.unknown", token_hash);
}

Result<StaffRecord> SqliteStore::staff(const std::string& username) {
  static const auto kRead = select<StaffRecord>("staff", "WHERE username=?1");
  return find<StaffRecord>(file_, kRead, "staff.unknown", username);
}

Result<IdempotencyRecord> SqliteStore::idempotency(const std::string& key) {
  static const auto kRead = select<IdempotencyRecord>("idempotency", "WHERE key=?1");
  return find<IdempotencyRecord>(file_, kRead, "idempotency.unknown", key);
}

Result<Notice> SqliteStore::notice(const std::string& line_id, const std::string& id) {
  static const auto kRead = select<Notice>("notices", "WHERE line_id=?1 AND id=?2");
  return find<Notice>(file_, kRead, "notice.unknown", line_id, id);
}

Result<Pause> SqliteStore::pause(const std::string& line_id) {
  static const auto kRead = select<Pause>("pauses", "WHERE line_id=?1");
  return find<Pause>(file_, kRead, "pause.unknown", line_id);
}

Result<LineMarks> SqliteStore::line_marks(const std::string& line_id) {
  static const auto kRead = select<LineMarks>("line_marks", "WHERE line_id=?1");
  return find<LineMarks>(file_, kRead, "marks.unknown", line_id);
}

Result<Pairing> SqliteStore::pairing(const std::string& id) {
  static const auto kRead = select<Pairing>("pairings", "WHERE id=?1");
  return find<Pairing>(file_, kRead, "pairing.unknown", id);
}

Result<std::vector<Pairing>> SqliteStore::waiting_pairings(Instant now) {
  static const auto kRead = select<Pairing>(
      "pairings", "WHERE state='waiting' AND expires_at>?1 ORDER BY id LIMIT ?2");
  const std::int64_t after = now.time_since_epoch().count();
  return find_all<Pairing>(file_, kRead, after, kRowsMax);
}

Result<std::vector<Pairing>> SqliteStore::open_pairings(const std::string& clerk,
                                                        Instant now) {
  static const auto kRead = select<Pairing>(
      "pairings",
      "WHERE clerk=?1 AND state<>'ended' AND expires_at>?2 ORDER BY id LIMIT ?3");
  const std::int64_t after = now.time_since_epoch().count();
  return find_all<Pairing>(file_, kRead, clerk, after, kRowsMax);
}

Result<std::map<std::string, std::int64_t>> SqliteStore::case_counts() {
  static constexpr std::string_view kRead =
      "SELECT w.word, n FROM (SELECT state, count(*) AS n FROM case_rows GROUP BY state)"
      " JOIN case_words w ON w.kind='state' AND w.code=state";
  using Counts = std::map<std::string, std::int64_t>;
  return file_.read([](Database& database) -> Result<Counts> {
    Counts counts;
    auto query = database.query(kRead);
    while (true) {
      const auto row = query.next();
      if (!row) return pass_on(row.error());
      if (!*row) return counts;
      counts[std::string{query.text(0)}] = query.integer(1);
    }
  });
}

}  // namespace signoff
