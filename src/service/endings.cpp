// SPDX-License-Identifier: Apache-2.0
#include "engine/new_case.h"
#include "engine/withdrawal.h"
#include "service/assurance.h"

#include <algorithm>

namespace signoff {
namespace {

// Once the service was touched, coming back is an act of its own and needs more proof.
Act withdrawal_act(const Dossier& dossier) {
  return has_started(dossier.head) ? Act::restore : Act::withdraw;
}

Result<void> may_withdraw(const Dossier& dossier) {
  const auto& head = dossier.head;
  if (head.state == CaseState::finalising || head.state == CaseState::closed ||
      (has_started(head) && head.step > StepId::e9_remove) ||
      (head.state == CaseState::stuck && head.held_from == CaseState::finalising))
    return fail(Fault::conflict, "case.past_return");
  if (head.undoing) return fail(Fault::conflict, "case.being_restored");
  return must_allow(dossier, CaseEvent::withdrew);
}

void withdraw(Entry& entry) {
  auto& dossier = entry.dossier();
  if (!has_started(dossier.head)) {
    Engine::end_case(entry, CaseEvent::withdrew);
    return;
  }
  entry.note("withdrawal_accepted");
  begin_undo(entry, CaseState::withdrawn);
}

// "Not me" in whatever state the case is (K4, C9). True when the case is stopped by it.
void object(Entry& entry) {
  auto& dossier = entry.dossier();
  const auto due = dossier.head.due_at;
  if (!dossier.file.objected_at) dossier.file.objected_at = entry.now();
  entry.touch_file();
  const bool late = dossier.head.state == CaseState::stuck &&
                    dossier.head.held_from == CaseState::finalising;
  if (dossier.head.state == CaseState::draft) {
    entry.note("objected");
    Engine::end_case(entry, CaseEvent::withdrew);
  } else if (!late && !dossier.head.undoing &&
             next(kCaseTable, dossier.head.state, CaseEvent::held)) {
    hold(entry, "objection");
    entry.tell("C09.objection");
  } else {
    // Past the point of no return, or already on its way back: people decide (C19).
    entry.note("objected");
    entry.due(due);
  }
}

}  // namespace

Result<CaseView> Service::withdraw_case(const Caller& caller, const std::string& id,
                                        int expected_version,
                                        const std::vector<GivenProof>& proofs) {
  auto dossier = load_case(parts_, caller, id, Verb::withdraw_case, expected_version);
  if (!dossier) return pass_on(dossier.error());
  if (dossier->head.state == CaseState::withdrawn)
    return view_of(parts_, caller, std::move(*dossier));
  if (auto fits = may_withdraw(*dossier); !fits) return pass_on(fits.error());
  const auto act = withdrawal_act(*dossier);
  if (dossier->head.state != CaseState::draft) {
    // Signing in proved AL1 already; only what goes beyond is asked here.
    std::vector<Proof> before;
    if (act == Act::withdraw) before.push_back({"otp", parts_.clock.now(), "session"});
    const auto check = check_proofs(parts_, caller, *dossier, act, before, proofs);
    if (!check) return pass_on(check.error());
    if (!check->refusal) return pass_on(check->refusal.error());
    if (!check->left.empty()) return ask_for(parts_, *dossier, act, check->left);
  }
  auto changed = change_case(parts_, caller, id, 0, Verb::withdraw_case,
                             [&](Entry& entry) -> Result<void> {
                               if (auto fits = may_withdraw(entry.dossier()); !fits)
                                 return fits;
                               // The service was stopped while the proof for less was
                               // given.
                               if (withdrawal_act(entry.dossier()) != act)
                                 return fail(Fault::conflict, "case.version");
                               withdraw(entry);
                               return {};
                             });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

Result<CaseView> Service::object_case(const Caller& caller, const std::string& id) {
  auto changed = change_case(parts_, caller, id, 0, Verb::object_case,
                             [](Entry& entry) -> Result<void> {
                               object(entry);
                               return {};
                             });
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

Result<void> Service::object_by_number(const Caller& caller, std::string_view case_number) {
  if (!is_case_number(case_number)) return {};
  const auto dossier = parts_.outside.store.dossier_by_number(std::string{case_number});
  if (!dossier && dossier.error().fault == Fault::not_found) return {};
  if (!dossier) return pass_on(dossier.error());
  // Whoever holds the case number may stop the case, never more than that.
  auto anyone = caller;
  anyone.actor = {Role::subscriber, "objector"};
  anyone.owner_id = dossier->line.owner_id;
  anyone.line_id.clear();  // A screen at a counter is no less than anybody.
  const auto stopped = object_case(anyone, dossier->head.id);
  if (!stopped) return pass_on(stopped.error());
  return {};
}

Result<void> Service::object_by_phone(const Caller& caller, const Msisdn& from) {
  auto& store = parts_.outside.store;
  const auto phone = store.line(from);
  if (!phone && phone.error().fault == Fault::not_found)
    return fail(Fault::not_found, "sms.no_case");
  if (!phone) return pass_on(phone.error());
  const auto owner = store.owner(phone->owner_id);
  if (!owner) return pass_on(owner.error());
  const auto lines = store.lines_of(owner->id);
  if (!lines) return pass_on(lines.error());
  bool any = false;
  for (const auto& line : *lines) {
    const auto open = store.open_case(line.id);
    if (!open && open.error().fault == Fault::not_found) continue;
    if (!open) return pass_on(open.error());
    const auto& told = open->file.contacts;
    const bool was_told =
        line.id == phone->id ||
        (owner->other_msisdn == from && std::ranges::find(told, "other") != told.end());
    if (!was_told) continue;
    if (auto stopped = object_by_number(caller, open->head.number); !stopped)
      return stopped;
    any = true;
  }
  if (!any) return fail(Fault::not_found, "sms.no_case");
  return {};
}

}  // namespace signoff
