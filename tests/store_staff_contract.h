// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/store_fixture.h"

#include <gtest/gtest.h>

// The part of StoreContract (tests/store_contract.h) about the sign-in of the staff.
namespace signoff {

TEST_P(StoreContract, a_secret_of_an_authenticator_is_kept_by_name) {
  EXPECT_EQ(store().totp("li").error().code, "totp.unknown");
  const TotpRecord secret{"li", Bytes{0, 1, 255}, 7, 0};
  given(Change{.totps = {secret, {"an", {}, 0, 0}}});
  auto kept = secret;
  kept.version = 1;
  EXPECT_EQ(store().totp("li"), kept);
  EXPECT_TRUE(records::sure(store().totp("an")).secret.empty());
}

TEST_P(StoreContract, of_two_who_spend_one_code_only_the_first_does) {
  given(Change{.totps = {{"li", Bytes{1, 2, 3}, 7, 0}}});
  auto first = records::sure(store().totp("li"));
  auto second = first;
  first.last_step = second.last_step = 8;
  given(Change{.totps = {first}});
  const auto late = store().commit(Change{.totps = {second}});
  EXPECT_EQ(late.error().fault, Fault::conflict);
  EXPECT_EQ(code_of(late), "totp.version");
  EXPECT_EQ(code_of(store().commit(Change{.totps = {{"li", {}, 0, 0}}})), "totp.version");
  EXPECT_EQ(code_of(store().commit(Change{.totps = {{"no", {}, 0, 3}}})), "totp.version");
  EXPECT_EQ(records::sure(store().totp("li")).last_step, 8);
  EXPECT_EQ(records::sure(store().totp("li")).secret, (Bytes{1, 2, 3}));
}

}  // namespace signoff
