// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"
#include "engine/schedule.h"
#include "engine/withdrawal.h"
#include "policy/working_days.h"
#include "service/desk.h"
#include "service/masks.h"
#include "service/reasons.h"

#include <algorithm>
#include <set>

namespace signoff {
namespace {

Verb verb_for(CaseState state) {
  if (state == CaseState::second_approval) return Verb::decide_second;
  if (state == CaseState::fraud_hold) return Verb::decide_fraud;
  return Verb::decide_review;
}

// K10: whoever asked does not decide, and nobody decides twice.
Result<void> is_another_person(const Caller& caller, const Dossier& dossier) {
  const auto& file = dossier.file;
  if (is_same_person(caller, to_string(file.submitted_by)) ||
      is_same_person(caller, to_string(file.opened_by)))
    return fail(Fault::forbidden, "review.own_case");
  if (dossier.head.state == CaseState::second_approval &&
      caller.actor.id == dossier.file.reviewer)
    return fail(Fault::forbidden, "review.same_person");
  return {};
}

Result<void> give_reason(CaseFile& file, const std::string& code) {
  const auto* reason = find_reason(code);
  if (reason == nullptr)
    return fail(Fault::bad_input, "reason_code.unknown", "/reason_code");
  file.reason_code = reason->code;
  file.reason_en = reason->en;
  file.reason_zh = reason->zh;
  file.remedy_en = reason->remedy_en;
  file.remedy_zh = reason->remedy_zh;
  return {};
}

void approve(Entry& entry, CaseEvent on, const Decision& decision) {
  const auto& file = entry.dossier().file;
  schedule(entry, on, file.risk_score >= entry.pack().times.objection_window_risk,
           in_words(decision.reason));
}

void to_second(Entry& entry, const Decision& decision) {
  auto& file = entry.dossier().file;
  const auto& pack = entry.pack();
  file.review_due = WorkingDays{pack}.after(entry.now(), pack.times.second_approval_wd).at;
  entry.touch_file();
  entry.move(CaseEvent::second_needed, in_words(decision.reason));
  entry.due(file.review_due);
}

// What the owner has to send, so that a page can ask for it by name.
std::vector<std::string> documents_for(const std::string& defect, const CaseFile& file,
                                       const Owner& owner) {
  if (defect == "mandate_missing") return {"mandate"};
  if (defect == "missing_page" || defect == "name_differs") return {"other"};
  std::set<std::string> kinds;
  for (const auto& document : file.documents)
    if (!document.kind.empty()) kinds.insert(document.kind);
  // A passport has no sides; whoever is asked for them could never answer.
  if (kinds.empty() && owner.id_kind == "passport") return {"passport"};
  if (kinds.empty()) return {"id_front", "id_back"};
  return {kinds.begin(), kinds.end()};
}

Result<void> need_more(Entry& entry, const Decision& decision, Store& store) {
  auto& file = entry.dossier().file;
  if (decision.defects.empty() || decision.defects.size() > 10)
    return fail(Fault::bad_input, "defects.count", "/defects");
  const auto owner = store.owner(entry.dossier().line.owner_id);
  if (!owner) return pass_on(owner.error());
  file.open_items.clear();
  for (const auto& code : decision.defects) {
    const auto text = defect_text(code);
    if (!text) return fail(Fault::bad_input, "defects.unknown", "/defects");
    file.open_items.push_back(
        {"OB-04", text->en, text->zh, documents_for(code, file, *owner)});
  }
  file.waiting_since = entry.now();
  file.answer_until = entry.now() + std::chrono::days{entry.pack().times.awaiting_days};
  file.reminders = 0;
  entry.touch_file();
  entry.move(CaseEvent::more_needed, in_words(decision.reason));
  entry.due(next_look_while_awaiting(file, entry.pack()));
  return {};
}

Result<void> reject(Entry& entry, const Decision& decision) {
  auto& dossier = entry.dossier();
  if (auto right = give_reason(dossier.file, decision.reason_code); !right) return right;
  entry.touch_file();
  const auto& code = dossier.file.reason_code;
  const auto detail =
      decision.reason.empty()
          ? facts({{"reason", code}})
          : facts({{"reason", code}, {"words", without_numbers(decision.reason)}});
  if (!has_started(dossier.head)) {
    Engine::end_case(entry, CaseEvent::rejected, detail);
    return {};
  }
  entry.note("rejection_accepted", detail);
  begin_undo(entry, CaseState::rejected);
  return {};
}

// The clock of the case stood still while it was held: every date moves by that much.
void release(Entry& entry, const Decision& decision) {
  auto& dossier = entry.dossier();
  auto& file = dossier.file;
  const auto stood = entry.now() - file.held_since.value_or(entry.now());
  const auto shift = [&](std::optional<Instant>& at) {
    if (at) *at += stood;
  };
  shift(file.execute_at);
  shift(file.restore_until);
  shift(file.waiting_since);
  shift(file.answer_until);
  shift(file.review_due);
  file.hold_cleared = true;
  file.held_since.reset();
  file.hold_due.reset();
  entry.touch_file();
  const auto back = dossier.head.held_from.value_or(CaseState::precheck);
  entry.move(released_to(back), in_words(decision.reason));
  switch (dossier.head.state) {
    case CaseState::auth_stepup: return entry.due(file.answer_until);
    case CaseState::awaiting_subscriber:
      return entry.due(next_look_while_awaiting(file, entry.pack()));
    case CaseState::under_review:
    case CaseState::second_approval: return entry.due(file.review_due);
    case CaseState::scheduled: return entry.due(file.execute_at);
    case CaseState::cooling_off: return entry.due(file.restore_until);
    default: return entry.due(entry.now());
  }
}

Result<void> decide_review(Entry& entry, const Decision& decision, Store& store) {
  auto& file = entry.dossier().file;
  file.reviewer = entry.actor().id;
  entry.touch_file();
  if (decision.decision == "approve") {
    if (file.wants_second)
      to_second(entry, decision);
    else
      approve(entry, CaseEvent::approved, decision);
    return {};
  }
  if (decision.decision == "second") {
    to_second(entry, decision);
    return {};
  }
  if (decision.decision == "need_more") return need_more(entry, decision, store);
  if (decision.decision == "reject") return reject(entry, decision);
  if (decision.decision == "fraud") {
    hold(entry, "analyst", without_numbers(decision.reason));
    return {};
  }
  return fail(Fault::bad_input, "decision.unknown", "/decision");
}

Result<void> decide_second(Entry& entry, const Decision& decision) {
  auto& file = entry.dossier().file;
  if (decision.decision == "approve") {
    file.second_approver = entry.actor().id;
    approve(entry, CaseEvent::second_approved, decision);
    return {};
  }
  if (decision.decision == "need_more") {
    file.review_due =
        WorkingDays{entry.pack()}.after(entry.now(), entry.pack().times.review_wd).at;
    entry.touch_file();
    entry.move(CaseEvent::second_returned, in_words(decision.reason));
    entry.due(file.review_due);
    return {};
  }
  if (decision.decision == "reject") return reject(entry, decision);
  if (decision.decision == "fraud") {
    hold(entry, "analyst", without_numbers(decision.reason));
    return {};
  }
  return fail(Fault::bad_input, "decision.unknown", "/decision");
}

Result<void> decide_fraud(Entry& entry, const Decision& decision) {
  if (entry.dossier().head.undoing) return fail(Fault::conflict, "case.being_restored");
  if (decision.decision == "approve" || decision.decision == "release") {
    release(entry, decision);
    return {};
  }
  if (decision.decision == "reject" || decision.decision == "fraud") {
    auto named = decision;
    if (named.reason_code.empty())
      named.reason_code =
          decision.decision == "fraud" ? "suspected_fraud" : "owner_objected";
    return reject(entry, named);
  }
  return fail(Fault::bad_input, "decision.unknown", "/decision");
}

}  // namespace

Result<void> must_decide(const Caller& caller, const Dossier& dossier) {
  const auto state = dossier.head.state;
  if (state != CaseState::under_review && state != CaseState::second_approval &&
      state != CaseState::fraud_hold)
    return fail(Fault::conflict, "case.state", std::string{to_string(state)});
  if (!may(caller.actor.role, verb_for(state)))
    return fail(Fault::forbidden, "rights.missing");
  return is_another_person(caller, dossier);
}

Result<CaseView> Service::decide_case(const Caller& caller, const std::string& id,
                                      int expected_version, const Decision& decision) {
  auto changed = change_case(
      parts_, caller, id, expected_version, Verb::view_case,
      [&](Entry& entry) -> Result<void> {
        const auto& dossier = entry.dossier();
        const auto state = dossier.head.state;
        if (!may(caller.actor.role, verb_for(state)))
          return fail(Fault::forbidden, "rights.missing");
        if (auto other = is_another_person(caller, dossier); !other) return other;
        switch (state) {
          case CaseState::under_review:
            return decide_review(entry, decision, parts_.outside.store);
          case CaseState::second_approval: return decide_second(entry, decision);
          case CaseState::fraud_hold: return decide_fraud(entry, decision);
          default:
            return fail(Fault::conflict, "case.state", std::string{to_string(state)});
        }
      });
  if (!changed) return pass_on(changed.error());
  changed = let_settle(parts_, std::move(*changed));
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, std::move(*changed));
}

}  // namespace signoff
