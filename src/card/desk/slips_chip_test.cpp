// SPDX-License-Identifier: Apache-2.0
#include "card/desk/deliver.h"
#include "card/desk/profile_changes.h"
#include "card/desk/test_desk.h"
#include "card/virtual/slip_matrix.h"
#include "connectors/smdp/fake_receiver.h"
#include "evidence/outside_tool.h"

namespace signoff {
namespace {

const std::string kAtWork = "89860012345678901234";
const std::string kResting = "89860012345678905678";

uicc::CardImage two_profiles() {
  uicc::EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  for (const auto& iccid : {kAtWork, kResting}) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = iccid;
    profile.info.aid = Bytes(16, static_cast<std::uint8_t>(euicc.profiles.size() + 1));
    profile.info.state =
        iccid == kAtWork ? rsp::ProfileState::enabled : rsp::ProfileState::disabled;
    profile.info.targets = {{rsp::event::kDelete, "smdp.example"}};
    profile.sim.contacts_max = profile.sim.messages_max = 1;
    euicc.profiles.push_back(std::move(profile));
  }
  EXPECT_TRUE(certify(euicc, desk_authority(), kCardMade));
  return {euicc, std::nullopt};
}

using Change = std::function<Result<void>(ProfileChanges&)>;

// What a change says of itself: done is done, and a fault other than `unknown` is nothing.
Told changed(CardChannel& card, const Change& change) {
  Told told;
  auto changes = ProfileChanges::open(card);
  const auto done = changes ? change(*changes) : pass_on(changes.error());
  told.is_done = told.names_change = done.has_value();
  if (!done) told.errors.push_back(done.error());
  if (done)
    if (const auto closed = changes->close(); !closed)
      told.errors.push_back(closed.error());
  return told;
}

const uicc::ProfileImage* profile_in(const uicc::CardImage& image, std::string_view iccid) {
  for (const auto& profile : image.euicc->profiles)
    if (profile.info.iccid == iccid) return &profile;
  return nullptr;
}

bool is_enabled_in(const uicc::CardImage& image, std::string_view iccid) {
  const auto* profile = profile_in(image, iccid);
  return profile != nullptr && profile->info.state == rsp::ProfileState::enabled;
}

// A change against all slips; what is said to be done is so.
void expect_honest(const std::string& name, const Change& change,
                   const std::function<bool(const uicc::CardImage&)>& is_so) {
  SlipMatrix matrix{name, two_profiles(),
                    [&](CardChannel& card) { return changed(card, change); }};
  matrix.stride = 2;
  matrix.check = [&](const Told& told, const uicc::CardImage& after, const Slip& slip,
                     const std::string& where) {
    if (told.is_done && !is_plausible_lie(slip)) {
      EXPECT_TRUE(is_so(after)) << where << ": it is not so";
    }
    // Wherever the card could still be looked at, done is not called undone.
    if (!told.is_done && is_so(after)) {
      ASSERT_FALSE(told.errors.empty()) << where;
      EXPECT_EQ(told.errors[0].fault, Fault::unknown) << where << ": it is so";
    }
  };
  matrix.all();
}

const auto switched = [](Result<bool> done) -> Result<void> {
  if (!done) return pass_on(done.error());
  return {};
};

TEST(Slips, of_a_chip_whose_profile_is_disabled) {
  expect_honest(
      "disable", [](ProfileChanges& on) { return switched(on.disable(kAtWork)); },
      [](const uicc::CardImage& card) { return !is_enabled_in(card, kAtWork); });
}

TEST(Slips, of_a_chip_whose_profile_is_enabled) {
  expect_honest(
      "enable", [](ProfileChanges& on) { return switched(on.enable(kResting)); },
      [](const uicc::CardImage& card) { return is_enabled_in(card, kResting); });
}

TEST(Slips, of_a_chip_whose_profile_is_deleted) {
  expect_honest(
      "delete", [](ProfileChanges& on) { return on.erase(kResting); },
      [](const uicc::CardImage& card) { return profile_in(card, kResting) == nullptr; });
}

TEST(Slips, of_a_chip_whose_profile_at_work_is_deleted) {
  expect_honest(
      "delete what is enabled", [](ProfileChanges& on) { return on.erase(kAtWork); },
      [](const uicc::CardImage& card) { return profile_in(card, kAtWork) == nullptr; });
}

TEST(Slips, of_a_chip_whose_profile_gets_a_name) {
  expect_honest(
      "nickname", [](ProfileChanges& on) { return on.rename(kResting, "旅行"); },
      [](const uicc::CardImage& card) {
        return profile_in(card, kResting)->info.nickname == "旅行";
      });
}

TEST(Slips, of_a_chip_whose_memory_is_reset) {
  expect_honest(
      "reset", [](ProfileChanges& on) { return on.reset(); },
      [](const uicc::CardImage& card) { return card.euicc->profiles.empty(); });
}

TEST(Slips, of_a_chip_whose_server_is_set) {
  expect_honest(
      "smdp", [](ProfileChanges& on) { return on.set_default_address("smdp.example"); },
      [](const uicc::CardImage& card) {
        return card.euicc->default_smdp == "smdp.example";
      });
}

TEST(Slips, of_a_chip_whose_notifications_are_delivered) {
  const FoldersInMemory in_memory;
  const auto image = [] {
    const auto card = *uicc::VirtualCard::make(two_profiles());
    auto changes = *ProfileChanges::open(*card);
    EXPECT_TRUE(changes.erase(kResting));
    EXPECT_TRUE(changes.erase(kAtWork));
    EXPECT_TRUE(changes.close());
    return card->image();
  }();
  ASSERT_EQ(image.euicc->notifications.size(), 2u);
  const TestDirectory directory;
  const ManualClock clock{kHandedIn};
  std::optional<DeliveryJournal> journal;
  FakeReceiver receiver;
  SlipMatrix matrix{"deliver", image, [&](CardChannel& card) {
                      std::filesystem::remove_all(directory / "journal");
                      journal = *DeliveryJournal::open(directory / "journal");
                      receiver = {};
                      Told told;
                      auto chip = EuiccSession::open(card);
                      const auto report = chip ? deliver(*chip, receiver, *journal, clock)
                                               : pass_on(chip.error());
                      if (!report) {
                        told.errors.push_back(report.error());
                        return told;
                      }
                      told.is_done = report->is_done();
                      if (report->stopped) told.errors.push_back(*report->stopped);
                      for (const auto& item : report->items) {
                        told.names_change = told.names_change || item.is_removed;
                        if (item.why_not) told.errors.push_back(*item.why_not);
                      }
                      return told;
                    }};
  matrix.stride = 3;
  matrix.check = [&](const Told& told, const uicc::CardImage& after, const Slip& slip,
                     const std::string& where) {
    // Octets in the place of others are for the server to find: it knows the signature.
    const bool is_other = slip.name.starts_with("another ");
    for (const auto& [sequence, whole] : image.euicc->notifications) {
      if (is_other || after.euicc->notifications.contains(sequence)) continue;
      const auto entry = journal->find(whole);
      EXPECT_TRUE(entry && *entry && (*entry)->is_delivered())
          << where << ": it left the card and nobody has it";
    }
    if (told.is_done && !told.errors.empty())
      ADD_FAILURE() << where << ": done, with " << told.errors[0].code;
  };
  matrix.all();
}

}  // namespace
}  // namespace signoff
