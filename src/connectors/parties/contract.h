// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/relying_parties.h"
#include "ports/trouble.h"

#include <gtest/gtest.h>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace signoff {

// Receivers under test: who they are told through, what they took, and how to trouble them.
class PartiesUnderTest {
 public:
  virtual ~PartiesUnderTest() = default;
  // Knows two parties, "bank-a" and "bank-b".
  virtual RelyingParties& parties() = 0;
  // Goes wrong so with every push from now on.
  virtual void play(Trouble trouble) = 0;
  // The jti of everything that party took.
  virtual std::multiset<std::string> taken_by(const std::string& party) = 0;
};

using MakeParties = std::function<std::unique_ptr<PartiesUnderTest>()>;

// What every way of telling relying parties must keep.
class PartiesContract : public testing::TestWithParam<MakeParties> {
 protected:
  static LineNews news(std::string jti) {
    LineNews out;
    out.kind = NewsKind::terminated;
    out.msisdn = Msisdn::parse("+8613800138000").value();
    out.at = parse_instant("2026-11-28T02:15:00Z").value();
    out.jti = std::move(jti);
    out.txn = "txn-1";
    return out;
  }
  Result<void> push(const LineNews& what, std::size_t party = 0) {
    return under_test_->parties().push(under_test_->parties().all().at(party), what);
  }

  std::unique_ptr<PartiesUnderTest> under_test_ = GetParam()();
};

TEST_P(PartiesContract, news_reaches_the_party_it_is_for_and_no_other) {
  ASSERT_EQ(under_test_->parties().all().size(), 2U);

  ASSERT_TRUE(push(news("one")));

  EXPECT_EQ(under_test_->taken_by("bank-a"), std::multiset<std::string>{"one"});
  EXPECT_TRUE(under_test_->taken_by("bank-b").empty());
}

TEST_P(PartiesContract, news_told_twice_is_taken_once) {
  ASSERT_TRUE(push(news("one"), 1));
  ASSERT_TRUE(push(news("one"), 1));
  EXPECT_EQ(under_test_->taken_by("bank-b").size(), 1U);
}

TEST_P(PartiesContract, a_party_that_is_away_took_nothing) {
  under_test_->play(Trouble::refuse_before);

  const auto refused = push(news("one"));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
  EXPECT_TRUE(under_test_->taken_by("bank-a").empty());
}

TEST_P(PartiesContract, a_lost_answer_is_unknown_and_telling_again_is_safe) {
  under_test_->play(Trouble::lose_answer_after);

  const auto lost = push(news("one"));

  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().fault, Fault::unknown);
  under_test_->play(Trouble::none);
  EXPECT_TRUE(push(news("one")));
  EXPECT_EQ(under_test_->taken_by("bank-a").size(), 1U);
}

TEST_P(PartiesContract, news_that_cannot_be_told_apart_is_refused_for_good) {
  const auto refused = push(news(""));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::bad_input);
  EXPECT_EQ(refused.error().code, "party.invalid_request");
}

}  // namespace signoff
