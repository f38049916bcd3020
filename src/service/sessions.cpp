// SPDX-License-Identifier: Apache-2.0
#include "service/codes.h"
#include "service/desk.h"

#include <argon2.h>

namespace signoff {
namespace {

// RFC 9106 clause 4, second recommended option, with less memory so that a burst of
// sign-ins cannot exhaust a small machine.
constexpr std::uint32_t kPasses = 3;
constexpr std::uint32_t kMemoryKib = 16 * 1024;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kPasswordMax = 128;

std::string token_hash(std::string_view token) { return to_hex(sha256(as_bytes(token))); }

Result<std::string> hash_password(Random& random, std::string_view password) {
  std::array<std::uint8_t, 16> salt{};
  random.fill(salt);
  std::array<char, 256> encoded{};
  const int done =
      argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), 32, encoded.data(), encoded.size());
  if (done != ARGON2_OK) return fail(Fault::unavailable, "password.hash");
  return std::string{encoded.data()};
}

// The line that a sign-in by this number is for: the live one, or the last one while the
// number rests, so that its former owner still finds his voucher.
Result<Line> line_to_sign_in(Store& store, const Msisdn& msisdn) {
  auto line = store.line(msisdn);
  if (line || line.error().fault != Fault::not_found) return line;
  const auto number = store.number(msisdn);
  if (!number) return pass_on(number.error());
  return store.line(number->line_id);
}

Result<SessionToken> open_session(const ServiceParts& parts, SessionRecord session,
                                  Duration life) {
  std::array<std::uint8_t, 32> raw{};
  parts.outside.random.fill(raw);
  SessionToken token;
  token.token = to_base64url(raw);
  token.expires_at = parts.wall.now() + life;
  token.actor = session.actor;
  session.token_hash = token_hash(token.token);
  session.expires_at = token.expires_at;
  Change change;
  change.line_id = session.line_id;
  change.sessions.push_back(std::move(session));
  if (auto stored = parts.outside.store.commit(change); !stored)
    return pass_on(stored.error());
  return token;
}

}  // namespace

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

Result<SessionToken> Service::log_in_staff(const Caller&, std::string_view username,
                                           std::string_view password) {
  if (username.size() > 64 || password.size() > kPasswordMax)
    return fail(Fault::forbidden, "login.wrong");
  const auto staff = parts_.outside.store.staff(std::string{username});
  if (!staff && staff.error().fault != Fault::not_found) return pass_on(staff.error());
  // An unknown name costs as much time as a wrong password.
  static const std::string kNobody = [] {
    SystemRandom random;
    return hash_password(random, "nobody has this password").value_or("");
  }();
  const auto& encoded = staff ? staff->password_hash : kNobody;
  const bool right =
      argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
  if (!staff || !right) return fail(Fault::forbidden, "login.wrong");
  SessionRecord session;
  session.actor = {staff->role, staff->username};
  return open_session(parts_, session, parts_.outside.pack.limits.staff_session_life);
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
  if (password.size() < 8 || password.size() > kPasswordMax)
    return fail(Fault::bad_input, "password.length");
  auto encoded = hash_password(parts_.outside.random, password);
  if (!encoded) return pass_on(encoded.error());
  Change change;
  change.staff.push_back({username, role, std::move(*encoded)});
  return parts_.outside.store.commit(change);
}

}  // namespace signoff
