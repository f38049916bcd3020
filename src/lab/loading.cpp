// SPDX-License-Identifier: Apache-2.0
#include "lab/loading.h"

#include "connectors/billing/ledger_fold.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace signoff::lab {
namespace {

constexpr std::size_t kBatch = 500;
// Callers of a ledger share the disk's syncs, so many of them are faster than one.
constexpr std::size_t kLedgerThreads = 64;

Result<void> load_accounts(const Population& population, LedgerStore& ledger, Instant at) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  Result<void> outcome;
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < kLedgerThreads; ++t)
    threads.emplace_back([&] {
      for (auto i = next++; i < population.lines.size(); i = next++) {
        const auto& made = population.lines[i];
        const auto posted = ledger.post(opening_entry(made.line.id, made.opening, at), 0);
        if (posted) continue;
        const std::scoped_lock lock{mutex};
        outcome = pass_on(posted.error());
        return;
      }
    });
  threads.clear();
  return outcome;
}

}  // namespace

Result<void> load_store(const Population& population, Store& store, LedgerStore& ledger,
                        Instant at, const LoadProgress& progress) {
  std::vector<bool> is_known(population.owners.size());
  std::vector<Change> batch;
  const auto commit = [&]() -> Result<void> {
    for (const auto& answer : store.commit(batch))
      if (!answer) return answer;
    batch.clear();
    return {};
  };
  for (std::size_t i = 0; i < population.lines.size(); ++i) {
    const auto& made = population.lines[i];
    auto& change = batch.emplace_back();
    change.line_id = made.line.id;
    change.line = made.line;
    change.number = made.number;
    if (!is_known[made.owner]) change.owner = population.owners[made.owner];
    is_known[made.owner] = true;
    if (batch.size() < kBatch) continue;
    if (auto done = commit(); !done) return done;
    progress(i + 1);
  }
  if (auto done = commit(); !done) return done;
  progress(population.lines.size());
  return load_accounts(population, ledger, at);
}

}  // namespace signoff::lab
