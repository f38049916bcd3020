// SPDX-License-Identifier: Apache-2.0
#include "service/staff_accounts.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

std::string refusal(const std::string& name, Role role, const std::string& password) {
  SeededRandom random{1};
  const auto made = make_staff(name, role, password, random);
  return made ? "none" : made.error().code;
}

TEST(StaffAccounts, keep_a_hash_that_only_the_password_opens) {
  SeededRandom random{1};
  const auto made = make_staff("li.wei", Role::reviewer, "correct horse", random);
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->password_hash.starts_with("$argon2id$"));
  EXPECT_EQ(made->password_hash.find("correct"), std::string::npos);
  EXPECT_TRUE(password_matches(&*made, "correct horse"));
  EXPECT_FALSE(password_matches(&*made, "correct horsf"));
  const auto again = make_staff("li.wei", Role::reviewer, "correct horse", random);
  EXPECT_NE(again->password_hash, made->password_hash) << "salted";
}

TEST(StaffAccounts, nobody_has_a_password) {
  EXPECT_FALSE(password_matches(nullptr, "nobody has this password"));
}

TEST(StaffAccounts, refuse_what_no_account_may_be) {
  EXPECT_EQ(refusal("li:wei", Role::clerk, "long enough"), "staff.username");
  EXPECT_EQ(refusal("", Role::clerk, "long enough"), "staff.username");
  EXPECT_EQ(refusal(std::string(65, 'a'), Role::clerk, "long enough"), "staff.username");
  EXPECT_EQ(refusal("li", Role::subscriber, "long enough"), "staff.role");
  EXPECT_EQ(refusal("li", Role::system, "long enough"), "staff.role");
  EXPECT_EQ(refusal("li", Role::clerk, "seven77"), "password.length");
  EXPECT_EQ(refusal("li", Role::clerk, std::string(129, 'a')), "password.length");
  EXPECT_EQ(refusal(std::string(64, 'a'), Role::clerk, "8letters"), "none");
}

}  // namespace
}  // namespace signoff
