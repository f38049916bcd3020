// SPDX-License-Identifier: Apache-2.0
#include "api/answer_cache.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

constexpr std::string_view kCase = "01930033-0000-7000-8000-000000000001";

KeptAnswer answer(std::string body) {
  return {.line_id = "line", .stamp = 1, .body = std::move(body), .tag = "\"1\""};
}

TEST(AnswerCache, finds_what_was_kept_last) {
  AnswerCache cache{1 << 20};
  EXPECT_EQ(cache.find("a"), nullptr);
  cache.keep("a", answer("first"));
  cache.keep("a", answer("second"));
  ASSERT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(cache.find("a")->body, "second");
  EXPECT_EQ(cache.find("b"), nullptr);
}

TEST(AnswerCache, has_a_key_for_each_case_and_caller) {
  const Actor owner{Role::subscriber, "x"};
  const auto key = AnswerCache::key(kCase, owner, "x");
  EXPECT_NE(key, AnswerCache::key("01930033-0000-7000-8000-000000000002", owner, "x"));
  EXPECT_NE(key, AnswerCache::key(kCase, {Role::clerk, "x"}, "x"));
  EXPECT_NE(key, AnswerCache::key(kCase, {Role::subscriber, "y"}, "x"));
  EXPECT_NE(key, AnswerCache::key(kCase, owner, "y"));
  EXPECT_EQ(key, AnswerCache::key(kCase, owner, "x"));
}

TEST(AnswerCache, stays_within_its_bound_and_forgets_what_nobody_asks_for) {
  constexpr std::size_t kMax = 64 * 1024;
  AnswerCache cache{kMax};
  cache.keep("asked for", answer("here"));
  cache.keep("forgotten", answer("here"));
  for (int n = 0; n < 1000; ++n) {
    cache.keep("other " + std::to_string(n), answer(std::string(1000, 'x')));
    ASSERT_LE(cache.bytes(), kMax + 2000) << n;
    ASSERT_NE(cache.find("asked for"), nullptr) << n;
  }
  EXPECT_EQ(cache.find("forgotten"), nullptr);
  EXPECT_NE(cache.find("other 999"), nullptr);
}

TEST(AnswerCache, counts_an_answer_that_is_replaced_once) {
  AnswerCache cache{1 << 20};
  for (int n = 0; n < 100; ++n) cache.keep("a", answer(std::string(100, 'x')));
  EXPECT_LT(cache.bytes(), 1000u);
}

TEST(AnswerCache, does_not_keep_what_would_drive_out_all_others) {
  AnswerCache cache{8 * 1024};
  cache.keep("big", answer(std::string(4000, 'x')));
  EXPECT_EQ(cache.find("big"), nullptr);
}

TEST(KeptAnswer, is_true_only_at_the_stamp_it_was_read_under) {
  auto kept = answer("body");
  EXPECT_TRUE(kept.is_true_at(1));
  EXPECT_FALSE(kept.is_true_at(2));
  EXPECT_FALSE(kept.is_true_at(std::nullopt));
  kept.stamp.reset();
  EXPECT_FALSE(kept.is_true_at(std::nullopt));
}

}  // namespace
}  // namespace signoff
