// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/memory/memory_store.h"

#include <algorithm>

namespace signoff {

void MemoryStore::apply_marks(const Change& change) {
  const auto& case_id = change.moved_case->id;
  for (const auto& mark : change.marks) {
    marks_.try_emplace({case_id, mark.kind, mark.value});
    cases_by_mark_[{mark.kind, mark.value}].insert(case_id);
  }
  if (!change.marks_until) return;
  for (auto mark = marks_.lower_bound({case_id, LinkKind{}, ""});
       mark != marks_.end() && std::get<0>(mark->first) == case_id; ++mark)
    if (!mark->second) mark->second = change.marks_until;
}

std::vector<MemoryStore::Mark> MemoryStore::marks_over(Instant before,
                                                       std::size_t rows) const {
  std::vector<Mark> over;
  for (const auto& [mark, forget_at] : marks_) {
    if (over.size() == rows) break;
    if (!forget_at || *forget_at >= before) continue;
    const auto& line = lines_.at(cases_.at(std::get<0>(mark)).head.line_id);
    if (!line.fraud_flag && line.legal_hold.empty()) over.push_back(mark);
  }
  return over;
}

std::size_t MemoryStore::forget_marks(Instant before, std::size_t rows) {
  const auto over = marks_over(before, rows);
  for (const auto& mark : over) {
    const auto& [case_id, kind, value] = mark;
    const auto shared = cases_by_mark_.find({kind, value});
    shared->second.erase(case_id);
    if (shared->second.empty()) cases_by_mark_.erase(shared);
    marks_.erase(mark);
  }
  return over.size();
}

Result<std::vector<AccessRecord>> MemoryStore::accesses(const AccessFilter& filter) {
  const std::lock_guard lock{mutex_};
  const auto fits = [](const std::string& wanted, const std::string& is) {
    return wanted.empty() || wanted == is;
  };
  const auto limit = std::min(filter.limit, kRowsMax);
  std::vector<AccessRecord> page;
  auto at = filter.after.empty() ? accesses_.end() : accesses_.lower_bound(filter.after);
  while (at != accesses_.begin() && page.size() < limit) {
    const auto& record = (--at)->second;
    if (fits(filter.line_id, record.line_id) && fits(filter.case_id, record.case_id) &&
        fits(filter.actor_id, record.actor.id) && fits(filter.act, record.act))
      page.push_back(record);
  }
  return page;
}

Result<std::vector<CaseLink>> MemoryStore::linked_cases(const std::string& case_id,
                                                        std::size_t limit) {
  const std::lock_guard lock{mutex_};
  limit = std::min(limit, kRowsMax);
  std::vector<CaseLink> links;
  for (auto own = marks_.lower_bound({case_id, LinkKind{}, ""});
       own != marks_.end() && std::get<0>(own->first) == case_id; ++own) {
    const auto kind = std::get<1>(own->first);
    for (const auto& other : cases_by_mark_.at({kind, std::get<2>(own->first)})) {
      if (other == case_id) continue;
      const auto dossier = dossier_of(cases_.at(other));
      links.push_back({kind, other, dossier.head.number, dossier.head.state,
                       dossier.line.msisdn, dossier.head.opened_at});
    }
  }
  sort_links(links, limit);
  return links;
}

}  // namespace signoff
