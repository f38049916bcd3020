// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/list_store.h"
#include "storage/sqlite/database.h"

namespace signoff {

// The columns of case_rows `r` in the order that read_case_row() takes them.
inline constexpr std::string_view kCaseRowColumns =
    "r.case_id, r.number, r.state, r.type, r.channel, r.hold, r.risk, r.opened_at,"
    " r.due_at, r.changed_at, r.since, r.review";

// The row from column `at` on; false where a number in it has no name.
bool read_case_row(const Query& query, int at, CaseRow& row);

}  // namespace signoff
