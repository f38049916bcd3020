// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/caller.h"

#include <cstdint>
#include <span>

namespace signoff {

// Everything anybody can ask of the service.
enum class Verb : std::uint8_t {
  list_lines,
  view_line,
  precheck,
  report_loss,
  manage_port,
  open_case,
  settle_case,
  submit_case,
  confirm_case,
  withdraw_case,
  object_case,
  finish_now,
  view_case,
  list_cases,
  decide_review,
  decide_second,
  decide_fraud,
  resolve_stuck,
  confirm_skip,
  add_document,
  view_document,
  read_voucher,
  scan_orphans,
  suspend_line,
  mark_bindings,
  view_customer,
  unmask,
  hold_case,
  view_links,
  make_offer,
  surrender_card,
  print_form,
  view_messages,
  view_history,
  query_truth,
  list_refunds,
  give_refund_account,
  prove_ledger,
  export_cases,
  view_access,
  view_figures,
  pair_screen,
  view_catalogue,
  view_card,
  waive_profile,
  attach_card,
};
template <>
inline constexpr std::array kNames<Verb> = std::to_array<std::string_view>(
    {"list_lines",          "view_line",     "precheck",       "report_loss",
     "manage_port",         "open_case",     "settle_case",    "submit_case",
     "confirm_case",        "withdraw_case", "object_case",    "finish_now",
     "view_case",           "list_cases",    "decide_review",  "decide_second",
     "decide_fraud",        "resolve_stuck", "confirm_skip",   "add_document",
     "view_document",       "read_voucher",  "scan_orphans",   "suspend_line",
     "mark_bindings",       "view_customer", "unmask",         "hold_case",
     "view_links",          "make_offer",    "surrender_card", "print_form",
     "view_messages",       "view_history",  "query_truth",    "list_refunds",
     "give_refund_account", "prove_ledger",  "export_cases",   "view_access",
     "view_figures",        "pair_screen",   "view_catalogue", "view_card",
     "waive_profile",       "attach_card"});

// The one table of rights. A subscriber's rights reach to his own lines and cases only.
bool may(Role role, Verb verb);

}  // namespace signoff
