// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"
#include "policy/working_days.h"
#include "service/assurance.h"
#include "service/codes.h"
#include "steps/make_voucher.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

// Whether the owner has to consent again: the figures are worse than the ones he saw.
bool is_worse(const Quote& now, const Quote& consented) {
  return now.total > consented.total || now.refund < consented.refund ||
         now.forfeited > consented.forfeited;
}

std::string ids_of(const std::vector<Obligation>& list) {
  std::string text;
  for (const auto& one : list) {
    if (!text.empty()) text += ",";
    text += one.id;
  }
  return text;
}

// What only another act can clear: a move to another operator, an order of a court.
std::vector<Obligation> blockers(const std::vector<Obligation>& open) {
  std::vector<Obligation> list;
  for (const auto& one : open)
    if (one.kind == ObligationClass::blocker) list.push_back(one);
  return list;
}

// What holds for an obligation without a new word of the owner.
Settlement agreed_on(const CaseFile& file, const Obligation& obligation) {
  const auto kept =
      std::ranges::find(file.settlements, obligation.id, &Settlement::obligation);
  if (kept != file.settlements.end()) return *kept;
  return {obligation.id, obligation.default_option, ""};
}

// Staff are shown what was typed beside a choice masked, and send it back without.
bool says_again(const Settlement& wish, const Settlement& agreed) {
  return wish.option == agreed.option &&
         (wish.detail.empty() || wish.detail == agreed.detail);
}

// After the consent only that may be chosen which the owner is asked for, which nobody has
// chosen yet, or which can no longer be had as it was. Pages send the rest along as agreed.
Result<void> may_choose(const CaseFile& file, const std::vector<Obligation>& all,
                        const std::vector<Settlement>& wishes) {
  const auto open = still_open(all, file.settlements, file.acknowledgements);
  for (const auto& wish : wishes) {
    const auto obligation = std::ranges::find(all, wish.obligation, &Obligation::id);
    const bool is_asked =
        std::ranges::count(file.open_items, wish.obligation, &OpenItem::obligation) > 0 ||
        std::ranges::count(open, wish.obligation, &Obligation::id) > 0;
    if (obligation == all.end() || is_asked) continue;
    const auto agreed = agreed_on(file, *obligation);
    if (says_again(wish, agreed) || !check_settlements(all, {agreed})) continue;
    return fail(Fault::conflict, "settlement.not_open", wish.obligation);
  }
  return {};
}

// Puts the choices in place of earlier ones. What does not apply, or says again what holds,
// is kept for a draft only: its owner consents to it afterwards.
void choose(CaseFile& file, const std::vector<Obligation>& all,
            const std::vector<Settlement>& wishes, bool is_draft) {
  for (const auto& wish : wishes) {
    const auto obligation = std::ranges::find(all, wish.obligation, &Obligation::id);
    const bool is_new =
        obligation != all.end() && !says_again(wish, agreed_on(file, *obligation));
    if (!is_draft && !is_new) continue;
    std::erase_if(file.settlements,
                  [&](const Settlement& old) { return old.obligation == wish.obligation; });
    file.settlements.push_back(wish);
  }
}

// The owner chose to end the line rather than to move or transfer it.
void give_up_other_plans(Entry& entry, const std::vector<Obligation>& all) {
  auto& dossier = entry.dossier();
  const auto& chosen = dossier.file.settlements;
  if (choice_for("OB-07", all, chosen) == "revoke_code") {
    dossier.line.port_code_until.reset();
    entry.touch_line();
    if (dossier.line.state == LineState::porting_out) {
      entry.move_line(LineEvent::port_aborted);
      entry.note("port_revoked");
    }
  }
  if (choice_for("OB-08", all, chosen) == "stop_transfer") {
    dossier.line.transfer_to.clear();
    entry.touch_line();
  }
}

// What may link this case with others (K12), as far as it is known only now. Of the ways to
// get one's money back only another line is named here.
void mark(Entry& entry, const Caller& caller) {
  mark_origin(entry, caller);
  for (const auto& chosen : entry.dossier().file.settlements)
    if (chosen.obligation == "OB-31" && chosen.option == "transfer_line")
      entry.add(CaseMark{LinkKind::refund_account, chosen.detail});
}

