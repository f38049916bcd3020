// SPDX-License-Identifier: Apache-2.0
#include "card/virtual/virtual_card.h"

#include "card/virtual/pulled_channel.h"
#include "rsp/isdr.h"
#include "rsp/verify_notification.h"

#include <gtest/gtest.h>

namespace signoff::uicc {
namespace {

using namespace std::chrono_literals;
using rsp::event::kDelete;
using rsp::event::kDisable;
using rsp::event::kEnable;

constexpr std::string_view kEid = "89049032123451234512345678901235";
const Instant kMade = std::chrono::sys_days{2026y / 11 / 1};
const Instant kNow = std::chrono::sys_days{2026y / 11 / 22};

Bytes hex(std::string_view text) { return from_hex(text).value(); }

const rsp::TestAuthority& authority() {
  static const auto one = rsp::TestAuthority::make(kMade, "89049032");
  return one;
}

// A reader without a person: sends, and fetches what the card has more.
class Desk {
 public:
  explicit Desk(CardImage image, VirtualCard::Keep keep = {})
      : card{*VirtualCard::make(std::move(image), std::move(keep))} {}

  CardAnswer send(std::string_view command) {
    auto answer = *decode_answer(card->answer(hex(command)));
    while ((answer.status & 0xff00) == 0x6100) {
      const auto cla = command.substr(0, 2) == "a0" ? "a0" : "00";
      const auto more = *decode_answer(
          card->answer(hex(std::string{cla} + "c00000" +
                           to_hex(Bytes{static_cast<std::uint8_t>(answer.status)}))));
      answer.data.insert(answer.data.end(), more.data.begin(), more.data.end());
      answer.status = more.status;
    }
    return answer;
  }
  std::string status(std::string_view command) {
    const auto word = send(command).status;
    return to_hex(
        Bytes{static_cast<std::uint8_t>(word >> 8), static_cast<std::uint8_t>(word)});
  }
  std::string data(std::string_view command) { return to_hex(send(command).data); }

  // One ES10 function, in blocks of 100.
  Bytes ask(const rsp::Request& request) {
    const auto bytes = encode(request);
    CardAnswer answer;
    std::uint8_t block = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 100) {
      const auto size = std::min<std::size_t>(100, bytes.size() - at);
      const auto part = ByteView{bytes}.subspan(at, size);
      const bool is_last = at + size == bytes.size();
      answer = send((is_last ? "80e291" : "80e211") + to_hex(Bytes{block++}) +
                    to_hex(Bytes{static_cast<std::uint8_t>(size)}) + to_hex(part));
    }
    EXPECT_EQ(answer.status & 0xf000, 0x9000);
    return answer.data;
  }
  void select_isdr() { EXPECT_EQ(status("00a4040010" + to_hex(rsp::kIsdrAid)), "9000"); }
  rsp::Outcome outcome(rsp::Tag function, const rsp::Request& request) {
    return rsp::read_outcome(function, ask(request)).value();
  }
  std::vector<rsp::ProfileInfo> profiles() {
    return rsp::read_profiles(ask(rsp::ListProfiles{})).value();
  }

