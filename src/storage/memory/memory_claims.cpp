// SPDX-License-Identifier: Apache-2.0
#include "storage/change_rules.h"
#include "storage/memory/memory_store.h"

#include <algorithm>

namespace signoff {
namespace {

// The keys of up to `limit` entries that are due, oldest first, moved to `lease_until`.
template <class Due>
std::vector<typename Due::value_type> take_due(Due& due, Instant now, Instant lease_until,
                                               std::size_t limit) {
  std::vector<typename Due::value_type> taken;
  limit = std::min(limit, kRowsMax);
  while (taken.size() < limit && !due.empty() && std::get<0>(*due.begin()) <= now) {
    taken.push_back(*due.begin());
    due.erase(due.begin());
  }
  for (const auto& [at, next, id] : taken) due.insert({lease_until, next, id});
  return taken;
}

template <class Record>
const Record& leased(Record& record, Instant until) {
  record.due_at = until;
  ++record.version;
  return record;
}

}  // namespace

template <class T, class Take>
Result<std::vector<T>> MemoryStore::claim(Due& due, Instant now, Instant lease_until,
                                          std::size_t limit, Take take) {
  announce(CommitPoint::before);
  std::vector<T> claimed;
  {
    const std::lock_guard lock{mutex_};
    for (const auto& [at, first, second] : take_due(due, now, lease_until, limit))
      claimed.push_back(take(first, second));
  }
  announce(CommitPoint::after);
  return claimed;
}

Result<std::vector<Dossier>> MemoryStore::claim_cases(Instant now, Instant lease_until,
                                                      std::size_t limit) {
  return claim<Dossier>(due_cases_, now, lease_until, limit,
                        [&](const std::string&, const std::string& id) {
                          auto& stored = cases_.at(id);
                          stored.head.due_at = lease_until;
                          ++stored.head.fence;
                          return dossier_of(stored);
                        });
}

Result<std::vector<Notice>> MemoryStore::claim_notices(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  return claim<Notice>(due_notices_, now, lease_until, limit,
                       [&](const std::string&, const std::string& id) {
                         auto& notice = notices_.at(id);
                         notice.due_at = lease_until;
                         return notice;
                       });
}

Result<std::vector<Number>> MemoryStore::claim_numbers(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  return claim<Number>(due_numbers_, now, lease_until, limit,
                       [&](const std::string& msisdn, const std::string&) {
                         return leased(numbers_.at(msisdn), lease_until);
                       });
}

Result<std::vector<Refund>> MemoryStore::claim_refunds(Instant now, Instant lease_until,
                                                       std::size_t limit) {
  return claim<Refund>(due_refunds_, now, lease_until, limit,
                       [&](const std::string&, const std::string& id) {
                         return leased(refunds_.at(id), lease_until);
                       });
}

Result<std::vector<Pause>> MemoryStore::claim_pauses(Instant now, Instant lease_until,
                                                     std::size_t limit) {
  return claim<Pause>(due_pauses_, now, lease_until, limit,
                      [&](const std::string& line_id, const std::string&) {
                        return leased(pauses_.at(line_id), lease_until);
                      });
}

Result<void> MemoryStore::settle(std::span<const Notice> notices) {
  announce(CommitPoint::before);
  {
    const std::lock_guard lock{mutex_};
    for (const auto& notice : notices)
      if (!notices_.contains(notice.id)) return fail(Fault::not_found, "notice.unknown");
    for (const auto& notice : notices) {
      auto& stored = notices_.at(notice.id);
      // Who claimed the same message under an expired lease comes too late.
      if (stored.state != NoticeState::queued) continue;
      due_notices_.erase({*stored.due_at, place_of(stored.id), stored.id});
      stored.state = notice.state;
      stored.why = notice.why;
      stored.attempts = notice.attempts;
      stored.due_at = notice.due_at;
      if (stored.state != NoticeState::queued) continue;
      if (!stored.due_at) stored.due_at = stored.created_at;
      due_notices_.insert({*stored.due_at, place_of(stored.id), stored.id});
    }
  }
  announce(CommitPoint::after);
  return {};
}

Result<std::size_t> MemoryStore::sweep(const SweepLimits& limits) {
  const auto pass = [&](auto act) {
    const std::lock_guard lock{mutex_};
    return act(sessions_,
               [&](const SessionRecord& session) {
                 return session.expires_at < limits.sessions_before;
               }) +
           act(codes_,
               [&](const CodeRecord& code) {
                 return code.expires_at < limits.codes_before &&
                        code.first_sent_at < limits.codes_before &&
                        (!code.locked_until || *code.locked_until < limits.codes_before);
               }) +
           act(pairings_,
               [&](const Pairing& pairing) {
                 return pairing.expires_at < limits.sessions_before;
               }) +
           act(idempotency_, [&](const IdempotencyRecord& record) {
             return record.at < limits.idempotency_before;
           });
  };
  const auto count = [](auto& records, const auto& is_over) {
    return static_cast<std::size_t>(std::ranges::count_if(
        records, [&](const auto& entry) { return is_over(entry.second); }));
  };
  const auto forget = [&](auto& records, const auto& is_over) {
    std::size_t left = limits.rows;
    return std::erase_if(records, [&](const auto& entry) {
      return left > 0 && is_over(entry.second) && left-- > 0;
    });
  };
  const auto is_any_mark_over = [&] {
    const std::lock_guard lock{mutex_};
    return !marks_over(limits.marks_before, 1).empty();
  };
  if (pass(count) == 0 && !is_any_mark_over()) return 0;
  announce(CommitPoint::before);
  auto gone = pass(forget);
  {
    const std::lock_guard lock{mutex_};
    gone += forget_marks(limits.marks_before, limits.rows);
  }
  announce(CommitPoint::after);
  return gone;
}

Result<std::optional<Instant>> MemoryStore::next_due() {
  const std::lock_guard lock{mutex_};
  std::optional<Instant> next;
  for (const auto* due :
       {&due_cases_, &due_notices_, &due_numbers_, &due_refunds_, &due_pauses_}) {
    if (due->empty()) continue;
    const auto first = std::get<0>(*due->begin());
    next = next ? std::min(*next, first) : first;
  }
  return next;
}

}  // namespace signoff
