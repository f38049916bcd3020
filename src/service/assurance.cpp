// SPDX-License-Identifier: Apache-2.0
#include "service/assurance.h"

#include "domain/identity_document.h"
#include "service/codes.h"

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

// One proof against the record. Wrong ones answer forbidden "proof.wrong" with the kind.
Result<void> check_one(const ServiceParts& parts, const Caller& caller,
                       const Dossier& dossier, const Owner& owner, Act act,
                       const GivenProof& proof) {
  const auto wrong = [&] { return fail(Fault::forbidden, "proof.wrong", proof.kind); };
  if (proof.value.size() > 256) return wrong();
  if (proof.kind == "otp") return spend_code(parts, code_key(act, dossier), proof.value);
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
  // A recording is uploaded to the case first; a reviewer judges it.
  if (proof.kind == "video") {
    const auto& documents = dossier.file.documents;
    if (std::ranges::find(documents, proof.value, &Document::id) == documents.end())
      return wrong();
    return {};
  }
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

}  // namespace

Result<ProofCheck> check_proofs(const ServiceParts& parts, const Caller& caller,
                                const Dossier& dossier, Act act,
                                const std::vector<Proof>& before,
                                const std::vector<GivenProof>& given) {
  const auto& pack = parts.outside.pack;
  const auto owner = parts.outside.store.owner(dossier.line.owner_id);
  if (!owner) return pass_on(owner.error());
  const auto facts =
      gather_facts(parts.outside, dossier.line, dossier.head.id, parts.clock.now());
  if (!facts) return pass_on(facts.error());
  const auto risk = risk_score(pack, risk_facts(*facts, pack));
  auto level = assurance_needed(pack, act, caller.channel, subject_of(dossier.line), risk,
                                is_freshly_swapped(*facts, pack));
  if (level == Assurance::never) return fail(Fault::forbidden, "assurance.other_channel");
  if (dossier.line.is_locked) level = raised_by_lock(pack, act, caller.channel, level);
  if (level == Assurance::never) return fail(Fault::forbidden, "assurance.line_locked");

  ProofCheck check;
  check.level = static_cast<int>(level);
  auto all = before;
  for (const auto& proof : given) {
    if (std::ranges::find(all, proof.kind, &Proof::kind) != all.end()) continue;
    auto right = check_one(parts, caller, dossier, *owner, act, proof);
    if (!right && right.error().fault != Fault::forbidden) return pass_on(right.error());
    if (!right) {
      note_refusal(check, proof.kind, right.error());
      continue;
    }
    const Proof proved{proof.kind, parts.clock.now(), to_string(caller.actor)};
    all.push_back(proved);
    check.accepted.push_back(proved);
  }
  const auto proved = needs_of(all);
  const auto missing = needs_left(pack, level, caller.channel, proved);
  // No way of this channel leads to the level: another channel has to be taken.
  if (missing.empty() && !is_proved(pack, level, caller.channel, proved))
    return fail(Fault::forbidden, "assurance.other_channel");
  for (const auto need : missing)
    // The second person is found by the review, not brought along by the owner.
    if (need != Need::second_person) check.left.emplace_back(to_string(need));
  return check;
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
