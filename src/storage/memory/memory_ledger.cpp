// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_store.h"

namespace signoff {

Result<bool> MemoryLedgerStore::post(const LedgerEntry& entry,
                                     std::size_t expected_entries) {
  std::int64_t sum = 0;
  for (const auto& posting : entry.postings) sum += posting.minor;
  if (sum != 0) return fail(Fault::bad_input, "ledger.unbalanced");
  if (hook_) hook_(CommitPoint::before);
  bool posted = false;
  {
    const std::lock_guard lock{mutex_};
    auto& stored = lines_[entry.line_id];
    const bool known =
        std::ranges::find(stored, entry.key, &LedgerEntry::key) != stored.end();
    if (!known && stored.size() != expected_entries)
      return fail(Fault::conflict, "ledger.moved");
    if (!known) stored.push_back(entry);
    posted = !known;
  }
  if (hook_) hook_(CommitPoint::after);
  return posted;
}

Result<std::vector<LedgerEntry>> MemoryLedgerStore::entries(const std::string& line_id) {
  const std::lock_guard lock{mutex_};
  const auto stored = lines_.find(line_id);
  return stored == lines_.end() ? std::vector<LedgerEntry>{} : stored->second;
}

Result<std::int64_t> MemoryLedgerStore::total() {
  const std::lock_guard lock{mutex_};
  std::int64_t total = 0;
  for (const auto& [line_id, entries] : lines_)
    for (const auto& entry : entries)
      for (const auto& posting : entry.postings) total += posting.minor;
  return total;
}

}  // namespace signoff
