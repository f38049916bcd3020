// SPDX-License-Identifier: Apache-2.0
#include "app/card_contents.h"
#include "app/card_look.h"
#include "app/card_retire.h"
#include "app/verify_command.h"
#include "base/bounded_file.h"
#include "card/virtual/virtual_card.h"
#include "connectors/smdp/fake_receiver.h"
#include "evidence/outside_tool.h"

#include <gtest/gtest.h>
#include <cstdlib>

namespace signoff {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kEid = "89049032123451234512345678901235";

const rsp::TestAuthority& authority() {
  static const auto one = rsp::TestAuthority::make(SystemClock{}.now() - 24h, "89049032");
  return one;
}

std::unique_ptr<uicc::VirtualCard> euicc_card(std::uint8_t rules = 0) {
  uicc::EuiccImage euicc;
  euicc.eid = kEid;
  for (const auto* iccid : {"89860012345678901234", "89860012345678905678"}) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = iccid;
    profile.info.aid = Bytes(16, static_cast<std::uint8_t>(euicc.profiles.size()));
    profile.info.state =
        euicc.profiles.empty() ? rsp::ProfileState::enabled : rsp::ProfileState::disabled;
    profile.info.rules = rules;
    profile.info.provider = "Example";
    profile.info.targets = {{rsp::event::kDelete, "smdp.example"}};
    profile.sim.imsi = "460001234567890";
    profile.sim.msisdn = "8613800000001";
    profile.sim.contacts_max = profile.sim.messages_max = 2;
    euicc.profiles.push_back(std::move(profile));
  }
  EXPECT_TRUE(certify(euicc, authority(), SystemClock{}.now() - 24h));
  return *uicc::VirtualCard::make({euicc, std::nullopt});
}

// What a command wrote on standard output, and its exit code.
template <class Run>
std::pair<std::string, int> said(Run run) {
  testing::internal::CaptureStdout();
  const int code = run();
  return {testing::internal::GetCapturedStdout(), code};
}

class CardCommands : public testing::Test {
 protected:
  void SetUp() override { ::setenv("LC_ALL", "C.UTF-8", 1); }
  void TearDown() override { ::unsetenv("LC_ALL"); }
  CardDesk desk(bool as_json, bool reveal = false) const {
    return CardDesk{{-1, as_json, reveal, directory_.path()}};
  }
  TestDirectory directory_;
};

TEST_F(CardCommands, nothing_is_shown_in_full_that_nobody_asked_for) {
  for (const bool as_json : {false, true}) {
    const auto card = euicc_card();
    const auto shown = desk(as_json);
    const auto [text, code] = said([&] { return show_card(shown, *card); });
    EXPECT_EQ(code, 0);
    EXPECT_NE(text.find("8986****1234"), text.npos) << text;
    for (const auto* secret : {"89860012345678901234", "460001234567890", "8613800000001",
                               "89049032123451234512345678901235"})
      EXPECT_EQ(text.find(secret), text.npos) << text;
    const auto full = desk(as_json, true);
    EXPECT_NE(said([&] { return show_card(full, *card); }).first.find(kEid), text.npos);
    EXPECT_EQ(said([&] {
                return list_profiles(shown, *card);
              }).first.find("89860012345678905678"),
              text.npos);
  }
}

TEST_F(CardCommands, a_rule_of_the_operator_is_explained) {
  const auto card = euicc_card(rsp::policy_rule::kNoDeletion);
  const auto here = desk(true);
  EuiccCommand command;
  command.profile = "1234";
  const auto [text, code] = said([&] { return delete_profile(here, *card, command); });
  EXPECT_EQ(code, 4);
  EXPECT_NE(text.find("euicc.no_deletion"), text.npos) << text;
  command.profile = "234";
  EXPECT_EQ(said([&] { return delete_profile(here, *card, command); }).second, 2);
  command.profile = "9999";
  EXPECT_EQ(said([&] { return delete_profile(here, *card, command); }).second, 3);
}

