// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <gtest/gtest.h>

// The part of StoreContract (tests/store_contract.h) about what a line has besides its
// case: pauses, marks, and customer screens at the counter.
namespace signoff {

inline Pause pause_of(int n) {
  Pause pause;
  pause.line_id = records::id("11", n);
  pause.since = records::kStart;
  pause.until = records::sure(parse_date("2026-12-24"));
  pause.ps_enabled = false;
  pause.due_at = records::kStart;
  return pause;
}

TEST_P(StoreContract, a_pause_comes_back_as_it_was_and_is_moved_by_one_writer) {
  const auto line_id = records::id("11", 1);
  EXPECT_EQ(store().pause(line_id).error().code, "pause.unknown");
  given({.line_id = line_id, .pause = pause_of(1)});
  auto stored = records::sure(store().pause(line_id));
  EXPECT_EQ(stored.version, 1);
  EXPECT_EQ(stored.until, pause_of(1).until);
  EXPECT_FALSE(stored.ps_enabled);

  stored.reminders = 2;
  given({.line_id = line_id, .pause = stored});
  EXPECT_EQ(code_of(store().commit({.line_id = line_id, .pause = stored})),
            "pause.version");
  EXPECT_EQ(records::sure(store().pause(line_id)).reminders, 2);
}

TEST_P(StoreContract, a_due_pause_is_claimed_once_and_comes_back_with_its_lease) {
  given({.line_id = records::id("11", 1), .pause = pause_of(1)});
  const auto now = records::kStart;
  const auto lease = now + std::chrono::seconds{30};
  EXPECT_EQ(store().next_due().value(), now);
  EXPECT_TRUE(store().claim_pauses(now - Duration{1}, lease, 9).value().empty());
  auto claimed = store().claim_pauses(now, lease, 9).value();
  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(claimed.front().version, 2);
  EXPECT_TRUE(store().claim_pauses(now, lease, 9).value().empty());
  EXPECT_EQ(store().claim_pauses(lease, lease + Duration{9}, 9).value().size(), 1u);
  EXPECT_EQ(
      code_of(store().commit({.line_id = records::id("11", 1), .pause = claimed.front()})),
      "pause.version")
      << "who let his lease run out writes nothing";

  auto rests = records::sure(store().pause(records::id("11", 1)));
  rests.due_at.reset();
  given({.line_id = rests.line_id, .pause = rests});
  EXPECT_FALSE(store().next_due().value());
}

TEST_P(StoreContract, marks_of_a_line_are_kept) {
  LineMarks marks{records::id("11", 1), {{"bank:ICBC", "2026-11-21T02:00:00Z"}}, 0};
  EXPECT_EQ(store().line_marks(marks.line_id).error().code, "marks.unknown");
  given({.line_id = marks.line_id, .line_marks = marks});
  EXPECT_EQ(records::sure(store().line_marks(marks.line_id)).moved, marks.moved);
  EXPECT_EQ(code_of(store().commit({.line_id = marks.line_id, .line_marks = marks})),
            "marks.version");
}

TEST_P(StoreContract, only_pairings_that_still_wait_are_found) {
  const auto now = records::kStart;
  Pairing pairing{"018f-1",
                  records::id("11", 1),
                  "zhou",
                  "00",
                  "ff",
                  PairingState::waiting,
                  now + Duration{1},
                  "",
                  0};
  given({.line_id = pairing.line_id, .pairings = {pairing}});
  EXPECT_EQ(store().waiting_pairings(now).value().size(), 1u);
  EXPECT_TRUE(store().waiting_pairings(now + Duration{1}).value().empty());
  auto joined = records::sure(store().pairing("018f-1"));
  joined.state = PairingState::joined;
  joined.session_hash = "aa";
  given({.line_id = pairing.line_id, .pairings = {joined}});
  EXPECT_TRUE(store().waiting_pairings(now).value().empty());
  EXPECT_EQ(code_of(store().commit({.line_id = pairing.line_id, .pairings = {joined}})),
            "pairing.version")
      << "a code is worth one join";
  const auto after = now + std::chrono::hours{1};
  EXPECT_EQ(store().sweep({after, after, after}), 1u);
  EXPECT_EQ(store().pairing("018f-1").error().code, "pairing.unknown");
}

TEST_P(StoreContract, a_clerks_pairings_are_found_until_they_end) {
  const auto now = records::kStart;
  const auto until = now + Duration{1};
  Pairing waiting{"018f-1", records::id("11", 1),  "zhou", "00",
                  "ff",     PairingState::waiting, until,  "",
                  0};
  auto joined = waiting;
  joined.id = "018f-2";
  joined.state = PairingState::joined;
  auto ended = waiting;
  ended.id = "018f-3";
  ended.state = PairingState::ended;
  auto other = waiting;
  other.id = "018f-4";
  other.clerk = "wu";
  given({.line_id = waiting.line_id, .pairings = {waiting, joined, ended, other}});
  const auto open = store().open_pairings("zhou", now).value();
  ASSERT_EQ(open.size(), 2u);
  EXPECT_EQ(open[0].id, "018f-1");
  EXPECT_EQ(open[1].id, "018f-2");
  EXPECT_TRUE(store().open_pairings("zhou", until).value().empty());
}

TEST_P(StoreContract, a_notice_is_found_by_its_line_and_id) {
  given_open_case(1);
  const auto head = case_now(1);
  const auto notice = records::notice(head, 5);
  given({.line_id = head.line_id, .notices = {notice}});
  EXPECT_EQ(records::sure(store().notice(head.line_id, notice.id)).message, "M02");
  EXPECT_EQ(store().notice(records::id("11", 2), notice.id).error().code, "notice.unknown");
}

TEST_P(StoreContract, a_session_remembers_the_counter_it_sits_at) {
  SessionRecord session{"token", {}, "owner", "line", records::kStart, "zhou"};
  given({.line_id = "line", .sessions = {session}});
  EXPECT_EQ(records::sure(store().session("token")).attended_by, "zhou");
}

}  // namespace signoff