// DRAFT -> SUBMITTED -> AUTH_STEPUP in one transaction, with the change freeze on the line.
Result<void> submit(Entry& entry, const ServiceParts& parts, const CaseFacts& facts_now,
                    const std::vector<std::string>& needs, int level) {
  auto& dossier = entry.dossier();
  auto& file = dossier.file;
  const auto& pack = parts.outside.pack;
  file.submitted_by = entry.actor();
  file.submitted_at = entry.now();
  file.assurance = level;
  file.needs = needs;
  file.answer_until = entry.now() + pack.codes.step_up;
  file.review_due = WorkingDays{pack}.after(entry.now(), pack.times.review_wd).at;
  const auto stops = stop_time(facts_now, file.effective, file.settlements, pack);
  if (!stops) return pass_on(stops.error());
  file.execute_at = *stops;
  entry.touch_file();
  dossier.line.state_before = dossier.line.state;
  entry.move_line(LineEvent::case_submitted);
  entry.move(CaseEvent::submitted, facts({{"quote", file.quote.hash}}));
  auto receipt = issue_voucher(entry, VoucherKind::receipt, parts.outside);
  if (!receipt) return pass_on(receipt.error());
  file.voucher = *receipt;
  entry.move(CaseEvent::proof_needed);
  entry.due(file.answer_until);
  return {};
}

}  // namespace