TEST_F(CardCommands, digits_that_two_profiles_end_in_name_none) {
  auto image = euicc_card()->image();
  image.euicc->profiles[0].info.iccid = image.euicc->profiles[0].sim.iccid =
      "89860012345699905678";
  const auto card = *uicc::VirtualCard::make(image);
  const auto here = desk(true);
  EuiccCommand command;
  command.profile = "5678";
  command.text = "Work";
  for (const auto& act : {enable_profile, disable_profile, delete_profile, name_profile}) {
    const auto [refused, code] = said([&] { return act(here, *card, command); });
    EXPECT_EQ(code, 2);
    EXPECT_NE(refused.find("euicc.which"), refused.npos) << refused;
  }
  ASSERT_EQ(*card->image().euicc, *image.euicc) << "nothing was changed";
  command.profile = "78905678";
  EXPECT_EQ(said([&] { return name_profile(here, *card, command); }).second, 0);
  EXPECT_EQ(card->image().euicc->profiles[1].info.nickname, "Work");
  command.profile = image.euicc->profiles[0].info.iccid;
  EXPECT_EQ(said([&] { return disable_profile(here, *card, command); }).second, 0);
}

TEST_F(CardCommands, a_nickname_is_what_a_terminal_can_show) {
  const auto card = euicc_card();
  const auto here = desk(false);
  EuiccCommand command;
  command.profile = "1234";
  const auto named = [&](std::string text) {
    command.text = std::move(text);
    return said([&] { return name_profile(here, *card, command); }).second;
  };
  EXPECT_EQ(named("旅行卡"), 0);
  for (const auto& wrong : {std::string(65, 'x'), std::string{"a\x1b[31m"},
                            std::string{"\xff\xfe"}, std::string{"a\nb"}}) {
    EXPECT_EQ(named(wrong), 2) << wrong;
    EXPECT_EQ(card->image().euicc->profiles[0].info.nickname, "旅行卡");
  }
  EXPECT_EQ(named(""), 0);
  EXPECT_EQ(card->image().euicc->profiles[0].info.nickname, "");
}

TEST_F(CardCommands, a_wrong_way_of_delivery_is_told_before_anything_is_deleted) {
  const auto card = euicc_card();
  const auto here = desk(true);
  EuiccCommand command;
  command.profile = "5678";
  command.delivery.ca_file = "/dev/zero";
  EXPECT_EQ(said([&] { return delete_profile(here, *card, command); }).second, 3);
  EXPECT_EQ(said([&] { return reset_euicc(here, *card, command); }).second, 3);
  command.delivery = {{}, "nobody"};
  EXPECT_EQ(said([&] { return delete_profile(here, *card, command); }).second, 2);
  EXPECT_EQ(card->image().euicc->profiles.size(), 2u);
}

TEST_F(CardCommands, an_undelivered_notification_is_dropped_only_on_request) {
  const auto card = euicc_card();
  {
    auto session = *EuiccSession::open(*card);
    ASSERT_TRUE(session.erase("89860012345678905678"));
    ASSERT_TRUE(session.close());
  }
  const auto here = desk(true);
  EuiccCommand command;
  command.sequence = 1;
  const auto [refused, code] =
      said([&] { return drop_notification(here, *card, command); });
  EXPECT_EQ(code, 5);
  EXPECT_NE(refused.find("notification.undelivered"), refused.npos);
  EXPECT_EQ(card->image().euicc->notifications.size(), 1u);
  command.discards_undelivered = true;
  EXPECT_EQ(said([&] { return drop_notification(here, *card, command); }).second, 0);
  EXPECT_TRUE(card->image().euicc->notifications.empty());
}

