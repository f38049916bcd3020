// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/euicc.h"

#include <algorithm>

namespace signoff::uicc {
namespace {

using rsp::Outcome;
namespace function = rsp::function;

constexpr std::string_view kSpecification = "2.2.2";
constexpr std::int64_t kMemory = 1'000'000;      // Bytes in all.
constexpr std::int64_t kProfileMemory = 40'000;  // One takes.

bool is_enabled(const ProfileImage& profile) {
  return profile.info.state == rsp::ProfileState::enabled;
}

bool has_rule(const ProfileImage& profile, std::uint8_t rule) {
  return (profile.info.rules & rule) != 0;
}

std::uint8_t reset_option_of(rsp::ProfileClass of_class) {
  switch (of_class) {
    case rsp::ProfileClass::operational: return rsp::reset_option::kOperationalProfiles;
    case rsp::ProfileClass::test: return rsp::reset_option::kTestProfiles;
    case rsp::ProfileClass::provisioning: return 0;
  }
  return 0;
}

}  // namespace

Result<Euicc> Euicc::make(EuiccImage image) {
  if (!Eid::parse(image.eid)) return fail(Fault::bad_input, "card_image.member", "eid");
  auto key = SigningKey::parse(image.key);
  if (!key) return pass_on(key.error());
  if (std::ranges::count_if(image.profiles, is_enabled) > 1) {
    return fail(Fault::bad_input, "card_image.member", "two profiles are enabled");
  }
  return Euicc{std::move(image), std::move(*key)};
}

ProfileImage* Euicc::enabled() {
  const auto found = std::ranges::find_if(image_.profiles, is_enabled);
  return found == image_.profiles.end() ? nullptr : &*found;
}

void Euicc::keep_sim(const std::string& iccid, SimImage sim) {
  if (auto* profile = find(rsp::ProfileIccid{iccid})) profile->sim = std::move(sim);
}

ProfileImage* Euicc::find(const rsp::ProfileRef& which) {
  const auto found = std::ranges::find_if(image_.profiles, [&](const ProfileImage& one) {
    if (const auto* iccid = std::get_if<rsp::ProfileIccid>(&which)) {
      return one.info.iccid == iccid->digits;
    }
    return one.info.aid == std::get<rsp::IsdpAid>(which).octets;
  });
  return found == image_.profiles.end() ? nullptr : &*found;
}

// Clause 3.5: one notification for each address that the profile wants told of this.
void Euicc::notify(const rsp::ProfileInfo& profile, std::uint8_t event) {
  for (const auto& target : profile.targets) {
    if ((target.events & event) == 0) continue;
    const auto sequence = ++image_.last_sequence;
    const auto metadata = rsp::encode({sequence, event, target.address, profile.iccid});
    image_.notifications[sequence] = rsp::encode_notification(
        metadata, key_.sign(metadata), image_.certificate, image_.eum_certificate);
  }
}

// Clause 5.7.16: the one enabled so far is disabled with it, if its rules let it.
Outcome Euicc::enable(const rsp::EnableProfile& request, EuiccEffect& effect) {
  ProfileImage* wanted = find(request.which);
  if (wanted == nullptr) return Outcome::not_found;
  if (is_enabled(*wanted)) return Outcome::wrong_state;
  ProfileImage* before = enabled();
  if (before != nullptr && has_rule(*before, rsp::policy_rule::kNoDisabling)) {
    return Outcome::forbidden;
  }
  if (before != nullptr) {
    before->info.state = rsp::ProfileState::disabled;
    notify(before->info, rsp::event::kDisable);
  }
  wanted->info.state = rsp::ProfileState::enabled;
  notify(wanted->info, rsp::event::kEnable);
  effect = {true, true, request.refresh};
  return Outcome::done;
}

Outcome Euicc::disable(const rsp::DisableProfile& request, EuiccEffect& effect) {
  ProfileImage* wanted = find(request.which);
  if (wanted == nullptr) return Outcome::not_found;
  if (!is_enabled(*wanted)) return Outcome::wrong_state;
  if (has_rule(*wanted, rsp::policy_rule::kNoDisabling)) return Outcome::forbidden;
  wanted->info.state = rsp::ProfileState::disabled;
  notify(wanted->info, rsp::event::kDisable);
  effect = {true, true, request.refresh};
  return Outcome::done;
}

Outcome Euicc::remove(const rsp::DeleteProfile& request, EuiccEffect& effect) {
  ProfileImage* wanted = find(request.which);
  if (wanted == nullptr) return Outcome::not_found;
  if (is_enabled(*wanted)) return Outcome::wrong_state;
  if (has_rule(*wanted, rsp::policy_rule::kNoDeletion)) return Outcome::forbidden;
  notify(wanted->info, rsp::event::kDelete);
  image_.profiles.erase(image_.profiles.begin() + (wanted - image_.profiles.data()));
  effect.changed = true;
  return Outcome::done;
}

// Clause 5.7.19: whatever their state.
Outcome Euicc::reset(const rsp::ResetMemory& request, EuiccEffect& effect) {
  const auto goes = [&](const ProfileImage& one) {
    return (request.options & reset_option_of(one.info.of_class)) != 0;
  };
  const bool resets_address = (request.options & rsp::reset_option::kDefaultAddress) != 0 &&
                              !image_.default_smdp.empty();
  if (std::ranges::none_of(image_.profiles, goes) && !resets_address) {
    return Outcome::not_found;
  }
  const ProfileImage* at_work = enabled();
  effect.switches_sim = at_work != nullptr && goes(*at_work);
  effect.changed = true;
  for (const auto& profile : image_.profiles) {
    if (goes(profile)) notify(profile.info, rsp::event::kDelete);
  }
  std::erase_if(image_.profiles, goes);
  if (resets_address) image_.default_smdp.clear();
  return Outcome::done;
}

Outcome Euicc::forget(std::int64_t sequence, EuiccEffect& effect) {
  effect.changed = image_.notifications.erase(sequence) == 1;
  return effect.changed ? Outcome::done : Outcome::not_found;
}

Bytes Euicc::profiles(const rsp::ListProfiles& request) {
  std::vector<rsp::ProfileInfo> found;
  const ProfileImage* one = request.which ? find(*request.which) : nullptr;
  for (const auto& profile : image_.profiles) {
    const bool is_wanted = request.which      ? &profile == one
                           : request.of_class ? profile.info.of_class == *request.of_class
                                              : true;
    if (is_wanted) found.push_back(profile.info);
  }
  return rsp::encode_profiles(found, request.tags);
}

Bytes Euicc::info2() const {
  rsp::Info2 info;
  info.profile_version = "2.1.0";
  info.specification = kSpecification;
  info.firmware = "1.0.0";
  const auto count = static_cast<std::int64_t>(image_.profiles.size());
  info.applications = std::min<std::int64_t>(count, 255);
  info.free_memory = std::max<std::int64_t>(kMemory - count * kProfileMemory, 0);
  info.free_volatile = 8'000;
  info.ci_verifying = {image_.root_key_id};
  info.ci_signing = {image_.root_key_id};
  info.category = 2;
  info.protection_version = "1.0.0";
  info.accreditation = "SO-TS-UP-0000";
  return encode(info);
}

// One answer a function.
struct Euicc::Performer {
  Euicc& euicc;
  EuiccEffect& effect;