  std::unique_ptr<VirtualCard> card;
};

CardImage plain_sim() {
  SimImage sim;
  sim.iccid = "89860012345678901234";
  sim.imsi = "460001234567890";
  sim.msisdn = "8613800000001";
  sim.provider = "Example";
  sim.pin1.is_enabled = true;
  return {std::nullopt, sim};
}

ProfileImage profile(std::string iccid, bool is_enabled, std::uint8_t rules = 0) {
  ProfileImage made;
  made.info.iccid = made.sim.iccid = std::move(iccid);
  made.info.aid = hex("a0000005591010ffffffff890000" + made.info.iccid.substr(5) + "00");
  made.info.state = is_enabled ? rsp::ProfileState::enabled : rsp::ProfileState::disabled;
  made.info.rules = rules;
  made.info.name = "Data";
  made.info.targets = {{kEnable | kDisable | kDelete, "smdp.example"}};
  made.sim.imsi = "460001234567890";
  return made;
}

CardImage two_profiles(std::uint8_t rules = 0) {
  EuiccImage euicc;
  euicc.eid = kEid;
  euicc.profiles = {profile("8986001", true, rules), profile("8986002", false)};
  EXPECT_TRUE(certify(euicc, authority(), kMade));
  return {euicc, std::nullopt};
}

const rsp::ProfileRef kFirst = rsp::ProfileIccid{"8986001"};
const rsp::ProfileRef kSecond = rsp::ProfileIccid{"8986002"};

TEST(VirtualSim, files_are_selected_by_identifier_path_and_application) {
  Desk desk{plain_sim()};
  EXPECT_EQ(desk.status("00a40004022fe2"), "9000");
  EXPECT_EQ(desk.data("00b000000a"), "98680021436587092143");
  EXPECT_EQ(desk.status("00a4040407a0000000871002"), "9000");
  EXPECT_EQ(desk.status("00a40004026fad"), "9000");
  EXPECT_EQ(desk.data("00b0000004"), "00000002");
  EXPECT_EQ(desk.status("00a40804047fff6fad"), "9000");
  EXPECT_EQ(desk.status("00a40804047f106f3c"), "9000");
  EXPECT_EQ(desk.status("00a40004026f99"), "6a82");
  EXPECT_EQ(desk.status("00a4040407a0000000871009"), "6a82");
  EXPECT_EQ(desk.status("00a4000c023f00"), "9000");
  EXPECT_EQ(desk.data("00b082000a"), "98680021436587092143") << "by short identifier";
}

TEST(VirtualSim, a_description_tells_kind_size_and_records) {
  Desk desk{plain_sim()};
  const auto answer = desk.send("00a40804047f106f3c");
  const auto fcp = rsp::TlvList::read(rsp::read_tlv(answer.data, 0x62)->value);
  ASSERT_TRUE(fcp);
  EXPECT_EQ(to_hex(*fcp->value(0x82)), "422100b032");
  EXPECT_EQ(to_hex(*fcp->value(0x83)), "6f3c");
  EXPECT_EQ(to_hex(*fcp->value(0x80)), "2260");
  EXPECT_EQ(to_hex(*fcp->value(0x8b)), "2f0602");
}

TEST(VirtualSim, an_answer_waits_until_it_is_fetched) {
  Desk desk{plain_sim()};
  const auto first = desk.card->answer(hex("00a40004022fe2"));
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0], 0x61);
  const auto size = first[1];
  EXPECT_EQ(to_hex(desk.card->answer(hex("00c00000ff"))), "6c" + to_hex(Bytes{size}));
  EXPECT_EQ(desk.card->answer(Bytes{0x00, 0xc0, 0x00, 0x00, size}).size(), size + 2u);
  EXPECT_EQ(to_hex(desk.card->answer(hex("00c00000ff"))), "6985");
}

TEST(VirtualSim, what_the_pin_guards_is_closed_until_it_is_shown) {
  Desk desk{plain_sim()};
  desk.send("00a40804047f206f07");
  EXPECT_EQ(desk.status("00b0000009"), "6982");
  EXPECT_EQ(desk.status("0020000100"), "63c3");
  EXPECT_EQ(desk.status("002000010839393939ffffffff"), "63c2");
  EXPECT_EQ(desk.status("002000010831323334ffffffff"), "9000");
  EXPECT_EQ(desk.data("00b0000009"), "084906002143658709");
  EXPECT_EQ(desk.status("0020000100"), "63c3");
  ASSERT_TRUE(desk.card->reset());
  desk.send("00a40804047f206f07");
  EXPECT_EQ(desk.status("00b0000009"), "6982");
}

TEST(VirtualSim, three_wrong_pins_block_and_the_puk_opens) {
  Desk desk{plain_sim()};
  const auto wrong = "002000010839393939ffffffff";
  EXPECT_EQ(desk.status(wrong), "63c2");
  EXPECT_EQ(desk.status(wrong), "63c1");
  EXPECT_EQ(desk.status(wrong), "63c0");
  EXPECT_EQ(desk.status("002000010831323334ffffffff"), "6983");
  EXPECT_EQ(desk.status("002c00011031313131313131313536"
                        "3738ffffffff"),
            "63c9");
  EXPECT_EQ(desk.status("002c00011031323334353637383536"
                        "3738ffffffff"),
            "9000");
  EXPECT_EQ(desk.card->image().sim->pin1.digits, "5678");
  EXPECT_EQ(desk.card->image().sim->pin1.tries, 3);
}

