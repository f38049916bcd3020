// SPDX-License-Identifier: Apache-2.0
#include "lab/phone_chips.h"

#include "card/euicc/euicc_session.h"
#include "card/virtual/card_file.h"
#include "card/virtual/virtual_card.h"
#include "lab/lab_state.h"

#include <algorithm>
#include <fstream>

namespace signoff::lab {
namespace {

// The EIDs of Identities begin so.
constexpr std::string_view kMakersEids = "89990000";
// The first profile of a card (GSMA SGP.02 annex H).
constexpr std::string_view kProfileAid = "a0000005591010ffffffff8900001100";
constexpr std::string_view kProvider = "Signoff Demo";
constexpr std::uint8_t kEventsTold =
    rsp::event::kEnable | rsp::event::kDisable | rsp::event::kDelete;
constexpr int kAcknowledged = 204;  // SGP.22 v2 clause 6.3.
constexpr std::size_t kPaperMax = 64 * 1024;
// Certificates are valid a day before they are made, for whoever's clock is behind.
constexpr Duration kClockSkew = std::chrono::hours{24};

Result<std::string> paper(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return fail(Fault::not_found, "phone.no_paper", file.string());
  std::string text(kPaperMax, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// The maker of all chips: as it was, or a new one. The root is written last, so that where
// it is there the rest is.
Result<rsp::TestAuthority> authority_in(const std::filesystem::path& folder, Instant from) {
  const auto root = paper(folder / "ci.pem");
  if (root) {
    const auto key = paper(folder / "eum.key");
    if (!key) return pass_on(key.error());
    const auto maker = paper(folder / "eum.pem");
    if (!maker) return pass_on(maker.error());
    return rsp::TestAuthority::take(*key, *maker, *root);
  }
  auto made = rsp::TestAuthority::make(from, kMakersEids);
  const std::pair<const char*, std::string> papers[] = {
      {"eum.key", made.eum_key().pem()},
      {"eum.pem", chain_to_pem({made.eum()})},
      {"ci.pem", chain_to_pem({made.root()})},
  };
  for (const auto& [name, text] : papers)
    if (auto done = write_whole_file(folder / name, text); !done)
      return pass_on(done.error());
  return made;
}

Result<ChipProfile> look_at(EuiccSession& chip, const Iccid& iccid) {
  const auto profiles = chip.profiles();
  if (!profiles) return pass_on(profiles.error());
  const auto waiting = chip.notifications();
  if (!waiting) return pass_on(waiting.error());
  const auto found = std::ranges::find(*profiles, iccid.digits(), &rsp::ProfileInfo::iccid);
  ChipProfile seen;
  seen.is_there = found != profiles->end();
  seen.is_enabled = seen.is_there && found->state == rsp::ProfileState::enabled;
  seen.undelivered = waiting->size();
  return seen;
}

// A profile at work must be disabled first (SGP.22 v2 clause 3.2.3).
Result<void> erase(EuiccSession& chip, const Iccid& iccid) {
  const auto seen = look_at(chip, iccid);
  if (!seen) return pass_on(seen.error());
  if (!seen->is_there) return {};
  const std::string digits{iccid.digits()};
  if (seen->is_enabled)
    if (auto done = chip.disable(digits, false); !done) return done;
  return chip.erase(digits);
}

// One that is refused keeps none of the others from going.
Result<void> hand_in_all(EuiccSession& chip, NotificationReceiver& receiver) {
  auto waiting = chip.notifications();
  if (!waiting) return pass_on(waiting.error());
  std::ranges::sort(*waiting, {}, &rsp::NotificationMetadata::sequence);
  for (const auto& one : *waiting) {
    const auto whole = chip.notification(one.sequence);
    if (!whole) return pass_on(whole.error());
    const auto answer = receiver.hand_over(one.address, *whole);
    if (!answer || answer->status != kAcknowledged) continue;
    if (auto done = chip.remove_notification(one.sequence); !done) return done;
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<PhoneChips>> PhoneChips::open(std::filesystem::path folder,
                                                     Instant now) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Fault::unavailable, "lab.data", error.message());
  auto authority = authority_in(folder, now - kClockSkew);
  if (!authority) return pass_on(authority.error());
  return std::unique_ptr<PhoneChips>{
      new PhoneChips{std::move(folder), *std::move(authority), now - kClockSkew}};
}

void PhoneChips::put(const Line& line) {
  if (!line.eid) return;
  const std::scoped_lock lock{mutex_};
  lines_[line.msisdn] = line;
}

std::filesystem::path PhoneChips::file_of(const Line& line) const {
  return folder_ / (std::string{line.eid->digits()} + ".json");
}

// The chip as it was left, else as it was sold.
Result<uicc::CardImage> PhoneChips::image_of(const Line& line) const {
  auto kept = uicc::read_card_file(file_of(line));
  if (kept || kept.error().fault != Fault::not_found) return kept;
  uicc::ProfileImage profile;
  profile.info.iccid = profile.sim.iccid = line.iccid.digits();
  profile.info.aid = from_hex(kProfileAid).value();
  profile.info.state = rsp::ProfileState::enabled;
  profile.info.provider = kProvider;
  profile.info.name = line.plan;
  profile.info.targets = {{kEventsTold, std::string{kSmdpAddress}}};
  profile.sim.imsi = line.imsi.digits();
  profile.sim.msisdn = line.msisdn.digits();
  uicc::EuiccImage euicc;
  euicc.eid = line.eid->digits();
  euicc.default_smdp = kSmdpAddress;
  euicc.profiles.push_back(std::move(profile));
  if (auto done = uicc::certify(euicc, authority_, made_); !done)
    return pass_on(done.error());
  return uicc::CardImage{std::move(euicc), std::nullopt};
}

Result<ChipProfile> PhoneChips::use(const Msisdn& number, const Use& what) {
  const std::scoped_lock lock{mutex_};
  const auto found = lines_.find(number);
  if (found == lines_.end()) return fail(Fault::not_found, "phone.no_chip");
  const auto& line = found->second;
  auto image = image_of(line);
  if (!image) return pass_on(image.error());
  const auto keep = [file = file_of(line)](const uicc::CardImage& now) {
    return uicc::write_card_file(file, now);
  };
  const auto card = uicc::VirtualCard::make(*std::move(image), keep);
  if (!card) return pass_on(card.error());
  auto chip = EuiccSession::open(**card);
  if (!chip) return pass_on(chip.error());
  if (auto done = what(*chip, line); !done) return pass_on(done.error());
  return look_at(*chip, line.iccid);
}

Result<ChipProfile> PhoneChips::look(const Msisdn& number) {
  return use(number, [](EuiccSession&, const Line&) { return Result<void>{}; });
}

Result<ChipProfile> PhoneChips::remove(const Msisdn& number,
                                       NotificationReceiver& receiver) {
  return use(number, [&](EuiccSession& chip, const Line& line) -> Result<void> {
    if (auto done = erase(chip, line.iccid); !done) return done;
    return hand_in_all(chip, receiver);
  });
}

}  // namespace signoff::lab
