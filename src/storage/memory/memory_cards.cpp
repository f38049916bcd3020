// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/memory/memory_store.h"

#include <algorithm>
#include <ranges>

namespace signoff {
namespace {

constexpr CardState kLeft[] = {CardState::disable_req, CardState::disabled,
                               CardState::delete_req, CardState::delete_pending_offline};

}  // namespace

Result<std::vector<Line>> MemoryStore::lines_with(const Iccid& iccid) {
  const std::lock_guard lock{mutex_};
  std::vector<Line> found;
  for (const auto& line : std::views::reverse(lines_) | std::views::values)
    if (line.iccid == iccid) found.push_back(line);
  return found;
}

Result<CardReport> MemoryStore::keep(const CardReport& report, ByteView bytes) {
  announce(CommitPoint::before);
  CardReport kept;
  {
    const std::lock_guard lock{mutex_};
    const auto [place, is_new] =
        card_reports_.try_emplace({report.line_id, report.digest}, StoredReport{});
    if (is_new)
      place->second = {report, {bytes.begin(), bytes.end()}};
    else
      ++place->second.report.times;
    kept = place->second.report;
  }
  announce(CommitPoint::after);
  return kept;
}

Result<void> MemoryStore::set_told(const std::string& line_id, const std::string& digest,
                                   const std::string& case_id) {
  announce(CommitPoint::before);
  {
    const std::lock_guard lock{mutex_};
    const auto found = card_reports_.find({line_id, digest});
    if (found != card_reports_.end() && found->second.report.case_id.empty())
      found->second.report.case_id = case_id;
  }
  announce(CommitPoint::after);
  return {};
}

Result<std::vector<CardReport>> MemoryStore::card_reports(const std::string& line_id) {
  const std::lock_guard lock{mutex_};
  std::vector<CardReport> found;
  for (auto at = card_reports_.lower_bound({line_id, ""});
       at != card_reports_.end() && at->first.first == line_id; ++at)
    found.push_back(at->second.report);
  std::ranges::stable_sort(found, {}, [](const CardReport& report) {
    return std::tuple{report.at, report.sequence};
  });
  return found;
}

Result<Bytes> MemoryStore::card_report_bytes(const std::string& line_id,
                                             const std::string& digest) {
  const std::lock_guard lock{mutex_};
  const auto found = card_reports_.find({line_id, digest});
  if (found == card_reports_.end()) return fail(Fault::not_found, "card_report.unknown");
  return found->second.bytes;
}

Result<std::vector<Line>> MemoryStore::lines_left(CardState card, Instant until,
                                                  std::size_t limit) {
  std::vector<Line> found;
  if (std::ranges::find(kLeft, card) == std::end(kLeft)) return found;
  {
    const std::lock_guard lock{mutex_};
    for (const auto& line : lines_ | std::views::values)
      if (line.card == card && line.terminated_at && *line.terminated_at <= until)
        found.push_back(line);
  }
  std::ranges::stable_sort(found, {}, &Line::terminated_at);
  if (found.size() > std::min(limit, kRowsMax)) found.resize(std::min(limit, kRowsMax));
  return found;
}

}  // namespace signoff