TEST(VirtualSim, a_pin_is_changed_disabled_and_enabled) {
  Desk desk{plain_sim()};
  EXPECT_EQ(desk.status("002400011031323334ffffffff35353535ffffffff"), "9000");
  EXPECT_EQ(desk.status("002600010831323334ffffffff"), "63c2");
  EXPECT_EQ(desk.status("002600010835353535ffffffff"), "9000");
  ASSERT_TRUE(desk.card->reset());
  desk.send("00a40804047f206f07");
  EXPECT_EQ(desk.status("00b0000009"), "9000");
  EXPECT_EQ(desk.status("002000010835353535ffffffff"), "6984");
  EXPECT_EQ(desk.status("002800010835353535ffffffff"), "9000");
  EXPECT_EQ(desk.status("002800010835353535ffffffff"), "6985");
  EXPECT_EQ(desk.status("0020000700"), "6a88");
}

TEST(VirtualSim, records_are_written_read_searched_and_turned) {
  Desk desk{plain_sim()};
  desk.send("002000010831323334ffffffff");
  desk.send("00a40804067f105f3a4f21");  // EF.UID, two octets each.
  EXPECT_EQ(desk.status("00dc030402abcd"), "9000");
  EXPECT_EQ(desk.data("00b2030402"), "abcd");
  EXPECT_EQ(desk.status("00b2030400"), "6c02");
  EXPECT_EQ(desk.status("00b2fb0402"), "6a83");
  EXPECT_EQ(desk.status("00dc030403abcdef"), "6700");
  EXPECT_EQ(desk.data("00a2010402abcd"), "03");
  EXPECT_EQ(desk.status("00a2010402abce"), "6282");
  EXPECT_EQ(desk.data("00b2000202"), "0000") << "the next one after what was found";

  desk.send("00a40804047f106f44");  // EF.LND, cyclic.
  const auto zeros = std::string(68, '0');
  EXPECT_EQ(desk.status("00dc010422" + zeros), "6a86");
  EXPECT_EQ(desk.status("00dc000322" + zeros), "9000");
  EXPECT_EQ(desk.data("00b2010422"), zeros);
  EXPECT_EQ(desk.status("00dc000322" + std::string(68, '1')), "9000");
  EXPECT_EQ(desk.data("00b2020422"), zeros);
  EXPECT_EQ(desk.status("00b0000001"), "6981");
}

TEST(VirtualSim, the_same_contacts_lie_in_the_phonebook_and_under_the_old_name) {
  Desk desk{plain_sim()};
  desk.send("002000010831323334ffffffff");
  desk.send("00a40804067f105f3a4f3a");
  const auto record = std::string(68, '4');
  EXPECT_EQ(desk.status("00dc010422" + record), "9000");
  desk.send("00a40804047f106f3a");
  EXPECT_EQ(desk.data("00b2010422"), record);
}

TEST(VirtualSim, the_sim_of_old_is_there_with_its_own_words) {
  Desk desk{plain_sim()};
  EXPECT_EQ(to_hex(desk.card->answer(hex("a0a40000027f20"))), "9f17");
  const auto directory = to_hex(desk.card->answer(hex("a0c0000017")));
  EXPECT_EQ(directory.substr(8, 4), "7f20");
  EXPECT_EQ(to_hex(desk.card->answer(hex("a0a40000026f07"))), "9f0f");
  EXPECT_EQ(desk.status("a0b0000009"), "9804");
  EXPECT_EQ(desk.status("a02000010831323334ffffffff"), "9000");
  EXPECT_EQ(desk.data("a0b0000009"), "084906002143658709");
  EXPECT_EQ(to_hex(desk.card->answer(hex("a0a40000026f99"))), "9404");
}

