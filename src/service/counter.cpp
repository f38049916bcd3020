// SPDX-License-Identifier: Apache-2.0
#include "service/counter.h"

#include "engine/engine.h"
#include "service/desk.h"

namespace signoff {
namespace {

constexpr std::string_view kCard = "card";
constexpr std::string_view kNone = "none";
constexpr std::string_view kAccepted = "accepted";

Result<void> check_card(const Dossier& dossier, const std::optional<Iccid>& card) {
  if (is_ended(dossier.head.state))
    return fail(Fault::conflict, "case.state", std::string{to_string(dossier.head.state)});
  if (dossier.file.surrender == kCard) return fail(Fault::conflict, "card.taken_already");
  if (!card) return {};
  if (dossier.line.eid) return fail(Fault::conflict, "card.is_esim");
  if (!equal_constant_time(card->digits(), dossier.line.iccid.digits()))
    return fail(Fault::conflict, "card.other");
  return {};
}

}  // namespace

Result<CaseView> Counter::make_offer(const Caller& caller, const std::string& case_id,
                                     int expected_version, const std::string& offer,
                                     const std::string& outcome) {
  auto changed = change_case(
      parts_, caller, case_id, expected_version, Verb::make_offer,
      [&](Entry& entry) -> Result<void> {
        auto& dossier = entry.dossier();
        if (!dossier.file.offer.empty()) return fail(Fault::conflict, "offer.made_already");
        if (!may_offer(dossier))
          return fail(Fault::conflict, "case.state",
                      std::string{to_string(dossier.head.state)});
        const auto due = dossier.head.due_at;
        dossier.file.offer = offer;
        dossier.file.offer_outcome = outcome;
        entry.touch_file();
        entry.note("offer_made", facts({{"offer", offer}, {"outcome", outcome}}));
        // Whoever takes it ends no line; an open request would stand in the way of what he
        // has chosen.
        if (outcome == kAccepted && dossier.head.state == CaseState::draft)
          Engine::end_case(entry, CaseEvent::withdrew);
        else
          entry.due(due);
        return {};
      });
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, *std::move(changed));
}

Result<CaseView> Counter::surrender_card(const Caller& caller, const std::string& case_id,
                                         int expected_version,
                                         const std::optional<Iccid>& card) {
  auto changed = change_case(parts_, caller, case_id, expected_version,
                             Verb::surrender_card, [&](Entry& entry) -> Result<void> {
                               auto& dossier = entry.dossier();
                               if (auto right = check_card(dossier, card); !right)
                                 return right;
                               const auto due = dossier.head.due_at;
                               dossier.file.surrender = card ? kCard : kNone;
                               entry.touch_file();
                               // A card that is still in use is revoked by E3, and counts
                               // as handed in then.
                               if (card) (void)entry.move_card(CardEvent::surrendered);
                               if (card)
                                 entry.note("card_surrendered");
                               else
                                 entry.note("card_not_brought");
                               entry.due(due);
                               return {};
                             });
  if (!changed) return pass_on(changed.error());
  return view_of(parts_, caller, *std::move(changed));
}

}  // namespace signoff