TEST_F(CardCommands, what_retire_leaves_behind_can_be_verified) {
  const auto card = euicc_card();
  FakeReceiver receiver;
  receiver.now = SystemClock{}.now();
  const auto here = desk(true);
  const auto [text, code] =
      said([&] { return retire_card(here, *card, RetireCommand{}, receiver); });
  ASSERT_EQ(code, 0) << text;
  EXPECT_NE(text.find(R"("done":true)"), text.npos) << text;
  EXPECT_EQ(text.find("89860012345678901234"), text.npos) << text;
  EXPECT_EQ(receiver.kept.size(), 2u);

  const auto root = directory_.write("ci.pem", chain_to_pem({authority().root()}));
  VerifyCommand check;
  check.ci = root;
  int checked = 0;
  for (const auto& file :
       std::filesystem::directory_iterator{directory_.path() / "notifications"}) {
    check.file = file.path();
    const auto [verified, result] = said([&] { return verify_proof(check); });
    EXPECT_EQ(result, 0) << verified;
    EXPECT_NE(verified.find(kEid), verified.npos) << verified;
    ++checked;
  }
  EXPECT_EQ(checked, 2);
  const auto other = rsp::TestAuthority::make(SystemClock{}.now() - 24h, "89049032");
  check.ci = directory_.write("other.pem", chain_to_pem({other.root()}));
  EXPECT_EQ(said([&] { return verify_proof(check); }).second, 8);
  check.ci.clear();
  EXPECT_EQ(said([&] { return verify_proof(check); }).second, 2);

  VerifyCommand wiped;
  wiped.jwks = directory_ / "wipes/jwks.json";
  for (const auto& file : std::filesystem::directory_iterator{directory_.path() / "wipes"})
    if (file.path().extension() == ".jws") wiped.file = file.path();
  const auto [report, result] = said([&] { return verify_proof(wiped); });
  EXPECT_EQ(result, 0) << report;
  EXPECT_NE(report.find("all of it"), report.npos) << report;
  ::setenv("LC_ALL", "zh_CN.UTF-8", 1);
  const auto zh = said([&] { return verify_proof(wiped); }).first;
  EXPECT_NE(zh.find("全部擦除，并已逐项读回"), zh.npos) << zh;
  EXPECT_NE(zh.find("不需要备份") == zh.npos, zh.find("SHA-256") == zh.npos) << zh;
}

TEST_F(CardCommands, a_backup_is_written_by_its_ending_and_never_over_another) {
  const auto card = euicc_card();
  const auto here = desk(true);
  for (const auto* name : {"a.vcf", "a.json", "a.csv", "a.html"}) {
    const BackupCommand command{directory_.path() / name, ""};
    EXPECT_EQ(said([&] { return back_up_card(here, *card, command); }).second, 0) << name;
    EXPECT_TRUE(std::filesystem::exists(command.to)) << name;
    EXPECT_EQ(said([&] { return back_up_card(here, *card, command); }).second, 5) << name;
  }
  EXPECT_TRUE(std::filesystem::exists(directory_.path() / "a-messages.csv"));
  const BackupCommand unknown{directory_.path() / "a.doc", ""};
  EXPECT_EQ(said([&] { return back_up_card(here, *card, unknown); }).second, 2);
}

TEST_F(CardCommands, a_backup_of_several_files_is_written_whole_or_not_at_all) {
  const auto card = euicc_card();
  const auto here = desk(true);
  const auto former = directory_.write("b-numbers.csv", "mine");
  const BackupCommand command{directory_.path() / "b.csv", ""};
  const auto [refused, code] = said([&] { return back_up_card(here, *card, command); });
  EXPECT_EQ(code, 5);
  EXPECT_NE(refused.find("b-numbers.csv"), refused.npos) << refused;
  EXPECT_FALSE(std::filesystem::exists(command.to));
  EXPECT_EQ(*read_bounded(former, 100), "mine");
}

TEST_F(CardCommands, a_backup_that_cannot_be_written_asks_for_no_pin) {
  auto image = euicc_card()->image();
  for (auto& profile : image.euicc->profiles) profile.sim.pin1.is_enabled = true;
  const auto card = *uicc::VirtualCard::make(image);
  const auto here = desk(true);
  const std::filesystem::path far_names[] = {directory_.path() / "nowhere/a.json",
                                             std::string(300, 'x') + ".json"};
  for (const auto& file : far_names) {
    const auto [refused, code] =
        said([&] { return back_up_card(here, *card, {file, ""}); });
    EXPECT_EQ(code, 6) << refused;
    EXPECT_NE(refused.find("file.write"), refused.npos) << refused;
  }
}

TEST_F(CardCommands, a_chip_without_a_profile_at_work_is_told_what_to_do) {
  auto image = euicc_card()->image();
  for (auto& profile : image.euicc->profiles)
    profile.info.state = rsp::ProfileState::disabled;
  const auto card = *uicc::VirtualCard::make(image);
  const auto here = desk(true);
  const auto [refused, code] =
      said([&] { return back_up_card(here, *card, {directory_.path() / "a.json", ""}); });
  EXPECT_EQ(code, 2);
  EXPECT_NE(refused.find("euicc.none_enabled"), refused.npos) << refused;
}

