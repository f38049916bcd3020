// SPDX-License-Identifier: Apache-2.0
#include "rsp/es10_answers.h"
#include "rsp/es10_fields.h"

#include <algorithm>

namespace signoff::rsp {
namespace {

constexpr Tag kProfile = 0xe3;
constexpr Tag kProfileList = 0xa0;
constexpr Tag kSequence = 0x30;
constexpr std::size_t kProviderMax = 32;
constexpr std::size_t kNameMax = 64;
constexpr std::size_t kIconMax = 1024;
constexpr std::size_t kTargetsMax = 64;

// What a card tells without being asked for tags (SGP.22 clause 5.7.15).
constexpr Tag kUsual[] = {field::kIccid,    field::kAid,      field::kState,
                          field::kNickname, field::kProvider, field::kName,
                          field::kIconType, field::kIcon,     field::kClass};

std::unexpected<Error> refused() { return fail(Fault::bad_input, "es10.field"); }

// Tags one after another, without lengths.
bool asks_for(ByteView tags, Tag wanted) {
  if (tags.empty()) return std::ranges::find(kUsual, wanted) != std::end(kUsual);
  for (std::size_t i = 0; i < tags.size(); ++i) {
    Tag tag = tags[i];
    if ((tag & 0x1f) == 0x1f) {
      do {
        if (++i == tags.size()) return false;
        tag = tag << 8 | tags[i];
      } while ((tags[i] & 0x80) != 0);
    }
    if (tag == wanted) return true;
  }
  return false;
}

Bytes copy(std::optional<ByteView> view) {
  return view ? Bytes{view->begin(), view->end()} : Bytes{};
}

void put_targets(const ProfileInfo& profile, TlvWriter& out) {
  TlvWriter list;
  for (const auto& target : profile.targets) {
    list.put(kSequence,
             TlvWriter{}.put_bits(0x80, target.events).put(0x81, target.address));
  }
  out.put(field::kNotify, list);
}

void put_owner(const ProfileOwner& owner, TlvWriter& out) {
  TlvWriter inside;
  inside.put(0x80, owner.mcc_mnc);
  if (!owner.gid1.empty()) inside.put(0x81, owner.gid1);
  if (!owner.gid2.empty()) inside.put(0x82, owner.gid2);
  out.put(field::kOwner, inside);
}

Result<std::vector<NotificationTarget>> read_targets(ByteView value) {
  const auto list = TlvList::read(value);
  if (!list) return pass_on(list.error());
  if (list->items().size() > kTargetsMax) return refused();
  std::vector<NotificationTarget> targets;
  for (const auto& item : list->items()) {
    const auto in = TlvList::read(item.value);
    if (!in) return pass_on(in.error());
    const auto events = read_bits(in->value(0x80).value_or(ByteView{}));
    if (!events) return pass_on(events.error());
    targets.push_back({*events, in->text(0x81)});
    if (targets.back().address.size() > field::kAddressMax) return refused();
  }
  return targets;
}

Result<ProfileOwner> read_owner(ByteView value) {
  const auto in = TlvList::read(value);
  if (!in) return pass_on(in.error());
  ProfileOwner owner{copy(in->value(0x80)), copy(in->value(0x81)), copy(in->value(0x82))};
  if (owner.mcc_mnc.size() != 3) return refused();
  return owner;
}

// The members that are numbers.
Result<void> read_numbers(const TlvList& in, ProfileInfo& profile) {
  if (const auto state = in.value(field::kState)) {
    const auto number = read_number(*state);
    if (!number || *number > 1) return refused();
    profile.state = static_cast<ProfileState>(*number);
  }
  if (const auto of_class = in.value(field::kClass)) {
    const auto number = read_number(*of_class);
    if (!number || *number > 2) return refused();
    profile.of_class = static_cast<ProfileClass>(*number);
  }
  if (const auto rules = in.value(field::kRules)) {
    const auto bits = read_bits(*rules);
    if (!bits) return refused();
    profile.rules = *bits;
  }
  return {};
}

Result<void> read_lists(const TlvList& in, ProfileInfo& profile) {
  if (const auto notify = in.value(field::kNotify)) {
    auto targets = read_targets(*notify);
    if (!targets) return pass_on(targets.error());
    profile.targets = std::move(*targets);
  }
  if (const auto owner = in.value(field::kOwner)) {
    auto read = read_owner(*owner);
    if (!read) return pass_on(read.error());
    profile.owner = std::move(*read);
  }
  return {};
}

Result<ProfileInfo> read_profile(const Tlv& item) {
  if (item.tag != kProfile) return fail(Fault::bad_input, "tlv.unexpected");
  const auto in = TlvList::read(item.value);
  if (!in) return pass_on(in.error());
  ProfileInfo profile;
  if (const auto iccid = in->value(field::kIccid)) {
    auto digits = read_iccid(*iccid);
    if (!digits) return pass_on(digits.error());
    profile.iccid = std::move(*digits);
  }
  profile.aid = copy(in->value(field::kAid));
  profile.nickname = in->text(field::kNickname);
  profile.provider = in->text(field::kProvider);
  profile.name = in->text(field::kName);
  profile.icon = copy(in->value(field::kIcon));
  if (profile.aid.size() > 16 || profile.nickname.size() > field::kNicknameMax ||
      profile.provider.size() > kProviderMax || profile.name.size() > kNameMax ||
      profile.icon.size() > kIconMax) {
    return refused();
  }
  if (const auto read = read_numbers(*in, profile); !read) return pass_on(read.error());
  if (const auto read = read_lists(*in, profile); !read) return pass_on(read.error());
  return profile;
}

}  // namespace

Bytes encode(const ProfileInfo& profile, ByteView tags) {
  TlvWriter out;
  const auto text = [&](Tag tag, const std::string& value) {
    if (!value.empty() && asks_for(tags, tag)) out.put(tag, value);
  };
  if (!profile.iccid.empty() && asks_for(tags, field::kIccid)) {
    out.put(field::kIccid, octets_of(profile.iccid));
  }
  if (!profile.aid.empty() && asks_for(tags, field::kAid)) {
    out.put(field::kAid, profile.aid);
  }
  if (profile.state && asks_for(tags, field::kState)) {
    out.put_number(field::kState, static_cast<int>(*profile.state));
  }
  text(field::kNickname, profile.nickname);
  text(field::kProvider, profile.provider);
  text(field::kName, profile.name);
  if (!profile.icon.empty() && asks_for(tags, field::kIcon)) {
    out.put_number(field::kIconType, 1).put(field::kIcon, profile.icon);  // PNG.
  }
  if (asks_for(tags, field::kClass)) {
    out.put_number(field::kClass, static_cast<int>(profile.of_class));
  }
  if (!profile.targets.empty() && asks_for(tags, field::kNotify)) put_targets(profile, out);
  if (profile.owner && asks_for(tags, field::kOwner)) put_owner(*profile.owner, out);
  if (profile.rules != 0 && asks_for(tags, field::kRules)) {
    out.put_bits(field::kRules, profile.rules);
  }
  return out.inside(kProfile);
}

Result<std::vector<ProfileInfo>> read_profiles(ByteView answer) {
  const auto message = read_tlv(answer, function::kListProfiles);
  if (!message) return pass_on(message.error());
  const auto in = TlvList::read(message->value);
  if (!in) return pass_on(in.error());
  if (in->find(kProfileList) == nullptr) {
    const auto number = read_number(in->value(0x81).value_or(ByteView{}));
    if (!number) return refused();
    return pass_on(judged(*number == 11  ? Outcome::busy
                          : *number == 1 ? Outcome::bad_request
                                         : Outcome::failed)
                       .error());
  }
  const auto list = TlvList::read(*in->value(kProfileList));
  if (!list) return pass_on(list.error());
  std::vector<ProfileInfo> profiles;
  for (const auto& item : list->items()) {
    auto profile = read_profile(item);
    if (!profile) return pass_on(profile.error());
    profiles.push_back(std::move(*profile));
  }
  return profiles;
}

}  // namespace signoff::rsp
