// SPDX-License-Identifier: Apache-2.0
#include "service/idle_sessions.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

using std::chrono::minutes;

class IdleSessionsTest : public testing::Test {
 protected:
  ManualClock wall_{parse_instant("2026-11-21T02:00:00Z").value()};
  IdleSessions sessions_{minutes{30}, wall_, 2};
};

TEST_F(IdleSessionsTest, every_use_begins_the_time_anew) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(sessions_.use("a")) << i;
    wall_.advance(minutes{29});
  }
  wall_.advance(minutes{1});
  EXPECT_FALSE(sessions_.use("a"));
  EXPECT_FALSE(sessions_.use("a")) << "asking again is no use";
  EXPECT_TRUE(sessions_.use("b"));
}

TEST_F(IdleSessionsTest, a_clock_set_back_ends_nothing_and_gives_nothing) {
  EXPECT_TRUE(sessions_.use("a"));
  wall_.advance(minutes{-60});
  EXPECT_TRUE(sessions_.use("a"));
  wall_.advance(minutes{60});
  EXPECT_TRUE(sessions_.use("a"));
}

TEST_F(IdleSessionsTest, the_one_unused_for_longest_is_forgotten_first) {
  EXPECT_TRUE(sessions_.use("a"));
  EXPECT_TRUE(sessions_.use("b"));
  EXPECT_TRUE(sessions_.use("a"));
  EXPECT_TRUE(sessions_.use("c"));
  wall_.advance(minutes{30});
  EXPECT_FALSE(sessions_.use("a"));
  EXPECT_TRUE(sessions_.use("b"));
}

}  // namespace
}  // namespace signoff
