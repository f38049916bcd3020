// SPDX-License-Identifier: Apache-2.0
#include "card/desk/profile_changes.h"

#include "card/desk/test_desk.h"
#include "card/virtual/virtual_card.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

const std::string kOther = "89860012345678905678";

std::unique_ptr<uicc::VirtualCard> chip_with_two() {
  uicc::EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  for (const auto& iccid : {std::string{"89860012345678901234"}, kOther}) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = iccid;
    profile.info.aid = Bytes(16, static_cast<std::uint8_t>(euicc.profiles.size() + 1));
    profile.info.state =
        iccid == kOther ? rsp::ProfileState::disabled : rsp::ProfileState::enabled;
    profile.sim.contacts_max = profile.sim.messages_max = 1;
    euicc.profiles.push_back(std::move(profile));
  }
  EXPECT_TRUE(certify(euicc, desk_authority(), kCardMade));
  return *uicc::VirtualCard::make({euicc, std::nullopt});
}

// A card that answers so whenever it shall enable a profile and then refresh.
class Unwilling final : public CardChannel {
 public:
  Unwilling(CardChannel& card, std::string_view answer)
      : card_{card}, answer_{*from_hex(answer)} {}

  const Bytes& atr() const override { return card_.atr(); }
  Result<void> reset() override { return card_.reset(); }
  Result<Bytes> transmit(ByteView command) override {
    const auto text = to_hex(command);
    if (text.find("bf31") != 10) return card_.transmit(command);
    ++asked;
    if (text.find("8101ff") == text.npos) return card_.transmit(command);
    return answer_;
  }

  int asked = 0;

 private:
  CardChannel& card_;
  Bytes answer_;
};

TEST(ProfileChanges, a_card_that_minds_the_refresh_is_asked_without) {
  for (const auto* answer : {"6f00", "6985", "bf310380017f9000", "bf31038001059000"}) {
    const auto card = chip_with_two();
    Unwilling channel{*card, answer};
    auto changes = ProfileChanges::open(channel);
    ASSERT_TRUE(changes);
    const auto done = changes->enable(kOther);
    ASSERT_TRUE(done) << answer << done.error().code;
    EXPECT_TRUE(*done);
    EXPECT_EQ(channel.asked, 2);
    EXPECT_EQ(card->image().euicc->profiles[1].info.state, rsp::ProfileState::enabled);
  }
}

TEST(ProfileChanges, a_card_that_goes_back_only_to_another_profile_says_so) {
  const auto card = chip_with_two();
  Unwilling channel{*card, "bf31038001049000"};
  auto changes = ProfileChanges::open(channel);
  ASSERT_TRUE(changes);
  const auto done = changes->enable(kOther);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "euicc.wrong_reenable");
  EXPECT_EQ(done.error().fault, Fault::conflict);
  EXPECT_EQ(channel.asked, 1);
}

}  // namespace
}  // namespace signoff
