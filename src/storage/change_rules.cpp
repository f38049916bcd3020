// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"

namespace signoff {
namespace {

template <class Record>
bool all_of_line(const std::vector<Record>& records, const std::string& line_id) {
  return std::ranges::all_of(
      records, [&](const Record& record) { return record.line_id == line_id; });
}

}  // namespace

Result<void> check_shape(const Change& change) {
  if (change.file && !change.moved_case) return fail(Fault::bad_input, "change.file");
  const auto& line_id = change.line_id;
  const bool one_line =
      (!change.moved_case || change.moved_case->line_id == line_id) &&
      (!change.line || change.line->id == line_id) && all_of_line(change.events, line_id) &&
      all_of_line(change.notices, line_id) && all_of_line(change.refunds, line_id) &&
      all_of_line(change.vouchers, line_id) && all_of_line(change.documents, line_id);
  if (!one_line) return fail(Fault::bad_input, "change.other_line");
  return {};
}

}  // namespace signoff
