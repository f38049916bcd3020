// SPDX-License-Identifier: Apache-2.0
#include "lab/loading.h"

#include "connectors/billing/ledger_fold.h"
#include "connectors/billing/post_openings.h"

namespace signoff::lab {
namespace {

constexpr std::size_t kBatch = 500;
constexpr std::size_t kLedgerBatch = 8192;

Result<void> load_accounts(const Population& population, LedgerStore& ledger, Instant at) {
  std::vector<LedgerEntry> openings;
  for (std::size_t i = 0; i < population.lines.size(); ++i) {
    const auto& made = population.lines[i];
    openings.push_back(opening_entry(made.line.id, made.opening, at));
    if (openings.size() < kLedgerBatch && i + 1 < population.lines.size()) continue;
    if (auto posted = post_openings(ledger, openings); !posted) return posted;
    openings.clear();
  }
  return {};
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
