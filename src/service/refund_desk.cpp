// SPDX-License-Identifier: Apache-2.0
#include "service/refund_desk.h"
#include "service/bounds.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kUnbalancedMax = 100;
constexpr std::size_t kShownOfAccount = 4;

}  // namespace

std::string masked_account(std::string_view account) {
  if (account.empty()) return {};
  // Half of it stays hidden, however short it is.
  const auto shown = std::min(kShownOfAccount, account.size() / 2);
  auto tail = account.substr(account.size() - shown);
  // Not the middle of a letter of several bytes.
  while (!tail.empty() && (static_cast<unsigned char>(tail.front()) & 0xC0) == 0x80)
    tail.remove_prefix(1);
  return "…" + std::string{tail};
}

Result<RefundListView> RefundDesk::list(const Caller& caller, const RefundQuery& query) {
  if (!may(caller.actor.role, Verb::list_refunds))
    return fail(Fault::forbidden, "rights.missing");
  auto wanted = query;
  wanted.limit = std::clamp<std::size_t>(wanted.limit, 1, kPageMax);
  auto page = stores_.lists.refund_page(wanted);
  if (!page) return pass_on(page.error());
  RefundListView view;
  view.next = std::move(page->next);
  view.total = page->total;
  for (auto& one : page->refunds) {
    RefundView shown;
    shown.case_number = std::move(one.case_number);
    if (one.msisdn)
      shown.masked_number = masked(*one.msisdn, parts_.outside.pack.place.calling_code);
    shown.masked_account = masked_account(one.refund.target_account);
    const auto& pack = parts_.outside.pack;
    if (takes_new_account(caller, one.refund, pack)) shown.actions = {"new_account"};
    shown.is_for_owner_only = is_for_owner_only(caller, one.refund, pack);
    shown.refund = std::move(one.refund);
    view.refunds.push_back(std::move(shown));
  }
  return view;
}

Result<LedgerProofView> RefundDesk::prove_ledger(const Caller& caller) {
  if (!may(caller.actor.role, Verb::prove_ledger))
    return fail(Fault::forbidden, "rights.missing");
  auto proof = stores_.ledger.prove(kUnbalancedMax);
  if (!proof) return pass_on(proof.error());
  return LedgerProofView{*std::move(proof), parts_.outside.pack.place.currency,
                         parts_.clock.now()};
}

}  // namespace signoff
