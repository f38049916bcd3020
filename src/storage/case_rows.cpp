// SPDX-License-Identifier: Apache-2.0
#include "storage/case_rows.h"

#include <algorithm>

namespace signoff {

HoldReason hold_of(const CaseFile& file) {
  return parse_name<HoldReason>(file.hold_reason).value_or(HoldReason::other);
}

CaseRow row_after(const CaseRow* before, const Case& head, const CaseFile& file) {
  CaseRow row;
  row.case_id = head.id;
  row.number = head.number;
  row.state = head.state;
  row.type = head.type;
  row.channel = file.channel;
  row.hold = hold_of(file);
  row.risk = file.risk_score;
  row.opened_at = head.opened_at;
  row.due_at = due_of(head.state, file);
  row.changed_at = head.changed_at;
  row.since = head.changed_at;
  if (before == nullptr) return row;
  row.review = before->review;
  if (before->state == head.state) row.since = before->since;
  if (is_in_review(before->state) && !is_in_review(head.state)) {
    const bool is_late = before->due_at && head.changed_at > *before->due_at;
    row.review = is_late ? ReviewEnd::late : ReviewEnd::in_time;
  }
  return row;
}

std::int64_t sort_value(const CaseRow& row, CaseSort sort, bool is_falling) {
  switch (sort) {
    case CaseSort::opened: return 0;
    case CaseSort::due:
      if (row.due_at) return row.due_at->time_since_epoch().count();
      return is_falling ? 0 : kNeverMs;
    case CaseSort::risk: return row.risk;
    case CaseSort::changed: return row.changed_at.time_since_epoch().count();
  }
  return 0;
}

bool fits(const CaseRow& row, const CaseQuery& query) {
  if (!query.states.empty() &&
      std::ranges::find(query.states, row.state) == query.states.end())
    return false;
  if (query.hold && (row.state != CaseState::fraud_hold || row.hold != *query.hold))
    return false;
  return (!query.type || row.type == *query.type) &&
         (!query.channel || row.channel == *query.channel) &&
         row.number.starts_with(query.number);
}

}  // namespace signoff
