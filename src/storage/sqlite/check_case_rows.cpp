// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/check_case_rows.h"

#include "storage/case_rows.h"
#include "storage/sqlite/read_case_row.h"
#include "storage/sqlite/row.h"

namespace signoff {
namespace {

// The names of what differs, "state, due_at".
std::string differences(const CaseRow& row, const CaseRow& wanted) {
  std::string names;
  const auto compare = [&](std::string_view name, const auto& is, const auto& should_be) {
    if (is == should_be) return;
    if (!names.empty()) names += ", ";
    names += name;
  };
  compare("number", row.number, wanted.number);
  compare("state", row.state, wanted.state);
  compare("type", row.type, wanted.type);
  compare("channel", row.channel, wanted.channel);
  compare("hold", row.hold, wanted.hold);
  compare("risk", row.risk, wanted.risk);
  compare("opened_at", row.opened_at, wanted.opened_at);
  compare("due_at", row.due_at, wanted.due_at);
  compare("changed_at", row.changed_at, wanted.changed_at);
  return names;
}

// Columns: the case, its file, its row.
void compare_row(const Query& query, Findings& findings) {
  static const int kBody = column_count<Case>();
  static const int kRow = kBody + 1;
  const auto head = read_row<Case>(query);
  // What cannot be read at all the check of the case itself says.
  if (!head || query.is_null(kBody)) return;
  const auto subject = "case " + head->id;
  const auto file = decode_case_file(query.text(kBody));
  if (!file) return findings.add("case.file", subject, file.error().code);
  if (query.is_null(kRow)) return findings.add("case.no_row", subject);
  CaseRow row;
  if (!read_case_row(query, kRow, row)) return findings.add("case.row", subject, "code");
  if (const auto names = differences(row, row_after(nullptr, *head, *file)); !names.empty())
    findings.add("case.row", subject, names);
}

Result<void> find_orphans(Database& database, Findings& findings) {
  static constexpr std::string_view kRead =
      "SELECT case_id FROM case_rows r"
      " WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id=r.case_id)";
  auto query = database.query(kRead);
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return {};
    findings.add("case.lone_row", "case " + std::string{query.text(0)});
  }
}

}  // namespace

Result<void> check_case_rows(Database& database, Findings& findings,
                             const Progress& progress) {
  static constexpr std::string_view kCount = "SELECT count(*) FROM case_rows";
  static const auto kRead = fmt::format(
      "SELECT {}, f.body, {} FROM cases c"
      " LEFT JOIN case_files f ON f.line_id=c.line_id AND f.case_id=c.id"
      " LEFT JOIN case_rows r ON r.case_id=c.id",
      column_list<Case>("c"), kCaseRowColumns);
  auto counted = database.query(kCount);
  if (const auto row = counted.next(); !row) return pass_on(row.error());
  const auto total = counted.integer(0);
  auto query = database.query(kRead);
  for (std::int64_t done = 0;; ++done) {
    if (progress && done % 1000 == 0) progress("rows", std::min(done, total), total);
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) break;
    compare_row(query, findings);
  }
  if (progress) progress("rows", total, total);
  return find_orphans(database, findings);
}

}  // namespace signoff
