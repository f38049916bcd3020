// SPDX-License-Identifier: Apache-2.0
#include "service/card_retirements.h"

#include "engine/profiles.h"
#include "service/desk.h"
#include "service/rights.h"

#include <algorithm>

namespace signoff {
namespace {

// A card is wiped once, or a few times where it was pulled meanwhile.
constexpr std::size_t kWipesMax = 64;

// No line of ours, or none any more: nothing of an owner who was erased is kept.
bool is_nobody_s(const Error& why) {
  return why.code == "card.unknown_profile" || why.code == "seal.erased";
}

Attached attached_to(AttachOutcome outcome, const std::optional<Case>& found) {
  if (!found) return {};
  return {outcome, found->id, found->number};
}

void note_wipe(Entry& entry, const WipeRecord& wipe, const Iccid& iccid) {
  entry.note(
      wipe.is_proved ? "card.wiped" : "card.wiped_partly",
      fmt::format(R"({{"iccid":"{}","digest":"{}","desk_key":"{}","proved":"{}"}})",
                  masked(iccid), wipe.digest, wipe.key_id, wipe.is_proved ? "yes" : "no"));
}

// The case that has told of it, else the one that is to.
Result<std::optional<Dossier>> case_of_wipe(Store& store, const std::string& line_id,
                                            const std::string& teller) {
  if (teller.empty()) return case_of_profile(store, line_id);
  auto dossier = store.dossier(teller);
  if (!dossier) return pass_on(dossier.error());
  return std::optional{*std::move(dossier)};
}

}  // namespace

Result<void> CardRetirements::allow(const Caller& caller) const {
  if (!may(caller.actor.role, Verb::attach_card))
    return fail(Fault::forbidden, "rights.missing");
  return {};
}

Result<Attached> CardRetirements::attach(const SignedReport& report) {
  const auto taken = reports_.take(report);
  if (!taken && is_nobody_s(taken.error())) return Attached{};
  if (!taken) return pass_on(taken.error());
  const auto found = reports_.case_of(report);
  if (!found) return pass_on(found.error());
  switch (*taken) {
    case ReportTaken::told: return attached_to(AttachOutcome::attached, *found);
    case ReportTaken::dropped: return attached_to(AttachOutcome::dropped, *found);
    // A case that was opened a moment ago hears of what is kept by its own step.
    case ReportTaken::kept:
    case ReportTaken::repeated: return attached_to(AttachOutcome::repeated, *found);
  }
  return Attached{};
}

Result<Attached> CardRetirements::attach(const Caller& caller, const SignedWipe& wipe) {
  if (const auto allowed = allow(caller); !allowed) return pass_on(allowed.error());
  auto* cards = parts_.outside.cards;
  if (cards == nullptr) return fail(Fault::unavailable, "card.not_served");
  const auto iccid = Iccid::parse(wipe.said.iccid);
  if (!iccid) return Attached{};
  const auto lines = cards->lines_with(*iccid);
  if (!lines) return pass_on(lines.error());
  if (lines->empty()) return Attached{};

  WipeRecord record;
  record.line_id = lines->front().id;
  record.digest = to_hex(sha256(as_bytes(wipe.text)));
  record.key_id = wipe.said.key_id;
  record.is_proved = wipe.said.is_proved;
  record.wiped_at = wipe.said.at;
  record.at = parts_.clock.now();
  const auto known = cards->card_wipes(record.line_id);
  if (!known) return pass_on(known.error());
  const bool is_new =
      std::ranges::find(*known, record.digest, &WipeRecord::digest) == known->end();
  auto& store = parts_.outside.store;
  if (is_new && known->size() >= kWipesMax) {
    const auto full = case_of_profile(store, record.line_id);
    if (!full) return pass_on(full.error());
    return *full ? attached_to(AttachOutcome::dropped, (*full)->head) : Attached{};
  }
  // Kept before it is told, as reports of chips are.
  const auto kept = cards->keep_wipe(record, wipe.text);
  if (!kept && is_nobody_s(kept.error())) return Attached{};
  if (!kept) return pass_on(kept.error());
  if (!kept->case_id.empty()) {
    const auto dossier = store.dossier(kept->case_id);
    if (!dossier) return pass_on(dossier.error());
    return attached_to(AttachOutcome::repeated, dossier->head);
  }
  const auto told = tell(*cards, caller, *kept, *iccid);
  if (!told) return pass_on(told.error());
  return attached_to(AttachOutcome::attached, *told);
}

// The case that tells of it now; nullopt where nobody ends the line.
Result<std::optional<Case>> CardRetirements::tell(CardStore& cards, const Caller& caller,
                                                  const WipeRecord& wipe,
                                                  const Iccid& iccid) {
  auto& store = parts_.outside.store;
  for (int tries = 0; tries < kTries; ++tries) {
    // Another case may have told of it, before a crash, and be over.
    const auto teller = case_that_tells(store, wipe.line_id, wipe.digest);
    if (!teller) return pass_on(teller.error());
    auto dossier = case_of_wipe(store, wipe.line_id, *teller);
    if (!dossier) return pass_on(dossier.error());
    if (!*dossier) return std::optional<Case>{};
    const auto head = (*dossier)->head;
    if (teller->empty()) {
      Entry entry{**dossier, parts_.outside.pack, parts_.clock.now(), caller.actor};
      note_wipe(entry, wipe, iccid);
      const auto done = store.commit(entry.take());
      if (!done && done.error().fault == Fault::conflict) continue;
      if (!done) return pass_on(done.error());
    }
    if (auto set = cards.set_wipe_told(wipe.line_id, wipe.digest, head.id); !set)
      return pass_on(set.error());
    return std::optional{head};
  }
  return fail(Fault::unavailable, "case.busy");
}

}  // namespace signoff
