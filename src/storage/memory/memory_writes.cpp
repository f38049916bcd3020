// SPDX-License-Identifier: Apache-2.0
#include "storage/case_rows.h"
#include "storage/change_rules.h"
#include "storage/memory/memory_store.h"

namespace signoff {
namespace {

// The stored version must be the one that the writer has seen; 0 means not stored yet.
template <class Map, class Record>
bool version_fits(const Map& map, const std::string& key, const Record& record) {
  const auto stored = map.find(key);
  if (stored == map.end()) return record.version == 0;
  return record.version != 0 && stored->second.version == record.version;
}

template <class Map, class Record>
void put(Map& map, const std::string& key, Record record) {
  ++record.version;
  map[key] = std::move(record);
}

}  // namespace

std::vector<Result<void>> MemoryStore::commit(std::span<const Change> changes) {
  const StampOnLeaving stamps{stamps_, changes};
  announce(CommitPoint::before);
  std::vector<Result<void>> answers;
  answers.reserve(changes.size());
  {
    const std::lock_guard lock{mutex_};
    for (const auto& change : changes) {
      answers.push_back(check(change));
      if (answers.back()) apply(change);
    }
  }
  announce(CommitPoint::after);
  return answers;
}

Result<void> MemoryStore::check(const Change& change) const {
  if (auto shape = check_shape(change); !shape) return shape;
  if (auto checked = check_case(change); !checked) return checked;
  if (auto checked = check_line(change); !checked) return checked;
  if (auto checked = check_parts(change); !checked) return checked;
  return check_beside(change);
}

Result<void> MemoryStore::check_case(const Change& change) const {
  if (!change.moved_case) return {};
  const auto& head = *change.moved_case;
  const auto stored = cases_.find(head.id);
  if (head.version == 0) {
    if (stored != cases_.end()) return fail(Fault::conflict, "case.version");
    if (case_by_number_.contains(head.number)) return fail(Fault::conflict, "case.number");
  } else {
    if (stored == cases_.end() || stored->second.head.line_id != head.line_id ||
        stored->second.head.version != head.version)
      return fail(Fault::conflict, "case.version");
    if (stored->second.head.fence != head.fence) return fail(Fault::conflict, "case.fence");
  }
  const auto open = open_case_by_line_.find(head.line_id);
  if (!is_ended(head.state) && open != open_case_by_line_.end() && open->second != head.id)
    return fail(Fault::conflict, "case.open");
  return {};
}

Result<void> MemoryStore::check_line(const Change& change) const {
  if (!change.line) return {};
  const auto& line = *change.line;
  if (!version_fits(lines_, line.id, line)) return fail(Fault::conflict, "line.version");
  const auto live = live_line_by_msisdn_.find(std::string{line.msisdn.digits()});
  if (holds_number(line.state) && live != live_line_by_msisdn_.end() &&
      live->second != line.id)
    return fail(Fault::conflict, "line.msisdn");
  return {};
}

Result<void> MemoryStore::check_parts(const Change& change) const {
  if (change.number &&
      !version_fits(numbers_, std::string{change.number->msisdn.digits()}, *change.number))
    return fail(Fault::conflict, "number.version");
  if (change.owner && !version_fits(owners_, change.owner->id, *change.owner))
    return fail(Fault::conflict, "owner.version");
  for (const auto& event : change.events) {
    const auto stored = cases_.find(event.case_id);
    const bool is_new = change.moved_case && change.moved_case->id == event.case_id;
    if (stored == cases_.end() && !is_new) return fail(Fault::conflict, "history.case");
    const auto is_twin = [&](const HistoryEvent& other) {
      return &other != &event && other.case_id == event.case_id && other.seq == event.seq;
    };
    if (std::ranges::any_of(change.events, is_twin) ||
        (stored != cases_.end() && std::ranges::any_of(stored->second.events, is_twin)))
      return fail(Fault::conflict, "history.seq");
  }
  for (const auto& refund : change.refunds)
    if (!version_fits(refunds_, refund.id, refund))
      return fail(Fault::conflict, "refund.version");
  for (const auto& voucher : change.vouchers) {
    const auto stored = vouchers_.find(voucher.number);
    if (stored != vouchers_.end() && stored->second.case_id != voucher.case_id)
      return fail(Fault::conflict, "voucher.number");
  }
  for (const auto& code : change.codes)
    if (!version_fits(codes_, code.key, code)) return fail(Fault::conflict, "code.version");
  for (const auto& totp : change.totps)
    if (!version_fits(totps_, totp.username, totp))
      return fail(Fault::conflict, "totp.version");
  if (change.idempotency && idempotency_.contains(change.idempotency->key))
    return fail(Fault::conflict, "idempotency.key");
  return {};
}

Result<void> MemoryStore::check_beside(const Change& change) const {
  if (change.pause && !version_fits(pauses_, change.pause->line_id, *change.pause))
    return fail(Fault::conflict, "pause.version");
  if (change.line_marks &&
      !version_fits(line_marks_, change.line_marks->line_id, *change.line_marks))
    return fail(Fault::conflict, "marks.version");
  for (const auto& pairing : change.pairings)
    if (!version_fits(pairings_, pairing.id, pairing))
      return fail(Fault::conflict, "pairing.version");
  return {};
}

void MemoryStore::apply(const Change& change) {
  apply_case(change);
  if (change.line) apply_line(*change.line);
  if (change.number) {
    const auto key = std::string{change.number->msisdn.digits()};
    if (const auto stored = numbers_.find(key); stored != numbers_.end())
      if (stored->second.due_at) due_numbers_.erase({*stored->second.due_at, key, ""});
    if (change.number->due_at) due_numbers_.insert({*change.number->due_at, key, ""});
    put(numbers_, key, *change.number);
  }
  if (change.owner) put(owners_, change.owner->id, *change.owner);
  for (const auto& event : change.events) cases_[event.case_id].events.push_back(event);
  for (const auto& notice : change.notices) apply_notice(notice);
  for (const auto& refund : change.refunds) apply_refund(refund);
  for (const auto& voucher : change.vouchers) apply_voucher(voucher);
  for (const auto& document : change.documents) documents_.emplace(document.id, document);
  for (const auto& id : change.destroyed)
    if (const auto stored = documents_.find(id);
        stored != documents_.end() && stored->second.line_id == change.line_id)
      documents_.erase(stored);
  for (const auto& code : change.codes) put(codes_, code.key, code);
  for (const auto& session : change.sessions) sessions_[session.token_hash] = session;
  if (change.idempotency)
    idempotency_.emplace(change.idempotency->key, *change.idempotency);
  for (const auto& person : change.staff) staff_[person.username] = person;
  for (const auto& totp : change.totps) put(totps_, totp.username, totp);
  for (const auto& access : change.accesses) accesses_.emplace(access.id, access);
  if (change.moved_case) apply_marks(change);
  apply_beside(change);
}

void MemoryStore::apply_beside(const Change& change) {
  if (change.pause) {
    const auto& id = change.pause->line_id;
    if (const auto old = pauses_.find(id); old != pauses_.end() && old->second.due_at)
      due_pauses_.erase({*old->second.due_at, id, ""});
    if (change.pause->due_at) due_pauses_.insert({*change.pause->due_at, id, ""});
    put(pauses_, id, *change.pause);
  }
  if (change.line_marks) put(line_marks_, change.line_marks->line_id, *change.line_marks);
  for (const auto& pairing : change.pairings) put(pairings_, pairing.id, pairing);
}

void MemoryStore::apply_case(const Change& change) {
  if (!change.moved_case) return;
  const auto& head = *change.moved_case;
  auto& stored = cases_[head.id];
  if (stored.head.due_at)
    due_cases_.erase({*stored.head.due_at, place_of(head.id), head.id});
  if (change.file) stored.file = *change.file;
  stored.row = row_after(head.version == 0 ? nullptr : &stored.row, head, stored.file);
  stored.head = head;
  ++stored.head.version;
  if (head.due_at) due_cases_.insert({*head.due_at, place_of(head.id), head.id});
  case_by_number_[head.number] = head.id;
  cases_by_line_[head.line_id].insert(head.id);
  const auto open = open_case_by_line_.find(head.line_id);
  if (!is_ended(head.state))
    open_case_by_line_[head.line_id] = head.id;
  else if (open != open_case_by_line_.end() && open->second == head.id)
    open_case_by_line_.erase(open);
}

void MemoryStore::apply_line(const Line& line) {
  const auto msisdn_of = [](const Line& of) { return std::string{of.msisdn.digits()}; };
  if (const auto found = lines_.find(line.id); found != lines_.end()) {
    const auto& old = found->second;
    if (holds_number(old.state)) live_line_by_msisdn_.erase(msisdn_of(old));
    lines_by_owner_[old.owner_id].erase(old.id);
    lines_by_main_[old.main_line_id].erase(old.id);
  }
  if (holds_number(line.state)) live_line_by_msisdn_[msisdn_of(line)] = line.id;
  lines_by_owner_[line.owner_id].insert(line.id);
  if (!line.main_line_id.empty()) lines_by_main_[line.main_line_id].insert(line.id);
  put(lines_, line.id, line);
}

void MemoryStore::apply_notice(const Notice& notice) {
  const auto [stored, is_new] = notices_.emplace(notice.id, notice);
  if (!is_new) return;
  auto& kept = stored->second;
  notices_by_case_[kept.case_id].insert(kept.id);
  if (kept.state != NoticeState::queued) return;
  // A queued message that names no time is due at once.
  if (!kept.due_at) kept.due_at = kept.created_at;
  due_notices_.insert({*kept.due_at, place_of(kept.id), kept.id});
}

const std::string& MemoryStore::place_of(const std::string& id) {
  const auto place = places_.find(id);
  if (place != places_.end()) return place->second;
  return places_.emplace(id, fmt::format("{:012}", places_.size())).first->second;
}

void MemoryStore::apply_refund(const Refund& refund) {
  if (const auto old = refunds_.find(refund.id); old != refunds_.end())
    if (old->second.due_at)
      due_refunds_.erase({*old->second.due_at, refund.line_id, refund.id});
  if (refund.due_at) due_refunds_.insert({*refund.due_at, refund.line_id, refund.id});
  refunds_by_case_[refund.case_id].insert(refund.id);
  put(refunds_, refund.id, refund);
}

void MemoryStore::apply_voucher(const VoucherRecord& voucher) {
  const auto [stored, is_new] = vouchers_.emplace(voucher.number, voucher);
  if (!is_new) stored->second.void_at = voucher.void_at;
  vouchers_by_case_[voucher.case_id].insert(voucher.number);
}

}  // namespace signoff