TEST(VirtualSim, what_is_no_command_is_told_so) {
  Desk desk{plain_sim()};
  EXPECT_EQ(to_hex(desk.card->answer(hex("00"))), "6700");
  EXPECT_EQ(to_hex(desk.card->answer(hex("00a40004053f00"))), "6700");
  EXPECT_EQ(desk.status("0088000000"), "6d00");
  EXPECT_EQ(desk.status("c0a40004023f00"), "6e00");
  EXPECT_EQ(desk.status("01a40004023f00"), "6881");
  EXPECT_EQ(desk.status("00b0000001"), "6986");
}

TEST(VirtualSim, a_new_card_was_nowhere) {
  auto image = plain_sim();
  image.sim->pin1.is_enabled = false;
  Desk desk{image};
  desk.send("00a4040407a0000000871002");
  for (const auto& [file, content] :
       {std::pair{"6f7e", "fffffffffffffffffeff01"},
        std::pair{"6f73", "fffffffffffffffffffffffeff01"},
        std::pair{"6fe3", "fffffffffffffffffffffffffffffffffe01"}}) {
    desk.send(std::string{"00a4000402"} + file);
    EXPECT_EQ(desk.data("00b0000000"), content);
  }
}

TEST(VirtualSim, channels_have_their_own_place_in_the_files) {
  Desk desk{plain_sim()};
  EXPECT_EQ(desk.data("0070000001"), "01");
  desk.send("00a40004022fe2");
  EXPECT_EQ(desk.status("01b000000a"), "6986");
  EXPECT_EQ(desk.status("01a40004022f05"), "9000");
  EXPECT_EQ(desk.data("01b0000004"), "7a68656e");
  EXPECT_EQ(desk.data("00b000000a"), "98680021436587092143");
  EXPECT_EQ(desk.status("00708001"), "9000");
  EXPECT_EQ(desk.status("01b0000004"), "6881");
}

TEST(VirtualSim, what_was_written_outlasts_the_power_and_the_file_of_the_card) {
  std::string kept;
  Desk desk{plain_sim(), [&](const CardImage& image) -> Result<void> {
              kept = write_card_image(image);
              return {};
            }};
  desk.send("002000010831323334ffffffff");
  EXPECT_TRUE(kept.empty()) << "nothing was changed yet";
  desk.send("00a40804047f206f7b");
  EXPECT_EQ(desk.status("00d600000364f010"), "9000");
  ASSERT_FALSE(kept.empty());

  Desk again{*read_card_image(kept)};
  again.send("002000010831323334ffffffff");
  again.send("00a40804047f206f7b");
  EXPECT_EQ(again.data("00b0000003"), "64f010");
  EXPECT_EQ(again.card->image(), desk.card->image());
}

TEST(VirtualSim, a_card_that_cannot_be_kept_says_memory_failure) {
  Desk desk{plain_sim(), [](const CardImage&) -> Result<void> {
              return fail(Fault::unavailable, "disk.full");
            }};
  EXPECT_EQ(desk.status("002000010839393939ffffffff"), "6581");
}

TEST(VirtualEuicc, it_says_who_it_is) {
  Desk desk{two_profiles()};
  desk.select_isdr();
  EXPECT_EQ(rsp::read_eid(desk.ask(rsp::GetEid{})).value(), kEid);
  const auto info = rsp::read_info2(desk.ask(rsp::GetInfo2{}));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->specification, "2.2.2");
  EXPECT_EQ(info->ci_signing, std::vector<Bytes>{authority().root_key_id()});
  EXPECT_EQ(rsp::read_info1(desk.ask(rsp::GetInfo1{}))->ci_verifying, info->ci_verifying);
}

TEST(VirtualEuicc, only_the_isdr_takes_its_functions) {
  Desk desk{two_profiles()};
  EXPECT_EQ(desk.status("80e2910006bf3e035c015a"), "6d00");
  Desk plain{plain_sim()};
  EXPECT_EQ(plain.status("00a4040010" + to_hex(rsp::kIsdrAid)), "6a82");
}

