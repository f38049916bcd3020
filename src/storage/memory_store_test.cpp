// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_store.h"

#include "tests/ledger_store_contract.h"
#include "tests/store_contract.h"

namespace signoff {
namespace {

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract,
                         testing::Values(StoreMaker{
                             "memory",
                             [](const auto&) { return std::make_unique<MemoryStore>(); }}),
                         names_of_stores);

INSTANTIATE_TEST_SUITE_P(
    Memory, LedgerStoreContract,
    testing::Values(LedgerStoreMaker{
        "memory", [](const auto&) { return std::make_unique<MemoryLedgerStore>(); }}),
    names_of_ledger_stores);

TEST(MemoryStore, a_crash_before_the_commit_writes_nothing_and_after_it_everything) {
  auto dies_at = CommitPoint::before;
  bool dies = false;
  MemoryStore store{[&](CommitPoint point) {
    if (dies && point == dies_at) throw ProcessDied{point};
  }};
  ASSERT_TRUE(store.commit(records::onboarding(1)));

  dies = true;
  EXPECT_THROW((void)store.commit(records::opening(1)), ProcessDied);
  EXPECT_FALSE(store.dossier(records::id("33", 1)));
  dies_at = CommitPoint::after;
  EXPECT_THROW((void)store.commit(records::opening(1)), ProcessDied);
  EXPECT_TRUE(store.dossier(records::id("33", 1)));
}

}  // namespace
}  // namespace signoff
