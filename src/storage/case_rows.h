// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/case_due.h"
#include "ports/list_store.h"

namespace signoff {

// "Never" as a time that sorts after all others: the end of the year 9999.
inline constexpr std::int64_t kNeverMs = 253'402'300'799'999;

HoldReason hold_of(const CaseFile& file);
// The row of a case after a change; `before` is null for a new case.
CaseRow row_after(const CaseRow* before, const Case& head, const CaseFile& file);

// What the row is sorted by. Falling, "never" is 0, so that it is last.
std::int64_t sort_value(const CaseRow& row, CaseSort sort, bool is_falling);
bool fits(const CaseRow& row, const CaseQuery& query);

}  // namespace signoff
