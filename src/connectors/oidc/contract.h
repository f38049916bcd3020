// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/identity_provider.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace signoff {

// A provider under test, and a browser that signs in there.
class ProviderUnderTest {
 public:
  virtual ~ProviderUnderTest() = default;
  // Knows "li", a reviewer.
  virtual IdentityProvider& provider() = 0;
  virtual std::string redirect_uri() const = 0;
  // Signs in where address() led. Answers the code that comes back.
  virtual std::string sign_in(const std::string& url, const std::string& login) = 0;
  // Nobody answers there from now on.
  virtual void go_away() = 0;
};

using MakeProvider = std::function<std::unique_ptr<ProviderUnderTest>()>;

// What every provider must keep.
class ProviderContract : public testing::TestWithParam<MakeProvider> {
 protected:
  ProviderVisit visit(char mark) const {
    return {std::string(43, mark), "nonce-" + std::string(20, mark), std::string(43, mark),
            under_test_->redirect_uri()};
  }
  std::string code_for(const ProviderVisit& visit) {
    const auto url = under_test_->provider().address(visit);
    EXPECT_TRUE(url) << url.error().code << url.error().detail;
    return url ? under_test_->sign_in(*url, "li") : "";
  }
  std::string refusal(const ProviderVisit& visit, const std::string& code) {
    const auto who = under_test_->provider().identify(visit, code);
    return who ? "none" : who.error().code;
  }

  std::unique_ptr<ProviderUnderTest> under_test_ = GetParam()();
};

TEST_P(ProviderContract, names_who_signed_in) {
  const auto one = visit('a');
  const auto code = code_for(one);
  const auto who = under_test_->provider().identify(one, code);
  ASSERT_TRUE(who) << who.error().code << " " << who.error().detail;
  EXPECT_EQ(who->username, "li");
  EXPECT_EQ(who->role, Role::reviewer);
}

TEST_P(ProviderContract, takes_no_code_twice) {
  const auto one = visit('a');
  const auto code = code_for(one);
  ASSERT_EQ(refusal(one, code), "none");
  EXPECT_EQ(refusal(one, code), "oidc.code");
}

TEST_P(ProviderContract, takes_no_code_that_was_never_given) {
  EXPECT_EQ(refusal(visit('a'), "made-up"), "oidc.code");
  EXPECT_EQ(refusal(visit('a'), ""), "oidc.code");
}

TEST_P(ProviderContract, a_stolen_code_is_worth_nothing_without_the_verifier) {
  const auto victim = visit('a');
  const auto code = code_for(victim);
  auto thief = victim;
  thief.verifier = std::string(43, 'z');
  EXPECT_EQ(refusal(thief, code), "oidc.code");
}

TEST_P(ProviderContract, a_token_for_another_visit_is_refused) {
  const auto one = visit('a');
  const auto code = code_for(one);
  auto other = one;
  other.nonce = "nonce-of-another-browser";
  EXPECT_EQ(refusal(other, code), "oidc.token");
}

TEST_P(ProviderContract, says_so_while_nobody_answers) {
  under_test_->go_away();
  const auto url = under_test_->provider().address(visit('a'));
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error().fault, Fault::unavailable);
  EXPECT_EQ(url.error().code, "oidc.away");
}

}  // namespace signoff