TEST(VirtualEuicc, a_deleted_profile_leaves_a_notification_that_its_chip_signed) {
  Desk desk{two_profiles()};
  desk.select_isdr();
  EXPECT_EQ(desk.outcome(rsp::function::kDelete, rsp::DeleteProfile{kFirst}),
            rsp::Outcome::wrong_state);
  EXPECT_EQ(desk.outcome(rsp::function::kDelete, rsp::DeleteProfile{kSecond}),
            rsp::Outcome::done);
  ASSERT_EQ(desk.profiles().size(), 1u);

  const auto pending = rsp::read_pending(desk.ask(rsp::RetrieveNotifications{1, 0}));
  ASSERT_TRUE(pending);
  ASSERT_EQ(pending->size(), 1u);
  const auto verified =
      rsp::verify_notification(pending->front(), {authority().root()}, kNow);
  ASSERT_TRUE(verified) << verified.error().code;
  EXPECT_EQ(verified->eid.digits(), kEid);
  EXPECT_EQ(verified->metadata,
            (rsp::NotificationMetadata{1, kDelete, "smdp.example", "8986002"}));

  EXPECT_EQ(desk.outcome(rsp::function::kRemoveNotification, rsp::RemoveNotification{1}),
            rsp::Outcome::done);
  EXPECT_EQ(desk.outcome(rsp::function::kRemoveNotification, rsp::RemoveNotification{1}),
            rsp::Outcome::not_found);
  EXPECT_TRUE(rsp::read_pending(desk.ask(rsp::RetrieveNotifications{}))->empty());
}

TEST(VirtualEuicc, sequence_numbers_go_on_after_power_and_removal) {
  std::string kept;
  const auto keep = [&](const CardImage& image) -> Result<void> {
    kept = write_card_image(image);
    return {};
  };
  Desk desk{two_profiles(), keep};
  desk.select_isdr();
  desk.ask(rsp::DisableProfile{kFirst, false});
  desk.ask(rsp::RemoveNotification{1});

  Desk again{*read_card_image(kept)};
  again.select_isdr();
  again.ask(rsp::DeleteProfile{kFirst});
  const auto list = rsp::read_notification_list(again.ask(rsp::ListNotifications{}));
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front().sequence, 2);
}

TEST(VirtualEuicc, enabling_one_disables_the_other_and_brings_its_files) {
  Desk desk{two_profiles()};
  desk.send("00a40804047f206f7b");
  desk.send("00d600000364f010");
  desk.select_isdr();
  EXPECT_EQ(desk.outcome(rsp::function::kEnable, rsp::EnableProfile{kSecond, false}),
            rsp::Outcome::done);
  EXPECT_EQ(desk.outcome(rsp::function::kEnable, rsp::EnableProfile{kSecond, false}),
            rsp::Outcome::wrong_state);
  desk.send("00a40004022fe2");
  EXPECT_EQ(desk.data("00b000000a"), "986800f2ffffffffffff");
  EXPECT_EQ(desk.status("80e2910003bf2800"), "6d00") << "the ISD-R is no longer selected";
  desk.select_isdr();
  EXPECT_EQ(rsp::read_notification_list(desk.ask(rsp::ListNotifications{}))->size(), 2u);
  EXPECT_EQ(desk.card->image().euicc->profiles[0].sim.files.at("3f00/7fff/6f7b").size(),
            1u);
}

TEST(VirtualEuicc, a_refresh_waits_for_the_device_to_start_anew) {
  Desk desk{two_profiles()};
  desk.send("8010000003ffffff");
  desk.select_isdr();
  const auto answer =
      desk.send("80e2910014" +
                to_hex(encode(rsp::EnableProfile{rsp::ProfileIccid{"8986002"}, true})));
  EXPECT_EQ(answer.status, 0x910b);
  EXPECT_EQ(desk.data("801200000b").substr(0, 14), "d0098103010104");
  EXPECT_EQ(desk.card->image().euicc->profiles[0].sim,
            two_profiles().euicc->profiles[0].sim);
  EXPECT_EQ(desk.status("801400000c810301010482028281830100"), "9000");
  desk.send("00a40004022fe2");
  EXPECT_EQ(desk.data("00b000000a"), "986800f2ffffffffffff");
}

TEST(VirtualEuicc, without_a_toolkit_the_refresh_is_the_next_reset) {
  Desk desk{two_profiles()};
  desk.select_isdr();
  EXPECT_EQ(desk.outcome(rsp::function::kDisable, rsp::DisableProfile{kFirst, true}),
            rsp::Outcome::done);
  desk.send("00a40004022fe2");
  EXPECT_EQ(desk.status("00b000000a"), "9000");
  ASSERT_TRUE(desk.card->reset());
  EXPECT_EQ(desk.status("00a40004022fe2"), "6a82") << "no profile, no ICCID";
}