  Bytes operator()(const rsp::GetInfo1&) const {
    const auto& key_id = euicc.image_.root_key_id;
    return encode(rsp::Info1{std::string{kSpecification}, {key_id}, {key_id}});
  }
  Bytes operator()(const rsp::GetInfo2&) const { return euicc.info2(); }
  Bytes operator()(const rsp::GetEid&) const { return rsp::encode_eid(euicc.image_.eid); }
  Bytes operator()(const rsp::ListProfiles& request) const {
    return euicc.profiles(request);
  }
  Bytes operator()(const rsp::EnableProfile& request) const {
    return encode_outcome(function::kEnable, euicc.enable(request, effect));
  }
  Bytes operator()(const rsp::DisableProfile& request) const {
    return encode_outcome(function::kDisable, euicc.disable(request, effect));
  }
  Bytes operator()(const rsp::DeleteProfile& request) const {
    return encode_outcome(function::kDelete, euicc.remove(request, effect));
  }
  Bytes operator()(const rsp::ResetMemory& request) const {
    return encode_outcome(function::kResetMemory, euicc.reset(request, effect));
  }
  Bytes operator()(const rsp::SetNickname& request) const {
    ProfileImage* wanted = euicc.find(rsp::ProfileIccid{request.iccid});
    if (wanted == nullptr) {
      return encode_outcome(function::kSetNickname, Outcome::not_found);
    }
    wanted->info.nickname = request.nickname;
    effect.changed = true;
    return encode_outcome(function::kSetNickname, Outcome::done);
  }
  Bytes operator()(const rsp::GetAddresses&) const {
    return encode(rsp::Addresses{euicc.image_.default_smdp, euicc.image_.root_smds});
  }
  Bytes operator()(const rsp::SetDefaultAddress& request) const {
    euicc.image_.default_smdp = request.address;
    effect.changed = true;
    return encode_outcome(function::kSetDefaultAddress, Outcome::done);
  }
  Bytes operator()(const rsp::ListNotifications& request) const {
    std::vector<rsp::NotificationMetadata> list;
    for (const auto& [sequence, whole] : euicc.image_.notifications) {
      auto read = rsp::read_notification(whole);
      if (read && (read->metadata.events & request.events) != 0) {
        list.push_back(std::move(read->metadata));
      }
    }
    return rsp::encode_notification_list(list);
  }
  Bytes operator()(const rsp::RetrieveNotifications& request) const {
    std::vector<Bytes> found;
    for (const auto& [sequence, whole] : euicc.image_.notifications) {
      const auto read = rsp::read_notification(whole);
      const bool is_wanted = request.sequence
                                 ? sequence == *request.sequence
                                 : read && (read->metadata.events & request.events) != 0;
      if (is_wanted) found.push_back(whole);
    }
    return rsp::encode_pending(found);
  }
  Bytes operator()(const rsp::RemoveNotification& request) const {
    return encode_outcome(function::kRemoveNotification,
                          euicc.forget(request.sequence, effect));
  }
};

Bytes Euicc::answer(ByteView request, EuiccEffect& effect) {
  const auto read = rsp::decode_request(request);
  if (!read) return {};
  return std::visit(Performer{*this, effect}, *read);
}

}  // namespace signoff::uicc
