// SPDX-License-Identifier: Apache-2.0
#include "card/desk/retire.h"

#include "card/book/book_json.h"
#include "card/contents/restore.h"
#include "card/contents/test_usim.h"
#include "card/desk/test_desk.h"
#include "card/virtual/pulled_channel.h"
#include "card/virtual/virtual_card.h"
#include "connectors/smdp/fake_receiver.h"
#include "evidence/outside_tool.h"

#include <gtest/gtest.h>
#include <set>

namespace signoff {
namespace {

using uicc::PulledChannel;

constexpr std::string_view kEid = "89049032123451234512345678901235";
uicc::ProfileImage profile(std::string iccid, bool is_enabled) {
  uicc::ProfileImage made;
  made.info.iccid = made.sim.iccid = std::move(iccid);
  made.info.aid = Bytes(15, 1);
  made.info.aid.push_back(is_enabled ? 1 : 2);
  made.info.state = is_enabled ? rsp::ProfileState::enabled : rsp::ProfileState::disabled;
  made.info.targets = {{rsp::event::kDisable | rsp::event::kDelete, "smdp.example"}};
  made.sim.imsi = "460001234567890";
  made.sim.contacts_max = 3;
  made.sim.messages_max = 2;
  made.sim.pin1.is_enabled = true;
  return made;
}

// An eUICC with two profiles; on the one at work are contacts and a message.
uicc::CardImage full_card() {
  uicc::EuiccImage euicc;
  euicc.eid = kEid;
  euicc.profiles = {profile("89860012345678901234", true),
                    profile("89860012345678905678", false)};
  EXPECT_TRUE(certify(euicc, desk_authority(), kCardMade));
  const auto card = *uicc::VirtualCard::make({euicc, std::nullopt});
  CardSession session{*card};
  EXPECT_TRUE(open_with_pin(session, [](int) { return std::string{"1234"}; }));
  CardBook book;
  book.contacts = test_contacts(3);
  for (auto& contact : book.contacts) contact.groups.clear();
  book.messages = test_messages(2);
  const auto report = restore(session, book);
  EXPECT_FALSE(report.stopped);
  EXPECT_EQ(report.contacts, 3u);
  EXPECT_TRUE(card->reset());
  return card->image();
}

const uicc::CardImage& full_image() {
  static const auto image = full_card();
  return image;
}

// A desk with its directories; the profile server keeps what it gets.
struct Desk {
  RetireTools tools() {
    RetireTools made{.journal = journal, .receiver = receiver, .clock = clock};
    made.backups = &backups;
    made.sign = [this](const WipeProof& proof) -> Result<std::filesystem::path> {
      proofs.push_back(proof);
      return std::filesystem::path{"proof"};
    };
    made.ask_pin = [this](int) -> Result<std::string> {
      ++asked;
      return std::string{pin};
    };
    return made;
  }
  // Everybody who was in a backup.
  std::set<std::string> saved() const {
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator{directory / "backups"}) {
      if (file.path().extension() != ".json") continue;
      std::ostringstream text;
      text << std::ifstream{file.path()}.rdbuf();
      const auto book = parse_book(text.str());
      EXPECT_TRUE(book);
      for (const auto& contact : book->contacts) names.insert(contact.name);
      for (const auto& message : book->messages) names.insert(message.text);
    }
    return names;
  }

