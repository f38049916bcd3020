// SPDX-License-Identifier: Apache-2.0
#include "card/contents/backup.h"

#include "card/book/book_json.h"
#include "card/contents/test_deeds.h"
#include "card/contents/wipe.h"

namespace signoff {
namespace {

TEST(CardBackup, an_empty_card_is_an_empty_book) {
  auto card = test_usim();
  const auto book = book_of(card);
  EXPECT_EQ(book.iccid, "89860123456789012345");
  EXPECT_EQ(book.imsi, "460000123456789");
  EXPECT_EQ(book.network, "Signoff");
  EXPECT_TRUE(book.contacts.empty());
  EXPECT_TRUE(book.messages.empty());
  ASSERT_EQ(book.own_numbers.size(), 1u);
  EXPECT_EQ(book.own_numbers[0].number.number, "+8613800138000");
  ASSERT_EQ(book.fixed.size(), 1u);
  ASSERT_EQ(book.services.size(), 1u);
  ASSERT_EQ(book.dialled.size(), 1u);
  EXPECT_EQ(book.dialled[0].number.number, "112");
}

TEST(CardBackup, what_was_restored_is_read_back_whole) {
  auto card = test_usim();
  const auto wanted = full_book();
  const auto report = put_on(card, wanted);
  EXPECT_FALSE(report.stopped);
  for (const RestoreCut& cut : report.cuts)
    ADD_FAILURE() << cut.whose << ' ' << cut.what << ' ' << cut.lost;
  EXPECT_EQ(report.contacts, 250u);
  EXPECT_EQ(report.messages, wanted.messages.size());

  const auto book = book_of(card);
  ASSERT_EQ(book.contacts.size(), wanted.contacts.size());
  for (std::size_t i = 0; i < book.contacts.size(); ++i)
    EXPECT_EQ(book.contacts[i], wanted.contacts[i]) << i << book.contacts[i].name;
  ASSERT_EQ(book.messages.size(), wanted.messages.size());
  for (std::size_t i = 0; i < book.messages.size(); ++i)
    EXPECT_EQ(book.messages[i], wanted.messages[i]) << i << book.messages[i].text;
}

TEST(CardBackup, a_copy_through_json_to_another_card_loses_nothing) {
  auto first = test_usim();
  put_on(first, full_book());
  const auto book = book_of(first);
  auto second = test_usim("98681032547698103244");
  const auto parsed = parse_book(to_json(book));
  ASSERT_TRUE(parsed);
  put_on(second, *parsed);
  const auto copy = book_of(second);
  EXPECT_EQ(copy.contacts, book.contacts);
  EXPECT_EQ(copy.messages, book.messages);
}

TEST(CardBackup, takes_one_command_a_record_and_few_besides) {
  auto card = test_usim();
  put_on(card, full_book());
  CardSession session{card};
  open(session);
  const int before = session.commands();
  ASSERT_TRUE(back_up(session, kNow));
  // 250 names, 250 links and 250 lists of groups, 50 second numbers, 84 e-mails, 10 ends of
  // long numbers, 60 messages; the rest finds and opens files.
  const int records = 250 * 3 + 50 + 84 + 10 + 60;
  EXPECT_LE(session.commands() - before, records + 62);
}

TEST(CardBackup, a_card_without_groups_is_not_asked_who_is_in_them) {
  auto card = test_usim();
  CardBook book;
  for (int i = 0; i < 250; ++i)
    book.contacts.push_back({"A", "", {{"1", 0x81, ""}}, {}, {}});
  put_on(card, book);
  CardSession session{card};
  open(session);
  const int before = session.commands();
  ASSERT_TRUE(back_up(session, kNow));
  EXPECT_LE(session.commands() - before, 250 * 2 + 60 + 70);
}

TEST(CardBackup, a_closed_list_leaves_a_note_and_the_rest_is_read) {
  auto card = test_usim();
  card.files.erase({0x7fff, 0x6f49});
  card.files[{0x7fff, 0x6f3b}].records[0].resize(5);
  card.files[{0x7fff, 0x6f3b}].records.resize(1);
  CardSession session{card};
  open(session);
  const auto backup = back_up(session, kNow);
  ASSERT_TRUE(backup);
  EXPECT_TRUE(backup->book.services.empty());
  EXPECT_EQ(backup->book.own_numbers.size(), 1u);
}

TEST(CardBackup, without_its_pin_a_card_gives_no_half_backup) {
  auto card = test_usim();
  CardSession session{card};
  ASSERT_TRUE(open_sim(session));
  const auto backup = back_up(session, kNow);
  ASSERT_FALSE(backup);
  EXPECT_EQ(backup.error().code, "card.not_allowed");
}

TEST(CardBackup, one_bad_record_does_not_hide_those_after_it) {
  auto card = test_usim();
  put_on(card, {.contacts = test_contacts(10)});
  card.put({0x7fff, 0x6f81}, 3, card.record({0x7fff, 0x6f81}, 1));
  auto wanted = book_of(card);
  card.bad_records = {{kTestEmails, 2}, {{0x7fff, 0x6f81}, 2}};
  CardSession session{card};
  open(session);
  const auto backup = back_up(session, kNow);
  ASSERT_TRUE(backup);
  wanted.contacts[3].emails.clear();  // That had the second of them.
  EXPECT_EQ(backup->book, wanted);
  const std::vector<BackupNote> notes{{"EMAIL 2", "card.memory"}, {"OCI 2", "card.memory"}};
  EXPECT_EQ(backup->notes, notes);
  const auto report = wipe(session, {&backup->book});
  ASSERT_TRUE(report) << report.error().code;
  EXPECT_EQ(report->not_saved, notes);
  EXPECT_FALSE(report->is_proved());
}

TEST(CardBackup, a_file_that_is_not_there_is_asked_for_once) {
  auto card = test_usim();
  put_on(card, {.contacts = test_contacts(10)});
  card.files.erase(kTestEmails);
  CardSession session{card};
  open(session);
  const auto backup = back_up(session, kNow);
  ASSERT_TRUE(backup);
  EXPECT_EQ(backup->notes, (std::vector<BackupNote>{{"EMAIL", "card.no_file"}}));
}

TEST(CardBackup, a_2g_card_is_read_as_well) {
  TestCard card{CardDialect::sim_2g};
  card.binary({0x3f00, 0x2fe2}, "98681032547698103254");
  card.binary({0x7f20, 0x6f07}, "084906001032547698");
  card.linear({0x7f10, 0x6f3a}, 10, 28);
  card.linear({0x7f10, 0x6f4a}, 4, 13);
  card.linear({0x7f10, 0x6f3c}, 10, kSmsRecordSize);
  card.cyclic({0x7f10, 0x6f44}, 3, 28);
  CardBook book;
  book.contacts = {{"Ada", "", {{"+123456789012345678901234567890", 0x91, ""}}, {}, {}}};
  book.messages = test_messages(4);
  const auto report = put_on(card, book);
  EXPECT_TRUE(report.cuts.empty());
  const auto back = book_of(card);
  EXPECT_EQ(back.contacts, book.contacts);
  EXPECT_EQ(back.messages, book.messages);
}

TEST(CardBackup, a_message_nobody_can_read_is_kept_as_it_is) {
  auto card = test_usim();
  card.put(kTestMessages, 1, *from_hex("0100ff"));
  const auto book = book_of(card);
  ASSERT_EQ(book.unread_records.size(), 1u);
  EXPECT_EQ(to_hex(book.unread_records[0]).substr(0, 6), "0100ff");
}

// Message records that another phone left in DF.TELECOM.
void add_old_messages(TestCard& card, const std::vector<BookMessage>& messages) {
  const CardPath old{0x7f10, 0x6f3c};
  card.linear(old, 8, kSmsRecordSize);
  std::size_t record = 0;
  for (const BookMessage& message : messages)
    for (const Bytes& bytes : message.records) card.put(old, ++record, bytes);
}

TEST(CardBackup, messages_are_read_wherever_the_card_has_some) {
  auto card = test_usim();
  add_old_messages(card, test_messages(4));
  auto book = book_of(card);
  EXPECT_EQ(book.messages, test_messages(4));
  CardSession session{card};
  open(session);
  ASSERT_TRUE(wipe(session, {&book}));
  EXPECT_TRUE(book_of(card).messages.empty());
}

TEST(CardBackup, one_file_of_messages_under_two_paths_is_read_as_one) {
  auto card = test_usim();
  add_old_messages(card, test_messages(4));
  card.files[kTestMessages] = card.files[{0x7f10, 0x6f3c}];
  EXPECT_EQ(book_of(card).messages, test_messages(4));
}

TEST(CardBackup, a_second_file_of_messages_that_nobody_may_read_is_noted_and_kept) {
  auto card = test_usim();
  add_old_messages(card, test_messages(4));
  const CardPath old{0x7f10, 0x6f3c};
  const auto kept = card.files[old].records;
  for (auto& [path, file] : card.files) file.needs_pin = path == old;
  CardSession session{card};
  ASSERT_TRUE(open_sim(session));
  const auto backup = back_up(session, kNow);
  ASSERT_TRUE(backup);
  EXPECT_EQ(backup->notes, (std::vector<BackupNote>{{"SMS", "card.not_allowed"}}));
  const auto report = wipe(session, {&backup->book});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->is_proved());
  EXPECT_EQ(card.files[old].records, kept);
}

TEST(CardBackup, a_card_pulled_at_any_command_gives_no_backup) {
  auto whole = test_usim("98681032547698103254", 5);
  put_on(whole, CardBook{.contacts = test_contacts(5), .messages = test_messages(3)});
  const int start = whole.commands;
  ASSERT_FALSE(book_of(whole).contacts.empty());
  const int needed = whole.commands - start;
  for (int at = 0; at < needed; ++at) {
    whole.pulled_after = whole.commands + at;
    CardSession session{whole};
    const auto application = open_sim(session);
    if (application && verify_pin(session, *application, PinName::pin1, "1234")) {
      const auto backup = back_up(session, kNow);
      ASSERT_FALSE(backup) << at;
      EXPECT_EQ(backup.error().code, "card.gone") << at;
    }
    whole.pulled_after.reset();
  }
}

TEST(Restore, what_does_not_fit_is_named) {
  auto card = test_usim("98681032547698103254", 3);
  card.linear(kTestExtensions, 1, 13);
  card.files[kTestExtensions].needs_pin = true;
  CardBook book;
  book.contacts = {
      {"A name that is far too long for this card", "", {{"1", 0x81, ""}}, {}, {}},
      {"Emoji 😀",
       "Nick",
       {{"+1" + std::string(60, '2'), 0x91, ""}},
       {"a@b.c", "d@e.f"},
       {}},
      {"Last", "", {{"12", 0x81, "First label"}}, {}, {"1", "2", "3", "4"}},
      {"No room", "", {{"777", 0x81, ""}}, {}, {}}};
  book.fixed = {{"F", {"5", 0x81, ""}}};
  const auto report = put_on(card, book);
  const std::vector<RestoreCut> cuts{{"Emoji 😀", "email", "d@e.f"},
                                     {"Emoji 😀", "second_name", "Nick"},
                                     {"Emoji 😀", "number", std::string(41, '2')},
                                     {"Emoji 😀", "name", "😀"},
                                     {"Last", "group", "4"},
                                     {"Last", "label", "First label"},
                                     {"No room", "contact", "777"},
                                     {"F", "fixed", "5"}};
  ASSERT_EQ(report.contacts, 3u);
  EXPECT_EQ(report.cuts[0].what, "name");
  EXPECT_EQ(report.cuts[0].lost, "oo long for this card");
  EXPECT_EQ((std::vector<RestoreCut>{report.cuts.begin() + 1, report.cuts.end()}), cuts);
  const auto back = book_of(card);
  EXPECT_EQ(back.contacts[1].numbers[0].number, "+1" + std::string(19, '2'));
}

TEST(Restore, records_too_short_for_digits_hold_none) {
  auto card = test_usim();
  card.linear(kTestExtensions, 20, 12);
  card.files[kTestExtensions].needs_pin = true;
  CardBook book;
  book.contacts = {{"Ada", "", {{"123456789012345678901", 0x81, ""}}, {}, {}}};
  const auto report = put_on(card, book);
  EXPECT_FALSE(report.stopped);
  ASSERT_EQ(report.cuts.size(), 1u);
  EXPECT_EQ(report.cuts[0], (RestoreCut{"Ada", "number", "1"}));
}

TEST(Restore, a_number_without_room_becomes_a_contact_of_its_own) {
  auto card = test_usim();
  CardBook book;
  book.contacts = {
      {"Ada", "", {{"1", 0x81, ""}, {"2", 0x81, ""}, {"3", 0x81, ""}}, {}, {}}};
  EXPECT_TRUE(put_on(card, book).cuts.empty());
  const auto back = book_of(card);
  ASSERT_EQ(back.contacts.size(), 2u);
  EXPECT_EQ(back.contacts[0].numbers.size(), 2u);
  EXPECT_EQ(back.contacts[1].name, "Ada");
  EXPECT_EQ(back.contacts[1].numbers[0].number, "3");
}

TEST(Restore, one_book_under_two_paths_is_filled_once) {
  auto card = test_usim("98681032547698103254", 5);
  card.other_names[{0x7f10, 0x5f3a}] = {0x7fff, 0x5f3a};
  CardBook book;
  book.contacts = test_contacts(7);
  const auto report = put_on(card, book);
  EXPECT_FALSE(report.stopped);
  EXPECT_EQ(report.contacts, 5u);
  const auto back = book_of(card);
  ASSERT_EQ(back.contacts.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(back.contacts[i], book.contacts[i]) << i;
  EXPECT_EQ(std::ranges::count(report.cuts, "contact", &RestoreCut::what), 2);
}

TEST(Restore, doing_it_again_adds_nothing) {
  auto card = test_usim();
  put_on(card, full_book());
  const auto before = book_of(card);
  const auto again = put_on(card, full_book());
  EXPECT_EQ(again.contacts + again.messages, 0u);
  EXPECT_EQ(again.were_there, 250u + before.messages.size());
  EXPECT_EQ(book_of(card), before);
}

TEST(Restore, a_message_in_another_file_of_the_card_is_there_as_well) {
  auto card = test_usim();
  add_old_messages(card, test_messages(4));
  const auto report = put_on(card, {.messages = test_messages(4)});
  EXPECT_EQ(report.messages, 0u);
  EXPECT_EQ(report.were_there, test_messages(4).size());
}

TEST(Restore, a_card_pulled_at_any_command_can_be_filled_later) {
  CardBook book;
  book.contacts = test_contacts(4);
  book.messages = test_messages(3);
  for (int at = 12; at < 400; ++at) {
    auto card = test_usim("98681032547698103254", 8);
    card.pulled_after = at;
    CardSession session{card};
    const auto application = open_sim(session);
    if (!application || !verify_pin(session, *application, PinName::pin1, "1234")) continue;
    const auto report = restore(session, book);
    card.pulled_after.reset();
    if (!report.stopped) break;
    EXPECT_EQ(report.stopped->code, "card.gone");
    EXPECT_FALSE(put_on(card, book).stopped);
    const auto back = book_of(card);
    EXPECT_EQ(back.contacts, book.contacts) << at;
    EXPECT_EQ(back.messages, book.messages) << at;
  }
}

}  // namespace
}  // namespace signoff
