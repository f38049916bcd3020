// SPDX-License-Identifier: Apache-2.0
#include "service/sessions.h"

#include "service/codes.h"
#include "service/desk.h"
#include "service/staff_accounts.h"

namespace signoff {
namespace {

std::string token_hash(std::string_view token) { return to_hex(sha256(as_bytes(token))); }

// The line that a sign-in by this number is for: the live one, or the last one while the
// number rests, so that its former owner still finds his voucher.
Result<Line> line_to_sign_in(Store& store, const Msisdn& msisdn) {
  auto line = store.line(msisdn);
  if (line || line.error().fault != Fault::not_found) return line;
  const auto number = store.number(msisdn);
  if (!number) return pass_on(number.error());
  return store.line(number->line_id);
}

}  // namespace

Result<SessionToken> open_session(const ServiceParts& parts, SessionRecord session,
                                  Duration life) {
  auto token = make_token(parts, session, life);
  Change change;
  change.line_id = session.line_id;
  change.sessions.push_back(std::move(session));
  if (auto stored = parts.outside.store.commit(change); !stored)
    return pass_on(stored.error());
  return token;
}

SessionToken make_token(const ServiceParts& parts, SessionRecord& session, Duration life) {
  std::array<std::uint8_t, 32> raw{};
  parts.outside.random.fill(raw);
  SessionToken token;
  token.token = to_base64url(raw);
  token.expires_at = parts.wall.now() + life;
  token.actor = session.actor;
  if (!session.attended_by.empty()) token.line_id = session.line_id;
  session.token_hash = token_hash(token.token);
  session.expires_at = token.expires_at;
  return token;
}

Result<void> Service::send_login_code(const Caller&, std::string_view text) {
  const auto msisdn = Msisdn::parse(text);
  if (!msisdn) return pass_on(msisdn.error());
  auto line = line_to_sign_in(parts_.outside.store, *msisdn);
  if (!line) {
    if (line.error().fault == Fault::not_found) return {};
    return pass_on(line.error());
  }
  const auto owner = parts_.outside.store.owner(line->owner_id);
  if (!owner) return pass_on(owner.error());
  // Whether a code left is not told: that would tell whether the number is ours.
  (void)send_code(parts_, "login:" + line->id, *line, *owner, MessageId::code_login, "");
  return {};
}

Result<SessionToken> Service::log_in(const Caller&, std::string_view text,
                                     std::string_view code) {
  const auto msisdn = Msisdn::parse(text);
  if (!msisdn) return pass_on(msisdn.error());
  auto line = line_to_sign_in(parts_.outside.store, *msisdn);
  if (!line && line.error().fault == Fault::not_found)
    return fail(Fault::forbidden, "login.wrong");
  if (!line) return pass_on(line.error());
  if (const auto spent = spend_code(parts_, "login:" + line->id, code); !spent) {
    if (spent.error().fault == Fault::forbidden)
      return fail(Fault::forbidden, "login.wrong");
    return pass_on(spent.error());
  }
  SessionRecord session;
  session.actor = {Role::subscriber, line->owner_id};
  session.owner_id = line->owner_id;
  session.line_id = line->id;
  return open_session(parts_, session, parts_.outside.pack.limits.session_life);
}

Result<Caller> Service::caller_of(std::string_view token, const Caller& from) {
  if (token.size() != 43) return fail(Fault::forbidden, "session.invalid");
  const auto session = parts_.outside.store.session(token_hash(token));
  if (!session && session.error().fault != Fault::not_found)
    return pass_on(session.error());
  if (!session || parts_.wall.now() >= session->expires_at)
    return fail(Fault::forbidden, "session.invalid");
  auto caller = from;
  caller.actor = session->actor;
  caller.owner_id = session->owner_id;
  caller.expires_at = session->expires_at;
  if (!session->attended_by.empty()) {
    caller.line_id = session->line_id;
    caller.channel = Channel::shop;
  }
  if (caller.actor.role == Role::clerk) caller.channel = Channel::shop;
  if (caller.actor.role == Role::agent) caller.channel = Channel::hotline;
  return caller;
}

Result<void> Service::log_out(std::string_view token) {
  auto session = parts_.outside.store.session(token_hash(token));
  if (!session && session.error().fault == Fault::not_found)
    return fail(Fault::forbidden, "session.invalid");
  if (!session) return pass_on(session.error());
  session->expires_at = parts_.wall.now();
  Change change;
  change.line_id = session->line_id;
  change.sessions.push_back(*std::move(session));
  return parts_.outside.store.commit(change);
}

Result<void> Service::add_staff(const std::string& username, Role role,
                                std::string_view password) {
  auto account = make_staff(username, role, password, parts_.outside.random);
  if (!account) return pass_on(account.error());
  Change change;
  change.staff.push_back(*std::move(account));
  return parts_.outside.store.commit(change);
}

}  // namespace signoff
