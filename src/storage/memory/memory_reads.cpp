// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/memory/memory_store.h"

namespace signoff {
namespace {

template <class Map>
Result<typename Map::mapped_type> found(const Map& map, const std::string& key,
                                        std::string_view code) {
  const auto it = map.find(key);
  if (it == map.end()) return fail(Fault::not_found, code);
  return it->second;
}

// The records of one case, in the order of their keys.
template <class Index, class Map>
std::vector<typename Map::mapped_type> of_case(const Index& index, const Map& map,
                                               const std::string& case_id) {
  std::vector<typename Map::mapped_type> all;
  const auto keys = index.find(case_id);
  if (keys == index.end()) return all;
  for (const auto& key : keys->second) all.push_back(map.at(key));
  return all;
}

}  // namespace

Result<Line> MemoryStore::line(const std::string& id) {
  const std::lock_guard lock{mutex_};
  return found(lines_, id, "line.unknown");
}

Result<Line> MemoryStore::line(const Msisdn& msisdn) {
  const std::lock_guard lock{mutex_};
  const auto id = live_line_by_msisdn_.find(std::string{msisdn.digits()});
  if (id == live_line_by_msisdn_.end()) return fail(Fault::not_found, "line.unknown");
  return lines_.at(id->second);
}

std::vector<Line> MemoryStore::lines_by(const Index& index, const std::string& key) const {
  std::vector<Line> lines;
  const auto ids = index.find(key);
  if (ids == index.end()) return lines;
  for (const auto& id : ids->second) {
    if (lines.size() == kRowsMax) break;
    lines.push_back(lines_.at(id));
  }
  return lines;
}

Result<std::vector<Line>> MemoryStore::lines_of(const std::string& owner_id) {
  const std::lock_guard lock{mutex_};
  return lines_by(lines_by_owner_, owner_id);
}

Result<std::vector<Line>> MemoryStore::sub_lines(const std::string& main_line_id) {
  const std::lock_guard lock{mutex_};
  return lines_by(lines_by_main_, main_line_id);
}

Result<std::vector<Line>> MemoryStore::lines_after(const std::string& id,
                                                   std::size_t limit) {
  const std::lock_guard lock{mutex_};
  std::vector<Line> lines;
  limit = std::min(limit, kRowsMax);
  for (auto it = lines_.upper_bound(id); it != lines_.end() && lines.size() < limit; ++it)
    lines.push_back(it->second);
  return lines;
}

Result<Owner> MemoryStore::owner(const std::string& id) {
  const std::lock_guard lock{mutex_};
  return found(owners_, id, "owner.unknown");
}

Result<Number> MemoryStore::number(const Msisdn& msisdn) {
  const std::lock_guard lock{mutex_};
  return found(numbers_, std::string{msisdn.digits()}, "number.unknown");
}

Dossier MemoryStore::dossier_of(const StoredCase& stored) const {
  Dossier dossier{.head = stored.head, .file = stored.file, .line = {}, .number = {}};
  const auto line = lines_.find(stored.head.line_id);
  if (line == lines_.end()) return dossier;
  dossier.line = line->second;
  const auto number = numbers_.find(std::string{dossier.line.msisdn.digits()});
  if (number != numbers_.end()) dossier.number = number->second;
  return dossier;
}

Result<Dossier> MemoryStore::dossier(const std::string& case_id) {
  const std::lock_guard lock{mutex_};
  const auto stored = cases_.find(case_id);
  if (stored == cases_.end()) return fail(Fault::not_found, "case.unknown");
  return dossier_of(stored->second);
}

Result<WholeCase> MemoryStore::whole_case(const std::string& case_id) {
  const std::lock_guard lock{mutex_};
  const auto stored = cases_.find(case_id);
  if (stored == cases_.end()) return fail(Fault::not_found, "case.unknown");
  WholeCase whole{.dossier = dossier_of(stored->second),
                  .history = stored->second.events,
                  .refunds = of_case(refunds_by_case_, refunds_, case_id),
                  .vouchers = vouchers_of(case_id)};
  std::ranges::sort(whole.history, {}, &HistoryEvent::seq);
  return whole;
}

Result<Dossier> MemoryStore::dossier_by_number(const std::string& case_number) {
  const std::lock_guard lock{mutex_};
  const auto id = case_by_number_.find(case_number);
  if (id == case_by_number_.end()) return fail(Fault::not_found, "case.unknown");
  return dossier_of(cases_.at(id->second));
}

Result<Dossier> MemoryStore::open_case(const std::string& line_id) {
  const std::lock_guard lock{mutex_};
  const auto id = open_case_by_line_.find(line_id);
  if (id == open_case_by_line_.end()) return fail(Fault::not_found, "case.unknown");
  return dossier_of(cases_.at(id->second));
}

Result<std::vector<Dossier>> MemoryStore::cases(const CaseFilter& filter) {
  const std::lock_guard lock{mutex_};
  std::set<std::string> chosen;  // Narrowed by line or owner, where the filter names one.
  const bool narrowed = !filter.line_id.empty() || !filter.owner_id.empty();
  const auto add_line = [&](const std::string& line_id) {
    if (const auto ids = cases_by_line_.find(line_id); ids != cases_by_line_.end())
      chosen.insert(ids->second.begin(), ids->second.end());
  };
  const auto owned = lines_by_owner_.find(filter.owner_id);
  if (!filter.line_id.empty())
    add_line(filter.line_id);
  else if (narrowed && owned != lines_by_owner_.end())
    for (const auto& line_id : owned->second) add_line(line_id);

  const auto limit = std::min(filter.limit, kRowsMax);
  std::vector<Dossier> page;
  const auto take = [&](const StoredCase& stored) {
    if (filter.state && stored.head.state != *filter.state) return;
    auto dossier = dossier_of(stored);
    if (filter.owner_id.empty() || dossier.line.owner_id == filter.owner_id)
      page.push_back(std::move(dossier));
  };
  if (narrowed) {
    for (auto it = chosen.upper_bound(filter.after);
         it != chosen.end() && page.size() < limit; ++it)
      take(cases_.at(*it));
    return page;
  }
  for (auto it = cases_.upper_bound(filter.after);
       it != cases_.end() && page.size() < limit; ++it)
    take(it->second);
  return page;
}

Result<std::vector<HistoryEvent>> MemoryStore::history(const std::string& case_id) {
  const std::lock_guard lock{mutex_};
  const auto stored = cases_.find(case_id);
  if (stored == cases_.end()) return std::vector<HistoryEvent>{};
  auto events = stored->second.events;
  std::ranges::sort(events, {}, &HistoryEvent::seq);
  return events;
}

Result<std::vector<Notice>> MemoryStore::notices(const std::string& case_id) {
  const std::lock_guard lock{mutex_};
  auto all = of_case(notices_by_case_, notices_, case_id);
  std::ranges::stable_sort(all, {}, &Notice::seq);
  return all;
}

Result<std::vector<Refund>> MemoryStore::refunds(const std::string& case_id) {
  const std::lock_guard lock{mutex_};
  return of_case(refunds_by_case_, refunds_, case_id);
}

std::vector<VoucherRecord> MemoryStore::vouchers_of(const std::string& case_id) const {
  auto all = of_case(vouchers_by_case_, vouchers_, case_id);
  std::ranges::stable_sort(all, {}, &VoucherRecord::issued_at);
  return all;
}

Result<std::vector<VoucherRecord>> MemoryStore::vouchers(const std::string& case_id) {
  const std::lock_guard lock{mutex_};
  return vouchers_of(case_id);
}

Result<VoucherRecord> MemoryStore::voucher(const std::string& number) {
  const std::lock_guard lock{mutex_};
  return found(vouchers_, number, "voucher.unknown");
}

Result<DocumentRecord> MemoryStore::document(const std::string& id) {
  const std::lock_guard lock{mutex_};
  return found(documents_, id, "document.unknown");
}

Result<CodeRecord> MemoryStore::code(const std::string& key) {
  const std::lock_guard lock{mutex_};
  return found(codes_, key, "code.unknown");
}

Result<SessionRecord> MemoryStore::session(const std::string& token_hash) {
  const std::lock_guard lock{mutex_};
  return found(sessions_, token_hash, "session.unknown");
}

Result<TotpRecord> MemoryStore::totp(const std::string& username) {
  const std::lock_guard lock{mutex_};
  return found(totps_, username, "totp.unknown");
}

Result<StaffRecord> MemoryStore::staff(const std::string& username) {
  const std::lock_guard lock{mutex_};
  return found(staff_, username, "staff.unknown");
}

Result<Notice> MemoryStore::notice(const std::string& line_id, const std::string& id) {
  const std::lock_guard lock{mutex_};
  auto notice = found(notices_, id, "notice.unknown");
  if (notice && notice->line_id != line_id) return fail(Fault::not_found, "notice.unknown");
  return notice;
}

Result<Pause> MemoryStore::pause(const std::string& line_id) {
  const std::lock_guard lock{mutex_};
  return found(pauses_, line_id, "pause.unknown");
}

Result<LineMarks> MemoryStore::line_marks(const std::string& line_id) {
  const std::lock_guard lock{mutex_};
  return found(line_marks_, line_id, "marks.unknown");
}

Result<Pairing> MemoryStore::pairing(const std::string& id) {
  const std::lock_guard lock{mutex_};
  return found(pairings_, id, "pairing.unknown");
}

Result<std::vector<Pairing>> MemoryStore::waiting_pairings(Instant now) {
  const std::lock_guard lock{mutex_};
  std::vector<Pairing> waiting;
  for (const auto& [id, pairing] : pairings_) {
    if (pairing.state != PairingState::waiting || pairing.expires_at <= now) continue;
    if (waiting.size() == kRowsMax) break;
    waiting.push_back(pairing);
  }
  return waiting;
}

Result<std::vector<Pairing>> MemoryStore::open_pairings(const std::string& clerk,
                                                        Instant now) {
  const std::lock_guard lock{mutex_};
  std::vector<Pairing> open;
  for (const auto& [id, pairing] : pairings_) {
    if (pairing.clerk != clerk || pairing.state == PairingState::ended) continue;
    if (pairing.expires_at > now && open.size() < kRowsMax) open.push_back(pairing);
  }
  return open;
}

Result<IdempotencyRecord> MemoryStore::idempotency(const std::string& key) {
  const std::lock_guard lock{mutex_};
  return found(idempotency_, key, "idempotency.unknown");
}

Result<std::map<std::string, std::int64_t>> MemoryStore::case_counts() {
  const std::lock_guard lock{mutex_};
  std::map<std::string, std::int64_t> counts;
  for (const auto& [id, stored] : cases_)
    ++counts[std::string{to_string(stored.head.state)}];
  return counts;
}

}  // namespace signoff
