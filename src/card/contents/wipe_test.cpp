// SPDX-License-Identifier: Apache-2.0
#include "card/contents/wipe.h"

#include "card/contents/test_deeds.h"

namespace signoff {
namespace {

TEST(Wipe, nothing_is_wiped_without_a_backup) {
  auto card = test_usim();
  put_on(card, full_book());
  const auto files = card.files;
  auto book = book_of(card);
  CardSession session{card};
  open(session);
  EXPECT_EQ(wipe(session, {}).error().code, "card.no_backup");
  auto other = book;
  other.iccid = "89860123456789012346";
  EXPECT_EQ(wipe(session, {&other}).error().code, "card.other_card");
  book.contacts.pop_back();
  EXPECT_EQ(wipe(session, {&book}).error().code, "card.backup_differs");
  for (const auto& [path, file] : files) EXPECT_EQ(card.files[path].records, file.records);
}

TEST(Wipe, a_number_with_letters_is_a_number) {
  auto card = test_usim("9868005b103254769810", 8);
  const auto book = book_of(card);
  EXPECT_EQ(book.iccid, "898600B5012345678901");
  CardSession session{card};
  open(session);
  const auto report = wipe(session, {&book});
  ASSERT_TRUE(report) << report.error().code;
  EXPECT_EQ(report->iccid, book.iccid);
}

TEST(Wipe, of_a_card_without_a_readable_number_no_backup_is_believed) {
  auto card = test_usim("ffffffffffffffffffff", 8);
  const auto book = book_of(card);
  CardSession session{card};
  open(session);
  EXPECT_EQ(wipe(session, {&book}).error().code, "card.no_iccid");
}

TEST(Wipe, a_wipe_that_broke_off_is_finished_with_the_same_backup) {
  const CardBook book{.contacts = test_contacts(4), .messages = test_messages(5)};
  const CardPath reference{0x7fff, 0x5f3a, 0x4f30};
  for (const bool is_turned : {false, true}) {
    for (int at = 8;; ++at) {
      auto card = test_usim("98681032547698103254", 8);
      put_on(card, book);
      // Names that come last are left alone with nothing behind them.
      if (is_turned)
        card.put(reference, 1,
                 *from_hex("aa0fc2034f4a08c7034f4b09c8034f4c0aa90ac4034f1106ca034f5007"
                           "a819c1034f2502c5034f0903c6034f2604c9034f2105c0034f3a01"));
      const auto backup = book_of(card);
      {
        CardSession session{card};
        open(session);
        card.pulled_after = card.commands + at;
        const auto report = wipe(session, {&backup});
        card.pulled_after.reset();
        if (report && !report->stopped) break;
      }
      CardSession session{card};
      open(session);
      const auto report = wipe(session, {&backup});
      ASSERT_TRUE(report) << at << report.error().code;
      EXPECT_TRUE(report->is_proved()) << at;
    }
  }
}

TEST(Wipe, what_came_onto_the_card_after_its_backup_is_not_wiped) {
  auto card = test_usim();
  put_on(card, {.contacts = test_contacts(4), .messages = test_messages(4)});
  const auto backup = book_of(card);
  const auto refuses = [&](auto change) {
    auto book = backup;
    change(book);
    CardSession session{card};
    open(session);
    const auto report = wipe(session, {&book});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, "card.backup_differs");
  };
  refuses([](CardBook& book) { book.messages[1].records.clear(); });
  refuses([](CardBook& book) { book.contacts[0].emails.clear(); });
  refuses([](CardBook& book) { book.contacts[0].name = "Bob"; });
  refuses([](CardBook& book) { book.contacts[1].numbers.pop_back(); });
  refuses([](CardBook& book) { book.contacts[1].numbers[0].number.pop_back(); });
  refuses([](CardBook& book) { book.contacts[0].groups.clear(); });
  refuses([](CardBook& book) { book.dialled.clear(); });
}

TEST(Wipe, everything_people_keep_is_gone_and_proved) {
  auto card = test_usim();
  put_on(card, full_book());
  // A message that a phone deleted: free, and still all there.
  card.put(kTestMessages, 60, card.record(kTestMessages, 1));
  card.files[kTestMessages].records[59][0] = 0x00;
  const auto book = book_of(card);
  CardSession session{card};
  open(session);
  const auto report = wipe(session, {&book});
  ASSERT_TRUE(report) << report.error().code;
  EXPECT_EQ(report->iccid, book.iccid);
  EXPECT_TRUE(report->is_proved());
  for (const WipedFile& file : report->files)
    EXPECT_TRUE(file.is_clean()) << file.name << ' ' << file.refused;

  const auto after = book_of(card);
  EXPECT_TRUE(after.contacts.empty());
  EXPECT_TRUE(after.messages.empty());
  EXPECT_TRUE(after.dialled.empty());
  EXPECT_EQ(after.iccid, book.iccid) << "the card is still itself";
  EXPECT_EQ(to_hex(card.record(kTestMessages, 60)).substr(0, 6), "00ffff");
  EXPECT_EQ(to_hex(card.record({0x7fff, 0x6f7e}, 1)), "fffffffffffffffffeff01");
  EXPECT_EQ(to_hex(card.record({0x7fff, 0x6f7b}, 1)), std::string(24, 'f'));
  for (const auto& name : {kTestNames, kTestEmails})
    for (const Bytes& record : card.files[name].records)
      EXPECT_EQ(record, Bytes(record.size(), 0xff));
}

TEST(Wipe, traces_of_messages_calls_and_5g_go_and_its_own_number_stays) {
  auto card = test_usim();
  const CardPath reports{0x7fff, 0x6f47}, old_reports{0x7f10, 0x6f47};
  const CardPath place{0x7fff, 0x5fc0, 0x4f01}, other{0x7fff, 0x5fc0, 0x4f02};
  const CardPath own{0x7fff, 0x6f40}, ends{0x7fff, 0x6f4e};
  card.linear(reports, 3, 30);
  card.put(reports, 1, Bytes(30, 0x00));
  card.put(reports, 2, *from_hex("0506020b913108103254f8"));
  card.linear(old_reports, 1, 30);
  card.put(old_reports, 1, *from_hex("0106020b913108103254f8"));
  card.binary(place, "f264f00012345678901234567864f00001020300");
  card.binary(other, "f264f00012345678901234567864f00001020300");
  card.linear(ends, 4, 13);
  card.put(ends, 1, encode_extension("13800138000", kNoRecord, 13));
  card.put(ends, 2, encode_extension("12345678901234567890", 4, 13));
  card.put(ends, 3, encode_extension("99", kNoRecord, 13));
  card.put(ends, 4, encode_extension("55", kNoRecord, 13));
  card.put(
      own, 1,
      encode_dial({"Me", kInternationalNumber, "86138001380001234567", 0xff, 2}, 26).bytes);
  CardSession session{card};
  open(session);
  const auto report = wipe(session, {nullptr, true});
  ASSERT_TRUE(report && report->is_proved());
  const auto cleared = "00" + std::string(58, 'f');
  EXPECT_EQ(to_hex(card.record(reports, 2)), cleared);
  EXPECT_EQ(to_hex(card.record(old_reports, 1)), cleared);
  // 5G-GUTI, then the area with a code of three octets, then the status.
  EXPECT_EQ(to_hex(card.record(place, 1)), std::string(36, 'f') + "fe01");
  EXPECT_EQ(to_hex(card.record(other, 1)), std::string(36, 'f') + "fe01");
  EXPECT_EQ(to_hex(card.record(ends, 1)), "00" + std::string(24, 'f'));
  EXPECT_EQ(to_hex(card.record(ends, 3)), "00" + std::string(24, 'f'));
  EXPECT_EQ(card.record(ends, 2), encode_extension("12345678901234567890", 4, 13));
  EXPECT_EQ(card.record(ends, 4), encode_extension("55", kNoRecord, 13));
}

TEST(Wipe, a_wiped_card_is_found_clean_without_a_single_write) {
  auto card = test_usim();
  put_on(card, full_book());
  {
    CardSession session{card};
    open(session);
    ASSERT_TRUE(wipe(session, {nullptr, true})->is_proved());
  }
  CardSession session{card};
  open(session);
  const auto again = wipe(session, {nullptr, true});
  ASSERT_TRUE(again && again->is_proved());
  for (const WipedFile& file : again->files) EXPECT_EQ(file.wiped, 0u) << file.name;
}

TEST(Wipe, phones_that_keep_a_copy_of_the_book_learn_that_it_changed) {
  auto card = test_usim();
  const CardPath counter{0x7fff, 0x5f3a, 0x4f22};
  put_on(card, full_book());
  EXPECT_EQ(to_hex(card.record(counter, 1)), "00000200");
  put_on(card, full_book());
  EXPECT_EQ(to_hex(card.record(counter, 1)), "00000200") << "nothing was written";
  CardSession session{card};
  open(session);
  ASSERT_TRUE(wipe(session, {nullptr, true}));
  EXPECT_EQ(to_hex(card.record(counter, 1)), "00000201");
}

TEST(Wipe, what_the_card_keeps_is_named_and_the_rest_goes) {
  auto card = test_usim();
  put_on(card, full_book());
  card.files[{0x7fff, 0x6f7e}].is_locked = true;
  card.files[kTestEmails].is_locked = true;
  CardSession session{card};
  open(session);
  const auto report = wipe(session, {nullptr, true});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->is_proved());
  EXPECT_FALSE(report->stopped);
  for (const WipedFile& file : report->files) {
    const bool is_kept = file.name == "LOCI" || file.name == "EMAIL";
    EXPECT_EQ(file.is_clean(), !is_kept) << file.name;
    if (is_kept) {
      EXPECT_EQ(file.refused, "card.not_allowed");
    }
    if (file.name == "EMAIL") {
      EXPECT_EQ(file.records, 84u);
    }
  }
}

TEST(Wipe, a_card_pulled_at_any_command_says_what_happened_and_can_be_finished) {
  const CardBook book{.contacts = test_contacts(4), .messages = test_messages(3)};
  for (int at = 8;; ++at) {
    auto card = test_usim("98681032547698103254", 4);
    put_on(card, book);
    card.pulled_after = card.commands + at;
    CardSession session{card};
    const auto application = open_sim(session);
    if (!application || !verify_pin(session, *application, PinName::pin1, "1234")) continue;
    const auto report = wipe(session, {nullptr, true});
    card.pulled_after.reset();
    if (report && !report->stopped) break;
    const auto error = report ? *report->stopped : report.error();
    EXPECT_EQ(error.code, "card.gone");
    CardSession again{card};
    open(again);
    ASSERT_TRUE(wipe(again, {nullptr, true})->is_proved()) << at;
    EXPECT_TRUE(book_of(card).contacts.empty());
  }
}

}  // namespace
}  // namespace signoff
