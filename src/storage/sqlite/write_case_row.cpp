// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/write_case_row.h"

#include "storage/case_rows.h"
#include "storage/codec.h"

namespace signoff {
namespace {

template <class Enum>
constexpr int code(Enum value) {
  return static_cast<int>(value);
}

std::int64_t due_ms(CaseState state, const CaseFile& file) {
  const auto due = due_of(state, file);
  return due ? ms(*due) : kNeverMs;
}

Result<void> insert_row(Database& database, const Case& head, const CaseFile& file) {
  static constexpr std::string_view kInsert =
      "INSERT INTO case_rows(case_id, number, state, type, channel, hold, risk, opened_at,"
      " due_at, changed_at, since, review) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?10,0)";
  auto done = database.query(kInsert)
                  .with(head.id, head.number, code(head.state), code(head.type),
                        code(file.channel), code(hold_of(file)), file.risk_score,
                        ms(head.opened_at), due_ms(head.state, file), ms(head.changed_at))
                  .run();
  if (!done) return pass_on(done.error());
  return {};
}

Result<CaseFile> stored_file(Database& database, const Case& head) {
  static constexpr std::string_view kRead =
      "SELECT body FROM case_files WHERE line_id=?1 AND case_id=?2";
  auto query = database.query(kRead);
  const auto row = query.with(head.line_id, head.id).next();
  if (!row) return pass_on(row.error());
  if (!*row) return CaseFile{};
  return decode_case_file(query.text(0));
}

// A case that stays in its state. False where its file moves the due time, which the index
// of the queues is in order of.
Result<bool> stay(Database& database, const Case& head, const CaseFile* file) {
  static constexpr std::string_view kTouch =
      "UPDATE case_rows SET changed_at=?2 WHERE case_id=?1";
  static constexpr std::string_view kNote =
      "UPDATE case_rows SET changed_at=?2, channel=?3, hold=?4, risk=?5"
      " WHERE case_id=?1 AND due_at=?6";
  auto query = database.query(file ? kNote : kTouch);
  query.with(head.id, ms(head.changed_at));
  if (file) {
    query.bind(3, code(file->channel));
    query.bind(4, code(hold_of(*file)));
    query.bind(5, file->risk_score);
    query.bind(6, due_ms(head.state, *file));
  }
  const auto updated = query.run();
  if (!updated) return pass_on(updated.error());
  return *updated > 0;
}

// The numbers 5 and 6 are the states of review, see is_in_review().
static_assert(code(CaseState::under_review) == 5 && code(CaseState::second_approval) == 6);

Result<void> move_row(Database& database, const Case& head, const CaseFile* file) {
  static constexpr std::string_view kMove =
      "UPDATE case_rows SET state=?2, due_at=?3, changed_at=?4, channel=coalesce(?5, "
      "channel),"
      " hold=coalesce(?6, hold), risk=coalesce(?7, risk),"
      " since=CASE WHEN state=?2 THEN since ELSE ?4 END,"
      " review=CASE WHEN (state=5 OR state=6) AND NOT (?2=5 OR ?2=6)"
      " THEN CASE WHEN ?4>due_at THEN 2 ELSE 1 END ELSE review END WHERE case_id=?1";
  auto query = database.query(kMove);
  query.with(head.id, code(head.state), file ? due_ms(head.state, *file) : kNeverMs,
             ms(head.changed_at));
  if (file) {
    query.bind(5, code(file->channel));
    query.bind(6, code(hold_of(*file)));
    query.bind(7, file->risk_score);
  } else {
    for (int at = 5; at <= 7; ++at) query.bind_null(at);
  }
  const auto done = query.run();
  if (!done) return pass_on(done.error());
  return {};
}

}  // namespace

Result<void> write_case_row(Database& database, const Change& change, RowMove how) {
  const auto& head = *change.moved_case;
  const auto* file = change.file ? &*change.file : nullptr;
  if (how == RowMove::made) return insert_row(database, head, file ? *file : CaseFile{});
  if (how == RowMove::stayed) {
    const auto stayed = stay(database, head, file);
    if (!stayed) return pass_on(stayed.error());
    if (*stayed) return {};
  }
  // Most states are not due at any time; only the others ask what the file says.
  if (file || !has_due(head.state)) return move_row(database, head, file);
  const auto stored = stored_file(database, head);
  if (!stored) return pass_on(stored.error());
  return move_row(database, head, &*stored);
}

}  // namespace signoff
