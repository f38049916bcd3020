// SPDX-License-Identifier: Apache-2.0
#include "service/rights.h"

#include <algorithm>
#include <initializer_list>

namespace signoff {
namespace {

constexpr unsigned roles(std::initializer_list<Role> list) {
  unsigned mask = 0;
  for (const auto role : list) mask |= 1u << static_cast<unsigned>(role);
  return mask;
}

using enum Role;

struct RightsRow {
  Verb verb;
  unsigned who;
};

constexpr unsigned kAnyStaff =
    roles({clerk, agent, reviewer, supervisor, fraud, finance, engineer, auditor});
constexpr unsigned kCounter = roles({subscriber, clerk});

constexpr RightsRow kRights[] = {
    {Verb::list_lines, roles({subscriber})},
    {Verb::view_line, roles({subscriber, clerk, agent, engineer, fraud})},
    {Verb::precheck, roles({subscriber, clerk, agent})},
    {Verb::report_loss, roles({subscriber, clerk, agent, fraud})},
    {Verb::manage_port, roles({subscriber, clerk, engineer})},
    {Verb::open_case, roles({subscriber, clerk, agent})},
    {Verb::settle_case, kCounter},
    {Verb::submit_case, roles({subscriber, clerk, agent})},
    {Verb::confirm_case, kCounter},
    {Verb::withdraw_case, kCounter},
    {Verb::object_case, roles({subscriber, clerk, agent, fraud})},
    {Verb::finish_now, kCounter},
    {Verb::view_case, kAnyStaff | roles({subscriber})},
    {Verb::list_cases, kAnyStaff | roles({subscriber})},
    {Verb::decide_review, roles({reviewer, supervisor})},
    {Verb::decide_second, roles({supervisor})},
    {Verb::decide_fraud, roles({fraud})},
    {Verb::resolve_stuck, roles({engineer})},
    {Verb::confirm_skip, roles({engineer, supervisor})},
    {Verb::add_document, kCounter},
    {Verb::view_document, roles({reviewer, supervisor, fraud})},
    {Verb::read_voucher, roles({subscriber, clerk, finance, auditor, supervisor})},
    {Verb::scan_orphans, roles({engineer})},
    {Verb::suspend_line, kCounter},
    {Verb::mark_bindings, kCounter},
    {Verb::view_customer, roles({clerk, agent, fraud})},
    {Verb::unmask, roles({clerk, reviewer, supervisor, fraud, finance})},
    {Verb::hold_case, roles({fraud})},
    {Verb::view_links, roles({fraud, auditor})},
    {Verb::make_offer, roles({agent, clerk})},
    {Verb::surrender_card, roles({clerk})},
    {Verb::print_form, kCounter},
    {Verb::view_messages,
     roles({subscriber, clerk, agent, reviewer, supervisor, fraud, auditor})},
    {Verb::view_history, roles({auditor, supervisor, fraud})},
    {Verb::query_truth, roles({engineer})},
    {Verb::list_refunds, roles({finance, auditor})},
    {Verb::give_refund_account, roles({subscriber, clerk, finance})},
    {Verb::prove_ledger, roles({finance, auditor})},
    {Verb::export_cases, roles({auditor})},
    {Verb::view_access, roles({auditor})},
    {Verb::view_figures, roles({manager, supervisor, auditor})},
    {Verb::pair_screen, roles({clerk})},
    {Verb::view_catalogue, kAnyStaff},
    {Verb::view_card, roles({clerk, engineer, auditor})},
    {Verb::waive_profile, roles({engineer})},
    {Verb::attach_card, roles({clerk, engineer})},
};

consteval bool each_verb_has_its_row() {
  std::size_t at = 0;
  for (const auto& row : kRights)
    if (static_cast<std::size_t>(row.verb) != at++) return false;
  return at == kNames<Verb>.size();
}
static_assert(each_verb_has_its_row());

}  // namespace

bool may(Role role, Verb verb) {
  return (kRights[static_cast<std::size_t>(verb)].who >> static_cast<unsigned>(role) &
          1u) != 0;
}

}  // namespace signoff
