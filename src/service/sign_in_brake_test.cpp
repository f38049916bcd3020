// SPDX-License-Identifier: Apache-2.0
#include "service/sign_in_brake.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class Brake : public ::testing::Test {
 protected:
  void fail_times(std::string_view key, int times) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(brake_.enter(key), std::nullopt) << i;
  }

  ManualClock clock_{Instant{hours{500'000}}};
  SignInBrake brake_{{}, clock_};
};

TEST_F(Brake, lets_a_few_wrong_tries_pass_and_then_doubles_the_wait) {
  fail_times("li", 6);
  EXPECT_EQ(brake_.enter("li"), Duration{seconds{30}});
  clock_.advance(seconds{29});
  EXPECT_EQ(brake_.enter("li"), Duration{seconds{1}});
  clock_.advance(seconds{1});
  for (const auto wait : {60, 120, 240, 480, 900, 900}) {
    EXPECT_EQ(brake_.enter("li"), std::nullopt) << wait;
    EXPECT_EQ(brake_.enter("li"), Duration{seconds{wait}});
    clock_.advance(seconds{wait});
  }
}

TEST_F(Brake, slows_one_key_and_no_other) {
  fail_times("li", 6);
  EXPECT_TRUE(brake_.enter("li"));
  EXPECT_FALSE(brake_.enter("an"));
}

TEST_F(Brake, forgets_after_a_success_or_a_day) {
  fail_times("li", 5);
  brake_.succeeded("li", true);
  fail_times("li", 6);
  clock_.advance(hours{25});
  fail_times("li", 6);
}

TEST_F(Brake, a_success_that_forgives_itself_alone_buys_no_more_tries) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(brake_.enter("192.0.2.1"));
    EXPECT_FALSE(brake_.enter("192.0.2.1"));
    brake_.succeeded("192.0.2.1", false);
  }
  EXPECT_FALSE(brake_.enter("192.0.2.1"));
  EXPECT_TRUE(brake_.enter("192.0.2.1"));
}

TEST_F(Brake, keeps_no_more_keys_than_it_may) {
  SignInBrake small{{.keys_max = 2}, clock_};
  for (int i = 0; i < 6; ++i) (void)small.enter("a");
  EXPECT_TRUE(small.enter("a"));
  (void)small.enter("b");
  (void)small.enter("c");
  EXPECT_FALSE(small.enter("a")) << "unused for longest, and forgotten";
}

}  // namespace
}  // namespace signoff
