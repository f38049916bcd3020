// SPDX-License-Identifier: Apache-2.0
#include "card/desk/profile_changes.h"

#include "card/session.h"

#include <algorithm>

namespace signoff {
namespace {

using rsp::ProfileState;

bool is_enabled(const rsp::ProfileInfo& profile) {
  return profile.state == ProfileState::enabled;
}

// The card may have done what it was asked to.
bool is_open(const Result<void>& done) {
  return !done && done.error().fault == Fault::unknown && !is_gone(done.error());
}

// What `look` finds instead of an answer that says neither yes nor no.
template <class Look>
Result<void> settled(Result<void> done, Look look) {
  if (!is_open(done)) return done;
  const Result<bool> is_so = look();
  if (is_so && *is_so) return {};
  Error why = done.error();
  if (is_so) why.fault = Fault::unavailable;
  if (!is_so && is_gone(is_so.error())) why.code = is_so.error().code;
  return pass_on(std::move(why));
}

// A card that is gone now is gone after something happened.
Error after_change(Error error, std::string_view code) {
  if (!is_gone(error)) {
    error.detail = error.code;
    error.code = code;
  }
  error.fault = Fault::unknown;
  return error;
}

// Some cards are in a dialogue with a device that is not there, and some refuse the flag,
// each in its own words. Whoever may have done it is not asked again.
bool may_mind_refresh(const Error& why) {
  constexpr std::string_view kCodes[] = {"euicc.busy", "euicc.bad_request", "euicc.failed",
                                         "euicc.status"};
  return why.fault != Fault::unknown &&
         std::ranges::find(kCodes, why.code) != std::end(kCodes);
}

std::optional<Error> rule_against_deletion(const rsp::ProfileInfo& profile) {
  if ((profile.rules & rsp::policy_rule::kNoDeletion) != 0)
    return Error{Fault::forbidden, "euicc.no_deletion", ""};
  if (is_enabled(profile) && (profile.rules & rsp::policy_rule::kNoDisabling) != 0)
    return Error{Fault::forbidden, "euicc.no_disabling", ""};
  return std::nullopt;
}

}  // namespace

Result<ProfileChanges> ProfileChanges::open(CardChannel& card) {
  auto session = EuiccSession::open(card);
  if (!session) return pass_on(session.error());
  return ProfileChanges{card, *session};
}

Result<rsp::ProfileInfo> ProfileChanges::find(const std::string& iccid) {
  const auto profiles = session_.profiles();
  if (!profiles) return pass_on(profiles.error());
  const auto found = std::ranges::find(*profiles, iccid, &rsp::ProfileInfo::iccid);
  if (found == profiles->end()) return fail(Fault::not_found, "euicc.not_found");
  return *found;
}

// The card switches for good when it starts anew (SGP.22 clause 5.7.16).
Result<void> ProfileChanges::restart() {
  constexpr std::string_view kNotRestarted = "euicc.not_restarted";
  if (const auto reset = card_->reset(); !reset)
    return pass_on(after_change(reset.error(), kNotRestarted));
  auto session = EuiccSession::open(*card_);
  if (!session) return pass_on(after_change(session.error(), kNotRestarted));
  session_ = *session;
  return {};
}

Result<void> ProfileChanges::try_switch(Switch how, const std::string& iccid,
                                        ProfileState wanted, bool refresh) {
  is_fresh_ = false;
  const auto done = (session_.*how)(iccid, refresh);
  // Some cards say what they are only after they started anew.
  if (!is_open(done) || !restart()) return done;
  is_fresh_ = true;
  return settled(done, [&]() -> Result<bool> {
    const auto profile = find(iccid);
    if (!profile) return pass_on(profile.error());
    return profile->state == wanted;
  });
}

Result<bool> ProfileChanges::switch_profile(Switch how, const std::string& iccid,
                                            ProfileState wanted) {
  auto done = try_switch(how, iccid, wanted, true);
  if (!done && may_mind_refresh(done.error())) done = try_switch(how, iccid, wanted, false);
  if (!done && done.error().code == "euicc.wrong_state" &&
      done.error().fault == Fault::conflict)
    return false;
  if (!done) return pass_on(done.error());
  if (is_fresh_) return true;
  if (const auto restarted = restart(); !restarted) return pass_on(restarted.error());
  return true;
}

// What a rule forbids, said by its name rather than as the card's one word for all.
Result<void> ProfileChanges::explain(const std::string& iccid, const Error& why) {
  if (why.code != "euicc.policy") return pass_on(why);
  const auto profile = find(iccid);
  if (!profile) return pass_on(why);
  const auto rule = rule_against_deletion(*profile);
  return pass_on(rule ? *rule : why);
}

Result<bool> ProfileChanges::enable(const std::string& iccid) {
  return switch_profile(&EuiccSession::enable, iccid, ProfileState::enabled);
}

Result<bool> ProfileChanges::disable(const std::string& iccid) {
  auto done = switch_profile(&EuiccSession::disable, iccid, ProfileState::disabled);
  if (done || done.error().code != "euicc.policy") return done;
  return fail(Fault::forbidden, "euicc.no_disabling");
}

Result<void> ProfileChanges::erase_disabled(const std::string& iccid) {
  return settled(session_.erase(iccid), [&]() -> Result<bool> {
    const auto profile = find(iccid);
    if (!profile && profile.error().code != "euicc.not_found")
      return pass_on(profile.error());
    return !profile;
  });
}

Result<void> ProfileChanges::rename(const std::string& iccid, const std::string& nickname) {
  return settled(session_.set_nickname(iccid, nickname), [&]() -> Result<bool> {
    const auto profile = find(iccid);
    if (!profile) return pass_on(profile.error());
    return profile->nickname == nickname;
  });
}

Result<void> ProfileChanges::reset() {
  const auto done =
      settled(session_.reset_memory(rsp::reset_option::kOperationalProfiles |
                                    rsp::reset_option::kTestProfiles),
              [&]() -> Result<bool> {
                const auto profiles = session_.profiles();
                if (!profiles) return pass_on(profiles.error());
                return std::ranges::all_of(*profiles, [](const rsp::ProfileInfo& profile) {
                  return profile.of_class == rsp::ProfileClass::provisioning;
                });
              });
  return done ? restart() : done;
}

Result<void> ProfileChanges::set_default_address(const std::string& address) {
  return settled(session_.set_default_address(address), [&]() -> Result<bool> {
    const auto addresses = session_.addresses();
    if (!addresses) return pass_on(addresses.error());
    return addresses->default_smdp == address;
  });
}

Result<void> ProfileChanges::erase(const std::string& iccid) {
  auto done = erase_disabled(iccid);
  if (done) return done;
  if (done.error().code != "euicc.wrong_state") return explain(iccid, done.error());
  const auto profile = find(iccid);
  if (!profile) return pass_on(profile.error());
  if (const auto rule = rule_against_deletion(*profile)) return pass_on(*rule);
  const auto disabled = disable(iccid);
  if (!disabled) return pass_on(disabled.error());
  done = erase_disabled(iccid);
  if (done || !*disabled) return done;
  return pass_on(after_change(done.error(), "euicc.only_disabled"));
}

}  // namespace signoff