TEST_F(CardCommands, nothing_is_wiped_without_a_backup_of_this_card) {
  const auto card = euicc_card();
  const auto here = desk(true);
  auto image = card->image();
  for (auto& profile : image.euicc->profiles) profile.sim.pin1.is_enabled = true;
  const auto locked = *uicc::VirtualCard::make(image);
  for (auto* one : {card.get(), locked.get()}) {
    const auto [refused, code] = said([&] { return wipe_card(here, *one, {}); });
    EXPECT_EQ(code, 5) << "before anybody types a PIN";
    EXPECT_NE(refused.find("card.no_backup"), refused.npos) << refused;
  }
  const auto saved = directory_.path() / "card.json";
  EXPECT_EQ(said([&] { return back_up_card(here, *card, {saved, ""}); }).second, 0);
  EXPECT_EQ(said([&] { return wipe_card(here, *card, {saved, false}); }).second, 0);
  EXPECT_EQ(said([&] { return restore_card(here, *card, saved); }).second, 0);
}

TEST_F(CardCommands, what_is_no_backup_of_this_card_permits_no_wipe) {
  const auto card = euicc_card();
  const auto here = desk(true);
  const auto wiped_with = [&](const std::filesystem::path& backup) {
    return said([&] { return wipe_card(here, *card, {backup, false}); });
  };
  EXPECT_EQ(wiped_with(directory_.path() / "missing.json").second, 3);
  EXPECT_EQ(wiped_with("/dev/zero").second, 2) << "read no further than a backup goes";
  EXPECT_EQ(wiped_with(directory_.write("a.vcf", "BEGIN:VCARD")).second, 2);
  const auto other = directory_.write("other.json", R"({"version":1,
      "iccid":"89860012345678909999","taken_at":"2026-11-22T00:00:00Z"})");
  const auto [refused, code] = wiped_with(other);
  EXPECT_EQ(code, 5);
  EXPECT_NE(refused.find("card.other_card"), refused.npos) << refused;
}

TEST_F(CardCommands, a_desk_that_cannot_sign_wipes_nothing) {
  const auto card = euicc_card();
  const auto book = directory_.write(
      "book.json", R"({"version":1,"taken_at":"2026-11-22T00:00:00Z","contacts":[
          {"name":"Wang","numbers":[{"number":"10086"}]}]})");
  const auto here = desk(true);
  ASSERT_EQ(said([&] { return restore_card(here, *card, book); }).second, 0);
  directory_.write("keys", "no folder");
  EXPECT_EQ(said([&] { return wipe_card(here, *card, {{}, true}); }).second, 6);
  FakeReceiver receiver;
  RetireCommand all;
  all.no_backup = true;
  EXPECT_EQ(said([&] { return retire_card(here, *card, all, receiver); }).second, 6);
  EXPECT_EQ(card->image().euicc->profiles.size(), 2u);
  const auto again = said([&] { return restore_card(here, *card, book); }).first;
  EXPECT_NE(again.find(R"("were_there":1)"), again.npos) << again;
}

TEST_F(CardCommands, what_was_wiped_and_what_was_cut_is_said_in_words) {
  const auto card = euicc_card();
  const auto here = desk(false);
  const auto book = directory_.write(
      "book.json", R"({"version":1,"iccid":"89860012345678901234","imsi":"","network":"",
          "taken_at":"2026-11-22T00:00:00Z","contacts":[
          {"name":"Wang","numbers":[{"number":"10086"}]},
          {"name":"Li","numbers":[{"number":"10010"}]},
          {"name":"Zhao","numbers":[{"number":"10000"}]}]})");
  const auto [cut, restored] = said([&] { return restore_card(here, *card, book); });
  EXPECT_EQ(restored, 0) << cut;
  EXPECT_NE(cut.find("  Zhao: contact not written: ****\n"), cut.npos) << cut;
  const auto full = desk(false, true);
  const auto again = said([&] { return restore_card(full, *card, book); }).first;
  EXPECT_NE(again.find("  Zhao: contact not written: 10000\n"), again.npos) << again;
  const auto [wiped, code] = said([&] { return wipe_card(here, *card, {{}, true}); });
  EXPECT_EQ(code, 0) << wiped;
  EXPECT_NE(wiped.find("contacts     2      2"), wiped.npos) << wiped;
  EXPECT_EQ(wiped.find("ADN"), wiped.npos) << wiped;
  EXPECT_EQ(wiped.find("forbidden networks"), wiped.npos) << "it was empty: " << wiped;
}

