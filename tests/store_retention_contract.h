// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <gtest/gtest.h>

// The part of StoreContract (tests/store_contract.h) about what is forgotten on time.
namespace signoff {

TEST_P(StoreContract, a_destroyed_document_is_gone_and_others_stay) {
  given_open_case(1);
  const auto head = case_now(1);
  Change change{.line_id = head.line_id};
  for (int n = 1; n <= 2; ++n)
    change.documents.push_back({records::id("66", n), head.id, head.line_id, "image/png",
                                Bytes{1}, records::kStart});
  given(change);
  given(Change{.line_id = records::id("11", 9), .destroyed = {records::id("66", 1)}});
  EXPECT_TRUE(store().document(records::id("66", 1))) << "another line's are not ours";
  auto stale = records::moving(head, CaseState::submitted);
  stale.moved_case->version = 7;
  stale.destroyed = {records::id("66", 1)};
  EXPECT_EQ(code_of(store().commit(stale)), "case.version");
  EXPECT_TRUE(store().document(records::id("66", 1))) << "all of a change or nothing";

  given(Change{.line_id = head.line_id, .destroyed = {records::id("66", 1)}});

  EXPECT_EQ(store().document(records::id("66", 1)).error().code, "document.unknown");
  EXPECT_TRUE(store().document(records::id("66", 2)));
}

TEST_P(StoreContract, a_sweep_forgets_what_is_over_and_nothing_else) {
  const auto end = records::kStart;
  const auto later = end + Duration{1};
  Change change;
  change.sessions = {{"over", {}, "", "", end}, {"on", {}, "", "", later}};
  change.codes = {
      {.key = "over", .expires_at = end, .locked_until = end, .first_sent_at = end},
      {.key = "on", .expires_at = later, .first_sent_at = end},
      {.key = "locked", .expires_at = end, .locked_until = later, .first_sent_at = end},
      {.key = "counted", .expires_at = end, .first_sent_at = later}};
  change.idempotency = {"over", "request", "case", end};
  given(change);
  given({.idempotency = IdempotencyRecord{"on", "request", "case", later}});
  EXPECT_EQ(store().sweep({end, end, end}), 0u) << "at the moment itself nothing is over";

  EXPECT_EQ(store().sweep({later, later, later}), 3u);

  EXPECT_EQ(store().session("over").error().code, "session.unknown");
  EXPECT_TRUE(store().session("on"));
  EXPECT_EQ(store().code("over").error().code, "code.unknown");
  for (const auto* key : {"on", "locked", "counted"}) EXPECT_TRUE(store().code(key)) << key;
  EXPECT_EQ(store().idempotency("over").error().code, "idempotency.unknown");
  EXPECT_TRUE(store().idempotency("on"));
}

TEST_P(StoreContract, a_sweep_takes_no_more_at_once_than_it_may) {
  Change change;
  for (int n = 0; n < 5; ++n)
    change.sessions.push_back({fmt::format("token-{}", n), {}, "", "", records::kStart});
  given(change);
  const auto after = records::kStart + Duration{1};
  EXPECT_EQ(store().sweep({after, after, after, 2}), 2u);
  EXPECT_EQ(store().sweep({after, after, after, 2}), 2u);
  EXPECT_EQ(store().sweep({after, after, after, 2}), 1u);
  EXPECT_EQ(store().sweep({after, after, after, 2}), 0u);
}

}  // namespace signoff
