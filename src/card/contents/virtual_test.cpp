// SPDX-License-Identifier: Apache-2.0
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/test_usim.h"
#include "card/contents/wipe.h"
#include "card/identify.h"
#include "card/virtual/virtual_card.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

std::unique_ptr<uicc::VirtualCard> virtual_sim(bool is_local) {
  uicc::SimImage sim;
  sim.iccid = "89860012345678901234";
  sim.imsi = "460001234567890";
  sim.msisdn = "8613800000001";
  sim.provider = "Example";
  sim.pin1.is_enabled = true;
  sim.messages_max = 60;
  sim.has_local_phonebook = is_local;
  return *uicc::VirtualCard::make({std::nullopt, sim});
}

// A talk with the card in which its PIN has been shown.
struct Open {
  explicit Open(uicc::VirtualCard& card) : session{card} {
    EXPECT_TRUE(card.reset());
    EXPECT_TRUE(session.begin());
    const auto application = open_sim(session);
    EXPECT_TRUE(application);
    const auto verified = verify_pin(session, *application, PinName::pin1, "1234");
    EXPECT_TRUE(verified) << verified.error().code << verified.error().detail;
  }
  CardSession session;
};

TEST(VirtualCard, it_is_known_for_what_it_is) {
  const auto card = virtual_sim(false);
  CardSession session{*card};
  const auto identity = identify(session);
  ASSERT_TRUE(identity) << identity.error().code;
  EXPECT_TRUE(identity->is_sim);
  EXPECT_EQ(identity->iccid, "89860012345678901234");
  EXPECT_EQ(identity->network_name, "Example");
  EXPECT_TRUE(identity->pin1.is_enabled);
  EXPECT_EQ(identity->pin1.tries_left, 3);
  EXPECT_EQ(identity->pin2.tries_left, 3);
  ASSERT_EQ(identity->applications.size(), 1u);
  EXPECT_EQ(identity->applications[0].kind, CardApplicationKind::usim);
}

TEST(VirtualCard, everything_goes_onto_it_comes_back_and_is_wiped) {
  for (const bool is_local : {false, true}) {
    const auto card = virtual_sim(is_local);
    CardBook book;
    book.contacts = test_contacts(250);
    book.messages = test_messages(50);
    {
      Open open{*card};
      const auto report = restore(open.session, book);
      EXPECT_FALSE(report.stopped) << report.stopped->code << report.stopped->detail;
      EXPECT_EQ(report.contacts, 250u);
      EXPECT_EQ(report.messages, book.messages.size());
      for (const auto& cut : report.cuts) ADD_FAILURE() << cut.what << " " << cut.lost;
    }
    Open open{*card};
    const auto saved = back_up(open.session, Instant{});
    ASSERT_TRUE(saved) << saved.error().code;
    EXPECT_EQ(saved->book.contacts, book.contacts);
    EXPECT_EQ(saved->book.messages, book.messages);
    EXPECT_EQ(saved->book.imsi, "460001234567890");
    for (const auto& note : saved->notes) ADD_FAILURE() << note.what << note.code;

    const auto wiped = wipe(open.session, {&saved->book, false});
    ASSERT_TRUE(wiped) << wiped.error().code;
    EXPECT_TRUE(wiped->is_proved()) << (wiped->stopped ? wiped->stopped->code : "");
    for (const auto& file : wiped->files) {
      EXPECT_TRUE(file.is_clean() || file.records == 0) << file.name << file.refused;
    }
    const auto after = back_up(open.session, Instant{});
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->book.contacts.empty());
    EXPECT_TRUE(after->book.messages.empty());
  }
}

}  // namespace
}  // namespace signoff
