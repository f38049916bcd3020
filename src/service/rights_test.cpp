// SPDX-License-Identifier: Apache-2.0
#include "service/rights.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace signoff {
namespace {

// The rights as a person would write them down: verb, and who may. Kept apart from the
// table in the code on purpose, so that a slip there shows here.
const std::map<std::string, std::set<std::string>> kExpectedRights = {
    {"list_lines", {"subscriber"}},
    {"view_line", {"subscriber", "clerk", "agent", "engineer", "fraud"}},
    {"precheck", {"subscriber", "clerk", "agent"}},
    {"report_loss", {"subscriber", "clerk", "agent", "fraud"}},
    {"manage_port", {"subscriber", "clerk", "engineer"}},
    {"open_case", {"subscriber", "clerk", "agent"}},
    {"settle_case", {"subscriber", "clerk"}},
    {"submit_case", {"subscriber", "clerk", "agent"}},
    {"confirm_case", {"subscriber", "clerk"}},
    {"withdraw_case", {"subscriber", "clerk"}},
    {"object_case", {"subscriber", "clerk", "agent", "fraud"}},
    {"finish_now", {"subscriber", "clerk"}},
    {"view_case",
     {"subscriber", "clerk", "agent", "reviewer", "supervisor", "fraud", "finance",
      "engineer", "auditor"}},
    {"list_cases",
     {"subscriber", "clerk", "agent", "reviewer", "supervisor", "fraud", "finance",
      "engineer", "auditor"}},
    {"decide_review", {"reviewer", "supervisor"}},
    {"decide_second", {"supervisor"}},
    {"decide_fraud", {"fraud"}},
    {"resolve_stuck", {"engineer"}},
    {"confirm_skip", {"engineer", "supervisor"}},
    {"add_document", {"subscriber", "clerk"}},
    {"view_document", {"reviewer", "supervisor", "fraud"}},
    {"read_voucher", {"subscriber", "clerk", "finance", "auditor", "supervisor"}},
    {"scan_orphans", {"engineer"}},
    {"suspend_line", {"subscriber", "clerk"}},
    {"mark_bindings", {"subscriber", "clerk"}},
    {"view_customer", {"clerk", "agent", "fraud"}},
    {"unmask", {"clerk", "reviewer", "supervisor", "fraud", "finance"}},
    {"hold_case", {"fraud"}},
    {"view_links", {"fraud", "auditor"}},
    {"make_offer", {"agent", "clerk"}},
    {"surrender_card", {"clerk"}},
    {"print_form", {"subscriber", "clerk"}},
    {"view_messages",
     {"subscriber", "clerk", "agent", "reviewer", "supervisor", "fraud", "auditor"}},
    {"view_history", {"auditor", "supervisor", "fraud"}},
    {"query_truth", {"engineer"}},
    {"list_refunds", {"finance", "auditor"}},
    {"give_refund_account", {"subscriber", "clerk", "finance"}},
    {"prove_ledger", {"finance", "auditor"}},
    {"export_cases", {"auditor"}},
    {"view_access", {"auditor"}},
    {"view_figures", {"manager", "supervisor", "auditor"}},
    {"pair_screen", {"clerk"}},
    {"view_catalogue",
     {"clerk", "agent", "reviewer", "supervisor", "fraud", "finance", "engineer",
      "auditor"}},
    {"view_card", {"clerk", "engineer", "auditor"}},
    {"waive_profile", {"engineer"}},
    {"attach_card", {"clerk", "engineer"}},
};

TEST(Rights, are_those_written_down_for_every_verb_and_role) {
  ASSERT_EQ(kExpectedRights.size(), kNames<Verb>.size());
  for (std::size_t v = 0; v < kNames<Verb>.size(); ++v)
    for (std::size_t r = 0; r < kNames<Role>.size(); ++r) {
      const auto verb = static_cast<Verb>(v);
      const auto role = static_cast<Role>(r);
      const bool expected = kExpectedRights.at(std::string{to_string(verb)})
                                .contains(std::string{to_string(role)});
      EXPECT_EQ(may(role, verb), expected) << to_string(role) << " " << to_string(verb);
    }
}

TEST(Rights, whoever_talks_to_the_owner_does_not_decide) {
  for (const auto role : {Role::subscriber, Role::clerk, Role::agent})
    for (const auto verb : {Verb::decide_review, Verb::decide_second, Verb::decide_fraud,
                            Verb::resolve_stuck, Verb::confirm_skip})
      EXPECT_FALSE(may(role, verb)) << to_string(role) << " " << to_string(verb);
}

}  // namespace
}  // namespace signoff
