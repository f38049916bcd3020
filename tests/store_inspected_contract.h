// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <gtest/gtest.h>

// The part of StoreContract (tests/store_contract.h) about who looked at what and what
// cases have in common.
namespace signoff {

namespace records {

// Look `n` at line `line`, by one person and then by another.
inline AccessRecord access(int n, int line) {
  AccessRecord record;
  record.id = id("77", n);
  record.at = kStart + Duration{n};
  record.actor = {n % 2 == 0 ? Role::clerk : Role::fraud, n % 2 == 0 ? "li" : "wang"};
  record.act = kUnmasked;
  record.line_id = id("11", line);
  record.fields = "name,msisdn";
  record.reason = "在柜台核对 \"证件\"";
  return record;
}

}  // namespace records

TEST_P(StoreContract, looks_are_read_back_whole_and_newest_first) {
  given_open_case(1);
  Change change{.line_id = records::id("11", 1)};
  for (int n = 1; n <= 5; ++n) change.accesses.push_back(records::access(n, 1));
  given(change);
  auto elsewhere = records::access(6, 2);
  elsewhere.act = kDocumentSeen;
  elsewhere.case_id = records::id("33", 2);
  elsewhere.document_id = records::id("66", 2);
  given(Change{.line_id = records::id("11", 2), .accesses = {elsewhere}});

  const auto all = records::sure(store().accesses({}));

  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[0], elsewhere);
  EXPECT_EQ(all[5], records::access(1, 1));
  const auto page = records::sure(store().accesses({.after = all[1].id, .limit = 2}));
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0].id, records::id("77", 4));
  EXPECT_EQ(page[1].id, records::id("77", 3));
  EXPECT_TRUE(records::sure(store().accesses({.after = all[5].id})).empty());
}

TEST_P(StoreContract, looks_are_found_by_person_line_case_and_act) {
  Change change{.line_id = records::id("11", 1)};
  for (int n = 1; n <= 4; ++n) change.accesses.push_back(records::access(n, 1));
  change.accesses[2].case_id = records::id("33", 1);
  change.accesses[3].act = kDocumentSeen;
  given(change);
  const auto count = [&](const AccessFilter& filter) {
    return records::sure(store().accesses(filter)).size();
  };
  EXPECT_EQ(count({.actor_id = "li"}), 2u);
  EXPECT_EQ(count({.actor_id = "nobody"}), 0u);
  EXPECT_EQ(count({.line_id = records::id("11", 1)}), 4u);
  EXPECT_EQ(count({.line_id = records::id("11", 2)}), 0u);
  EXPECT_EQ(count({.line_id = records::id("11", 1), .actor_id = "wang"}), 2u);
  EXPECT_EQ(count({.case_id = records::id("33", 1)}), 1u);
  EXPECT_EQ(count({.act = std::string{kDocumentSeen}}), 1u);
}

TEST_P(StoreContract, a_look_that_is_logged_twice_stands_as_it_was_first) {
  const auto first = records::access(1, 1);
  auto second = first;
  second.reason = "another";
  given(Change{.line_id = first.line_id, .accesses = {first}});
  given(Change{.line_id = first.line_id, .accesses = {second}});
  EXPECT_EQ(records::sure(store().accesses({})), std::vector{first});
}

TEST_P(StoreContract, an_export_is_logged_of_no_line) {
  auto look = records::access(1, 1);
  look.act = "export";
  look.line_id = {};
  look.fields = "cases,rows 12";
  given(Change{.accesses = {look}});
  EXPECT_EQ(records::sure(store().accesses({})), std::vector{look});
  EXPECT_EQ(records::sure(store().accesses({.act = "export"})).size(), 1u);
}

TEST_P(StoreContract, looks_at_another_line_and_marks_without_a_case_are_refused) {
  given_open_case(1);
  Change other{.line_id = records::id("11", 1), .accesses = {records::access(1, 2)}};
  EXPECT_EQ(code_of(store().commit(other)), "change.other_line");
  Change bare{.line_id = records::id("11", 1), .marks = {{LinkKind::device, "a"}}};
  EXPECT_EQ(code_of(store().commit(bare)), "change.marks");
  EXPECT_TRUE(records::sure(store().accesses({})).empty());
}

