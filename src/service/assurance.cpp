// SPDX-License-Identifier: Apache-2.0
#include "service/assurance.h"

#include "domain/identity_document.h"
#include "service/codes.h"
#include "service/uploads.h"
#include "service/wrong_proofs.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

std::string code_key(Act act, const Dossier& dossier) {
  return fmt::format("{}:{}", to_string(act), dossier.head.id);
}

MessageId code_text(Act act) {
  switch (act) {
    case Act::terminate: return MessageId::code_terminate;
    case Act::withdraw: return MessageId::code_withdraw;
    case Act::restore: return MessageId::code_restore;
    case Act::finish_now: return MessageId::code_finish_now;
    default: return MessageId::code_other;
  }
}

std::vector<Need> needs_of(const std::vector<Proof>& proofs) {
  std::vector<Need> needs;
  for (const auto need : kNeeds)
    if (std::ranges::find(proofs, to_string(need), &Proof::kind) != proofs.end())
      needs.push_back(need);
  return needs;
}

// Whether the check of photos could hold this one against the record.
bool is_compared(const Document& document) {
  constexpr std::string_view kNotCompared[] = {"unchecked", "unread", "number_unmatched"};
  return std::ranges::find_first_of(document.defects, kNotCompared) ==
         document.defects.end();
}

// Photos of the owner's document, taken for this act: of both sides, or of a passport.
bool has_fresh_photos(const CaseFile& file) {
  const auto has = [&](std::string_view kind) {
    return std::ranges::any_of(file.documents, [&](const Document& document) {
      return document.kind == kind && is_compared(document) &&
             (!file.stopped_at || document.at >= *file.stopped_at);
    });
  };
  return has("passport") || (has("id_front") && has("id_back"));
}

// A recording is uploaded to the case first. A request is reviewed with it; an act on a
// line that is off already is done at once, so that the photos which the check has passed
// stand beside the recording (K1: photo and video).
Result<void> check_recording(const Dossier& dossier, Act act, const GivenProof& proof) {
  const auto& file = dossier.file;
  const auto film = std::ranges::find(file.documents, proof.value, &Document::id);
  const bool is_reviewed = act == Act::terminate;
  if (film == file.documents.end() || film->media_type != kFilm ||
      (!is_reviewed && file.stopped_at && film->at < *file.stopped_at))
    return fail(Fault::forbidden, "proof.wrong", proof.kind);
  if (!is_reviewed && !has_fresh_photos(file))
    return fail(Fault::forbidden, "proof.photos", proof.kind);
  return {};
}

// What is right is kept in a request while it is proved, and its code is spent for that;
// every other act is proved anew after a refusal, with a code that is still good.
bool keeps_proofs(Act act) { return act == Act::terminate; }

// One proof against the record. Wrong ones answer forbidden "proof.wrong" with the kind.
Result<void> check_one(const ServiceParts& parts, const Caller& caller,
                       const Dossier& dossier, const Owner& owner, Act act,
                       const GivenProof& proof) {
  const auto wrong = [&] { return fail(Fault::forbidden, "proof.wrong", proof.kind); };
  if (proof.value.size() > 256) return wrong();
  if (proof.kind == "otp") {
    const auto key = code_key(act, dossier);
    return keeps_proofs(act) ? spend_code(parts, key, proof.value)
                             : look_at_code(parts, key, proof.value);
  }
  if (proof.kind == "id_number") {
    if (!id_number_matches(owner.id_number, proof.value)) return wrong();
    return {};
  }
  if (proof.kind == "iccid") {
    const auto iccid = Iccid::parse(proof.value);
    if (!iccid || !equal_constant_time(iccid->digits(), dossier.line.iccid.digits()))
      return wrong();
    return {};
  }
  // A clerk has the original in his hands and types its number.
  if (proof.kind == "in_person") {
    if (caller.actor.role != Role::clerk ||
        !id_number_matches(owner.id_number, proof.value))
      return wrong();
    return {};
  }
  if (proof.kind == "video") return check_recording(dossier, act, proof);
  return fail(Fault::bad_input, "proof.kind_unknown", "/proofs");
}

void note_refusal(ProofCheck& check, const std::string& kind, const Error& why) {
  if (why.detail == kJustBurnt) check.is_code_burnt = true;
  const auto one = kind + ":" + why.code;
  if (check.refusal)
    check.refusal = fail(why.fault, why.code, one);
  else
    check.refusal.error().detail += "," + one;
}

// Once all else is right and there, so that a slip in it costs no second code.
Result<void> spend_last(const ServiceParts& parts, const Dossier& dossier, Act act,
                        const std::vector<GivenProof>& given, ProofCheck& check) {
  if (keeps_proofs(act) || !check.refusal || !check.left.empty()) return {};
  if (std::ranges::find(check.accepted, "otp", &Proof::kind) == check.accepted.end())
    return {};
  const auto code = std::ranges::find(given, "otp", &GivenProof::kind);
  const auto spent = spend_code(parts, code_key(act, dossier), code->value);
  // Of two tries that race with one code the later finds it spent.
  if (!spent && spent.error().fault == Fault::forbidden)
    note_refusal(check, code->kind, spent.error());
  else if (!spent)
    return pass_on(spent.error());
  return {};
}

