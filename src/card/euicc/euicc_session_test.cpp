// SPDX-License-Identifier: Apache-2.0
#include "card/euicc/euicc_session.h"

#include "card/virtual/pulled_channel.h"
#include "card/virtual/virtual_card.h"
#include "rsp/verify_notification.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace signoff {
namespace {

using namespace std::chrono_literals;
using rsp::event::kDelete;

constexpr std::string_view kEid = "89049032123451234512345678901235";
const Instant kMade = std::chrono::sys_days{2026y / 11 / 1};

const rsp::TestAuthority& authority() {
  static const auto one = rsp::TestAuthority::make(kMade, "89049032");
  return one;
}

std::string iccid(int number) { return fmt::format("8986001234567{:06}", number); }

uicc::CardImage card_with(int profiles) {
  uicc::EuiccImage euicc;
  euicc.eid = kEid;
  for (int i = 0; i < profiles; ++i) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = iccid(i);
    profile.info.aid = Bytes(15, 1);
    profile.info.aid.push_back(static_cast<std::uint8_t>(i));
    profile.info.state = rsp::ProfileState::disabled;
    profile.info.provider = "Example";
    profile.info.name = "Data";
    profile.info.targets = {{kDelete, "smdp.example"}};
    profile.sim.contacts_max = profile.sim.messages_max = 1;
    euicc.profiles.push_back(std::move(profile));
  }
  EXPECT_TRUE(certify(euicc, authority(), kMade));
  return {euicc, std::nullopt};
}

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}

// A card that answers what it was told to, one answer a command.
class ScriptedCard final : public CardChannel {
 public:
  explicit ScriptedCard(std::vector<std::string> answers) : answers_{std::move(answers)} {}
  const Bytes& atr() const override { return atr_; }
  Result<Bytes> transmit(ByteView) override {
    const auto& answer = answers_[std::min(next_++, answers_.size() - 1)];
    return from_hex(answer);
  }
  Result<void> reset() override { return {}; }

 private:
  std::vector<std::string> answers_;
  std::size_t next_ = 0;
  Bytes atr_;
};

TEST(EuiccSession, it_reads_what_is_on_the_card) {
  const auto card = *uicc::VirtualCard::make(card_with(3));
  auto session = EuiccSession::open(*card);
  ASSERT_TRUE(session) << code_of(session);
  EXPECT_EQ(session->eid()->digits(), kEid);
  EXPECT_EQ(session->info()->specification, "2.2.2");
  const auto profiles = session->profiles();
  ASSERT_TRUE(profiles);
  ASSERT_EQ(profiles->size(), 3u);
  EXPECT_EQ((*profiles)[2].iccid, iccid(2));
  EXPECT_EQ((*profiles)[2].state, rsp::ProfileState::disabled);
  EXPECT_EQ((*profiles)[2].targets[0].address, "smdp.example");
  EXPECT_TRUE(session->close());
}

TEST(EuiccSession, it_leaves_the_basic_channel_as_it_was) {
  const auto card = *uicc::VirtualCard::make(card_with(1));
  card->answer(*from_hex("00a4000c022f00"));
  auto session = EuiccSession::open(*card);
  ASSERT_TRUE(session);
  EXPECT_TRUE(session->profiles());
  EXPECT_EQ(card->answer(*from_hex("00b2010426")).size(), 40u) << "EF.DIR is selected yet";
  EXPECT_TRUE(session->close());
}

TEST(EuiccSession, one_profile_is_deleted_and_proved_with_few_commands) {
  const auto card = *uicc::VirtualCard::make(card_with(1));
  auto session = EuiccSession::open(*card);
  ASSERT_TRUE(session);
  const int before = session->commands();
  ASSERT_TRUE(session->erase(iccid(0)));
  EXPECT_LE(session->commands(), 6);
  EXPECT_EQ(session->commands() - before, 2);

  const auto waiting = session->notifications();
  ASSERT_TRUE(waiting);
  ASSERT_EQ(waiting->size(), 1u);
  const auto whole = session->notification(waiting->front().sequence);
  ASSERT_TRUE(whole) << code_of(whole);
  const auto verified = rsp::verify_notification(*whole, {authority().root()}, kMade + 24h);
  ASSERT_TRUE(verified) << code_of(verified);
  EXPECT_EQ(verified->metadata.iccid, iccid(0));
  EXPECT_TRUE(session->remove_notification(verified->metadata.sequence));
  EXPECT_EQ(code_of(session->notification(1)), "notification.not_found");
  EXPECT_EQ(code_of(session->remove_notification(1)), "notification.not_found");
}