TEST_P(StoreContract, cases_that_share_a_mark_are_linked_and_others_are_not) {
  const auto open = [&](int n, std::vector<CaseMark> marks) {
    given(records::onboarding(n));
    auto opening = records::opening(n);
    opening.marks = std::move(marks);
    given(opening);
  };
  open(1, {{LinkKind::device, "d1"}, {LinkKind::address, "192.0.2.1"}});
  open(2, {{LinkKind::device, "d1"}, {LinkKind::email, "d1"}});
  open(3, {{LinkKind::address, "192.0.2.1"}, {LinkKind::device, "d1"}});
  open(4, {{LinkKind::email, "192.0.2.1"}, {LinkKind::device, "d2"}});
  open(5, {});

  const auto links = records::sure(store().linked_cases(records::id("33", 1), 100));

  ASSERT_EQ(links.size(), 3u);
  const auto third = records::new_case(3);
  EXPECT_EQ(links[0], (CaseLink{LinkKind::device, third.id, third.number, third.state,
                                records::msisdn(3), third.opened_at}));
  EXPECT_EQ(links[1].kind, LinkKind::address);
  EXPECT_EQ(links[1].case_id, third.id);
  EXPECT_EQ(links[2].case_id, records::id("33", 2));
  EXPECT_EQ(records::sure(store().linked_cases(records::id("33", 1), 1)),
            std::vector{links[0]});
  for (const int n : {4, 5, 9})
    EXPECT_TRUE(records::sure(store().linked_cases(records::id("33", n), 100)).empty())
        << n;
}

TEST_P(StoreContract, a_mark_that_is_given_again_links_once) {
  for (const int n : {1, 2}) {
    given(records::onboarding(n));
    auto opening = records::opening(n);
    opening.marks = {{LinkKind::address, "a"}, {LinkKind::address, "b"}};
    given(opening);
    auto again = records::moving(case_now(n), CaseState::submitted);
    again.marks = opening.marks;
    given(again);
  }
  EXPECT_EQ(records::sure(store().linked_cases(records::id("33", 1), 100)).size(), 1u);
}

TEST_P(StoreContract, marks_are_forgotten_on_their_day_but_not_those_of_a_flagged_line) {
  const auto day = records::kStart + std::chrono::days{30};
  for (const int n : {1, 2, 3}) {
    given(records::onboarding(n));
    auto opening = records::opening(n);
    opening.marks = {{LinkKind::device, "d"}};
    given(opening);
    auto ending = records::moving(case_now(n), CaseState::withdrawn);
    if (n != 3) ending.marks_until = day;
    if (n == 2) {
      ending.line = records::line(n);
      ending.line->version = 1;
      ending.line->fraud_flag = true;
    }
    given(ending);
  }
  const auto links = [&] {
    return records::sure(store().linked_cases(records::id("33", 3), 100)).size();
  };
  EXPECT_EQ(records::sure(store().sweep({.marks_before = day})), 0u);
  EXPECT_EQ(links(), 2u) << "on the day itself they are there still";

  EXPECT_EQ(records::sure(store().sweep({.marks_before = day + Duration{1}})), 1u);

  EXPECT_EQ(links(), 1u) << "the flagged line's stay";
  EXPECT_EQ(records::sure(store().sweep({.marks_before = day + Duration{1}})), 0u);
}

TEST_P(StoreContract, the_day_on_which_marks_go_is_set_once) {
  const auto day = records::kStart + std::chrono::days{30};
  given(records::onboarding(1));
  auto opening = records::opening(1);
  opening.marks = {{LinkKind::device, "d"}};
  given(opening);
  auto ending = records::moving(case_now(1), CaseState::withdrawn);
  ending.marks_until = day;
  given(ending);
  auto later = records::moving(case_now(1), CaseState::withdrawn);
  later.marks_until = day + std::chrono::days{9};
  given(later);
  EXPECT_EQ(records::sure(store().sweep({.marks_before = day + Duration{1}})), 1u);
}

}  // namespace signoff
