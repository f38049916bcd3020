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
  if (!change.marks.empty() && !change.moved_case)
    return fail(Fault::bad_input, "change.marks");
  const auto& line_id = change.line_id;
  const bool one_line =
      (!change.moved_case || change.moved_case->line_id == line_id) &&
      (!change.line || change.line->id == line_id) && all_of_line(change.events, line_id) &&
      all_of_line(change.notices, line_id) && all_of_line(change.refunds, line_id) &&
      all_of_line(change.vouchers, line_id) && all_of_line(change.documents, line_id) &&
      all_of_line(change.accesses, line_id) && all_of_line(change.pairings, line_id) &&
      (!change.pause || change.pause->line_id == line_id) &&
      (!change.line_marks || change.line_marks->line_id == line_id);
  if (!one_line) return fail(Fault::bad_input, "change.other_line");
  return {};
}

void sort_links(std::vector<CaseLink>& links, std::size_t limit) {
  const auto place = [](const CaseLink& link) { return std::tie(link.case_id, link.kind); };
  std::ranges::sort(links, [&](const CaseLink& one, const CaseLink& other) {
    if (one.case_id != other.case_id) return one.case_id > other.case_id;
    return one.kind < other.kind;
  });
  const auto twins = std::ranges::unique(links, {}, place);
  links.erase(twins.begin(), twins.end());
  if (links.size() > limit) links.resize(limit);
}

}  // namespace signoff
