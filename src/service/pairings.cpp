// SPDX-License-Identifier: Apache-2.0
#include "service/pairings.h"

#include "service/desk.h"
#include "service/sessions.h"

namespace signoff {
namespace {

constexpr auto kCodeLife = std::chrono::minutes{5};
constexpr auto kScreenLife = std::chrono::minutes{30};
constexpr std::size_t kDigits = 6;
// Open at one moment in all shops; beyond that a guess would hit too easily.
constexpr std::size_t kWaitingMax = 500;

std::string pairing_hash(const std::string& salt, std::string_view code) {
  return to_hex(sha256(as_bytes(salt + ":" + std::string{code})));
}

bool is_code_of(const Pairing& pairing, std::string_view code) {
  return equal_constant_time(pairing_hash(pairing.salt, code), pairing.code_hash);
}

}  // namespace

// No two screens may wait under one code.
Result<std::string> Pairings::fresh_code(const std::vector<Pairing>& waiting) {
  if (waiting.size() >= kWaitingMax) return fail(Fault::unavailable, "pairing.too_many");
  for (int i = 0; i < kTries; ++i) {
    auto code = parts_.outside.random.digits(kDigits);
    bool is_taken = false;
    for (const auto& other : waiting) is_taken = is_taken || is_code_of(other, code);
    if (!is_taken) return code;
  }
  return fail(Fault::unavailable, "pairing.too_many");
}

Result<PairingView> Pairings::open(const Caller& clerk, const std::string& line_id) {
  const auto line = load_line(parts_, clerk, line_id, Verb::pair_screen);
  if (!line) return pass_on(line.error());
  if (auto ended = end_all(clerk); !ended) return pass_on(ended.error());
  const auto now = parts_.wall.now();
  const auto waiting = parts_.outside.store.waiting_pairings(now);
  if (!waiting) return pass_on(waiting.error());
  auto code = fresh_code(*waiting);
  if (!code) return pass_on(code.error());
  Bytes salt(16);
  parts_.outside.random.fill(salt);
  PairingView view;
  view.pairing.id = new_uuid(now, parts_.outside.random);
  view.pairing.line_id = line->id;
  view.pairing.clerk = clerk.actor.id;
  view.pairing.salt = to_hex(salt);
  view.pairing.code_hash = pairing_hash(view.pairing.salt, *code);
  view.pairing.expires_at = now + kCodeLife;
  view.code = *std::move(code);
  Change change;
  change.line_id = line->id;
  change.pairings.push_back(view.pairing);
  if (auto stored = parts_.outside.store.commit(change); !stored)
    return pass_on(stored.error());
  return view;
}

Result<Pairing> Pairings::load(const Caller& clerk, const std::string& id) {
  if (!may(clerk.actor.role, Verb::pair_screen))
    return fail(Fault::forbidden, "rights.missing");
  if (!is_uuid(id)) return fail(Fault::not_found, "pairing.unknown");
  auto pairing = parts_.outside.store.pairing(id);
  if (pairing && pairing->clerk != clerk.actor.id)
    return fail(Fault::not_found, "pairing.unknown");
  return pairing;
}

Result<PairingView> Pairings::show(const Caller& clerk, const std::string& id) {
  auto pairing = load(clerk, id);
  if (!pairing) return pass_on(pairing.error());
  PairingView view;
  view.pairing = *std::move(pairing);
  if (parts_.wall.now() >= view.pairing.expires_at)
    view.pairing.state = PairingState::ended;
  if (view.pairing.state != PairingState::joined) return view;
  const auto session = parts_.outside.store.session(view.pairing.session_hash);
  // The customer has signed out by himself.
  if (!session || parts_.wall.now() >= session->expires_at)
    view.pairing.state = PairingState::ended;
  const auto open = parts_.outside.store.open_case(view.pairing.line_id);
  if (!open && open.error().fault != Fault::not_found) return pass_on(open.error());
  if (open) view.case_id = open->head.id;
  return view;
}

Result<void> Pairings::end(const Caller& clerk, const std::string& id) {
  for (int i = 0; i < kTries; ++i) {
    auto pairing = load(clerk, id);
    if (!pairing) return pass_on(pairing.error());
    if (pairing->state == PairingState::ended) return {};
    Change change;
    change.line_id = pairing->line_id;
    if (pairing->state == PairingState::joined)
      if (auto session = parts_.outside.store.session(pairing->session_hash)) {
        session->expires_at = parts_.wall.now();
        change.sessions.push_back(*std::move(session));
      }
    pairing->state = PairingState::ended;
    change.pairings.push_back(*std::move(pairing));
    const auto stored = parts_.outside.store.commit(change);
    if (stored || stored.error().fault != Fault::conflict) return stored;
  }
  return fail(Fault::conflict, "pairing.busy");
}

Result<void> Pairings::end_all(const Caller& clerk) {
  const auto open = parts_.outside.store.open_pairings(clerk.actor.id, parts_.wall.now());
  if (!open) return pass_on(open.error());
  for (const auto& one : *open)
    if (auto ended = end(clerk, one.id); !ended) return ended;
  return {};
}

Result<SessionToken> Pairings::join(std::string_view code) {
  const auto now = parts_.wall.now();
  const auto waiting = parts_.outside.store.waiting_pairings(now);
  if (!waiting) return pass_on(waiting.error());
  // Every one is compared, whichever fits.
  const Pairing* found = nullptr;
  for (const auto& one : *waiting)
    if (is_code_of(one, code)) found = &one;
  if (found == nullptr) return fail(Fault::forbidden, "pairing.wrong");
  const auto line = parts_.outside.store.line(found->line_id);
  if (!line) return pass_on(line.error());

  auto pairing = *found;
  SessionRecord session;
  session.actor = {Role::subscriber, line->owner_id};
  session.owner_id = line->owner_id;
  session.line_id = line->id;
  session.attended_by = pairing.clerk;
  auto token = make_token(parts_, session, kScreenLife);
  pairing.state = PairingState::joined;
  pairing.expires_at = session.expires_at;
  pairing.session_hash = session.token_hash;
  Change change;
  change.line_id = line->id;
  change.pairings.push_back(std::move(pairing));
  change.sessions.push_back(std::move(session));
  const auto stored = parts_.outside.store.commit(change);
  // Of two screens that type one code at once, the second is too late.
  if (!stored && stored.error().fault == Fault::conflict)
    return fail(Fault::forbidden, "pairing.wrong");
  if (!stored) return pass_on(stored.error());
  return token;
}

}  // namespace signoff
