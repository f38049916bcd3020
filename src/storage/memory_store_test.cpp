// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_store.h"

#include "tests/store_records.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

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
