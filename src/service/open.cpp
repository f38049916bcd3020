// SPDX-License-Identifier: Apache-2.0
#include "domain/identity_document.h"
#include "engine/new_case.h"
#include "engine/params.h"
#include "service/bounds.h"
#include "service/desk.h"

#include <fmt/format.h>

namespace signoff {
namespace {

// Mail addresses are compared without case.
std::string lower_case(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string hashed(std::string_view text) { return to_hex(sha256(as_bytes(text))); }

// What makes two creations the same request.
std::string request_text(const OpenRequest& request) {
  auto text = fmt::format("{}|{}|{}|{}", request.line_id, to_string(request.type),
                          request.reason, request.effective);
  for (const auto& one : request.settlements)
    text += fmt::format("|{}={}/{}", one.obligation, one.option, one.detail);
  for (const auto& one : request.acknowledgements) text += "|" + one;
  return text;
}

Result<void> check(const OpenRequest& request) {
  if (request.reason.size() > kActReasonBytesMax)
    return fail(Fault::bad_input, "reason.length");
  if (request.settlements.size() > kChoicesMax ||
      request.acknowledgements.size() > kChoicesMax)
    return fail(Fault::bad_input, "settlements.too_many");
  // The other kinds of case come with papers of their own.
  if (request.type != CaseType::standard && request.type != CaseType::lost_stolen)
    return fail(Fault::bad_input, "case.type_unsupported");
  for (const auto& id : request.acknowledgements)
    if (find_obligation(id) == nullptr)
      return fail(Fault::bad_input, "acknowledgement.unknown");
  return {};
}

// The second request for a line joins the first (domain case 61): its contacts are told,
// and nothing is started twice.
Result<CaseView> join(const ServiceParts& parts, const Caller& caller, Dossier existing) {
  if (existing.file.channel != caller.channel) {
    const auto told =
        change_case(parts, caller, existing.head.id, 0, Verb::open_case,
                    [&](Entry& entry) -> Result<void> {
                      const auto due = entry.dossier().head.due_at;
                      entry.note("joined", facts({{"channel", to_string(caller.channel)}}));
                      entry.tell("M02.joined");
                      entry.due(due);
                      return {};
                    });
    if (!told) return pass_on(told.error());
    existing = *told;
  }
  return view_of(parts, caller, std::move(existing));
}

// What may link this case with others (K12).
void mark(Entry& entry, const Caller& caller, const Owner& owner) {
  mark_origin(entry, caller);
  entry.add(CaseMark{LinkKind::email, lower_case(owner.email)});
  entry.add(CaseMark{LinkKind::owner, owner.id});
}

// The case that an earlier call under this key made; not_found when there was none.
Result<CaseView> repeated(const ServiceParts& parts, const Caller& caller,
                          const std::string& key, const std::string& request_hash) {
  const auto seen = parts.outside.store.idempotency(key);
  if (!seen) return pass_on(seen.error());
  if (seen->request_hash != request_hash)
    return fail(Fault::conflict, "idempotency.other_request");
  auto dossier = load_case(parts, caller, seen->resource_id, Verb::view_case);
  if (!dossier) return pass_on(dossier.error());
  auto view = view_of(parts, caller, std::move(*dossier));
  if (view) view->created = true;
  return view;
}

struct Draft {
  Dossier dossier;
  Owner owner;
};

// The case that the request asks for, from what is true of the line now.
Result<Draft> draft(const ServiceParts& parts, const Caller& caller,
                    const OpenRequest& request, const Line& line, Instant now) {
  const auto& pack = parts.outside.pack;
  const auto seen = gather_facts(parts.outside, line, "", now);
  if (!seen) return pass_on(seen.error());
  const auto all = obligations(*seen, pack);
  if (auto right = check_settlements(all, request.settlements); !right)
    return pass_on(right.error());
  const auto stops = stop_time(*seen, request.effective, request.settlements, pack);
  if (!stops) return pass_on(stops.error());
  const auto number = parts.outside.store.number(line.msisdn);
  if (!number) return pass_on(number.error());
  auto dossier =
      new_case(line, *number, seen->owner, pack, request.type, now, parts.outside.random);
  auto& file = dossier.file;
  file.channel = caller.channel;
  file.opened_by = caller.actor;
  file.reason = request.reason;
  file.effective = request.effective;
  file.settlements = request.settlements;
  file.acknowledgements = request.acknowledgements;
  file.quote = make_quote(*seen, all, request.settlements, request.effective, pack);
  return Draft{std::move(dossier), seen->owner};
}

}  // namespace

Result<CaseView> Service::open_case(const Caller& caller, const OpenRequest& request) {
  if (auto right = check(request); !right) return pass_on(right.error());
  auto line = load_line(parts_, caller, request.line_id, Verb::open_case);
  if (!line) return pass_on(line.error());
  const auto key = hashed(to_string(caller.actor) + "|" + request.idempotency_key);
  const auto request_hash = hashed(request_text(request));
  if (!request.idempotency_key.empty()) {
    auto before = repeated(parts_, caller, key, request_hash);
    if (before || before.error().fault != Fault::not_found) return before;
  }
  auto& store = parts_.outside.store;
  const auto& pack = parts_.outside.pack;
  const auto now = parts_.clock.now();
  // Another channel may be faster by a moment, or the number drawn before: look and draw
  // again.
  for (int i = 0; i < kTries; ++i) {
    auto existing = store.open_case(line->id);
    if (existing) return join(parts_, caller, std::move(*existing));
    if (existing.error().fault != Fault::not_found) return pass_on(existing.error());
    if (!next(kLineTable, line->state, LineEvent::case_submitted) &&
        line->state != LineState::porting_out)
      return fail(Fault::conflict, "line.state", std::string{to_string(line->state)});
    auto drafted = draft(parts_, caller, request, *line, now);
    if (!drafted) return pass_on(drafted.error());
    auto& dossier = drafted->dossier;
    Entry entry{dossier, pack, now, caller.actor};
    mark(entry, caller, drafted->owner);
    entry.note("opened", facts({{"channel", to_string(caller.channel)}}));
    entry.due(now + std::chrono::days{pack.times.draft_days});
    if (!request.idempotency_key.empty())
      entry.remember({key, request_hash, dossier.head.id, now});
    const auto change = entry.take();
    const auto stored = store.commit(change);
    if (!stored && stored.error().fault != Fault::conflict) return pass_on(stored.error());
    if (!stored) {
      line = load_line(parts_, caller, request.line_id, Verb::open_case);
      if (!line) return pass_on(line.error());
      continue;
    }
    entry.committed();
    // All there is of a case that was made this moment.
    auto view = shown(caller,
                      {.dossier = std::move(dossier),
                       .history = change.events,
                       .refunds = change.refunds,
                       .vouchers = change.vouchers},
                      pack);
    view.created = true;
    return view;
  }
  return fail(Fault::conflict, "case.busy");
}

}  // namespace signoff
