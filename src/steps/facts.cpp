// SPDX-License-Identifier: Apache-2.0
#include "steps/facts.h"

#include "engine/params.h"

#include <algorithm>

namespace signoff {
namespace {

bool within(const std::optional<Instant>& at, Duration span, Instant now) {
  return at && now < *at + span;
}

}  // namespace

Result<CaseFacts> gather_facts(const Outside& outside, const Line& line,
                               const std::string& own_case, Instant now) {
  CaseFacts facts;
  facts.line = line;
  facts.now = now;
  facts.state_before = line.state_before.value_or(line.state);
  auto owner = outside.store.owner(line.owner_id);
  if (!owner) return pass_on(owner.error());
  facts.owner = std::move(*owner);
  const auto account = outside.billing.account(line.id);
  if (!account) return pass_on(account.error());
  facts.paid_credit = account->paid_credit;
  facts.gift_credit = account->gift_credit;
  facts.arrears = account->arrears;
  facts.unbilled = account->unbilled;
  facts.deposit = account->deposit;
  if (account->contract)
    facts.contract =
        ContractFacts{account->contract->ends_on, account->contract->monthly_fee,
                      account->contract->clause, account->contract->is_proven};

  const auto marks = outside.store.line_marks(line.id);
  if (!marks && marks.error().fault != Fault::not_found) return pass_on(marks.error());
  if (marks)
    for (const auto& [id, at] : marks->moved) facts.bindings_moved.push_back(id);

  auto subs = outside.store.sub_lines(line.id);
  if (!subs) return pass_on(subs.error());
  facts.sub_lines = std::move(*subs);
  const auto lines = outside.store.lines_of(line.owner_id);
  if (!lines) return pass_on(lines.error());
  for (const auto& other : *lines)
    if (other.id != line.id && !is_out_of_service(other.state))
      facts.other_lines.push_back(other.id);

  const auto open = outside.store.open_case(line.id);
  if (!open && open.error().fault != Fault::not_found) return pass_on(open.error());
  if (open && open->head.id != own_case) {
    facts.open_case_number = open->head.number;
    facts.open_case_since = open->head.opened_at;
  }
  if (open) facts.failed_proofs = open->file.failed_proofs;
  return facts;
}

RiskFacts risk_facts(const CaseFacts& facts, const Pack& pack) {
  const auto& line = facts.line;
  const auto& risk = pack.risk;
  const auto fresh = std::chrono::days{risk.fresh_swap_days};
  const auto today = zone_of(pack).date_of(facts.now);
  const auto banks = std::ranges::count_if(
      facts.owner.bindings,
      [](const std::string& name) { return name.starts_with("bank:"); });
  RiskFacts found;
  found.sim_swapped = within(line.sim_swapped_at, fresh, facts.now);
  found.contacts_changed = within(facts.owner.contacts_changed_at, fresh, facts.now);
  found.password_reset = within(line.password_reset_at, risk.fresh_password, facts.now);
  found.country_mismatch = line.is_abroad;
  found.lost_barred = facts.state_before == LineState::barred_lost;
  found.premium_number = line.premium_number;
  found.bank_bindings = banks >= 2;
  found.high_balance = facts.paid_credit > risk.high_balance;
  found.failed_proofs = facts.failed_proofs >= risk.failed_proofs;
  found.long_tenure_active =
      line.opened_on && facts.state_before == LineState::active &&
      add_months(*line.opened_on, 12 * risk.long_tenure_years) < today;
  found.watch_listed = line.fraud_flag;
  return found;
}

Subject subject_of(const Line& line) {
  const auto before = line.state_before.value_or(line.state);
  if (line.type == LineType::company) return Subject::company_agent;
  return before == LineState::barred_lost ? Subject::owner_sim_lost : Subject::owner;
}

bool is_freshly_swapped(const CaseFacts& facts, const Pack& pack) {
  const auto fresh = std::chrono::days{pack.risk.fresh_swap_days};
  return within(facts.line.sim_swapped_at, fresh, facts.now) ||
         within(facts.owner.contacts_changed_at, fresh, facts.now);
}

}  // namespace signoff
