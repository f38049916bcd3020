// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/read_case_row.h"

#include "storage/case_rows.h"

namespace signoff {
namespace {

Instant instant(std::int64_t ms) { return Instant{Duration{ms}}; }

template <class Enum>
bool read_code(const Query& query, int at, Enum& into) {
  const auto value = query.integer(at);
  if (value < 0 || value >= static_cast<std::int64_t>(kNames<Enum>.size())) return false;
  into = static_cast<Enum>(value);
  return true;
}

}  // namespace

bool read_case_row(const Query& query, int at, CaseRow& row) {
  row.case_id = query.text(at);
  row.number = query.text(at + 1);
  row.risk = static_cast<int>(query.integer(at + 6));
  row.opened_at = instant(query.integer(at + 7));
  const auto due = query.integer(at + 8);
  row.due_at = due == kNeverMs ? std::nullopt : std::optional{instant(due)};
  row.changed_at = instant(query.integer(at + 9));
  row.since = instant(query.integer(at + 10));
  return read_code(query, at + 2, row.state) && read_code(query, at + 3, row.type) &&
         read_code(query, at + 4, row.channel) && read_code(query, at + 5, row.hold) &&
         read_code(query, at + 11, row.review);
}

}  // namespace signoff
