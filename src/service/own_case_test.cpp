// SPDX-License-Identifier: Apache-2.0
#include "service/desk.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace signoff {
namespace {

bool may_decide(Role role, const std::string& who, const Dossier& dossier) {
  Caller caller;
  caller.actor = {role, who};
  const auto actions = actions_for(caller, dossier);
  return std::ranges::find(actions, "decide") != actions.end();
}

TEST(OwnCase, whoever_opened_or_submitted_it_does_not_review_it_in_any_role) {
  Dossier dossier;
  dossier.head.state = CaseState::under_review;
  dossier.file.opened_by = {Role::clerk, "li"};
  dossier.file.submitted_by = {Role::clerk, "an"};
  EXPECT_FALSE(may_decide(Role::reviewer, "li", dossier));
  EXPECT_FALSE(may_decide(Role::reviewer, "an", dossier));
  EXPECT_TRUE(may_decide(Role::reviewer, "bo", dossier));
}

}  // namespace
}  // namespace signoff
