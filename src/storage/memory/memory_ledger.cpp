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

Result<LedgerProof> MemoryLedgerStore::prove(std::size_t unbalanced_max) {
  const std::lock_guard lock{mutex_};
  LedgerProof proof;
  std::map<std::string, std::int64_t> accounts;
  for (const auto& [line_id, entries] : lines_) {
    if (!entries.empty()) ++proof.lines;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      std::int64_t sum = 0;
      for (const auto& posting : entries[i].postings) {
        accounts[posting.account] += posting.minor;
        sum += posting.minor;
      }
      ++proof.entries;
      proof.postings += static_cast<std::int64_t>(entries[i].postings.size());
      proof.sum += sum;
      if (sum != 0) proof.unbalanced.push_back({line_id, static_cast<std::int64_t>(i) + 1});
    }
  }
  for (auto& [account, minor] : accounts) proof.accounts.push_back({account, minor});
  std::ranges::sort(proof.unbalanced, {}, [](const EntryName& entry) {
    return std::tie(entry.line_id, entry.seq);
  });
  if (proof.unbalanced.size() > unbalanced_max) proof.unbalanced.resize(unbalanced_max);
  return proof;
}

}  // namespace signoff