Result<Assurance> level_asked(const ServiceParts& parts, const Caller& caller,
                              const Dossier& dossier, Act act) {
  const auto& pack = parts.outside.pack;
  const auto facts =
      gather_facts(parts.outside, dossier.line, dossier.head.id, parts.clock.now());
  if (!facts) return pass_on(facts.error());
  const auto risk = risk_score(pack, risk_facts(*facts, pack));
  auto level = assurance_needed(pack, act, caller.channel, subject_of(dossier.line), risk,
                                is_freshly_swapped(*facts, pack));
  if (level == Assurance::never) return fail(Fault::forbidden, "assurance.other_channel");
  if (dossier.line.is_locked) level = raised_by_lock(pack, act, caller.channel, level);
  if (level == Assurance::never) return fail(Fault::forbidden, "assurance.line_locked");
  return level;
}

}  // namespace

Result<ProofCheck> check_proofs(const ServiceParts& parts, const Caller& caller,
                                const Dossier& dossier, Act act,
                                const std::vector<Proof>& before,
                                const std::vector<GivenProof>& given) {
  const auto& pack = parts.outside.pack;
  const auto owner = parts.outside.store.owner(dossier.line.owner_id);
  if (!owner) return pass_on(owner.error());
  const auto level = level_asked(parts, caller, dossier, act);
  if (!level) return pass_on(level.error());

  if (!given.empty())
    if (auto may = may_still_prove(parts, caller, dossier.line.id); !may)
      return pass_on(may.error());
  ProofCheck check;
  int wrong_ones = 0;
  check.level = static_cast<int>(*level);
  auto all = before;
  for (const auto& proof : given) {
    if (std::ranges::find(all, proof.kind, &Proof::kind) != all.end()) continue;
    auto right = check_one(parts, caller, dossier, *owner, act, proof);
    if (!right && right.error().fault != Fault::forbidden) return pass_on(right.error());
    if (!right) {
      if (right.error().code == "proof.wrong") ++wrong_ones;
      note_refusal(check, proof.kind, right.error());
      continue;
    }
    const Proof proved{proof.kind, parts.clock.now(), to_string(caller.actor)};
    all.push_back(proved);
    check.accepted.push_back(proved);
  }
  if (wrong_ones > 0)
    if (auto counted = count_wrong_proofs(parts, caller, dossier.line.id, wrong_ones);
        !counted)
      return pass_on(counted.error());
  const auto proved = needs_of(all);
  const auto missing = needs_left(pack, *level, caller.channel, proved);
  // No way of this channel leads to the level: another channel has to be taken.
  if (missing.empty() && !is_proved(pack, *level, caller.channel, proved))
    return fail(Fault::forbidden, "assurance.other_channel");
  for (const auto need : missing) {
    // The second person is found by the review, not brought along by the owner; where
    // nothing is reviewed there is none.
    if (need != Need::second_person)
      check.left.emplace_back(to_string(need));
    else if (act != Act::terminate)
      return fail(Fault::forbidden, "assurance.two_people");
  }
  if (auto spent = spend_last(parts, dossier, act, given, check); !spent)
    return pass_on(spent.error());
  return check;
}

Result<void> prove_on_line(const ServiceParts& parts, const Caller& caller,
                           const Line& line, Act act,
                           const std::vector<GivenProof>& given) {
  const auto in_shop = fail(Fault::forbidden, "line.in_shop");
  if (!caller.line_id.empty()) return in_shop;
  Dossier dossier;
  dossier.head.id = line.id;  // The codes are bound to the line.
  dossier.line = line;
  std::vector<Proof> before;
  if (!caller.is_staff() && act != Act::port_code)
    before.push_back({"otp", parts.clock.now(), "session"});
  const auto check = check_proofs(parts, caller, dossier, act, before, given);
  const bool is_no_way = !check && (check.error().code == "assurance.other_channel" ||
                                    check.error().code == "assurance.two_people");
  if (is_no_way) return in_shop;
  if (!check) return pass_on(check.error());
  // There is no case that could hold a recording and its photos.
  if (std::ranges::find(check->left, "video") != check->left.end()) return in_shop;
  if (!check->refusal) return check->refusal;
  if (check->left.empty()) return {};
  return ask_for(parts, dossier, act, check->left);
}

std::unexpected<Error> ask_for(const ServiceParts& parts, const Dossier& dossier, Act act,
                               const std::vector<std::string>& kinds) {
  if (std::ranges::find(kinds, "otp") != kinds.end()) {
    const auto owner = parts.outside.store.owner(dossier.line.owner_id);
    if (!owner) return pass_on(owner.error());
    const auto sent = send_code(parts, code_key(act, dossier), dossier.line, *owner,
                                code_text(act), dossier.head.number);
    if (!sent) return pass_on(sent.error());
  }
  return fail(Fault::forbidden, "assurance.needed",
              fmt::format("{}", fmt::join(kinds, ",")));
}

}  // namespace signoff
