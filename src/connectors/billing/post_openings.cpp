// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/post_openings.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace signoff {
namespace {

// Callers of a ledger share the disk's syncs, so many of them are faster than one.
constexpr std::size_t kThreadsMax = 64;

}  // namespace

Result<void> post_openings(LedgerStore& ledger, std::span<const LedgerEntry> openings) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  Result<void> outcome;
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < std::min(kThreadsMax, openings.size()); ++t)
    threads.emplace_back([&] {
      for (auto i = next++; i < openings.size(); i = next++) {
        const auto posted = ledger.post(openings[i], 0);
        if (posted) continue;
        const std::scoped_lock lock{mutex};
        outcome = pass_on(posted.error());
        return;
      }
    });
  threads.clear();  // Joins them.
  return outcome;
}

}  // namespace signoff
