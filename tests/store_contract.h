// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <gtest/gtest.h>

#include <thread>

// What every Store promises. A test program that has a store instantiates the suite with
// it:
//   INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, testing::Values(...), names_of_stores);
namespace signoff {

TEST_P(StoreContract, what_was_written_is_read_back_whole) {
  given_open_case(1);
  auto change = records::moving(case_now(1), CaseState::submitted);
  const auto& head = *change.moved_case;
  change.file = CaseFile{};
  change.file->settlements = {{"OB-10", "fee", "detail"}};
  change.file->quote.items = {{"arrears", "Arrears", "欠费", Money{-5, {}}}};
  change.file->snapshot = Snapshot{.vlr = "vlr-1"};
  change.file->probes = {{"keys", records::kStart, "refused", true}};
  change.notices = {records::notice(head, 1)};
  change.refunds = {records::refund(head, 1)};
  change.vouchers = {records::voucher(head, 1)};
  change.documents = {{records::id("66", 1), head.id, head.line_id, "image/png",
                       Bytes{0, 1, 255}, records::kStart}};
  change.codes = {
      {"login:1", "aa", "bb", records::kStart, 1, records::kStart, 2, records::kStart, 0}};
  change.sessions = {{"hash", {Role::clerk, "clerk:a"}, "", head.line_id, records::kStart}};
  change.idempotency = {"key", "request", head.id, records::kStart};
  change.staff = {{"li", Role::reviewer, "$argon2id$"}};

  given(change);

  const auto dossier = records::sure(store().dossier(head.id));
  auto written = head;
  ++written.version;
  EXPECT_EQ(dossier.head, written);
  EXPECT_EQ(dossier.file, *change.file);
  auto line = records::line(1);
  line.version = 1;
  EXPECT_EQ(dossier.line, line);
  EXPECT_EQ(dossier.number.msisdn, line.msisdn);
  auto owner = records::owner(1);
  owner.version = 1;
  EXPECT_EQ(store().owner(owner.id), owner);
  EXPECT_EQ(records::sure(store().history(head.id)).size(), 2);
  EXPECT_EQ(records::sure(store().history(head.id))[1], change.events[0]);
  EXPECT_EQ(records::sure(store().notices(head.id)), change.notices);
  auto refund = change.refunds[0];
  refund.version = 1;
  EXPECT_EQ(records::sure(store().refunds(head.id)), std::vector{refund});
  EXPECT_EQ(records::sure(store().vouchers(head.id)), change.vouchers);
  EXPECT_EQ(store().voucher("V0000000001"), change.vouchers[0]);
  EXPECT_EQ(records::sure(store().document(records::id("66", 1))).content,
            change.documents[0].content);
  auto code = change.codes[0];
  code.version = 1;
  EXPECT_EQ(store().code("login:1"), code);
  EXPECT_EQ(store().session("hash"), change.sessions[0]);
  EXPECT_EQ(store().idempotency("key"), *change.idempotency);
  EXPECT_EQ(store().staff("li"), change.staff[0]);
}

TEST_P(StoreContract, what_is_not_there_is_not_found) {
  EXPECT_EQ(store().line("none").error().fault, Fault::not_found);
  EXPECT_EQ(store().line(records::msisdn(7)).error().code, "line.unknown");
  EXPECT_EQ(store().owner("none").error().code, "owner.unknown");
  EXPECT_EQ(store().number(records::msisdn(7)).error().code, "number.unknown");
  EXPECT_EQ(store().dossier("none").error().code, "case.unknown");
  EXPECT_EQ(store().whole_case("none").error().code, "case.unknown");
  EXPECT_EQ(store().dossier_by_number("none").error().code, "case.unknown");
  EXPECT_EQ(store().open_case("none").error().code, "case.unknown");
  EXPECT_EQ(store().voucher("none").error().code, "voucher.unknown");
  EXPECT_EQ(store().document("none").error().code, "document.unknown");
  EXPECT_EQ(store().code("none").error().code, "code.unknown");
  EXPECT_EQ(store().session("none").error().code, "session.unknown");
  EXPECT_EQ(store().staff("none").error().code, "staff.unknown");
  EXPECT_EQ(store().idempotency("none").error().code, "idempotency.unknown");
  EXPECT_TRUE(records::sure(store().history("none")).empty());
  EXPECT_EQ(records::sure(store().next_due()), std::optional<Instant>{});
}

TEST_P(StoreContract, a_version_that_moved_writes_nothing_of_the_change) {
  given_open_case(1);
  const auto seen = case_now(1);
  given(records::moving(seen, CaseState::submitted));
  auto late = records::moving(seen, CaseState::withdrawn);
  late.notices = {records::notice(seen, 1)};
  late.line = records::line(1);
  late.line->version = 1;
  late.line->nickname = "late";

  EXPECT_EQ(code_of(store().commit(late)), "case.version");

  EXPECT_EQ(case_now(1).state, CaseState::submitted);
  EXPECT_TRUE(records::sure(store().notices(seen.id)).empty());
  EXPECT_EQ(records::sure(store().line(records::id("11", 1))).nickname, "");
  EXPECT_EQ(records::sure(store().history(seen.id)).size(), 2);
}

TEST_P(StoreContract, any_one_stale_part_undoes_the_parts_before_it) {
  given_open_case(1);
  const auto fresh = [&] { return records::moving(case_now(1), CaseState::submitted); };
  const auto refused = [&](const Change& change, std::string_view code) {
    const auto done = store().commit(change);
    ASSERT_FALSE(done) << code;
    EXPECT_EQ(done.error().fault, Fault::conflict);
    EXPECT_EQ(done.error().code, code);
    EXPECT_EQ(case_now(1).version, 1) << code;
  };
  auto change = fresh();
  change.line = records::line(1);
  change.line->version = 2;
  refused(change, "line.version");
  change = fresh();
  change.number = records::number(1);
  change.number->version = 2;
  refused(change, "number.version");
  change = fresh();
  change.owner = records::owner(1);
  refused(change, "owner.version");
  change = fresh();
  change.events = {records::event(*change.moved_case, 1)};
  refused(change, "history.seq");
  change = fresh();
  change.refunds = {records::refund(*change.moved_case, 1)};
  change.refunds[0].version = 3;
  refused(change, "refund.version");
  change = fresh();
  change.codes = {{.key = "login:1", .version = 1}};
  refused(change, "code.version");
  given({.idempotency = IdempotencyRecord{"key", "a", "b", records::kStart}});
  change = fresh();
  change.idempotency = {"key", "a", "c", records::kStart};
  refused(change, "idempotency.key");
  change = fresh();
  change.moved_case->id = records::id("33", 77);
  change.events.clear();
  refused(change, "case.version");
}

TEST_P(StoreContract, a_change_of_two_lines_or_a_file_without_its_case_is_refused) {
  given_open_case(1);
  auto two = records::moving(case_now(1), CaseState::submitted);
  two.line = records::line(2);
  EXPECT_EQ(code_of(store().commit(two)), "change.other_line");
  Change bare{.line_id = records::id("11", 1), .file = CaseFile{}};
  EXPECT_EQ(code_of(store().commit(bare)), "change.file");
  EXPECT_FALSE(store().line(records::id("11", 2)));
}

TEST_P(StoreContract, each_change_of_a_batch_stands_alone) {
  given_open_case(1);
  given_open_case(2);
  auto stale = records::moving(case_now(1), CaseState::submitted);
  stale.moved_case->version = 9;
  const std::vector changes{records::moving(case_now(1), CaseState::submitted), stale,
                            records::moving(case_now(2), CaseState::submitted)};

  const auto done = store().commit(std::span{changes});

  ASSERT_EQ(done.size(), 3);
  EXPECT_TRUE(done[0]);
  EXPECT_EQ(code_of(done[1]), "case.version");
  EXPECT_TRUE(done[2]);
  EXPECT_EQ(case_now(1).state, CaseState::submitted);
  EXPECT_EQ(case_now(2).state, CaseState::submitted);
}

TEST_P(StoreContract, a_change_refused_halfway_leaves_its_neighbours_whole) {
  for (int n = 1; n <= 3; ++n) given_open_case(n);
  auto half = records::moving(case_now(2), CaseState::submitted);
  half.events.push_back(half.events[0]);
  const std::vector changes{records::moving(case_now(1), CaseState::submitted), half,
                            records::moving(case_now(3), CaseState::submitted)};

  const auto done = store().commit(std::span{changes});

  EXPECT_TRUE(done[0]);
  EXPECT_EQ(code_of(done[1]), "history.seq");
  EXPECT_TRUE(done[2]);
  for (int n = 1; n <= 3; ++n) {
    EXPECT_EQ(case_now(n).version, n == 2 ? 1 : 2);
    EXPECT_EQ(records::sure(store().history(records::id("33", n))).size(),
              n == 2 ? 1U : 2U);
  }
}

TEST_P(StoreContract, a_line_has_at_most_one_open_case) {
  given_open_case(1);
  auto second = records::opening(1);
  second.moved_case->id = records::id("33", 100);
  second.moved_case->number = "2611-9999999-9";
  second.events[0].case_id = second.moved_case->id;
  EXPECT_EQ(code_of(store().commit(second)), "case.open");

  given(records::moving(case_now(1), CaseState::withdrawn));
  EXPECT_EQ(store().open_case(records::id("11", 1)).error().fault, Fault::not_found);
  given(second);

  EXPECT_EQ(records::sure(store().open_case(records::id("11", 1))).head.id,
            records::id("33", 100));
  const auto reopened = records::moving(case_now(1), CaseState::submitted);
  EXPECT_EQ(code_of(store().commit(reopened)), "case.open");
}

TEST_P(StoreContract, case_numbers_and_voucher_numbers_are_given_once) {
  given_open_case(1);
  given_open_case(2);
  auto withdrawn = records::moving(case_now(2), CaseState::withdrawn);
  given(withdrawn);
  auto twin = records::opening(2);
  twin.moved_case->id = records::id("33", 200);
  twin.events[0].case_id = twin.moved_case->id;
  twin.moved_case->number = case_now(1).number;
  EXPECT_EQ(code_of(store().commit(twin)), "case.number");

  auto first = records::moving(case_now(1), CaseState::submitted);
  first.vouchers = {records::voucher(*first.moved_case, 1)};
  given(first);
  Change other{.line_id = records::id("11", 2)};
  other.vouchers = {records::voucher(case_now(2), 1)};
  EXPECT_EQ(code_of(store().commit(other)), "voucher.number");
}

TEST_P(StoreContract, a_voucher_can_be_voided_and_keeps_the_rest) {
  given_open_case(1);
  Change change{.line_id = records::id("11", 1)};
  change.vouchers = {records::voucher(case_now(1), 1)};
  given(change);
  change.vouchers[0].void_at = records::kStart;
  change.vouchers[0].jws = "forged";

  given(change);

  const auto voided = records::sure(store().voucher("V0000000001"));
  EXPECT_EQ(voided.void_at, records::kStart);
  EXPECT_EQ(voided.jws, "e30.e30.c2ln");
}

TEST_P(StoreContract, a_number_is_held_by_one_live_line) {
  given(records::onboarding(1));
  auto heir = records::onboarding(2);
  heir.line->msisdn = records::msisdn(1);
  heir.number.reset();
  EXPECT_EQ(code_of(store().commit(heir)), "line.msisdn");

  Change end{.line_id = records::id("11", 1)};
  end.line = records::line(1);
  end.line->version = 1;
  end.line->state = LineState::terminated;
  given(end);
  EXPECT_FALSE(store().line(records::msisdn(1)));
  given(heir);

  EXPECT_EQ(records::sure(store().line(records::msisdn(1))).id, records::id("11", 2));
}

TEST_P(StoreContract, lines_are_found_by_owner_by_main_line_and_in_order) {
  for (int n = 1; n <= 5; ++n) {
    auto change = records::onboarding(n);
    change.line->owner_id = records::id("22", n % 2);
    if (n > 3) change.line->main_line_id = records::id("11", 1);
    given(change);
  }
  EXPECT_EQ(records::sure(store().lines_of(records::id("22", 1))).size(), 3);
  EXPECT_EQ(records::sure(store().sub_lines(records::id("11", 1))).size(), 2);
  const auto page = records::sure(store().lines_after("", 2));
  ASSERT_EQ(page.size(), 2);
  EXPECT_EQ(page[1].id, records::id("11", 2));
  EXPECT_EQ(records::sure(store().lines_after(page[1].id, 10)).size(), 3);
}

TEST_P(StoreContract, a_notice_that_exists_is_left_as_it_is) {
  given_open_case(1);
  Change change{.line_id = records::id("11", 1)};
  change.notices = {records::notice(case_now(1), 1)};
  given(change);
  change.notices[0].message = "other";
  change.notices[0].due_at.reset();

  given(change);

  const auto kept = records::sure(store().notices(records::id("33", 1)));
  ASSERT_EQ(kept.size(), 1);
  EXPECT_EQ(kept[0].message, "M02");
}

TEST_P(StoreContract, cases_are_listed_by_state_owner_and_line_in_pages) {
  for (int n = 1; n <= 7; ++n) given_open_case(n);
  given(records::moving(case_now(3), CaseState::submitted));
  const auto ids = [&](const CaseFilter& filter) {
    std::vector<std::string> found;
    for (const auto& dossier : records::sure(store().cases(filter)))
      found.push_back(dossier.head.id);
    return found;
  };
  const auto id = [](int n) { return records::id("33", n); };

  EXPECT_EQ(ids({.limit = 2}), (std::vector{id(1), id(2)}));
  EXPECT_EQ(ids({.after = id(5)}), (std::vector{id(6), id(7)}));
  EXPECT_EQ(ids({.state = CaseState::submitted}), std::vector{id(3)});
  EXPECT_EQ(ids({.state = CaseState::draft, .after = id(2), .limit = 2}),
            (std::vector{id(4), id(5)}));
  EXPECT_EQ(ids({.line_id = records::id("11", 4)}), std::vector{id(4)});
  EXPECT_EQ(ids({.owner_id = records::id("22", 6)}), std::vector{id(6)});
  EXPECT_TRUE(ids({.line_id = records::id("11", 4), .owner_id = "stranger"}).empty());
  EXPECT_EQ(records::sure(store().dossier_by_number(case_now(2).number)).head.id, id(2));
  const auto counts = records::sure(store().case_counts());
  EXPECT_EQ(counts, (std::map<std::string, std::int64_t>{{"DRAFT", 6}, {"SUBMITTED", 1}}));
}

TEST_P(StoreContract, due_cases_are_claimed_oldest_first_and_hidden_until_the_lease_ends) {
  using std::chrono::seconds;
  const auto now = records::kStart;
  given_open_case(1, now - seconds{1});
  given_open_case(2, now - seconds{3});
  given_open_case(3, now);
  given_open_case(4, now + seconds{1});
  given_open_case(5);
  EXPECT_EQ(records::sure(store().next_due()), std::optional{now - seconds{3}});

  const auto first = records::sure(store().claim_cases(now, now + seconds{30}, 2));
  const auto second = records::sure(store().claim_cases(now, now + seconds{30}, 10));

  ASSERT_EQ(first.size(), 2);
  EXPECT_EQ(first[0].head.id, records::id("33", 2));
  EXPECT_EQ(first[1].head.id, records::id("33", 1));
  EXPECT_EQ(first[0].line.id, records::id("11", 2));
  EXPECT_EQ(first[0].file.reason, "moving abroad");
  EXPECT_EQ(first[0].head.fence, 1);
  EXPECT_EQ(first[0].head.due_at, now + seconds{30});
  ASSERT_EQ(second.size(), 1);
  EXPECT_EQ(second[0].head.id, records::id("33", 3));
  EXPECT_EQ(records::sure(store().next_due()), std::optional{now + seconds{1}});
  EXPECT_TRUE(records::sure(store().claim_cases(now, now + seconds{30}, 10)).empty());
  const auto again =
      records::sure(store().claim_cases(now + seconds{30}, now + seconds{60}, 9));
  EXPECT_EQ(again.size(), 4);
}

TEST_P(StoreContract, a_claimant_whose_lease_ran_out_may_not_write) {
  using std::chrono::seconds;
  const auto now = records::kStart;
  given_open_case(1, now);
  const auto slow = records::sure(store().claim_cases(now, now + seconds{1}, 1));
  const auto quick =
      records::sure(store().claim_cases(now + seconds{1}, now + seconds{2}, 1));
  ASSERT_EQ(slow.size(), 1);
  ASSERT_EQ(quick.size(), 1);

  const auto late = store().commit(records::moving(slow[0].head, CaseState::submitted));
  EXPECT_EQ(code_of(late), "case.fence");
  given(records::moving(quick[0].head, CaseState::submitted));

  EXPECT_EQ(case_now(1).state, CaseState::submitted);
}

TEST_P(StoreContract, notices_are_claimed_settled_and_never_settled_twice) {
  using std::chrono::seconds;
  const auto now = records::kStart;
  given_open_case(1);
  Change change{.line_id = records::id("11", 1)};
  for (int n = 1; n <= 3; ++n) change.notices.push_back(records::notice(case_now(1), n));
  change.notices[1].due_at.reset();
  change.notices[2].state = NoticeState::suppressed;
  given(change);

  auto claimed = records::sure(store().claim_notices(now, now + seconds{30}, 10));
  ASSERT_EQ(claimed.size(), 2)
      << "one without a time is due at once, suppressed ones never";
  EXPECT_TRUE(records::sure(store().claim_notices(now, now + seconds{30}, 10)).empty());
  claimed[0].state = NoticeState::sent;
  claimed[0].attempts = 1;
  claimed[0].due_at.reset();
  claimed[1].attempts = 1;
  claimed[1].due_at = now + seconds{5};
  ASSERT_TRUE(store().settle(claimed));
  auto late = claimed[0];
  late.state = NoticeState::failed;
  ASSERT_TRUE(store().settle(std::span{&late, 1}));

  const auto kept = records::sure(store().notices(records::id("33", 1)));
  EXPECT_EQ(kept[0], claimed[0]);
  const auto again =
      records::sure(store().claim_notices(now + seconds{5}, now + seconds{9}, 9));
  ASSERT_EQ(again.size(), 1);
  EXPECT_EQ(again[0].id, claimed[1].id);
  late.id = "none";
  EXPECT_EQ(code_of(store().settle(std::span{&late, 1})), "notice.unknown");
}

TEST_P(StoreContract, numbers_and_refunds_are_claimed_and_fenced_by_their_version) {
  using std::chrono::seconds;
  const auto now = records::kStart;
  given_open_case(1);
  Change change{.line_id = records::id("11", 1)};
  change.number = records::number(1);
  change.number->version = 1;
  change.number->due_at = now;
  change.refunds = {records::refund(case_now(1), 1)};
  change.refunds[0].due_at = now;
  given(change);

  const auto numbers = records::sure(store().claim_numbers(now, now + seconds{9}, 5));
  const auto refunds = records::sure(store().claim_refunds(now, now + seconds{9}, 5));

  ASSERT_EQ(numbers.size(), 1);
  ASSERT_EQ(refunds.size(), 1);
  EXPECT_EQ(numbers[0], records::sure(store().number(records::msisdn(1))));
  EXPECT_EQ(refunds[0], records::sure(store().refunds(records::id("33", 1)))[0]);
  EXPECT_EQ(records::sure(store().next_due()), std::optional{now + seconds{9}});
  change.number->version = 2;
  change.refunds.clear();
  EXPECT_EQ(code_of(store().commit(change)), "number.version") << "it was claimed since";
  change.number = numbers[0];
  given(change);
}

TEST_P(StoreContract, committers_at_the_same_time_lose_no_change) {
  constexpr int kThreads = 8;
  constexpr int kMoves = 25;
  for (int n = 1; n <= kThreads; ++n) given_open_case(n);
  given_open_case(99);
  std::vector<std::jthread> threads;
  std::atomic<int> won = 0;
  for (int n = 1; n <= kThreads; ++n)
    threads.emplace_back([&, n] {
      for (int i = 0; i < kMoves; ++i) {
        const std::vector both{records::moving(case_now(n), CaseState::draft),
                               records::moving(case_now(99), CaseState::draft)};
        const auto done = store().commit(std::span{both});
        EXPECT_TRUE(done[0]);
        if (done[1]) ++won;
      }
    });
  threads.clear();

  for (int n = 1; n <= kThreads; ++n) EXPECT_EQ(case_now(n).version, 1 + kMoves);
  EXPECT_EQ(case_now(99).version, 1 + won);
  EXPECT_EQ(records::sure(store().history(records::id("33", 99))).size(),
            static_cast<std::size_t>(1 + won));
}

TEST_P(StoreContract, each_due_case_is_claimed_by_exactly_one_of_many) {
  constexpr int kCases = 60;
  for (int n = 1; n <= kCases; ++n) given_open_case(n, records::kStart);
  std::atomic<int> claimed = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      const auto lease = records::kStart + std::chrono::hours{1};
      while (true) {
        const auto mine = records::sure(store().claim_cases(records::kStart, lease, 7));
        if (mine.empty()) return;
        claimed += static_cast<int>(mine.size());
      }
    });
  threads.clear();

  EXPECT_EQ(claimed, kCases);
  for (int n = 1; n <= kCases; ++n) EXPECT_EQ(case_now(n).fence, 1);
}

}  // namespace signoff
