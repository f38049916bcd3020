// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/risk.h"
#include "service/service.h"
#include "steps/facts.h"

#include <functional>

namespace signoff {

// What the verbs have in common: loading under rights, deciding again after a lost race,
// and answering with a view.

// How often a verb decides again when somebody else moved the case meanwhile.
inline constexpr int kTries = 8;

// The case, if this caller may do this with it. Cases of other owners are not_found.
Result<Dossier> load_case(const ServiceParts& parts, const Caller& caller,
                          const std::string& id, Verb verb, int expected_version = 0);
// The same with all that is shown of it.
Result<WholeCase> load_whole(const ServiceParts& parts, const Caller& caller,
                             const std::string& id, Verb verb);
Result<Line> load_line(const ServiceParts& parts, const Caller& caller,
                       const std::string& id, Verb verb);

// The case with everything a caller may see, and what he may do next.
Result<CaseView> view_of(const ServiceParts& parts, const Caller& caller, Dossier dossier);

// The same of what has been read already.
CaseView shown(const Caller& caller, WholeCase whole, const Pack& pack);

// Without history, refunds and vouchers. Never the time of day: answers that show this are
// kept (see api/answer_cache.h).
CaseView head_view(const Caller& caller, Dossier dossier, const Pack& pack);

// What this caller may do with the case now.
std::vector<std::string> actions_for(const Caller& caller, const Dossier& dossier);

// Loads, lets `decide` change the entry, commits, and starts over after a lost race.
// `decide` must be repeatable: it may not act on the outside.
using Decide = std::function<Result<void>(Entry&)>;
Result<Dossier> change_case(const ServiceParts& parts, const Caller& caller,
                            const std::string& id, int expected_version, Verb verb,
                            const Decide& decide);

// Wakes the engine and waits, within the parts' patience, until the case has left the
// states it only passes through.
Result<Dossier> let_settle(const ServiceParts& parts, Dossier dossier);

// Whether the owner may add papers: while one can still change what becomes of the case.
bool takes_documents(const Dossier& dossier);

// One save offer may be made while nothing has been done yet (6.3).
bool may_offer(const Dossier& dossier);

// Whether this caller is the person who did something, whatever his role was then: a new
// role makes nobody his own second pair of eyes (K10). `who` is an actor as it is stored.
bool is_same_person(const Caller& caller, std::string_view who);

// The case waits for this caller's decision (K10), and only then does he see what it hangs
// on; otherwise conflict "case.state", forbidden "rights.missing", "review.own_case" or
// "review.same_person".
Result<void> must_decide(const Caller& caller, const Dossier& dossier);

// Where a caller came from, for the links between cases (K12). A shop, its customers'
// screens and a call centre would link all of their own, so that only an owner by himself
// counts.
void mark_origin(Entry& entry, const Caller& caller);

// The event exists in the table for the case's state; otherwise conflict "case.state".
Result<void> must_allow(const Dossier& dossier, CaseEvent on);

// An objection, a rule or an analyst stops the case where it is (C9, C9b). `words`: why, as
// the analyst put it.
void hold(Entry& entry, std::string reason, std::string_view words = {});

// Why somebody decided as he did, as a fact of the history; empty where he said nothing.
std::string in_words(std::string_view why);

// Outside a case there is no history: who changed a line stands in every order and message
// that goes out with the change, and these are kept.
void sign(Change& change, const Actor& actor);

// The line as this caller sees it.
LineView view_of_line(const ServiceParts& parts, const Caller& caller, Line line);

}  // namespace signoff
