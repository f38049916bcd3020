// SPDX-License-Identifier: Apache-2.0
#include "storage/case_rows.h"
#include "storage/change_rules.h"
#include "storage/memory/memory_store.h"

namespace signoff {
namespace {

ListMark mark_of(const Refund& refund) {
  return {refund.due_at ? refund.due_at->time_since_epoch().count() : kNeverMs, refund.id};
}

bool is_before(const ListMark& a, const ListMark& b) {
  return std::tie(a.value, a.id) < std::tie(b.value, b.id);
}

}  // namespace

Result<CasePage> MemoryStore::case_page(const CaseQuery& query) {
  const std::lock_guard lock{mutex_};
  std::vector<ListMark> marks;
  CasePage page;
  for (const auto& [id, stored] : cases_) {
    const bool is_of_line = query.line_id.empty() || stored.head.line_id == query.line_id;
    if (!is_of_line || !fits(stored.row, query)) continue;
    page.total = std::min(page.total + 1, kTotalMax);
    ListMark mark{sort_value(stored.row, query.sort, query.is_falling), id};
    const auto& after = query.after;
    const bool is_beyond =
        !after || (query.is_falling ? is_before(mark, *after) : is_before(*after, mark));
    if (is_beyond) marks.push_back(std::move(mark));
  }
  std::ranges::sort(marks, is_before);
  if (query.is_falling) std::ranges::reverse(marks);
  const auto limit = std::min(query.limit, kRowsMax);
  if (marks.size() > limit) {
    marks.resize(limit);
    page.next = marks.back();
  }
  for (const auto& mark : marks) page.cases.push_back(dossier_of(cases_.at(mark.id)));
  return page;
}

Result<std::vector<Dossier>> MemoryStore::cases_opened(Instant from, Instant before,
                                                       const std::string& after,
                                                       std::size_t limit) {
  const std::lock_guard lock{mutex_};
  std::vector<Dossier> page;
  limit = std::min(limit, kRowsMax);
  for (auto it = cases_.upper_bound(after); it != cases_.end() && page.size() < limit; ++it)
    if (it->second.head.opened_at >= from && it->second.head.opened_at < before)
      page.push_back(dossier_of(it->second));
  return page;
}

Result<void> MemoryStore::each_row(const std::function<void(const CaseRow&)>& use) {
  std::vector<CaseRow> rows;
  {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, stored] : cases_) rows.push_back(stored.row);
  }
  for (const auto& row : rows) use(row);
  return {};
}

Result<RefundPage> MemoryStore::refund_page(const RefundQuery& query) {
  const std::lock_guard lock{mutex_};
  RefundPage page;
  std::vector<const Refund*> found;
  for (const auto& [id, refund] : refunds_) {
    if (query.state && refund.state != *query.state) continue;
    page.total = std::min(page.total + 1, kTotalMax);
    if (!query.after || is_before(*query.after, mark_of(refund))) found.push_back(&refund);
  }
  std::ranges::sort(found, [](const Refund* a, const Refund* b) {
    return is_before(mark_of(*a), mark_of(*b));
  });
  const auto limit = std::min(query.limit, kRowsMax);
  if (found.size() > limit) {
    found.resize(limit);
    page.next = mark_of(*found.back());
  }
  for (const auto* refund : found) {
    ListedRefund listed{*refund, {}, {}, {}};
    if (const auto stored = cases_.find(refund->case_id); stored != cases_.end())
      listed.case_number = stored->second.head.number;
    if (const auto line = lines_.find(refund->line_id); line != lines_.end()) {
      listed.msisdn = line->second.msisdn;
      listed.owner_id = line->second.owner_id;
    }
    page.refunds.push_back(std::move(listed));
  }
  return page;
}

Result<std::vector<RefundSum>> MemoryStore::refund_sums() {
  const std::lock_guard lock{mutex_};
  std::map<std::pair<RefundState, std::string_view>, RefundSum> sums;
  for (const auto& [id, refund] : refunds_) {
    auto& sum = sums[{refund.state, refund.amount.currency().code()}];
    if (sum.count++ == 0)
      sum = {refund.state, 1, refund.amount};
    else
      sum.amount = sum.amount + refund.amount;
  }
  std::vector<RefundSum> all;
  for (const auto& [key, sum] : sums) all.push_back(sum);
  return all;
}

}  // namespace signoff
