// SPDX-License-Identifier: Apache-2.0
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/test_usim.h"
#include "card/contents/wipe.h"
#include "card/desk/open_card.h"
#include "card/desk/test_desk.h"
#include "card/euicc/euicc_session.h"
#include "card/virtual/slip_matrix.h"

namespace signoff {
namespace {

Result<std::string> right_pin(int) { return std::string{"1234"}; }

CardBook small_book() {
  CardBook book;
  book.contacts = test_contacts(3);
  for (auto& contact : book.contacts) contact.groups.clear();
  book.messages = test_messages(2);
  return book;
}

// A SIM with its PIN on, that holds something or nothing.
uicc::CardImage sim_image(bool is_full) {
  uicc::SimImage sim;
  sim.iccid = "89860012345678901234";
  sim.imsi = "460001234567890";
  sim.msisdn = "8613800000001";
  sim.provider = "Example";
  sim.pin1.is_enabled = true;
  sim.contacts_max = 4;
  sim.messages_max = 3;
  sim.has_local_phonebook = true;
  const auto card = *uicc::VirtualCard::make({std::nullopt, sim});
  if (is_full) {
    CardSession session{*card};
    EXPECT_TRUE(open_with_pin(session, right_pin));
    EXPECT_FALSE(restore(session, small_book()).stopped);
    EXPECT_TRUE(card->reset());
  }
  return card->image();
}

uicc::CardImage chip_image() {
  uicc::EuiccImage euicc;
  euicc.eid = "89049032123451234512345678901235";
  uicc::ProfileImage profile;
  profile.info.iccid = profile.sim.iccid = "89860012345678901234";
  profile.info.aid = Bytes(16, 1);
  profile.info.state = rsp::ProfileState::enabled;
  profile.sim.contacts_max = profile.sim.messages_max = 1;
  euicc.profiles = {profile};
  EXPECT_TRUE(certify(euicc, desk_authority(), kCardMade));
  return {euicc, std::nullopt};
}

Told told_of(Error error) {
  Told told;
  told.errors.push_back(std::move(error));
  return told;
}

// As `card info` does.
Told look(CardChannel& card) {
  CardSession session{card};
  const auto found = identify(session);
  if (!found) return told_of(found.error());
  Told told;
  told.is_done = true;
  if (!found->is_sim && !found->isd_r)
    return told_of({Fault::bad_input, "card.no_sim", ""});
  if (!found->isd_r) return told;
  auto chip = EuiccSession::open(card);
  if (!chip) return told_of(chip.error());
  if (const auto eid = chip->eid(); !eid) return told_of(eid.error());
  if (const auto info = chip->info(); !info) return told_of(info.error());
  if (const auto names = chip->addresses(); !names) return told_of(names.error());
  if (const auto list = chip->profiles(); !list) return told_of(list.error());
  if (const auto waiting = chip->notifications(); !waiting) return told_of(waiting.error());
  if (const auto closed = chip->close(); !closed) return told_of(closed.error());
  return told;
}

TEST(Slips, of_a_sim_that_is_looked_at) {
  SlipMatrix matrix{"info of a SIM", sim_image(true), look};
  matrix.check = [](const Told& told, const uicc::CardImage&, const Slip&,
                    const std::string& where) { EXPECT_FALSE(told.names_change) << where; };
  matrix.all();
}

TEST(Slips, of_a_chip_that_is_looked_at) {
  SlipMatrix matrix{"info of a chip", chip_image(), look};
  matrix.stride = 7;
  matrix.all();
}

TEST(Slips, of_a_card_that_is_saved) {
  const auto image = sim_image(true);
  CardBook whole;
  {
    const auto card = *uicc::VirtualCard::make(image);
    CardSession session{*card};
    ASSERT_TRUE(open_with_pin(session, right_pin));
    whole = back_up(session, Instant{})->book;
    ASSERT_EQ(whole.contacts.size(), 3u);
  }
  std::optional<CardBackup> saved;
  SlipMatrix matrix{"backup", image, [&](CardChannel& card) {
                      saved.reset();
                      CardSession session{card};
                      const auto opened = open_with_pin(session, right_pin);
                      if (!opened) return told_of(opened.error());
                      auto read = back_up(session, Instant{});
                      if (!read) return told_of(read.error());
                      saved = std::move(*read);
                      Told told;
                      told.is_done = true;
                      for (const auto& note : saved->notes)
                        told.errors.push_back({Fault::unavailable, note.code, ""});
                      return told;
                    }};
  matrix.stride = 5;
  matrix.check = [&](const Told&, const uicc::CardImage&, const Slip& slip,
                     const std::string& where) {
    // Octets in the place of others are not to be told from them.
    if (!saved || !saved->notes.empty() || !is_status(slip) || is_plausible_lie(slip))
      return;
    EXPECT_TRUE(same_contents(saved->book, whole))
        << where << ": less was saved, and nobody says so";
  };
  matrix.all();
}

TEST(Slips, of_a_card_that_is_written) {
  const auto book = small_book();
  std::size_t cuts = 0;
  SlipMatrix matrix{"restore", sim_image(false), [&](CardChannel& card) {
                      CardSession session{card};
                      const auto opened = open_with_pin(session, right_pin);
                      if (!opened) return told_of(opened.error());
                      const auto report = restore(session, book);
                      cuts = report.cuts.size();
                      Told told;
                      told.is_done = !report.stopped;
                      told.names_change = report.contacts + report.messages > 0 ||
                                          report.unfinished.has_value();
                      if (report.stopped) told.errors.push_back(*report.stopped);
                      return told;
                    }};
  matrix.stride = 5;
  matrix.check = [&](const Told& told, const uicc::CardImage& after, const Slip& slip,
                     const std::string& where) {
    const bool says_less = !told.is_done || cuts > 0;
    if (says_less || !is_status(slip) || is_plausible_lie(slip)) return;
    const auto card = *uicc::VirtualCard::make(after);
    CardSession session{*card};
    ASSERT_TRUE(open_with_pin(session, right_pin));
    const auto held = back_up(session, Instant{});
    ASSERT_TRUE(held) << where;
    EXPECT_TRUE(held->book.contacts == book.contacts &&
                held->book.messages == book.messages)
        << where << ": it is said to be written, and is not";
  };
  matrix.all();
}

TEST(Slips, of_a_card_that_is_wiped) {
  const auto image = sim_image(true);
  const auto book = [&] {
    const auto card = *uicc::VirtualCard::make(image);
    CardSession session{*card};
    EXPECT_TRUE(open_with_pin(session, right_pin));
    return back_up(session, Instant{})->book;
  }();
  for (const bool has_backup : {false, true}) {
    SlipMatrix matrix{
        "wipe", image, [&](CardChannel& card) {
          CardSession session{card};
          const auto opened = open_with_pin(session, right_pin);
          if (!opened) return told_of(opened.error());
          const auto report = wipe(session, {has_backup ? &book : nullptr, !has_backup});
          if (!report) return told_of(report.error());
          Told told;
          told.is_done = report->is_proved();
          if (report->stopped) told.errors.push_back(*report->stopped);
          for (const auto& file : report->files) {
            told.names_change = told.names_change || file.wiped > 0;
            if (file.refused.empty()) continue;
            const bool may_be =
                file.refused == "card.not_read_back" || file.refused == "card.not_wiped";
            told.errors.push_back(
                {may_be ? Fault::unknown : Fault::unavailable, file.refused, ""});
          }
          return told;
        }};
    matrix.stride = has_backup ? 23 : 7;
    matrix.check = [&](const Told& told, const uicc::CardImage& after, const Slip& slip,
                       const std::string& where) {
      if (!told.is_done || !is_status(slip) || is_plausible_lie(slip)) return;
      const auto card = *uicc::VirtualCard::make(after);
      CardSession session{*card};
      ASSERT_TRUE(open_with_pin(session, right_pin));
      const auto left = back_up(session, Instant{});
      ASSERT_TRUE(left) << where;
      EXPECT_TRUE(left->book.contacts.empty() && left->book.messages.empty())
          << where << ": it is said to be proved, and is not";
    };
    matrix.all();
  }
}

}  // namespace
}  // namespace signoff
