// SPDX-License-Identifier: Apache-2.0
#include "service/staff_sign_in.h"

#include "service/sessions.h"
#include "service/staff_accounts.h"
#include "service/totp.h"

#include <fmt/format.h>

namespace signoff {
namespace {

// A whole office may come from one address.
constexpr BrakeRule kPerAddress{.free = 30};

Error wrong() { return {Fault::forbidden, "login.wrong", ""}; }

Error too_often(Duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  return {Fault::unavailable, "rate.exceeded", fmt::format("{}", seconds)};
}

// Takes the code for good: of two racing tries with the same one, only one commits.
Result<void> spend_totp(const ServiceParts& parts, TotpRecord record,
                        std::string_view code) {
  if (record.secret.empty()) return {};
  const auto step =
      matching_totp_step(record.secret, code, parts.wall.now(), record.last_step);
  if (!step) return pass_on(wrong());
  record.last_step = *step;
  Change change;
  change.totps.push_back(std::move(record));
  const auto stored = parts.outside.store.commit(change);
  if (!stored && stored.error().fault == Fault::conflict) return pass_on(wrong());
  return stored;
}

}  // namespace

StaffSignIn::StaffSignIn(const ServiceParts& parts)
    : parts_{parts}, accounts_{{}, parts.wall}, addresses_{kPerAddress, parts.wall} {}

Result<SessionToken> StaffSignIn::with_password(const Attempt& attempt) {
  if (attempt.username.size() > kUsernameMax || attempt.password.size() > kPasswordMax)
    return pass_on(wrong());
  if (const auto wait = addresses_.enter(attempt.address)) return pass_on(too_often(*wait));
  if (const auto wait = accounts_.enter(attempt.username)) return pass_on(too_often(*wait));
  auto token = checked(attempt);
  if (token) {
    accounts_.succeeded(attempt.username, true);
    // One's own account must not buy more tries at those of others.
    addresses_.succeeded(attempt.address, false);
  }
  return token;
}

Result<SessionToken> StaffSignIn::checked(const Attempt& attempt) {
  auto& store = parts_.outside.store;
  const std::string username{attempt.username};
  const auto staff = store.staff(username);
  if (!staff && staff.error().fault != Fault::not_found) return pass_on(staff.error());
  const auto totp = store.totp(username);
  if (!totp && totp.error().fault != Fault::not_found) return pass_on(totp.error());
  // An unknown name costs as much time as a wrong password.
  if (!password_matches(staff ? &*staff : nullptr, attempt.password))
    return pass_on(wrong());
  if (totp)
    if (auto spent = spend_totp(parts_, *totp, attempt.totp); !spent)
      return pass_on(spent.error());
  SessionRecord session;
  session.actor = {staff->role, staff->username};
  return open_session(parts_, std::move(session),
                      parts_.outside.pack.limits.staff_session_life);
}

Result<SessionToken> StaffSignIn::with_identity(const StaffIdentity& identity) {
  if (identity.role == Role::subscriber || identity.role == Role::system)
    return fail(Fault::forbidden, "login.role");
  SessionRecord session;
  session.actor = {identity.role, identity.username};
  return open_session(parts_, std::move(session),
                      parts_.outside.pack.limits.staff_session_life);
}

}  // namespace signoff
