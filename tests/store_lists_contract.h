// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/list_store.h"
#include "tests/store_fixture.h"

#include <algorithm>

// What every store that serves the consoles' lists promises.
namespace signoff {

namespace lists {

using std::chrono::hours;

inline ListStore& of(Store& store) { return dynamic_cast<ListStore&>(store); }

inline CasePage page(Store& store, const CaseQuery& query) {
  return records::sure(of(store).case_page(query));
}

inline std::vector<std::string> ids(const CasePage& page) {
  std::vector<std::string> all;
  for (const auto& dossier : page.cases) all.push_back(dossier.head.id);
  return all;
}

inline std::vector<CaseRow> rows(Store& store) {
  std::vector<CaseRow> all;
  EXPECT_TRUE(of(store).each_row([&](const CaseRow& row) { all.push_back(row); }));
  return all;
}

inline CaseRow row_of(Store& store, int n) {
  for (auto& row : rows(store))
    if (row.case_id == records::id("33", n)) return row;
  ADD_FAILURE() << "no row " << n;
  return {};
}

// What the n-th case is like: many share a value, so that ids decide.
inline CaseFile file_of(int n) {
  CaseFile file;
  file.channel = static_cast<Channel>(n % 3);
  file.risk_score = n % 4 * 10;
  file.review_due = records::kStart + hours{n % 5};
  file.execute_at = records::kStart + hours{n % 2};
  file.hold_reason = n % 7 == 0 ? "legal" : n % 7 == 1 ? "objection" : "";
  return file;
}
inline CaseState state_of(int n) {
  constexpr CaseState kStates[] = {CaseState::under_review, CaseState::scheduled,
                                   CaseState::closed, CaseState::fraud_hold,
                                   CaseState::draft};
  return kStates[n % 5];
}

inline std::vector<std::string> whole_list(Store& store, CaseQuery query) {
  std::vector<std::string> all;
  for (int pages = 0; pages < 100; ++pages) {
    const auto one = page(store, query);
    std::ranges::copy(ids(one), std::back_inserter(all));
    if (!one.next) return all;
    EXPECT_EQ(one.cases.size(), query.limit);
    query.after = one.next;
  }
  ADD_FAILURE() << "the list has no end";
  return all;
}

// The list by another way: all rows, chosen and sorted here.
inline std::vector<std::string> expected(Store& store, const CaseQuery& query) {
  constexpr std::int64_t kNever = 253'402'300'799'999;
  std::vector<std::pair<std::int64_t, std::string>> all;
  for (const auto& row : rows(store)) {
    const bool fits =
        (query.states.empty() || std::ranges::count(query.states, row.state) > 0) &&
        (!query.type || row.type == *query.type) &&
        (!query.channel || row.channel == *query.channel) &&
        (!query.hold || (row.hold == *query.hold && row.state == CaseState::fraud_hold)) &&
        row.number.starts_with(query.number);
    if (!fits) continue;
    std::int64_t key = 0;
    if (query.sort == CaseSort::risk) key = row.risk;
    if (query.sort == CaseSort::changed) key = row.changed_at.time_since_epoch().count();
    if (query.sort == CaseSort::due)
      key = row.due_at ? row.due_at->time_since_epoch().count()
                       : (query.is_falling ? 0 : kNever);
    all.emplace_back(key, row.case_id);
  }
  std::ranges::sort(all);
  if (query.is_falling) std::ranges::reverse(all);
  std::vector<std::string> found;
  for (auto& [key, id] : all) found.push_back(id);
  return found;
}

}  // namespace lists

class ListContract : public StoreContract {
 protected:
  void given_case(int n) {
    given(records::onboarding(n));
    auto opening = records::opening(n);
    auto& head = *opening.moved_case;
    head.type = static_cast<CaseType>(n % 2);
    head.opened_at = records::kStart + std::chrono::minutes{n};
    given(opening);
    move(n, lists::state_of(n), lists::file_of(n), lists::hours{n % 3});
  }
  void move(int n, CaseState state, std::optional<CaseFile> file, Duration after) {
    auto head = case_now(n);
    head.changed_at = records::kStart + after;
    auto change = records::moving(head, state);
    change.file = std::move(file);
    given(change);
  }
};

TEST_P(ListContract, every_order_and_filter_pages_through_the_same_cases_once) {
  for (int n = 1; n <= 30; ++n) given_case(n);
  std::vector<CaseQuery> filters(11);
  filters[1].states = {CaseState::under_review};
  filters[2].states = {CaseState::under_review, CaseState::closed};
  filters[3].type = CaseType::port_companion;
  filters[4].channel = Channel::hotline;
  filters[5].hold = HoldReason::legal;
  filters[6].number = "2611-00000";
  filters[7].number = "2611-0000012-8";
  filters[8].states = {CaseState::scheduled};
  filters[8].channel = Channel::web;
  filters[9].states = {CaseState::expired};
  filters[10].number = "2611-000001";
  filters[10].type = CaseType::standard;
  for (auto query : filters)
    for (const auto sort :
         {CaseSort::opened, CaseSort::due, CaseSort::risk, CaseSort::changed})
      for (const bool is_falling : {false, true}) {
        query.sort = sort;
        query.is_falling = is_falling;
        query.limit = 4;
        const auto wanted = lists::expected(store(), query);
        EXPECT_EQ(lists::whole_list(store(), query), wanted)
            << to_string(sort) << is_falling << query.number << query.states.size();
        EXPECT_EQ(lists::page(store(), query).total, wanted.size());
      }
}

TEST_P(ListContract, a_list_of_one_line_has_its_cases_only) {
  for (int n = 1; n <= 4; ++n) given_case(n);
  CaseQuery query{.line_id = records::id("11", 2)};
  EXPECT_EQ(lists::ids(lists::page(store(), query)), std::vector{records::id("33", 2)});
  EXPECT_EQ(lists::page(store(), query).total, 1);
  query.number = "2611-0000003";
  EXPECT_TRUE(lists::page(store(), query).cases.empty());
  query.number = "2611-0000002";
  query.states = {lists::state_of(2)};
  EXPECT_EQ(lists::page(store(), query).total, 1);
}

TEST_P(ListContract, the_queue_is_by_time_left_and_what_is_never_due_comes_last) {
  const auto review = [&](int n, std::optional<Instant> due) {
    given(records::onboarding(n));
    given(records::opening(n));
    CaseFile file;
    file.review_due = due;
    move(n, CaseState::under_review, file, {});
  };
  review(1, records::kStart + lists::hours{9});
  review(2, std::nullopt);
  review(3, records::kStart + lists::hours{1});
  review(4, records::kStart + lists::hours{5});
  const auto id = [](int n) { return records::id("33", n); };
  CaseQuery query{.states = {CaseState::under_review}, .sort = CaseSort::due};
  EXPECT_EQ(lists::whole_list(store(), query), (std::vector{id(3), id(4), id(1), id(2)}));
  query.limit = 1;
  EXPECT_EQ(lists::whole_list(store(), query), (std::vector{id(3), id(4), id(1), id(2)}));
  query.is_falling = true;
  EXPECT_EQ(lists::whole_list(store(), query), (std::vector{id(1), id(4), id(3), id(2)}));
}

TEST_P(ListContract, a_row_follows_its_case) {
  const auto due = records::kStart + lists::hours{10};
  given(records::onboarding(1));
  given(records::opening(1));
  EXPECT_EQ(lists::row_of(store(), 1).due_at, std::nullopt);

  CaseFile file;
  file.review_due = due;
  file.risk_score = 40;
  file.channel = Channel::shop;
  move(1, CaseState::under_review, file, lists::hours{1});
  auto row = lists::row_of(store(), 1);
  EXPECT_EQ(row.state, CaseState::under_review);
  EXPECT_EQ(row.due_at, due);
  EXPECT_EQ(row.since, records::kStart + lists::hours{1});
  EXPECT_EQ(row.risk, 40);
  EXPECT_EQ(row.channel, Channel::shop);

  // A note: nothing moves but the time of the last change.
  move(1, CaseState::under_review, std::nullopt, lists::hours{2});
  row.changed_at = records::kStart + lists::hours{2};
  EXPECT_EQ(lists::row_of(store(), 1), row);

  // The file moves the deadline while the case stays.
  file.review_due = due + lists::hours{5};
  move(1, CaseState::under_review, file, lists::hours{3});
  row.changed_at = records::kStart + lists::hours{3};
  row.due_at = file.review_due;
  EXPECT_EQ(lists::row_of(store(), 1), row);

  // To the second person is no end of the review; what the file says is due comes along.
  move(1, CaseState::second_approval, std::nullopt, lists::hours{4});
  row = lists::row_of(store(), 1);
  EXPECT_EQ(row.review, ReviewEnd::none);
  EXPECT_EQ(row.due_at, file.review_due);
  EXPECT_EQ(row.since, records::kStart + lists::hours{4});
  move(1, CaseState::executing, std::nullopt, lists::hours{5});
  row = lists::row_of(store(), 1);
  EXPECT_EQ(row.review, ReviewEnd::in_time);
  EXPECT_EQ(row.due_at, std::nullopt);
  EXPECT_EQ(row.risk, 40);
  EXPECT_EQ(row.hold, HoldReason::none);
}

TEST_P(ListContract, a_review_after_its_deadline_was_late) {
  given(records::onboarding(1));
  given(records::opening(1));
  CaseFile file;
  file.review_due = records::kStart + lists::hours{1};
  move(1, CaseState::under_review, file, {});
  file.hold_reason = "something new";
  move(1, CaseState::rejected, file, lists::hours{1} + Duration{1});
  EXPECT_EQ(lists::row_of(store(), 1).review, ReviewEnd::late);
  EXPECT_EQ(lists::row_of(store(), 1).hold, HoldReason::other);
}

TEST_P(ListContract, a_refused_change_moves_no_row) {
  given_case(1);
  const auto before = lists::row_of(store(), 1);
  auto late = records::moving(case_now(1), CaseState::withdrawn);
  late.line = records::line(1);
  late.line->version = 9;
  EXPECT_EQ(code_of(store().commit(late)), "line.version");
  EXPECT_EQ(lists::row_of(store(), 1), before);
}

TEST_P(ListContract, cases_opened_on_certain_days_come_in_pages) {
  for (int n = 1; n <= 6; ++n) given_case(n);
  const auto at = [](int n) { return records::kStart + std::chrono::minutes{n}; };
  const auto found = [&](int from, int before, const std::string& after,
                         std::size_t limit) {
    std::vector<std::string> all;
    for (const auto& dossier :
         records::sure(lists::of(store()).cases_opened(at(from), at(before), after, limit)))
      all.push_back(dossier.head.id);
    return all;
  };
  const auto id = [](int n) { return records::id("33", n); };
  EXPECT_EQ(found(2, 5, "", 10), (std::vector{id(2), id(3), id(4)}));
  EXPECT_EQ(found(2, 5, "", 2), (std::vector{id(2), id(3)}));
  EXPECT_EQ(found(2, 5, id(3), 2), std::vector{id(4)});
}

TEST_P(ListContract, refunds_are_listed_the_longest_due_first) {
  for (int n = 1; n <= 5; ++n) {
    given_open_case(n);
    auto change = records::moving(case_now(n), CaseState::finalising);
    auto refund = records::refund(*change.moved_case, n);
    refund.state = n % 2 == 0 ? RefundState::paid : RefundState::awaiting_new_account;
    if (n % 2 == 1) refund.due_at = records::kStart + lists::hours{10 - n};
    refund.amount = Money{n * 100, {}};
    change.refunds = {refund};
    given(change);
  }
  const auto list = [&](RefundQuery query) {
    std::vector<int> found;
    for (int pages = 0; pages < 10; ++pages) {
      const auto page = records::sure(lists::of(store()).refund_page(query));
      for (const auto& one : page.refunds)
        found.push_back(static_cast<int>(one.refund.amount.minor() / 100));
      if (!page.next) return found;
      query.after = page.next;
    }
    return std::vector<int>{};
  };
  EXPECT_EQ(list({.limit = 2}), (std::vector{5, 3, 1, 2, 4}));
  EXPECT_EQ(list({}), (std::vector{5, 3, 1, 2, 4}));
  EXPECT_EQ(list({.state = RefundState::paid, .limit = 1}), (std::vector{2, 4}));
  const auto page = records::sure(lists::of(store()).refund_page({.limit = 1}));
  EXPECT_EQ(page.total, 5);
  EXPECT_EQ(page.refunds[0].case_number, "2611-0000005-8");
  EXPECT_EQ(page.refunds[0].msisdn, records::msisdn(5));
  EXPECT_EQ(page.refunds[0].owner_id, records::id("22", 5));
  EXPECT_EQ(
      records::sure(lists::of(store()).refund_sums()),
      (std::vector<RefundSum>{{RefundState::paid, 2, Money{600, {}}},
                              {RefundState::awaiting_new_account, 3, Money{900, {}}}}));
}

}  // namespace signoff