TEST(VirtualEuicc, what_the_operator_forbids_is_not_done) {
  Desk desk{two_profiles(rsp::policy_rule::kNoDisabling)};
  desk.select_isdr();
  EXPECT_EQ(desk.outcome(rsp::function::kDisable, rsp::DisableProfile{kFirst, false}),
            rsp::Outcome::forbidden);
  EXPECT_EQ(desk.outcome(rsp::function::kEnable, rsp::EnableProfile{kSecond, false}),
            rsp::Outcome::forbidden);
  Desk other{two_profiles(rsp::policy_rule::kNoDeletion)};
  other.select_isdr();
  other.ask(rsp::DisableProfile{kFirst, false});
  EXPECT_EQ(other.outcome(rsp::function::kDelete, rsp::DeleteProfile{kFirst}),
            rsp::Outcome::forbidden);
  EXPECT_EQ(other.profiles().size(), 2u);
}

TEST(VirtualEuicc, a_memory_reset_takes_every_operational_profile) {
  Desk desk{two_profiles()};
  desk.select_isdr();
  const rsp::ResetMemory all{rsp::reset_option::kOperationalProfiles};
  EXPECT_EQ(desk.outcome(rsp::function::kResetMemory, all), rsp::Outcome::done);
  EXPECT_TRUE(desk.profiles().empty());
  EXPECT_EQ(desk.outcome(rsp::function::kResetMemory, all), rsp::Outcome::not_found);
  EXPECT_EQ(rsp::read_pending(desk.ask(rsp::RetrieveNotifications{}))->size(), 2u);
}

TEST(VirtualEuicc, names_and_addresses_are_kept) {
  Desk desk{two_profiles()};
  desk.select_isdr();
  EXPECT_EQ(desk.outcome(rsp::function::kSetNickname, rsp::SetNickname{"8986002", "旅行"}),
            rsp::Outcome::done);
  EXPECT_EQ(desk.profiles()[1].nickname, "旅行");
  EXPECT_EQ(desk.outcome(rsp::function::kSetNickname, rsp::SetNickname{"89", "x"}),
            rsp::Outcome::not_found);
  desk.ask(rsp::SetDefaultAddress{"smdp.example"});
  EXPECT_EQ(rsp::read_addresses(desk.ask(rsp::GetAddresses{}))->default_smdp,
            "smdp.example");
}

TEST(VirtualEuicc, blocks_out_of_order_are_refused_and_nothing_is_done) {
  Desk desk{two_profiles()};
  desk.select_isdr();
  EXPECT_EQ(desk.status("80e2110006bf3e035c015a"), "9000");
  EXPECT_EQ(desk.status("80e2910206bf3e035c015a"), "6985");
  EXPECT_EQ(desk.status("80e2910006bf3e035c015b"), "6a80");
  EXPECT_EQ(rsp::read_eid(desk.ask(rsp::GetEid{})).value(), kEid);
}

TEST(VirtualEuicc, a_card_pulled_at_any_command_has_done_it_or_not) {
  for (const auto when : {PulledChannel::When::before, PulledChannel::When::after}) {
    Desk desk{two_profiles()};
    PulledChannel pulled{*desk.card, 1, when};
    ASSERT_TRUE(pulled.transmit(hex("00a4040010" + to_hex(rsp::kIsdrAid))));
    const auto request = encode(rsp::DeleteProfile{kSecond});
    const auto lost = pulled.transmit(
        hex("80e29100" + to_hex(Bytes{static_cast<std::uint8_t>(request.size())}) +
            to_hex(request)));
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().fault, Fault::unknown);
    EXPECT_EQ(pulled.transmit(hex("00a40004023f00")).error().fault, Fault::unavailable);
    desk.card->power_on();
    desk.select_isdr();
    EXPECT_EQ(desk.profiles().size(), when == PulledChannel::When::before ? 2u : 1u);
  }
}

}  // namespace
}  // namespace signoff::uicc
