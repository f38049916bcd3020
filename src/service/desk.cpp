// SPDX-License-Identifier: Apache-2.0
#include "service/desk.h"

#include "service/masks.h"

#include <thread>

namespace signoff {
namespace {

bool is_passing(const Case& head) {
  return head.undoing || head.state == CaseState::submitted ||
         head.state == CaseState::precheck;
}

Result<void> may_ask(const Caller& caller, const std::string& id, Verb verb) {
  if (!may(caller.actor.role, verb)) return fail(Fault::forbidden, "rights.missing");
  if (!is_uuid(id)) return fail(Fault::not_found, "case.unknown");
  return {};
}

// What is missing is always told in the same way.
Error not_known(const Error& error) {
  if (error.fault == Fault::not_found) return {Fault::not_found, "case.unknown", ""};
  return error;
}

bool may_see(const Caller& caller, const Dossier& dossier) {
  return caller.reaches(dossier.line.id, dossier.line.owner_id);
}

}  // namespace

Result<Line> load_line(const ServiceParts& parts, const Caller& caller,
                       const std::string& id, Verb verb) {
  if (!may(caller.actor.role, verb)) return fail(Fault::forbidden, "rights.missing");
  if (!is_uuid(id)) return fail(Fault::not_found, "line.unknown");
  auto line = parts.outside.store.line(id);
  if (!line && line.error().fault == Fault::not_found)
    return fail(Fault::not_found, "line.unknown");
  if (line && !caller.reaches(line->id, line->owner_id))
    return fail(Fault::not_found, "line.unknown");
  return line;
}

Result<Dossier> load_case(const ServiceParts& parts, const Caller& caller,
                          const std::string& id, Verb verb, int expected_version) {
  if (auto right = may_ask(caller, id, verb); !right) return pass_on(right.error());
  auto dossier = parts.outside.store.dossier(id);
  if (!dossier) return pass_on(not_known(dossier.error()));
  if (!may_see(caller, *dossier)) return fail(Fault::not_found, "case.unknown");
  if (expected_version != 0 && dossier->head.version != expected_version)
    return fail(Fault::conflict, "case.version");
  return dossier;
}

Result<WholeCase> load_whole(const ServiceParts& parts, const Caller& caller,
                             const std::string& id, Verb verb) {
  if (auto right = may_ask(caller, id, verb); !right) return pass_on(right.error());
  auto whole = parts.outside.store.whole_case(id);
  if (!whole) return pass_on(not_known(whole.error()));
  if (!may_see(caller, whole->dossier)) return fail(Fault::not_found, "case.unknown");
  return whole;
}

Result<void> must_allow(const Dossier& dossier, CaseEvent on) {
  if (next(kCaseTable, dossier.head.state, on)) return {};
  return fail(Fault::conflict, "case.state", std::string{to_string(dossier.head.state)});
}

Result<Dossier> change_case(const ServiceParts& parts, const Caller& caller,
                            const std::string& id, int expected_version, Verb verb,
                            const Decide& decide) {
  for (int i = 0; i < kTries; ++i) {
    auto dossier = load_case(parts, caller, id, verb, expected_version);
    if (!dossier) return dossier;
    Entry entry{*dossier, parts.outside.pack, parts.clock.now(), caller.actor};
    if (auto decided = decide(entry); !decided) return pass_on(decided.error());
    const auto committed = parts.outside.store.commit(entry.take());
    if (committed) {
      entry.committed();
      return dossier;
    }
    if (committed.error().fault != Fault::conflict) return pass_on(committed.error());
  }
  return fail(Fault::conflict, "case.busy");
}

Result<Dossier> let_settle(const ServiceParts& parts, Dossier dossier) {
  if (parts.wake) parts.wake();
  if (!is_passing(dossier.head)) return dossier;
  // Polls on real time, not on the operator's clock: a person is waiting.
  const auto give_up = parts.wall.now() + parts.patience;
  auto pause = std::chrono::milliseconds{1};
  while (is_passing(dossier.head) && parts.wall.now() < give_up) {
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds{20});
    auto again = parts.outside.store.dossier(dossier.head.id);
    if (!again) return again;
    dossier = std::move(*again);
  }
  return dossier;
}

std::string in_words(std::string_view why) {
  return why.empty() ? std::string{} : facts({{"words", without_numbers(why)}});
}

bool is_same_person(const Caller& caller, std::string_view who) {
  // "role:name", and a name holds no colon.
  const auto colon = who.rfind(':');
  return colon != who.npos && who.substr(colon + 1) == caller.actor.id;
}

void mark_origin(Entry& entry, const Caller& caller) {
  if (caller.is_staff() || !caller.line_id.empty()) return;
  entry.add(CaseMark{LinkKind::device, caller.device});
  entry.add(CaseMark{LinkKind::address, caller.remote});
}

void sign(Change& change, const Actor& actor) {
  for (auto& notice : change.notices)
    notice.params.insert_or_assign("actor", to_string(actor));
}

void hold(Entry& entry, std::string reason, std::string_view words) {
  auto& dossier = entry.dossier();
  dossier.head.held_from = dossier.head.state == CaseState::stuck
                               ? dossier.head.held_from
                               : std::optional{dossier.head.state};
  dossier.file.hold_reason = std::move(reason);
  dossier.file.held_since = entry.now();
  dossier.file.hold_due = entry.now() + entry.pack().times.fraud_contact;
  entry.touch_file();
  const auto& why = dossier.file.hold_reason;
  entry.move(CaseEvent::held, words.empty() ? facts({{"why", why}})
                                            : facts({{"why", why}, {"words", words}}));
  entry.due(dossier.file.hold_due);
}

}  // namespace signoff