Result<CaseView> Service::settle_case(const Caller& caller, const std::string& id,
                                      int expected_version,
                                      const std::vector<Settlement>& settlements,
                                      const std::vector<std::string>& acknowledgements,
                                      const std::string& effective) {
  auto changed = change_case(
      parts_, caller, id, expected_version, Verb::settle_case,
      [&](Entry& entry) -> Result<void> {
        auto& dossier = entry.dossier();
        auto& file = dossier.file;
        const bool draft = dossier.head.state == CaseState::draft;
        if (!draft)
          if (auto fits = must_allow(dossier, CaseEvent::item_settled); !fits) return fits;
        const auto found =
            gather_facts(parts_.outside, dossier.line, dossier.head.id, entry.now());
        if (!found) return pass_on(found.error());
        const auto all = obligations(*found, parts_.outside.pack);
        if (auto right = check_settlements(all, settlements); !right) return right;
        if (!draft)
          if (auto right = may_choose(file, all, settlements); !right) return right;
        const auto before = file.settlements;
        choose(file, all, settlements, draft);
        for (const auto& one : acknowledgements) {
          if (find_obligation(one) == nullptr)
            return fail(Fault::bad_input, "acknowledgement.unknown");
          if (std::ranges::find(file.acknowledgements, one) == file.acknowledgements.end())
            file.acknowledgements.push_back(one);
        }
        if (draft && !effective.empty()) file.effective = effective;
        if (auto time =
                stop_time(*found, file.effective, file.settlements, parts_.outside.pack);
            !time)
          return pass_on(time.error());
        // Nothing chosen anew: the figures stay those that were consented to.
        if (draft || file.settlements != before)
          file.quote = make_quote(*found, all, file.settlements, file.effective,
                                  parts_.outside.pack);
        entry.touch_file();
        const auto due = dossier.head.due_at;
        if (draft) {
          entry.note("changed");
          entry.due(due);
        } else {
          mark(entry, caller);
          // A choice is no paper: what a reviewer asked for comes as an upload.
          std::erase_if(file.open_items,
                        [](const OpenItem& item) { return item.obligation != "OB-04"; });
          if (file.open_items.empty()) {
            entry.move(CaseEvent::item_settled);
            entry.due(entry.now());
          } else {
            entry.note("changed");
            entry.due(due);
          }
        }
        return {};
      });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

Result<CaseView> Service::submit_case(const Caller& caller, const std::string& id,
                                      int expected_version, const std::string& quote_hash) {
  const auto& pack = parts_.outside.pack;
  bool quote_changed = false;
  std::vector<std::string> needs;
  auto changed = change_case(
      parts_, caller, id, expected_version, Verb::submit_case,
      [&](Entry& entry) -> Result<void> {
        auto& dossier = entry.dossier();
        auto& file = dossier.file;
        // Saying it twice is no mistake.
        if (dossier.head.state == CaseState::auth_stepup && quote_hash == file.quote.hash) {
          needs = file.needs;
          entry.due(dossier.head.due_at);
          return {};
        }
        if (auto fits = must_allow(dossier, CaseEvent::submitted); !fits) return fits;
        const auto found =
            gather_facts(parts_.outside, dossier.line, dossier.head.id, entry.now());
        if (!found) return pass_on(found.error());
        const auto all = obligations(*found, pack);
        const auto stopping =
            blockers(still_open(all, file.settlements, file.acknowledgements));
        if (!stopping.empty())
          return fail(Fault::conflict, "obligation.blocked", ids_of(stopping));
        auto quote = make_quote(*found, all, file.settlements, file.effective, pack);
        if (quote_hash != file.quote.hash || is_worse(quote, file.quote)) {
          quote_changed = true;
          const auto due = dossier.head.due_at;
          file.quote = std::move(quote);
          entry.touch_file();
          entry.note("requoted");
          entry.due(due);
          return {};
        }
        quote_changed = false;
        const auto check = check_proofs(parts_, caller, dossier, Act::terminate, {}, {});
        if (!check) return pass_on(check.error());
        needs = check->left;
        give_up_other_plans(entry, all);
        mark(entry, caller);
        return submit(entry, parts_, *found, needs, check->level);
      });
  if (!changed) return pass_on(changed.error());
  if (quote_changed) return fail(Fault::conflict, "quote.changed");
  // The code goes out after the request is safe. Should it not, the next try sends another.
  (void)ask_for(parts_, *changed, Act::terminate, needs);
  if (parts_.wake) parts_.wake();
  return view_of(parts_, caller, std::move(*changed));
}

Result<CaseView> Service::confirm_case(const Caller& caller, const std::string& id,
                                       int expected_version,
                                       const std::vector<GivenProof>& proofs) {
  auto dossier = load_case(parts_, caller, id, Verb::confirm_case, expected_version);
  if (!dossier) return pass_on(dossier.error());
  if (auto fits = must_allow(*dossier, CaseEvent::proofs_sufficed); !fits)
    return pass_on(fits.error());
  const auto check =
      check_proofs(parts_, caller, *dossier, Act::terminate, dossier->file.proofs, proofs);
  if (!check) return pass_on(check.error());

  bool burnt = false;
  auto changed = change_case(
      parts_, caller, id, 0, Verb::confirm_case, [&](Entry& entry) -> Result<void> {
        auto& file = entry.dossier().file;
        if (auto fits = must_allow(entry.dossier(), CaseEvent::proofs_sufficed); !fits)
          return fits;
        const auto due = entry.dossier().head.due_at;
        for (const auto& proof : check->accepted) file.proofs.push_back(proof);
        file.needs = check->left;
        mark_origin(entry, caller);
        entry.touch_file();
        if (!check->refusal) {
          ++file.failed_proofs;
          // A try while the code is locked is no second round of five (C3b).
          if (check->is_code_burnt) ++file.proof_rounds;
          burnt = file.proof_rounds >= 2;
          entry.note("proof_refused");
          if (burnt) Engine::end_case(entry, CaseEvent::proofs_failed);
          if (!burnt) entry.due(due);
          return {};
        }
        if (check->left.empty()) {
          entry.move(CaseEvent::proofs_sufficed);
          entry.due(entry.now());
        } else {
          if (!check->accepted.empty()) entry.note("proof_given");
          entry.due(due);
        }
        return {};
      });
  if (!changed) return pass_on(changed.error());
  if (!check->refusal && !proofs.empty()) return pass_on(check->refusal.error());
  if (!check->left.empty()) return ask_for(parts_, *changed, Act::terminate, check->left);
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

Result<CaseView> Service::finish_now(const Caller& caller, const std::string& id,
                                     int expected_version,
                                     const std::vector<GivenProof>& proofs) {
  auto dossier = load_case(parts_, caller, id, Verb::finish_now, expected_version);
  if (!dossier) return pass_on(dossier.error());
  if (auto fits = must_allow(*dossier, CaseEvent::cooling_off_over); !fits)
    return pass_on(fits.error());
  const auto check = check_proofs(parts_, caller, *dossier, Act::finish_now, {}, proofs);
  if (!check) return pass_on(check.error());
  if (!check->refusal) return pass_on(check->refusal.error());
  if (!check->left.empty()) return ask_for(parts_, *dossier, Act::finish_now, check->left);
  auto changed = change_case(
      parts_, caller, id, 0, Verb::finish_now, [&](Entry& entry) -> Result<void> {
        if (auto fits = must_allow(entry.dossier(), CaseEvent::cooling_off_over); !fits)
          return fits;
        if (entry.dossier().head.undoing) return fail(Fault::conflict, "case.state");
        entry.dossier().file.restore_until = entry.now();
        entry.touch_file();
        mark_origin(entry, caller);
        entry.note("finish_asked");
        entry.due(entry.now());
        return {};
      });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

}  // namespace signoff
