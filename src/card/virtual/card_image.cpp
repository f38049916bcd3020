// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/card_image.h"

#include "card/virtual/card_image_json.h"
#include "rsp/iccid.h"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

namespace signoff::uicc {
namespace {

namespace json = boost::json;

constexpr std::size_t kImageFileMax = 64 * 1024 * 1024;
constexpr std::size_t kProfilesMax = 1000;
constexpr std::size_t kNotificationsMax = 10'000;
constexpr std::size_t kFilesMax = 256;
constexpr std::size_t kRecordsMax = 254;
constexpr std::size_t kBodyMax = 32 * 1024;
constexpr std::size_t kTargetsMax = 16;

struct Name {
  std::string_view text;
  std::uint8_t bit;
};

constexpr Name kEvents[] = {{"install", rsp::event::kInstall},
                            {"enable", rsp::event::kEnable},
                            {"disable", rsp::event::kDisable},
                            {"delete", rsp::event::kDelete}};
constexpr Name kPolicyRules[] = {{"no_disable", rsp::policy_rule::kNoDisabling},
                                 {"no_delete", rsp::policy_rule::kNoDeletion}};
constexpr std::string_view kClasses[] = {"test", "provisioning", "operational"};
constexpr std::string_view kStates[] = {"disabled", "enabled"};

template <std::size_t N>
std::uint8_t read_bits(Members& in, std::string_view member, const Name (&names)[N]) {
  unsigned bits = 0;
  for (const auto& word : in.words(member, N)) {
    const auto* found = std::ranges::find(names, word, &Name::text);
    if (found == std::end(names)) {
      in.refuse(member);
    } else {
      bits |= found->bit;
    }
  }
  return static_cast<std::uint8_t>(bits);
}

template <std::size_t N>
json::array write_bits(std::uint8_t bits, const Name (&names)[N]) {
  json::array words;
  for (const auto& name : names) {
    if ((bits & name.bit) != 0) words.emplace_back(name.text);
  }
  return words;
}

template <std::size_t N>
int read_word(Members& in, std::string_view member, std::string_view otherwise,
              const std::string_view (&words)[N]) {
  const auto text = in.text(member, otherwise, 32);
  const auto* found = std::ranges::find(words, text);
  if (found == std::end(words)) in.refuse(member);
  return found == std::end(words) ? 0 : static_cast<int>(found - std::begin(words));
}

Result<PinImage> read_pin(const json::value* value, PinImage otherwise) {
  if (value == nullptr) return otherwise;
  Members in{*value};
  PinImage pin = otherwise;
  pin.digits = in.text("digits", otherwise.digits, 8);
  pin.is_enabled = in.flag("enabled", otherwise.is_enabled);
  pin.tries = in.number("tries", otherwise.tries, 0, 3);
  pin.unblock = in.text("unblock", otherwise.unblock, 8);
  pin.unblock_tries = in.number("unblock_tries", otherwise.unblock_tries, 0, 10);
  const auto is_number = [](std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
  };
  if (pin.digits.size() < 4 || !is_number(pin.digits)) in.refuse("digits");
  if (pin.unblock.size() != 8 || !is_number(pin.unblock)) in.refuse("unblock");
  if (const auto done = in.finish(); !done) return pass_on(done.error());
  return pin;
}

json::object write_pin(const PinImage& pin) {
  return {{"digits", pin.digits},
          {"enabled", pin.is_enabled},
          {"tries", pin.tries},
          {"unblock", pin.unblock},
          {"unblock_tries", pin.unblock_tries}};
}

void read_files(Members& in, SimImage& sim) {
  for (const auto& member : in.object("files", kFilesMax)) {
    auto& items = sim.files[std::string{member.key().data(), member.key().size()}];
    const auto* list = member.value().if_array();
    if (list == nullptr || list->size() > kRecordsMax) return in.refuse("files");
    for (const auto& value : *list) {
      const auto* text = value.if_string();
      if (text == nullptr || text->size() > 2 * kBodyMax) return in.refuse("files");
      auto bytes = from_hex({text->data(), text->size()});
      if (!bytes) return in.refuse("files");
      items.push_back(std::move(*bytes));
    }
  }
}

json::object write_files(const SimImage& sim) {
  json::object files;
  for (const auto& [path, items] : sim.files) {
    json::array list;
    for (const auto& item : items) list.emplace_back(to_hex(item));
    files[path] = std::move(list);
  }
  return files;
}

// The members of a SIM; whether names are left over is for the caller to look at.
Result<SimImage> read_sim(Members& in, std::string iccid, std::string_view provider) {
  SimImage sim;
  sim.iccid = std::move(iccid);
  sim.imsi = in.digits("imsi", 15);
  sim.msisdn = in.digits("msisdn", 20);
  sim.provider = in.text("shown_provider", provider, 64);
  sim.contacts_max = in.number("contacts_max", sim.contacts_max, 1, kRecordsMax);
  sim.messages_max = in.number("messages_max", sim.messages_max, 1, kRecordsMax);
  sim.has_local_phonebook = in.flag("local_phonebook", false);
  read_files(in, sim);
  auto pin1 = read_pin(in.find("pin1"), sim.pin1);
  if (!pin1) return pass_on(pin1.error());
  auto pin2 = read_pin(in.find("pin2"), sim.pin2);
  if (!pin2) return pass_on(pin2.error());
  sim.pin1 = std::move(*pin1);
  sim.pin2 = std::move(*pin2);
  return sim;
}

void write_sim(const SimImage& sim, json::object& out) {
  out["iccid"] = sim.iccid;
  out["imsi"] = sim.imsi;
  out["msisdn"] = sim.msisdn;
  out["shown_provider"] = sim.provider;
  out["contacts_max"] = sim.contacts_max;
  out["messages_max"] = sim.messages_max;
  out["local_phonebook"] = sim.has_local_phonebook;
  out["pin1"] = write_pin(sim.pin1);
  out["pin2"] = write_pin(sim.pin2);
  out["files"] = write_files(sim);
}

std::string read_iccid(Members& in) {
  auto iccid = in.text("iccid", {}, 20);
  if (!rsp::iccid_octets(iccid)) in.refuse("iccid");
  return iccid;
}

// The first of the applications for profiles, and those after it (SGP.02 clause 2.2.3).
Bytes usual_aid(std::size_t index) {
  const auto number = 0x10 + index;
  return {0xa0,
          0x00,
          0x00,
          0x05,
          0x59,
          0x10,
          0x10,
          0xff,
          0xff,
          0xff,
          0xff,
          0x89,
          0x00,
          static_cast<std::uint8_t>(number >> 8),
          static_cast<std::uint8_t>(number),
          0x00};
}

Result<rsp::NotificationTarget> read_target(const json::value& value) {
  Members in{value};
  rsp::NotificationTarget target;
  target.events = read_bits(in, "events", kEvents);
  target.address = in.text("address", {}, 255);
  if (const auto done = in.finish(); !done) return pass_on(done.error());
  return target;
}

Result<ProfileImage> read_profile(const json::value& value, std::size_t index) {
  Members in{value};
  ProfileImage profile;
  auto& info = profile.info;
  info.iccid = read_iccid(in);
  info.aid = in.hex("aid", 16);
  if (info.aid.empty()) info.aid = usual_aid(index);
  info.state = static_cast<rsp::ProfileState>(read_word(in, "state", kStates[0], kStates));
  info.of_class =
      static_cast<rsp::ProfileClass>(read_word(in, "class", kClasses[2], kClasses));
  info.nickname = in.text("nickname", {}, 64);
  info.provider = in.text("provider", {}, 32);
  info.name = in.text("name", {}, 64);
  info.icon = in.hex("icon", 1024);
  info.rules = read_bits(in, "rules", kPolicyRules);
  for (const auto& item : in.list("notify", kTargetsMax)) {
    auto target = read_target(item);
    if (!target) return pass_on(target.error());
    info.targets.push_back(std::move(*target));
  }
  if (auto owner = in.hex("mcc_mnc", 3); !owner.empty()) {
    if (owner.size() != 3) in.refuse("mcc_mnc");
    info.owner = rsp::ProfileOwner{std::move(owner), in.hex("gid1", 8), in.hex("gid2", 8)};
  }
  auto sim = read_sim(in, info.iccid, info.provider);
  if (!sim) return pass_on(sim.error());
  if (const auto done = in.finish(); !done) return pass_on(done.error());
  profile.sim = std::move(*sim);
  return profile;
}

json::object write_profile(const ProfileImage& profile) {
  const auto& info = profile.info;
  json::object out;
  write_sim(profile.sim, out);
  out["iccid"] = info.iccid;
  out["aid"] = to_hex(info.aid);
  out["state"] = kStates[info.state == rsp::ProfileState::enabled ? 1 : 0];
  out["class"] = kClasses[static_cast<std::size_t>(info.of_class)];
  out["nickname"] = info.nickname;
  out["provider"] = info.provider;
  out["name"] = info.name;
  if (!info.icon.empty()) out["icon"] = to_hex(info.icon);
  out["rules"] = write_bits(info.rules, kPolicyRules);
  json::array targets;
  for (const auto& target : info.targets) {
    targets.push_back(json::object{{"events", write_bits(target.events, kEvents)},
                                   {"address", target.address}});
  }
  out["notify"] = std::move(targets);
  if (info.owner) {
    out["mcc_mnc"] = to_hex(info.owner->mcc_mnc);
    out["gid1"] = to_hex(info.owner->gid1);
    out["gid2"] = to_hex(info.owner->gid2);
  }
  return out;
}

void read_notifications(Members& in, EuiccImage& euicc) {
  for (const auto& member : in.object("notifications", kNotificationsMax)) {
    const std::string_view key{member.key().data(), member.key().size()};
    std::int64_t sequence = 0;
    const auto [end, fault] =
        std::from_chars(key.data(), key.data() + key.size(), sequence);
    const auto* text = member.value().if_string();
    if (fault != std::errc{} || end != key.data() + key.size() || sequence < 1 ||
        sequence > euicc.last_sequence || text == nullptr ||
        text->size() > 2 * rsp::kNotificationMax) {
      return in.refuse("notifications");
    }
    auto whole = from_base64url({text->data(), text->size()});
    if (!whole) return in.refuse("notifications");
    euicc.notifications[sequence] = std::move(*whole);
  }
}

Result<EuiccImage> read_euicc(Members& in) {
  EuiccImage euicc;
  euicc.eid = in.text("eid", {}, 32);
  euicc.key = in.text("key", {}, 4096);
  euicc.certificate = in.base64url("certificate", 8192);
  euicc.eum_certificate = in.base64url("eum_certificate", 8192);
  euicc.root_key_id = in.hex("root_key_id", 20);
  euicc.default_smdp = in.text("default_smdp", {}, 255);
  euicc.root_smds = in.text("root_smds", euicc.root_smds, 255);
  euicc.last_sequence = in.counter("last_sequence");
  read_notifications(in, euicc);
  for (const auto& item : in.list("profiles", kProfilesMax)) {
    auto profile = read_profile(item, euicc.profiles.size());
    if (!profile) return pass_on(profile.error());
    const bool is_double = std::ranges::any_of(euicc.profiles, [&](const auto& one) {
      return one.info.iccid == profile->info.iccid || one.info.aid == profile->info.aid;
    });
    if (is_double) in.refuse("profiles: one twice");
    euicc.profiles.push_back(std::move(*profile));
  }
  if (const auto done = in.finish(); !done) return pass_on(done.error());
  return euicc;
}

json::object write_euicc(const EuiccImage& euicc) {
  json::array profiles;
  for (const auto& profile : euicc.profiles) profiles.push_back(write_profile(profile));
  json::object notifications;
  for (const auto& [sequence, whole] : euicc.notifications) {
    notifications[std::to_string(sequence)] = to_base64url(whole);
  }
  return {{"eid", euicc.eid},
          {"key", euicc.key},
          {"certificate", to_base64url(euicc.certificate)},
          {"eum_certificate", to_base64url(euicc.eum_certificate)},
          {"root_key_id", to_hex(euicc.root_key_id)},
          {"default_smdp", euicc.default_smdp},
          {"root_smds", euicc.root_smds},
          {"last_sequence", euicc.last_sequence},
          {"profiles", std::move(profiles)},
          {"notifications", std::move(notifications)}};
}

}  // namespace

Result<CardImage> read_card_image(std::string_view text) {
  if (text.size() > kImageFileMax) return fail(Fault::bad_input, "card_image.size");
  boost::system::error_code fault;
  const auto value = json::parse({text.data(), text.size()}, fault);
  if (fault) return fail(Fault::bad_input, "card_image.json");
  Members in{value};
  CardImage image;
  if (const auto* plain = in.find("sim")) {
    Members members{*plain};
    auto sim = read_sim(members, read_iccid(members), "");
    if (!sim) return pass_on(sim.error());
    if (const auto done = members.finish(); !done) return pass_on(done.error());
    if (const auto done = in.finish(); !done) return pass_on(done.error());
    image.sim = std::move(*sim);
    return image;
  }
  auto euicc = read_euicc(in);
  if (!euicc) return pass_on(euicc.error());
  image.euicc = std::move(*euicc);
  return image;
}

std::string write_card_image(const CardImage& image) {
  json::object out;
  if (image.sim) {
    json::object sim;
    write_sim(*image.sim, sim);
    out["sim"] = std::move(sim);
  } else if (image.euicc) {
    out = write_euicc(*image.euicc);
  }
  return json::serialize(out) + "\n";
}

Result<void> certify(EuiccImage& euicc, const rsp::TestAuthority& authority, Instant now) {
  const auto eid = Eid::parse(euicc.eid);
  if (!eid) return pass_on(eid.error());
  auto certified = authority.certify(*eid, now);
  if (!certified) return pass_on(certified.error());
  euicc.key = certified->key.pem();
  euicc.certificate = std::move(certified->certificate);
  euicc.eum_certificate = authority.eum();
  euicc.root_key_id = authority.root_key_id();
  return {};
}

}  // namespace signoff::uicc