TEST(EuiccSession, a_hundred_profiles_are_listed_with_at_most_30_commands) {
  const auto card = *uicc::VirtualCard::make(card_with(100));
  auto session = EuiccSession::open(*card);
  ASSERT_TRUE(session);
  const auto profiles = session->profiles();
  ASSERT_TRUE(profiles) << code_of(profiles);
  EXPECT_EQ(profiles->size(), 100u);
  EXPECT_LE(session->commands(), 30);
}

TEST(EuiccSession, states_and_names_are_changed) {
  const auto card = *uicc::VirtualCard::make(card_with(2));
  auto session = EuiccSession::open(*card);
  ASSERT_TRUE(session);
  EXPECT_TRUE(session->enable(iccid(0), false));
  EXPECT_EQ(code_of(session->enable(iccid(0), false)), "euicc.wrong_state");
  EXPECT_EQ(code_of(session->erase(iccid(0))), "euicc.wrong_state");
  EXPECT_EQ(code_of(session->disable(iccid(9), false)), "euicc.not_found");
  EXPECT_TRUE(session->disable(iccid(0), false));
  EXPECT_TRUE(session->set_nickname(iccid(1), "旅行"));
  EXPECT_EQ(session->profiles()->at(1).nickname, "旅行");
  EXPECT_TRUE(session->set_default_address("smdp.example"));
  EXPECT_EQ(session->addresses()->default_smdp, "smdp.example");
  EXPECT_TRUE(session->reset_memory(rsp::reset_option::kOperationalProfiles));
  EXPECT_TRUE(session->profiles()->empty());
  EXPECT_EQ(session->all_notifications()->size(), 2u);
}

TEST(EuiccSession, a_card_without_an_isdr_is_no_euicc) {
  uicc::SimImage sim;
  sim.iccid = "8986001";
  const auto card = *uicc::VirtualCard::make({std::nullopt, sim});
  EXPECT_EQ(code_of(EuiccSession::open(*card)), "euicc.absent");
  // Its logical channels were given back.
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(EuiccSession::open(*card));
}

TEST(EuiccSession, a_card_without_channels_is_asked_on_the_basic_one) {
  ScriptedCard card{{"6881", "9000", "bf3e125a10890490321234512345123456789012359000"}};
  auto session = EuiccSession::open(card);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->eid()->digits(), kEid);
}

TEST(EuiccSession, whatever_a_card_says_instead_is_an_error_in_words) {
  const auto answered = [](std::vector<std::string> answers) {
    answers.insert(answers.begin(), {"019000", "9000"});
    ScriptedCard card{std::move(answers)};
    auto session = EuiccSession::open(card);
    EXPECT_TRUE(session);
    return code_of(session->erase(iccid(0)));
  };
  EXPECT_EQ(answered({"bf33038001009000"}), "");
  EXPECT_EQ(answered({"bf33038001009108"}), "") << "a proactive command waits";
  EXPECT_EQ(answered({"6c07", "bf33038001009000"}), "");
  EXPECT_EQ(answered({"6a88"}), "euicc.status");
  EXPECT_EQ(answered({"9000"}), "tlv.tag");
  EXPECT_EQ(answered({"bf33038001039000"}), "euicc.policy");
  EXPECT_EQ(answered({"bf31009000"}), "tlv.unexpected");
  EXPECT_EQ(answered({"90"}), "card.garbled");
  EXPECT_EQ(answered({"6110", "6110"}), "card.garbled") << "it promises for ever";
}

TEST(EuiccSession, a_pulled_card_is_gone_at_every_command) {
  for (std::size_t at = 0; at < 6; ++at) {
    const auto card = *uicc::VirtualCard::make(card_with(1));
    uicc::PulledChannel pulled{*card, at, uicc::PulledChannel::When::after};
    auto session = EuiccSession::open(pulled);
    const auto erased = session ? session->erase(iccid(0)) : pass_on(session.error());
    if (pulled.is_pulled()) {
      ASSERT_FALSE(erased) << at;
      EXPECT_EQ(erased.error().code, "card.gone");
    }
  }
}

}  // namespace
}  // namespace signoff
