// SPDX-License-Identifier: Apache-2.0
#include "card/book/book_json.h"
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/test_usim.h"
#include "card/desk/retire.h"
#include "card/desk/test_desk.h"
#include "card/virtual/slip_matrix.h"
#include "connectors/smdp/fake_receiver.h"
#include "evidence/outside_tool.h"

#include <set>

namespace signoff {
namespace {

// A chip with a profile at work that holds a contact and a message, and one that rests.
uicc::CardImage used_chip() {
  uicc::EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  for (const auto* iccid : {"89860012345678901234", "89860012345678905678"}) {
    uicc::ProfileImage profile;
    profile.info.iccid = profile.sim.iccid = iccid;
    profile.info.aid = Bytes(16, static_cast<std::uint8_t>(euicc.profiles.size() + 1));
    profile.info.state =
        euicc.profiles.empty() ? rsp::ProfileState::enabled : rsp::ProfileState::disabled;
    profile.info.targets = {{rsp::event::kDelete, "smdp.example"}};
    profile.sim.contacts_max = profile.sim.messages_max = 1;
    profile.sim.pin1.is_enabled = true;
    euicc.profiles.push_back(std::move(profile));
  }
  EXPECT_TRUE(certify(euicc, desk_authority(), kCardMade));
  const auto card = *uicc::VirtualCard::make({euicc, std::nullopt});
  CardSession session{*card};
  EXPECT_TRUE(open_with_pin(session, [](int) { return std::string{"1234"}; }));
  CardBook book;
  book.contacts = {{"Alice", {}, {{"+8613800138000", kInternationalNumber, {}}}, {}, {}}};
  book.messages = test_messages(1);
  EXPECT_FALSE(restore(session, book).stopped);
  EXPECT_TRUE(card->reset());
  return card->image();
}

// Where proofs go; in memory, since thousands of cards leave theirs.
class RetireDesk {
 public:
  RetireDesk() {
    std::filesystem::remove_all(directory_ / "journal");
    std::filesystem::remove_all(directory_ / "backups");
    journal_ = *DeliveryJournal::open(directory_ / "journal");
    backups_ = *BackupFolder::open(directory_ / "backups");
  }

  RetireReport retire_once(CardChannel& card) {
    RetireTools tools{.journal = *journal_, .receiver = receiver, .clock = clock_};
    tools.backups = &*backups_;
    tools.sign = [](const WipeProof&) -> Result<std::filesystem::path> { return "proof"; };
    tools.ask_pin = [](int) -> Result<std::string> { return std::string{"1234"}; };
    return retire(card, tools);
  }

  bool has_backup_of_alice() const {
    for (const auto& file : std::filesystem::directory_iterator{directory_ / "backups"}) {
      if (file.path().extension() != ".json") continue;
      std::ostringstream text;
      text << std::ifstream{file.path()}.rdbuf();
      const auto book = parse_book(text.str());
      if (book && book->contacts.size() == 1 && book->contacts[0].name == "Alice" &&
          book->messages.size() == 1)
        return true;
    }
    return false;
  }
  std::size_t delivered() const {
    std::set<Bytes> different;
    for (const auto& one : receiver.kept) different.insert(one.notification);
    return different.size();
  }

  FakeReceiver receiver;

 private:
  TestDirectory directory_;
  std::optional<DeliveryJournal> journal_;
  std::optional<BackupFolder> backups_;
  ManualClock clock_{kHandedIn};
};

Told told_of_retiring(const RetireReport& report) {
  Told told;
  told.is_done = report.is_done();
  const auto add = [&](const std::optional<Error>& error) {
    if (error) told.errors.push_back(*error);
  };
  add(report.stopped);
  add(report.contents_left);
  const bool is_ours = report.card.is_sim || report.card.isd_r;
  if (!is_ours) add(Error{Fault::bad_input, "card.no_sim", ""});
  if (report.wiped) {
    for (const auto& file : report.wiped->files) {
      told.names_change = told.names_change || file.wiped > 0;
      if (file.refused.empty()) continue;
      const bool may_be =
          file.refused == "card.not_read_back" || file.refused == "card.not_wiped";
      add(Error{may_be ? Fault::unknown : Fault::unavailable, file.refused, ""});
    }
  }
  for (const auto& profile : report.profiles) {
    told.names_change = told.names_change || profile.is_erased;
    add(profile.why_not);
  }
  for (const auto& item : report.notifications.items) {
    told.names_change = told.names_change || item.is_removed;
    add(item.why_not);
  }
  return told;
}

bool holds_alice(const uicc::CardImage& image) {
  const auto card = *uicc::VirtualCard::make(image);
  CardSession session{*card};
  if (!open_with_pin(session, [](int) { return std::string{"1234"}; })) return false;
  const auto book = back_up(session, Instant{});
  return book && book->book.contacts.size() == 1 && book->book.messages.size() == 1;
}

constexpr std::size_t kParts = 4;
constexpr std::size_t kStride = 67;  // No divisor of the commands, so that all have a turn.

class RetireSlips : public testing::TestWithParam<std::size_t> {
 protected:
  FoldersInMemory in_memory_;
};

TEST_P(RetireSlips, lose_nothing_and_a_second_time_ends_right) {
  static const auto image = used_chip();
  ASSERT_TRUE(holds_alice(image));
  std::optional<RetireDesk> desk;
  SlipMatrix matrix{"retire", image, [&](CardChannel& card) {
                      desk.emplace();
                      return told_of_retiring(desk->retire_once(card));
                    }};
  matrix.stride = kStride;
  matrix.part = {GetParam(), kParts};
  matrix.check = [&](const Told& told, const uicc::CardImage& after, const Slip& slip,
                     const std::string& where) {
    const auto& chip = *after.euicc;
    // A message or contact is on the card or in a backup; a notification is on the card or
    // with the server.
    EXPECT_TRUE(desk->has_backup_of_alice() || holds_alice(after)) << where;
    EXPECT_GE(chip.notifications.size() + desk->delivered(),
              static_cast<std::size_t>(chip.last_sequence))
        << where;
    if (told.is_done && !is_plausible_lie(slip)) {
      EXPECT_TRUE(chip.profiles.empty() && chip.notifications.empty()) << where;
    }
    const auto card = *uicc::VirtualCard::make(after);
    const auto again = desk->retire_once(*card);
    EXPECT_TRUE(again.is_done()) << where;
    const auto end = card->image();
    EXPECT_TRUE(end.euicc->profiles.empty() && end.euicc->notifications.empty()) << where;
    EXPECT_EQ(end.euicc->last_sequence, 2) << where << ": something happened twice";
  };
  matrix.all();
}

INSTANTIATE_TEST_SUITE_P(Parts, RetireSlips, testing::Range(std::size_t{0}, kParts));

}  // namespace
}  // namespace signoff
