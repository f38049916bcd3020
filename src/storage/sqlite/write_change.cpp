// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/write_change.h"

#include "storage/change_rules.h"
#include "storage/sqlite/inspected.h"
#include "storage/sqlite/row.h"
#include "storage/sqlite/subject.h"
#include "storage/sqlite/write_case_row.h"
#include "storage/sqlite/write_totp.h"

namespace signoff {
namespace {

// Updates from the narrowest to the widest: one that leaves columns as they are also spares
// the indexes on them.
using Updates = std::initializer_list<const std::string*>;

// The one that found its row as it saw it; null when none did.
template <class T>
Result<const std::string*> update(Database& database, Updates updates, const T& record) {
  for (const auto* sql : updates) {
    auto query = database.query(*sql);
    const auto updated = bind_row(query, record).run();
    if (!updated) return pass_on(updated.error());
    if (*updated > 0) return sql;
  }
  return nullptr;
}

// Inserts a record of version 0, updates any other; nothing updated means that somebody was
// first.
template <class T>
Result<void> put(Database& database, const std::string& insert, Updates updates,
                 const T& record, std::string_view code) {
  if (record.version == 0) {
    auto fresh = record;
    fresh.version = 1;
    auto query = database.query(insert);
    auto done = bind_row(query, fresh).run();
    if (!done) return pass_on(done.error());
    return {};
  }
  const auto updated = update(database, updates, record);
  if (!updated) return pass_on(updated.error());
  if (!*updated) return fail(Fault::conflict, code);
  return {};
}

template <class T>
Result<void> insert(Database& database, const std::string& sql, const T& record) {
  auto query = database.query(sql);
  auto done = bind_row(query, record).run();
  if (!done) return pass_on(done.error());
  return {};
}

Result<void> write_file(Database& database, const Change& change) {
  static constexpr std::string_view kWrite =
      "INSERT INTO case_files(line_id, case_id, body) VALUES(?1, ?2, ?3)"
      " ON CONFLICT(line_id, case_id) DO UPDATE SET body=excluded.body";
  const auto& head = *change.moved_case;
  if (!change.file && head.version != 0) return {};
  const auto body = change.file ? encode(*change.file) : encode(CaseFile{});
  auto done = database.query(kWrite).with(head.line_id, head.id, body).run();
  if (!done) return pass_on(done.error());
  return {};
}

// Which of the two was it: another version, or a claim since?
Error why_not_moved(Database& database, const Case& head) {
  static constexpr std::string_view kRead =
      "SELECT version FROM cases WHERE line_id=?1 AND id=?2";
  auto query = database.query(kRead);
  query.with(head.line_id, head.id);
  const auto row = query.next();
  if (!row) return row.error();
  const bool is_same = *row && query.integer(0) == head.version;
  return {Fault::conflict, is_same ? "case.fence" : "case.version", {}};
}

// Whether the case left its state.
Result<RowMove> move_case(Database& database, const Case& head) {
  // Most steps leave the state as it is, and the due time where the claim has put it. The
  // first statements then spare the indexes that depend on them.
  static const auto kGoOn =
      update_sql<Case>("cases", {"line_id", "id", "version", "fence", "state", "due_at"},
                       {"number", "opened_at"});
  static const auto kStay = update_sql<Case>(
      "cases", {"line_id", "id", "version", "fence", "state"}, {"number", "opened_at"});
  static const auto kMove = update_sql<Case>("cases", {"line_id", "id", "version", "fence"},
                                             {"number", "opened_at"});
  const auto updated = update(database, {&kGoOn, &kStay, &kMove}, head);
  if (!updated) return pass_on(updated.error());
  if (!*updated) return pass_on(why_not_moved(database, head));
  return *updated == &kMove ? RowMove::moved : RowMove::stayed;
}

Result<void> write_case(Database& database, const Change& change) {
  static const auto kInsert = insert_sql<Case>("cases");
  auto head = *change.moved_case;
  auto how = RowMove::made;
  if (head.version == 0) {
    head.version = 1;
    if (auto done = insert(database, kInsert, head); !done) return done;
  } else {
    const auto moved = move_case(database, head);
    if (!moved) return pass_on(moved.error());
    how = *moved;
  }
  if (auto done = write_file(database, change); !done) return done;
  return write_case_row(database, change, how);
}

Result<void> write_owner(SqliteFile& file, Database& database, const Owner& owner) {
  static constexpr std::string_view kInsert =
      "INSERT INTO owners(id, version, sealed) VALUES(?1, 1, ?3)";
  static constexpr std::string_view kUpdate =
      "UPDATE owners SET version=?2+1, sealed=?3 WHERE id=?1 AND version=?2";
  const auto subject = "owner:" + owner.id;
  const auto key = file.key_for(database, subject);
  if (!key) return pass_on(key.error());
  const auto sealed = seal(*key, subject, as_bytes(encode(owner)), file.random());
  auto query = database.query(owner.version == 0 ? kInsert : kUpdate);
  if (owner.version == 0) {
    query.bind(1, owner.id);
    query.bind(3, ByteView{sealed});
  } else {
    query.with(owner.id, owner.version, ByteView{sealed});
  }
  const auto done = query.run();
  if (!done) return pass_on(done.error());
  if (*done == 0) return fail(Fault::conflict, "owner.version");
  return {};
}

Result<void> write_voucher(Database& database, const VoucherRecord& voucher) {
  static const auto kInsert =
      insert_sql<VoucherRecord>("vouchers",
                                "ON CONFLICT(number) DO UPDATE SET void_at=excluded.void_at"
                                " WHERE case_id=excluded.case_id");
  auto query = database.query(kInsert);
  const auto done = bind_row(query, voucher).run();
  if (!done) return pass_on(done.error());
  if (*done == 0) return fail(Fault::conflict, "voucher.number");
  return {};
}

Result<void> write_document(SqliteFile& file, Database& database,
                            const DocumentRecord& document) {
  static constexpr std::string_view kInsert =
      "INSERT INTO documents(line_id, id, case_id, media_type, at, subject, sealed)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(line_id, id) DO NOTHING";
  const auto subject = subject_of_line(database, document.line_id);
  if (!subject) return pass_on(subject.error());
  const auto key = file.key_for(database, *subject);
  if (!key) return pass_on(key.error());
  const auto context = *subject + "/" + document.id;
  const auto sealed = seal(*key, context, document.content, file.random());
  const std::int64_t at = document.at.time_since_epoch().count();
  auto done = database.query(kInsert)
                  .with(document.line_id, document.id, document.case_id,
                        document.media_type, at, *subject, ByteView{sealed})
                  .run();
  if (!done) return pass_on(done.error());
  return {};
}

Result<void> write_notice(Database& database, const Notice& notice) {
  static const auto kInsert =
      insert_sql<Notice>("notices", "ON CONFLICT(line_id, id) DO NOTHING");
  // A queued message that names no time is due at once.
  if (notice.state == NoticeState::queued && !notice.due_at) {
    auto due = notice;
    due.due_at = due.created_at;
    return insert(database, kInsert, due);
  }
  return insert(database, kInsert, notice);
}

Result<void> write_line_and_number(Database& database, const Change& change) {
  static const auto kInsertLine = insert_sql<Line>("lines");
  // Other owners, numbers and main lines are rare; where they stay, so do their indexes.
  static const auto kStayLine =
      update_sql<Line>("lines", {"id", "version", "owner_id", "msisdn", "main_line_id"});
  static const auto kUpdateLine = update_sql<Line>("lines", {"id", "version"});
  static const auto kInsertNumber = insert_sql<Number>("numbers");
  static const auto kUpdateNumber = update_sql<Number>("numbers", {"msisdn", "version"});
  if (change.line) {
    auto done = put(database, kInsertLine, {&kStayLine, &kUpdateLine}, *change.line,
                    "line.version");
    if (!done) return done;
  }
  if (change.number)
    return put(database, kInsertNumber, {&kUpdateNumber}, *change.number, "number.version");
  return {};
}

Result<void> write_history(Database& database, const std::vector<HistoryEvent>& events) {
  static const auto kInsert = insert_sql<HistoryEvent>("history");
  for (const auto& event : events)
    if (auto done = insert(database, kInsert, event); !done) return done;
  return {};
}

Result<void> write_case_parts(SqliteFile& file, Database& database, const Change& change) {
  static constexpr std::string_view kDestroy =
      "DELETE FROM documents WHERE line_id=?1 AND id=?2";
  static const auto kInsertRefund = insert_sql<Refund>("refunds");
  static const auto kUpdateRefund =
      update_sql<Refund>("refunds", {"line_id", "id", "version"});
  for (const auto& notice : change.notices)
    if (auto done = write_notice(database, notice); !done) return done;
  for (const auto& refund : change.refunds) {
    auto done = put(database, kInsertRefund, {&kUpdateRefund}, refund, "refund.version");
    if (!done) return done;
  }
  for (const auto& voucher : change.vouchers)
    if (auto done = write_voucher(database, voucher); !done) return done;
  for (const auto& document : change.documents)
    if (auto done = write_document(file, database, document); !done) return done;
  for (const auto& id : change.destroyed) {
    auto done = database.query(kDestroy).with(change.line_id, id).run();
    if (!done) return pass_on(done.error());
  }
  if (!change.destroyed.empty()) file.note_destroyed();
  return {};
}

Result<void> write_access(SqliteFile& file, Database& database, const Change& change) {
  static const auto kInsertCode = insert_sql<CodeRecord>("codes");
  static const auto kUpdateCode = update_sql<CodeRecord>("codes", {"key", "version"});
  static const auto kSession = [] {
    auto sql = insert_sql<SessionRecord>("sessions");
    return sql.replace(0, 6, "INSERT OR REPLACE");
  }();
  static const auto kStaff = [] {
    auto sql = insert_sql<StaffRecord>("staff");
    return sql.replace(0, 6, "INSERT OR REPLACE");
  }();
  static const auto kIdempotency = insert_sql<IdempotencyRecord>("idempotency");
  for (const auto& code : change.codes) {
    auto done = put(database, kInsertCode, {&kUpdateCode}, code, "code.version");
    if (!done) return done;
  }
  for (const auto& session : change.sessions)
    if (auto done = insert(database, kSession, session); !done) return done;
  for (const auto& person : change.staff)
    if (auto done = insert(database, kStaff, person); !done) return done;
  for (const auto& totp : change.totps)
    if (auto done = write_totp(file, database, totp); !done) return done;
  if (change.idempotency) return insert(database, kIdempotency, *change.idempotency);
  return {};
}

// What a line has besides: its pause, its owner's marks, screens at the counter.
Result<void> write_beside(Database& database, const Change& change) {
  static const auto kInsertPause = insert_sql<Pause>("pauses");
  static const auto kUpdatePause = update_sql<Pause>("pauses", {"line_id", "version"});
  static const auto kInsertMarks = insert_sql<LineMarks>("line_marks");
  static const auto kUpdateMarks =
      update_sql<LineMarks>("line_marks", {"line_id", "version"});
  static const auto kInsertPairing = insert_sql<Pairing>("pairings");
  static const auto kUpdatePairing = update_sql<Pairing>("pairings", {"id", "version"});
  if (change.pause) {
    auto done =
        put(database, kInsertPause, {&kUpdatePause}, *change.pause, "pause.version");
    if (!done) return done;
  }
  if (change.line_marks) {
    auto done =
        put(database, kInsertMarks, {&kUpdateMarks}, *change.line_marks, "marks.version");
    if (!done) return done;
  }
  for (const auto& pairing : change.pairings) {
    auto done =
        put(database, kInsertPairing, {&kUpdatePairing}, pairing, "pairing.version");
    if (!done) return done;
  }
  return {};
}

}  // namespace

Result<void> write_change(SqliteFile& file, Database& database, const Change& change) {
  if (auto shape = check_shape(change); !shape) return shape;
  if (change.moved_case)
    if (auto done = write_case(database, change); !done) return done;
  if (auto done = write_line_and_number(database, change); !done) return done;
  if (change.owner)
    if (auto done = write_owner(file, database, *change.owner); !done) return done;
  if (auto done = write_history(database, change.events); !done) return done;
  if (auto done = write_case_parts(file, database, change); !done) return done;
  if (auto done = write_beside(database, change); !done) return done;
  if (auto done = write_access(file, database, change); !done) return done;
  return write_inspected(file, database, change);
}

}  // namespace signoff