  TestDirectory directory;
  BackupFolder backups = *BackupFolder::open(directory / "backups");
  DeliveryJournal journal = *DeliveryJournal::open(directory / "journal");
  FakeReceiver receiver;
  ManualClock clock{kHandedIn};
  std::vector<WipeProof> proofs;
  std::string pin = "1234";
  int asked = 0;
};

std::set<std::string> all_names() {
  std::set<std::string> names;
  for (const auto& contact : test_contacts(3)) names.insert(contact.name);
  for (const auto& message : test_messages(2)) names.insert(message.text);
  return names;
}

// What must hold of a card that ended, however often it was pulled on the way.
void expect_ended(Desk& desk, uicc::VirtualCard& card, const std::string& where) {
  const auto image = card.image();
  EXPECT_TRUE(image.euicc->profiles.empty()) << where;
  EXPECT_TRUE(image.euicc->notifications.empty()) << where;
  EXPECT_EQ(image.euicc->last_sequence, 3) << where << ": nothing happened twice";
  EXPECT_EQ(desk.saved(), all_names()) << where;
  std::set<std::int64_t> delivered;
  for (const auto& one : desk.receiver.kept) {
    const auto read =
        rsp::verify_notification(one.notification, {desk_authority().root()}, kHandedIn);
    ASSERT_TRUE(read) << where;
    delivered.insert(read->metadata.sequence);
    const auto entry = desk.journal.find(one.notification);
    ASSERT_TRUE(entry && *entry) << where;
    EXPECT_TRUE((*entry)->is_delivered()) << where;
  }
  EXPECT_EQ(delivered, (std::set<std::int64_t>{1, 2, 3})) << where;
}

TEST(Retire, a_card_is_saved_wiped_erased_and_its_notifications_delivered) {
  Desk desk;
  const auto card = *uicc::VirtualCard::make(full_image());
  const auto report = retire(*card, desk.tools());
  EXPECT_FALSE(report.stopped) << report.stopped->code;
  EXPECT_FALSE(report.contents_left) << report.contents_left->code;
  EXPECT_TRUE(report.is_done());
  EXPECT_EQ(report.eid, kEid);
  EXPECT_EQ(report.profiles.size(), 2u);
  EXPECT_EQ(report.notifications.items.size(), 3u);
  EXPECT_EQ(desk.asked, 1);
  ASSERT_EQ(desk.proofs.size(), 1u);
  EXPECT_TRUE(desk.proofs[0].is_proved);
  EXPECT_EQ(desk.proofs[0].iccid, "89860012345678901234");
  expect_ended(desk, *card, "in one go");

  const auto again = retire(*card, desk.tools());
  EXPECT_TRUE(again.is_done()) << "an empty card is done at once";
}

TEST(Retire, a_card_pulled_at_whatever_command_is_finished_the_next_time) {
  const FoldersInMemory in_memory;
  for (const auto when : {PulledChannel::When::before, PulledChannel::When::after}) {
    bool was_pulled = true;
    for (std::size_t at = 0; was_pulled; ++at) {
      Desk desk;
      const auto card = *uicc::VirtualCard::make(full_image());
      PulledChannel pulled{*card, at, when};
      const auto first = retire(pulled, desk.tools());
      was_pulled = pulled.is_pulled();
      const auto where = fmt::format("pulled at {}", at);
      if (was_pulled) {
        // Giving the channel back is all that the last command did.
        ASSERT_TRUE(first.stopped) << where;
        EXPECT_EQ(first.stopped->code, "card.gone") << where;
        ASSERT_TRUE(card->reset());
        const auto second = retire(*card, desk.tools());
        EXPECT_TRUE(second.is_done()) << where;
      }
      expect_ended(desk, *card, where);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(Retire, a_wrong_pin_leaves_the_card_as_it_was) {
  Desk desk;
  desk.pin = "9999";
  const auto card = *uicc::VirtualCard::make(full_image());
  const auto report = retire(*card, desk.tools());
  EXPECT_FALSE(report.is_done());
  ASSERT_TRUE(report.contents_left);
  EXPECT_EQ(report.contents_left->code, "card.pin_wrong");
  EXPECT_EQ(card->image().euicc->profiles.size(), 2u);
  EXPECT_EQ(desk.asked, 1);

  EXPECT_EQ(retire(*card, desk.tools()).contents_left->code, "card.pin_wrong");
  EXPECT_EQ(retire(*card, desk.tools()).contents_left->code, "card.last_try");
  EXPECT_EQ(desk.asked, 2) << "nobody is asked for what could be the last try";
}

TEST(Retire, a_pin_that_is_blocked_or_nearly_so_is_left_alone) {
  for (const auto& [tries, code] :
       {std::pair{0, "card.pin_blocked"}, std::pair{1, "card.last_try"}}) {
    Desk desk;
    auto image = full_image();
    image.euicc->profiles[0].sim.pin1.tries = tries;
    const auto card = *uicc::VirtualCard::make(image);
    const auto before = card->image();
    const auto report = retire(*card, desk.tools());
    EXPECT_FALSE(report.is_done());
    ASSERT_TRUE(report.contents_left);
    EXPECT_EQ(report.contents_left->code, code);
    EXPECT_EQ(desk.asked, 0) << code;
    EXPECT_TRUE(card->image() == before) << code;
  }
}

// Says that it has no USIM.
class HidingChannel final : public CardChannel {
 public:
  explicit HidingChannel(CardChannel& card) : card_{card} {}
  const Bytes& atr() const override { return card_.atr(); }
  Result<Bytes> transmit(ByteView command) override {
    const bool is_usim = to_hex(command).starts_with("00a40404") &&
                         to_hex(command).find("a0000000871002") != std::string::npos;
    return is_usim ? Bytes{0x6a, 0x82} : card_.transmit(command);
  }
  Result<void> reset() override { return card_.reset(); }

 private:
  CardChannel& card_;
};

TEST(Retire, a_profile_at_work_stays_while_nobody_can_open_what_it_holds) {
  Desk desk;
  const auto card = *uicc::VirtualCard::make(full_image());
  const auto before = card->image();
  HidingChannel hiding{*card};
  const auto report = retire(hiding, desk.tools());
  EXPECT_FALSE(report.is_done());
  EXPECT_FALSE(report.has_no_contents());
  ASSERT_TRUE(report.contents_left);
  EXPECT_EQ(report.contents_left->code, "card.no_file");
  EXPECT_TRUE(card->image() == before) << "nothing is deleted that was not saved";
}

TEST(Retire, what_nobody_can_sign_is_not_done) {
  Desk desk;
  const auto card = *uicc::VirtualCard::make(full_image());
  auto tools = desk.tools();
  tools.sign = [](const WipeProof&) -> Result<std::filesystem::path> {
    return fail(Fault::unavailable, "file.write");
  };
  const auto report = retire(*card, tools);
  EXPECT_FALSE(report.is_done());
  ASSERT_TRUE(report.contents_left);
  EXPECT_EQ(report.contents_left->code, "file.write");
  ASSERT_TRUE(report.wiped) << "what was wiped is told all the same";
  EXPECT_TRUE(report.wiped->is_proved());
  EXPECT_EQ(card->image().euicc->profiles.size(), 2u);
}

TEST(Retire, what_a_rule_forbids_is_said_and_the_rest_goes_on) {
  Desk desk;
  auto image = full_image();
  image.euicc->profiles[0].info.rules = rsp::policy_rule::kNoDisabling;
  const auto card = *uicc::VirtualCard::make(image);
  const auto report = retire(*card, desk.tools());
  EXPECT_FALSE(report.is_done());
  ASSERT_EQ(report.profiles.size(), 2u);
  EXPECT_EQ(report.profiles[0].why_not->code, "euicc.no_disabling");
  EXPECT_TRUE(report.profiles[1].is_erased);
  EXPECT_TRUE(report.notifications.is_done());

  image.euicc->profiles[0].info.rules = rsp::policy_rule::kNoDeletion;
  const auto other = *uicc::VirtualCard::make(image);
  EXPECT_EQ(retire(*other, desk.tools()).profiles[0].why_not->code, "euicc.no_deletion");
  EXPECT_EQ(other->image().euicc->profiles[0].info.state, rsp::ProfileState::enabled)
      << "what cannot be deleted is not disabled";
}

TEST(Retire, a_server_that_refuses_one_keeps_nothing_from_the_others) {
  Desk desk;
  auto image = full_image();
  image.euicc->profiles[1].info.targets = {{rsp::event::kDelete, "away.example"}};
  desk.receiver.failures["away.example"] = {Fault::unavailable, "smdp.unreachable", ""};
  const auto card = *uicc::VirtualCard::make(image);
  auto tools = desk.tools();
  int pauses = 0;
  tools.delivery.pause = [&](int) { ++pauses; };
  const auto report = retire(*card, tools);
  EXPECT_FALSE(report.is_done());
  EXPECT_EQ(pauses, 2);
  EXPECT_EQ(desk.receiver.kept.size(), 2u);
  ASSERT_EQ(report.notifications.items.size(), 3u);
  EXPECT_EQ(report.notifications.items[2].why_not->code, "smdp.unreachable");
  EXPECT_EQ(card->image().euicc->notifications.size(), 1u) << "it is still on the card";

  desk.receiver.failures.clear();
  EXPECT_TRUE(retire(*card, desk.tools()).is_done());
}

TEST(Retire, a_plain_sim_is_saved_and_wiped) {
  Desk desk;
  uicc::SimImage sim;
  sim.iccid = "89860012345678901234";
  sim.contacts_max = sim.messages_max = 2;
  const auto card = *uicc::VirtualCard::make({std::nullopt, sim});
  const auto report = retire(*card, desk.tools());
  EXPECT_TRUE(report.is_done()) << (report.stopped ? report.stopped->code : "");
  EXPECT_TRUE(report.eid.empty());
  EXPECT_EQ(desk.asked, 0) << "its PIN is switched off";
  ASSERT_TRUE(std::filesystem::exists(report.backup));

  // The same contents an hour later are the backup that lies there, and its digest.
  desk.clock.advance(std::chrono::hours{1});
  EXPECT_EQ(retire(*card, desk.tools()).backup, report.backup);
  std::ostringstream text;
  text << std::ifstream{report.backup}.rdbuf();
  ASSERT_EQ(desk.proofs.size(), 2u);
  for (const auto& proof : desk.proofs)
    EXPECT_EQ(proof.backup_sha256, to_hex(sha256(as_bytes(text.str()))));
}

TEST(Retire, what_could_not_be_saved_is_named) {
  Desk desk;
  uicc::SimImage sim;
  sim.iccid = "89860012345678901234";
  sim.contacts_max = sim.messages_max = 2;
  // Received and read, no service centre, and a type that there is not (TS 31.102 clause
  // 4.2.25, TS 23.040 clause 9.2.3.1); then a record without a message.
  auto record = Bytes(176, 0xff);
  std::ranges::copy(*from_hex("010003"), record.begin());
  sim.files["3f00/7f10/6f3c"] = {record, Bytes(176, 0xff)};
  const auto card = *uicc::VirtualCard::make({std::nullopt, sim});
  const auto report = retire(*card, desk.tools());
  EXPECT_TRUE(report.is_done()) << (report.stopped ? report.stopped->code : "");
  ASSERT_EQ(report.not_saved.size(), 1u);
  EXPECT_EQ(report.not_saved[0].what, "SMS 1");
}

}  // namespace
}  // namespace signoff