TEST_F(CardCommands, contacts_of_a_phone_go_onto_the_card) {
  const auto card = euicc_card();
  const std::string head = "BEGIN:VCARD\r\nVERSION:3.0\r\n";
  const auto saved = directory_.write(
      "phone.VCF", head + "FN:Wang\r\nTEL;TYPE=CELL:+86 138 0013 8000\r\nPHOTO:AAAA\r\n" +
                       "END:VCARD\r\n");
  const auto [words, restored] =
      said([&] { return restore_card(desk(false), *card, saved); });
  EXPECT_EQ(restored, 0) << words;
  EXPECT_NE(words.find("contacts 1"), words.npos) << words;
  EXPECT_NE(words.find("A card has no place for: PHOTO 1\n"), words.npos) << words;
  const auto again = said([&] { return restore_card(desk(true), *card, saved); }).first;
  EXPECT_NE(
      again.find(R"("were_there":1,"unfinished":"","cuts":[],"left_out":{"PHOTO":1})"),
      again.npos)
      << again;
  const auto cut_off = directory_.write("cut.vcf", head + "FN:Li\r\nTEL:10086\r\n");
  const auto [refused, code] =
      said([&] { return restore_card(desk(true), *card, cut_off); });
  EXPECT_EQ(code, 2) << refused;
  EXPECT_NE(refused.find("vcard.line"), refused.npos) << refused;
}

TEST_F(CardCommands, a_message_without_room_is_told_without_its_number_and_words) {
  const auto card = euicc_card();
  std::string messages;
  for (const auto* peer : {"13812348881", "13812348882", "13812348883"})
    messages += fmt::format(
        R"({}{{"kind":"received","status":"read","peer":{{"number":"{}","type":145}},)"
        R"("time":"2026-11-21T20:28:14+08:00","text":"secret"}})",
        messages.empty() ? "" : ",", peer);
  const auto book =
      directory_.write("sms.json", R"({"version":1,"taken_at":"2026-11-22T00:00:00Z",)"
                                   R"("messages":[)" +
                                       messages + "]}");
  for (const bool reveals : {false, true}) {
    const auto here = desk(false, reveals);
    const auto text = said([&] { return restore_card(here, *card, book); }).first;
    EXPECT_NE(text.find("message not written"), text.npos) << text;
    EXPECT_EQ(text.find("13812348883") != text.npos, reveals) << text;
    EXPECT_EQ(text.find("secret") != text.npos, reveals) << text;
  }
}

TEST_F(CardCommands, a_chip_whose_profiles_are_gone_is_done) {
  const auto card = euicc_card();
  FakeReceiver receiver;
  for (const auto* words : {"is deleted", "no profile is enabled"}) {
    const auto here = desk(false);
    const auto [text, code] =
        said([&] { return retire_card(here, *card, RetireCommand{}, receiver); });
    EXPECT_EQ(code, 0) << text;
    EXPECT_NE(text.find(words), text.npos) << text;
  }
}

TEST_F(CardCommands, the_default_server_is_a_name_or_none) {
  const auto card = euicc_card();
  const auto here = desk(true);
  const auto set = [&](std::string to) {
    EuiccCommand command;
    command.text = std::move(to);
    return said([&] { return set_smdp(here, *card, command, true); }).second;
  };
  EXPECT_EQ(set("smdp.example"), 0);
  for (const auto* wrong : {"10.0.0.1", "https://smdp.example", "smdp"}) {
    EXPECT_EQ(set(wrong), 2) << wrong;
    EXPECT_EQ(card->image().euicc->default_smdp, "smdp.example");
  }
  EXPECT_EQ(set(""), 0);
  EXPECT_EQ(card->image().euicc->default_smdp, "");
}

}  // namespace
}  // namespace signoff
