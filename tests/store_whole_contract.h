// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <gtest/gtest.h>

#include <thread>

// What every Store promises of whole cases and of the stamps under which they may be kept.
namespace signoff {

TEST_P(StoreContract, a_whole_case_is_all_that_is_read_of_it_one_by_one) {
  for (int n = 1; n <= 2; ++n) {
    given_open_case(n);
    auto change = records::moving(case_now(n), CaseState::submitted);
    for (int i = 0; i < 2; ++i) {
      change.refunds.push_back(records::refund(*change.moved_case, 10 * n - i));
      change.vouchers.push_back(records::voucher(*change.moved_case, 10 * n + i));
      change.vouchers[static_cast<std::size_t>(i)].issued_at -= std::chrono::seconds{i};
    }
    given(change);
  }
  const auto id = records::id("33", 1);

  const auto whole = records::sure(store().whole_case(id));

  const auto dossier = records::sure(store().dossier(id));
  EXPECT_EQ(whole.dossier.head, dossier.head);
  EXPECT_EQ(whole.dossier.file, dossier.file);
  EXPECT_EQ(whole.dossier.line, dossier.line);
  EXPECT_EQ(whole.dossier.number, dossier.number);
  EXPECT_EQ(whole.history, records::sure(store().history(id)));
  EXPECT_EQ(whole.refunds, records::sure(store().refunds(id)));
  EXPECT_EQ(whole.vouchers, records::sure(store().vouchers(id)));
  ASSERT_EQ(whole.history.size(), 2);
  EXPECT_EQ(whole.history[0].seq, 1);
  ASSERT_EQ(whole.refunds.size(), 2);
  EXPECT_LT(whole.refunds[0].id, whole.refunds[1].id);
  ASSERT_EQ(whole.vouchers.size(), 2);
  EXPECT_LT(whole.vouchers[0].issued_at, whole.vouchers[1].issued_at);
}

TEST_P(StoreContract, the_stamp_of_a_line_is_another_after_each_commit_of_it) {
  given_open_case(1);
  given_open_case(2);
  const auto stamp = [&](int n) { return store().stamp(records::id("11", n)); };
  if (!stamp(1)) return;  // Nothing that was read may be kept.
  const auto first = stamp(1);
  const auto other = stamp(2);
  records::sure(store().whole_case(records::id("33", 1)));
  EXPECT_EQ(stamp(1), first);

  given(records::moving(case_now(1), CaseState::submitted));

  EXPECT_NE(stamp(1), first);
  EXPECT_EQ(stamp(2), other);
  const auto second = stamp(1);
  Change beside{.line_id = records::id("11", 1)};
  beside.refunds = {records::refund(case_now(1), 1)};
  const std::vector both{beside, records::moving(case_now(2), CaseState::submitted)};
  for (const auto& done : store().commit(std::span{both})) EXPECT_TRUE(done);
  EXPECT_NE(stamp(1), second);
  EXPECT_NE(stamp(2), other);
}

TEST_P(StoreContract, what_was_read_under_a_stamp_is_true_while_the_stamp_stays) {
  given_open_case(1);
  const auto line = records::id("11", 1);
  if (!store().stamp(line)) return;  // Nothing that was read may be kept.
  constexpr int kMoves = 150;
  std::atomic<int> known = 1;  // The version whose commit() has returned.
  std::jthread committer{[&] {
    for (int i = 0; i < kMoves; ++i) {
      EXPECT_TRUE(store().commit(records::moving(case_now(1), CaseState::draft)));
      ++known;
    }
  }};
  while (known <= kMoves) {
    const auto stamp = store().stamp(line);
    const auto whole = records::sure(store().whole_case(records::id("33", 1)));
    const auto& head = whole.dossier.head;
    ASSERT_EQ(whole.history.size(), static_cast<std::size_t>(head.version));
    for (int look = 0; look < 50; ++look) {
      const int done = known;
      if (store().stamp(line) != stamp) break;
      ASSERT_GE(head.version, done);
    }
  }
}

}  // namespace signoff
