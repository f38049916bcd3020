// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_cards_contract.h"

// What every store that keeps the reports of desks promises.
namespace signoff {

TEST_P(StoreContract, a_wipe_is_kept_once_and_comes_back_as_it_was_signed) {
  given(records::onboarding(1));
  auto& store = cards::of(this->store());
  const auto wipe = records::wipe(1);

  EXPECT_EQ(records::sure(store.keep_wipe(wipe, "a.b.c")), wipe);
  auto later = wipe;
  later.at += std::chrono::hours{1};
  later.is_proved = false;
  EXPECT_EQ(records::sure(store.keep_wipe(later, "another text")), wipe)
      << "the first stays";

  EXPECT_EQ(records::sure(store.card_wipe_text(wipe.line_id, wipe.digest)), "a.b.c");
  EXPECT_EQ(records::sure(store.card_wipes(wipe.line_id)), std::vector{wipe});
  EXPECT_EQ(store.card_wipe_text(wipe.line_id, "00").error().code, "card_wipe.unknown");
}

TEST_P(StoreContract, the_first_case_that_tells_of_a_wipe_stays) {
  given(records::onboarding(1));
  auto& store = cards::of(this->store());
  auto wipe = records::wipe(1);
  ASSERT_TRUE(store.keep_wipe(wipe, "a.b.c"));

  ASSERT_TRUE(store.set_wipe_told(wipe.line_id, wipe.digest, "case-1"));
  ASSERT_TRUE(store.set_wipe_told(wipe.line_id, wipe.digest, "case-2"));
  ASSERT_TRUE(store.set_wipe_told(wipe.line_id, "00", "case-1")) << "none such";

  wipe.case_id = "case-1";
  EXPECT_EQ(records::sure(store.card_wipes(wipe.line_id)), std::vector{wipe});
  EXPECT_EQ(records::sure(store.keep_wipe(records::wipe(1), "a.b.c")), wipe)
      << "a replay is told of the same case";
}

TEST_P(StoreContract, wipes_are_listed_by_line_in_the_order_they_came) {
  given(records::onboarding(1));
  given(records::onboarding(2));
  auto& store = cards::of(this->store());
  auto late = records::wipe(1);
  late.at += std::chrono::hours{2};
  auto early = records::wipe(2);
  early.line_id = late.line_id;
  early.is_proved = false;
  for (const auto& one : {late, early}) ASSERT_TRUE(store.keep_wipe(one, "a.b.c"));

  EXPECT_EQ(records::sure(store.card_wipes(late.line_id)), (std::vector{early, late}));
  EXPECT_TRUE(records::sure(store.card_wipes(records::id("11", 2))).empty());
}

TEST_P(StoreContract, of_two_that_bring_one_wipe_at_once_both_are_answered) {
  given(records::onboarding(1));
  auto& store = cards::of(this->store());
  const auto wipe = records::wipe(1);

  std::vector<std::thread> both;
  for (int i = 0; i < 2; ++i)
    both.emplace_back(
        [&] { EXPECT_EQ(records::sure(store.keep_wipe(wipe, "a.b.c")), wipe); });
  for (auto& one : both) one.join();

  EXPECT_EQ(records::sure(store.card_wipes(wipe.line_id)).size(), 1u);
}

}  // namespace signoff
