// SPDX-License-Identifier: Apache-2.0
#include "engine/withdrawal.h"
#include "service/bounds.h"
#include "service/desk.h"
#include "service/masks.h"

namespace signoff {
namespace {

// What no reason and no second person can skip: without the snapshot nothing could be put
// back, without the refund nothing would ever pay the owner what his voucher states, and
// without the others "ended" would be a lie.
bool is_never_skipped(StepId step) {
  return step == StepId::e1_snapshot || step == StepId::e2_stop_charging ||
         step == StepId::e3_bar || step == StepId::e9_remove ||
         step == StepId::e11_refund || step == StepId::e12_quarantine ||
         step == StepId::e14_prove || step == StepId::e15_voucher;
}

void go_on(Entry& entry, std::string detail) {
  auto& dossier = entry.dossier();
  const bool ending = dossier.head.held_from == CaseState::finalising;
  dossier.head.attempts = 0;
  dossier.file.stuck.reset();
  entry.touch_file();
  entry.move(ending ? CaseEvent::resumed_finalising : CaseEvent::resumed_executing,
             std::move(detail));
  entry.due(entry.now());
}

Result<void> skip(Entry& entry, const Caller& caller, const std::string& reason) {
  auto& dossier = entry.dossier();
  auto& report = *dossier.file.stuck;
  // E8 ends the first half and issues the note; it needs no far side and is only ever
  // retried.
  if (is_never_skipped(dossier.head.step) || dossier.head.step == StepId::e8_note ||
      dossier.head.undoing)
    return fail(Fault::conflict, "resolution.never_skipped");
  if (report.proposed_action != "skip") {
    report.proposed_action = "skip";
    report.proposed_by = to_string(caller.actor);
    report.reason = without_numbers(reason);
    entry.touch_file();
    entry.note("skip_proposed", facts({{"step", to_string(dossier.head.step)},
                                       {"words", without_numbers(reason)}}));
    entry.due(std::nullopt);
    return {};
  }
  if (is_same_person(caller, report.proposed_by))
    return fail(Fault::forbidden, "resolution.same_person");
  entry.note("skipped", facts({{"step", to_string(dossier.head.step)},
                               {"words", without_numbers(reason)}}));
  dossier.head.step = step_after(dossier.head.step, dossier.head.type);
  go_on(entry, {});
  return {};
}

Result<void> compensate(Entry& entry, const std::string& reason) {
  auto& dossier = entry.dossier();
  if (dossier.head.held_from == CaseState::finalising)
    return fail(Fault::conflict, "case.past_return");
  entry.note("compensation_asked", in_words(reason));
  dossier.file.stuck.reset();
  entry.touch_file();
  begin_undo(entry, CaseState::withdrawn);
  return {};
}

}  // namespace

Result<CaseView> Service::resolve_case(const Caller& caller, const std::string& id,
                                       int expected_version, const Resolution& resolution) {
  if (resolution.reason.empty() || resolution.reason.size() > kActReasonBytesMax)
    return fail(Fault::bad_input, "reason.length", "/reason");
  const bool is_skip = resolution.action == "skip";
  auto changed = change_case(
      parts_, caller, id, expected_version,
      is_skip ? Verb::confirm_skip : Verb::resolve_stuck,
      [&](Entry& entry) -> Result<void> {
        if (entry.dossier().head.state != CaseState::stuck || !entry.dossier().file.stuck)
          return fail(Fault::conflict, "case.state",
                      std::string{to_string(entry.dossier().head.state)});
        if (resolution.action == "retry") {
          go_on(entry, in_words(resolution.reason));
          return {};
        }
        if (is_skip) return skip(entry, caller, resolution.reason);
        if (resolution.action == "compensate") return compensate(entry, resolution.reason);
        return fail(Fault::bad_input, "action.unknown", "/action");
      });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

Result<std::vector<std::int64_t>> Service::scan_orphans(const Caller& caller) {
  if (!may(caller.actor.role, Verb::scan_orphans))
    return fail(Fault::forbidden, "rights.missing");
  return parts_.outside.home.orphan_keys();
}

}  // namespace signoff
