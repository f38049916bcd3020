// SPDX-License-Identifier: Apache-2.0
#include "engine/new_case.h"
#include "engine/withdrawal.h"
#include "steps/make_steps.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

// E4: what becomes of the sub-lines of a main line, as the owner chose (OB-21): one is
// promoted to main line, all become independent, or all end too. Each sub-line is a
// transaction of its own; a sub-line that is already as it should be is left alone.
class CompanionsStep final : public Step {
 public:
  explicit CompanionsStep(const Outside& outside) : outside_{outside} {}

  // Changes sub-lines only in a move of its own: fixing the list ends the first one.
  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    auto subs = outside_.store.sub_lines(dossier.line.id);
    if (!subs) return Retry{subs.error()};
    // Sub-lines that came after the owner was asked become independent: the choice that
    // ends nothing of anybody's.
    const auto* asked = chosen(dossier.file);
    const Settlement choice = asked != nullptr ? *asked : Settlement{"OB-21", "split", ""};
    if (subs->empty() && dossier.file.companions.empty()) return Done{};
    for (const auto& sub : *subs)
      remember(entry, sub.is_locked ? "split" : choice.option, sub.id);
    // The list is durable before a sub-line is touched, so that an undo knows them all.
    if (!subs->empty() && !dossier.file.companions_fixed) {
      dossier.file.companions_fixed = true;
      entry.touch_file();
      return Later{entry.now(), {}};
    }
    for (const auto& sub : *subs)
      if (auto done = settle(entry, choice, sub); !done) return Retry{done.error()};
    return Done{facts({{"choice", choice.option},
                       {"sub_lines", std::to_string(dossier.file.companions.size())}})};
  }

  Outcome undo(Entry& entry) override {
    auto& dossier = entry.dossier();
    int past_return = 0;
    for (const auto& companion : dossier.file.companions) {
      const auto cut = companion.find(':');
      const auto line_id = companion.substr(cut + 1);
      if (!companion.starts_with("end_all")) {
        if (auto done = put_back(line_id, dossier.line.id); !done)
          return Retry{done.error()};
        continue;
      }
      const auto is_back = call_back(line_id, dossier.head.id, entry.now());
      if (!is_back) return Retry{is_back.error()};
      if (!*is_back) ++past_return;
    }
    if (past_return == 0) return Done{};
    return Done{facts({{"past_return", std::to_string(past_return)}})};
  }

 private:
  static const Settlement* chosen(const CaseFile& file) {
    const auto found =
        std::ranges::find(file.settlements, "OB-21", &Settlement::obligation);
    return found == file.settlements.end() ? nullptr : &*found;
  }

  static void remember(Entry& entry, const std::string& option,
                       const std::string& line_id) {
    auto& list = entry.dossier().file.companions;
    const auto name = option + ":" + line_id;
    if (std::ranges::find(list, name) == list.end()) list.push_back(name);
  }

  Result<void> settle(Entry& entry, const Settlement& choice, const Line& sub) {
    // A sub-line that is locked is ended by nobody on the way (K11).
    if (choice.option == "end_all" && !sub.is_locked) return end_too(entry, sub);
    // Without a wish the first of the fixed list is promoted, whatever a crash left undone.
    const auto& list = entry.dossier().file.companions;
    const auto promoted = choice.detail.empty()
                              ? list.front().substr(list.front().find(':') + 1)
                              : choice.detail;
    auto changed = sub;
    changed.main_line_id = choice.option == "promote_sub_line" && sub.id != promoted
                               ? promoted
                               : std::string{};
    Change change;
    change.line_id = sub.id;
    change.line = changed;
    return outside_.store.commit(change);
  }

  // Opens a case for the sub-line that is approved with ours; an open case of its own
  // joins.
  Result<void> end_too(Entry& entry, const Line& sub) {
    if (next(kLineTable, sub.state, LineEvent::case_submitted) == std::nullopt) return {};
    auto existing = outside_.store.open_case(sub.id);
    if (existing) return {};
    if (existing.error().fault != Fault::not_found) return pass_on(existing.error());
    const auto owner = outside_.store.owner(sub.owner_id);
    if (!owner) return pass_on(owner.error());
    const auto number = outside_.store.number(sub.msisdn);
    if (!number) return pass_on(number.error());

    const auto& parent = entry.dossier();
    auto dossier = new_case(sub, *number, *owner, outside_.pack, CaseType::companion_only,
                            entry.now(), outside_.random);
    dossier.file.parent_case_id = parent.head.id;
    dossier.file.channel = parent.file.channel;
    dossier.file.opened_by = parent.file.opened_by;
    dossier.file.submitted_by = parent.file.submitted_by;
    dossier.file.submitted_at = entry.now();
    dossier.file.execute_at = entry.now();
    dossier.file.reason = parent.file.reason;
    dossier.file.settlements = {{"OB-31", "refund_source", ""}};
    Entry opening{dossier, outside_.pack, entry.now(), entry.actor()};
    opening.note("opened", facts({{"parent", parent.head.number}}));
    dossier.line.state_before = dossier.line.state;
    opening.move_line(LineEvent::case_submitted);
    opening.move(CaseEvent::submitted);
    opening.move(CaseEvent::proofs_sufficed);
    opening.move(CaseEvent::auto_approved);
    opening.due(entry.now());
    return outside_.store.commit(opening.take());
  }

  // False where the sub-line is past its own point of no return: it ends, and nothing of
  // it may keep the main line from coming back.
  Result<bool> call_back(const std::string& line_id, const std::string& parent,
                         Instant now) {
    auto dossier = outside_.store.open_case(line_id);
    if (!dossier) {
      if (dossier.error().fault == Fault::not_found) return true;
      return pass_on(dossier.error());
    }
    auto& head = dossier->head;
    if (dossier->file.parent_case_id != parent || head.undoing) return true;
    if (head.state == CaseState::finalising ||
        (head.state == CaseState::stuck && head.held_from == CaseState::finalising))
      return false;
    Entry entry{*dossier, outside_.pack, now, Actor{Role::system, "engine"}};
    if (has_started(head)) {
      begin_undo(entry, CaseState::withdrawn);
      entry.note("withdrawal_accepted");
    } else {
      if (!next(kCaseTable, head.state, CaseEvent::withdrew)) return true;
      Engine::end_case(entry, CaseEvent::withdrew);
    }
    if (auto done = outside_.store.commit(entry.take()); !done)
      return pass_on(done.error());
    return true;
  }

  Result<void> put_back(const std::string& line_id, const std::string& main_line_id) {
    auto sub = outside_.store.line(line_id);
    if (!sub) return pass_on(sub.error());
    if (sub->main_line_id == main_line_id) return {};
    sub->main_line_id = main_line_id;
    Change change;
    change.line_id = line_id;
    change.line = *sub;
    return outside_.store.commit(change);
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e4_companions(const Outside& outside) {
  return std::make_unique<CompanionsStep>(outside);
}

}  // namespace signoff
