// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <thread>

// What every store that keeps the reports of chips promises.
namespace signoff {

namespace cards {
inline CardStore& of(Store& store) { return dynamic_cast<CardStore&>(store); }
}  // namespace cards

TEST_P(StoreContract, a_report_is_kept_once_and_comes_back_as_it_was_signed) {
  given(records::onboarding(1));
  auto& store = cards::of(this->store());
  const auto report = records::card_report(1);
  const std::string signed_bytes{"30\0ab", 5};

  EXPECT_EQ(records::sure(store.keep(report, as_bytes(signed_bytes))), report);
  auto later = report;
  later.at += std::chrono::hours{1};
  const auto again = records::sure(store.keep(later, as_bytes("something else")));

  EXPECT_EQ(again.at, report.at) << "the first stays";
  EXPECT_EQ(again.times, 2);
  EXPECT_EQ(as_text(records::sure(store.card_report_bytes(report.line_id, report.digest))),
            signed_bytes);
  EXPECT_EQ(records::sure(store.card_reports(report.line_id)).size(), 1u);
  EXPECT_EQ(store.card_report_bytes(report.line_id, "00").error().code,
            "card_report.unknown");
}

TEST_P(StoreContract, the_first_case_that_tells_of_a_report_stays) {
  given(records::onboarding(1));
  auto& store = cards::of(this->store());
  const auto report = records::card_report(1);
  ASSERT_TRUE(store.keep(report, as_bytes("signed")));

  ASSERT_TRUE(store.set_told(report.line_id, report.digest, "case-1"));
  ASSERT_TRUE(store.set_told(report.line_id, report.digest, "case-2"));
  ASSERT_TRUE(store.set_told(report.line_id, "00", "case-1")) << "none such";

  const auto kept = records::sure(store.card_reports(report.line_id));
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept.front().case_id, "case-1");
  EXPECT_EQ(kept.front().times, 1);
}

TEST_P(StoreContract, reports_are_listed_by_line_in_the_order_they_came) {
  given(records::onboarding(1));
  given(records::onboarding(2));
  auto& store = cards::of(this->store());
  auto late = records::card_report(1);
  late.at += std::chrono::hours{2};
  auto early = records::card_report(2);
  early.line_id = late.line_id;
  early.change = ProfileChange::disabled;
  const auto other = records::card_report(3);
  for (const auto& one : {late, early}) ASSERT_TRUE(store.keep(one, as_bytes("signed")));

  const auto found = records::sure(store.card_reports(late.line_id));

  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], early);
  EXPECT_EQ(found[1], late);
  EXPECT_TRUE(records::sure(store.card_reports(other.line_id)).empty());
}

TEST_P(StoreContract, of_two_that_bring_one_report_at_once_both_are_answered) {
  given(records::onboarding(1));
  auto& store = cards::of(this->store());
  const auto report = records::card_report(1);

  std::vector<std::thread> both;
  for (int i = 0; i < 2; ++i)
    both.emplace_back([&] { EXPECT_TRUE(store.keep(report, as_bytes("signed"))); });
  for (auto& one : both) one.join();

  const auto kept = records::sure(store.card_reports(report.line_id));
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept.front().times, 2);
}

TEST_P(StoreContract, lines_are_found_by_their_profile_newest_first) {
  given(records::onboarding(1));
  auto second = records::onboarding(2);
  second.line->iccid = records::iccid(1);
  given(second);
  auto& store = cards::of(this->store());

  const auto found = records::sure(store.lines_with(records::iccid(1)));

  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, records::id("11", 2));
  EXPECT_EQ(found[1].id, records::id("11", 1));
  EXPECT_TRUE(records::sure(store.lines_with(records::iccid(2))).empty());
}

TEST_P(StoreContract, profiles_that_a_device_still_has_are_found_by_the_end_of_their_line) {
  const auto gone = [](int n, CardState card, std::optional<Instant> at) {
    auto change = records::onboarding(n);
    change.line->card = card;
    change.line->terminated_at = at;
    return change;
  };
  using std::chrono::hours;
  const auto end = records::kStart;
  given(gone(1, CardState::disable_req, end + hours{2}));
  given(gone(2, CardState::disable_req, end + hours{1}));
  given(gone(3, CardState::disable_req, end + hours{3}));
  given(gone(4, CardState::disable_req, std::nullopt));
  given(gone(5, CardState::delete_notified, end));
  given(gone(6, CardState::delete_pending_offline, end));
  auto& store = cards::of(this->store());

  const auto left =
      records::sure(store.lines_left(CardState::disable_req, end + hours{2}, 9));

  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0].id, records::id("11", 2));
  EXPECT_EQ(left[1].id, records::id("11", 1));
  EXPECT_EQ(
      records::sure(store.lines_left(CardState::disable_req, end + hours{9}, 1)).size(),
      1u);
  EXPECT_EQ(
      records::sure(store.lines_left(CardState::delete_pending_offline, end, 9)).size(),
      1u);
  EXPECT_TRUE(records::sure(store.lines_left(CardState::delete_notified, end + hours{9}, 9))
                  .empty())
      << "nothing is left to do there";
}

}  // namespace signoff
