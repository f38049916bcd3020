// SPDX-License-Identifier: Apache-2.0
#include "card/book/book_json.h"
#include "card/contents/backup.h"
#include "card/contents/restore.h"
#include "card/contents/test_full_book.h"
#include "card/identify.h"
#include "card/pin.h"
#include "card/text/alpha.h"

#include <gtest/gtest.h>
#include <deque>

namespace signoff {
namespace {

void show_pin(CardSession& session) {
  const auto application = open_sim(session);
  ASSERT_TRUE(application) << application.error().detail;
  ASSERT_TRUE(verify_pin(session, *application, PinName::pin1, "1234"));
}

// Through the file that a person keeps in between.
CardBook saved(TestCard& card) {
  CardSession session{card};
  show_pin(session);
  const auto backup = back_up(session, *parse_instant("2026-11-21T12:00:00Z"));
  EXPECT_TRUE(backup) << backup.error().code << backup.error().detail;
  if (!backup) return {};
  EXPECT_TRUE(backup->notes.empty()) << backup->notes.front().what;
  const auto parsed = parse_book(to_json(backup->book));
  EXPECT_TRUE(parsed && *parsed == backup->book);
  return backup->book;
}

RestoreReport put_back(TestCard& card, const CardBook& book) {
  CardSession session{card};
  show_pin(session);
  auto report = restore(session, book);
  EXPECT_FALSE(report.stopped) << report.stopped->code;
  return report;
}

std::vector<std::string> lines_of(const std::vector<RestoreCut>& cuts) {
  std::vector<std::string> out;
  for (const auto& cut : cuts)
    out.push_back(fmt::format("{}|{}|{}", cut.whose, cut.what, cut.lost));
  std::ranges::sort(out);
  return out;
}

// What a card of that shape can hold of a book, by counting alone: the contacts come in
// their order, each takes what is free, and all that is not taken is told.
class Counting {
 public:
  explicit Counting(const CardShape& shape) : room_{shape}, size_{shape} {}

  void put(const std::vector<BookContact>& book) {
    std::deque<BookContact> waiting{book.begin(), book.end()};
    for (; !waiting.empty(); waiting.pop_front()) {
      const auto& contact = waiting.front();
      const auto name = encode_alpha(contact.name, size_.name_size);
      const bool shows = name.cut != contact.name || !contact.numbers.empty();
      if (!shows || contacts.size() == size_.names)
        cut(contact, "contact", whole(contact));
      else
        put_one(contact, waiting);
    }
    const CardBook lists = saved_lists();
    for (const auto& dial : lists.dialled)
      cuts.push_back({dial.name, "dialled", dial.number.number});
    for (const auto& dial : lists.fixed)
      cuts.push_back({dial.name, "fixed", dial.number.number});
    for (const auto& dial : lists.services)
      cuts.push_back({dial.name, "service", dial.number.number});
  }

  std::vector<BookContact> contacts;
  std::vector<RestoreCut> cuts;

 private:
  static CardBook saved_lists() {
    auto card = test_usim();
    return saved(card);
  }
  void cut(const BookContact& contact, const char* what, const std::string& lost) {
    if (!lost.empty()) cuts.push_back({contact.name, what, lost});
  }
  static std::string whole(const BookContact& contact) {
    std::vector<std::string> parts;
    for (const auto& number : contact.numbers)
      parts.push_back(number.number +
                      (number.label.empty() ? "" : " (" + number.label + ")"));
    if (!contact.second_name.empty()) parts.push_back(contact.second_name);
    parts.insert(parts.end(), contact.emails.begin(), contact.emails.end());
    parts.insert(parts.end(), contact.groups.begin(), contact.groups.end());
    return fmt::format("{}", fmt::join(parts, ", "));
  }
  static bool take(std::size_t& room, std::size_t count = 1) {
    if (room < count) return false;
    room -= count;
    return true;
  }

  void put_one(const BookContact& contact, std::deque<BookContact>& waiting) {
    BookContact out;
    const auto name = encode_alpha(contact.name, size_.name_size);
    out.name = decode_alpha(name.bytes);
    cut(contact, "name", name.cut);
    std::vector<BookNumber> numbers = contact.numbers;
    if (numbers.size() > 1 && take(room_.numbers)) {
      numbers[1] = fitted(contact, numbers[1], size_.labels > 0);
    } else if (numbers.size() > 1) {
      waiting.push_back({contact.name, {}, {numbers[1]}, {}, {}});
      numbers.pop_back();
    }
    if (!numbers.empty()) numbers[0] = fitted(contact, numbers[0], false);
    out.numbers = numbers;
    for (const auto& email : contact.emails) {
      const auto kept = take(room_.emails) ? email.substr(0, size_.email_size) : "";
      if (!kept.empty()) out.emails.push_back(kept);
      cut(contact, "email", email.substr(kept.size()));
    }
    if (take(room_.second_names, contact.second_name.empty() ? 0 : 1))
      out.second_name = contact.second_name;
    else
      cut(contact, "second_name", contact.second_name);
    for (const auto& group : contact.groups) {
      if (std::ranges::find(groups_, group) == groups_.end() && take(room_.groups))
        groups_.push_back(group);
      if (std::ranges::find(groups_, group) != groups_.end())
        out.groups.push_back(group);
      else
        cut(contact, "group", group);
    }
    contacts.push_back(std::move(out));
  }

  BookNumber fitted(const BookContact& contact, BookNumber number, bool has_labels) {
    const std::size_t plus = number.number.starts_with('+') ? 1 : 0;
    const std::size_t digits = number.number.size() - plus;
    if (digits > 20 && !take(room_.extensions, (digits - 1) / 20)) {
      cut(contact, "number", number.number.substr(plus + 20));
      number.number.resize(plus + 20);
    }
    if (!has_labels) {
      cut(contact, "label", number.label);
      number.label.clear();
    }
    return number;
  }

  CardShape room_;
  CardShape size_;
  std::vector<std::string> groups_;
};

// The same for messages: each takes as many places as it has records, or none.
std::vector<BookMessage> count_messages(const std::vector<BookMessage>& book,
                                        std::size_t places, std::vector<RestoreCut>& cuts) {
  std::vector<BookMessage> kept;
  for (const auto& message : book) {
    if (message.records.size() > places) {
      cuts.push_back({message.peer.shown(), "message",
                      message.text.empty() ? to_hex(message.octets) : message.text});
      continue;
    }
    places -= message.records.size();
    kept.push_back(message);
  }
  return kept;
}

// Puts the full card's book on `target` and holds what is there, and what is told, against
// what can be counted.
RestoreReport expect_all_that_fits(TestCard& target, const CardShape& shape) {
  auto source = full_card();
  const auto book = saved(source);
  Counting counted{shape};
  counted.put(book.contacts);
  auto cuts = counted.cuts;
  const auto messages = count_messages(book.messages, shape.messages, cuts);

  const auto report = put_back(target, book);
  EXPECT_EQ(lines_of(report.cuts), lines_of(cuts));
  EXPECT_EQ(report.contacts, counted.contacts.size());
  EXPECT_EQ(report.messages, messages.size());
  const auto back = saved(target);
  EXPECT_EQ(back.contacts.size(), counted.contacts.size());
  for (std::size_t i = 0; i < std::min(back.contacts.size(), counted.contacts.size()); ++i)
    EXPECT_EQ(back.contacts[i], counted.contacts[i]) << i << ' ' << back.contacts[i].name;
  EXPECT_EQ(back.messages, messages);
  return report;
}

TEST(RoundTrip, a_full_card_reads_as_it_was_written) {
  auto card = full_card();
  const auto book = saved(card);
  const auto wanted = full_contacts();
  ASSERT_EQ(book.contacts.size(), 250u);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    EXPECT_EQ(book.contacts[i], wanted[i]) << i << ' ' << book.contacts[i].name;
  ASSERT_EQ(book.messages.size(), 50u);
  for (int i = 0; i < kFullMessages; ++i) {
    const auto sample = message_sample(i);
    const auto& message = book.messages[static_cast<std::size_t>(i)];
    EXPECT_EQ(message.text, sample.text) << i;
    EXPECT_EQ(message.status, sample.status) << i;
    EXPECT_EQ(message.octets, sample.octets) << i;
    EXPECT_EQ(message.missing, sample.missing) << i;
    EXPECT_EQ(message.records, sample.records) << i;
  }
}

TEST(RoundTrip, a_card_of_the_same_shape_takes_all_but_emoji) {
  auto target = shaped_usim({}, "98681032547698103244");
  const auto report = expect_all_that_fits(target, {});
  const auto back = saved(target);
  ASSERT_EQ(back.contacts.size(), 249u);
  std::size_t place = 0;
  for (int i = 0; i < kFullContacts; ++i) {
    if (i == 247) continue;
    EXPECT_EQ(back.contacts[place++].name, name_sample(i).kept) << i;
  }
  // 24 names that have a number, one that has none, and three lists of the card's own.
  EXPECT_EQ(report.cuts.size(), 24u + 1u + 3u);
}

TEST(RoundTrip, the_copy_of_a_copy_is_the_copy) {
  auto source = full_card();
  auto second = shaped_usim({}, "98681032547698103244");
  put_back(second, saved(source));
  const auto book = saved(second);
  auto third = shaped_usim({}, "98681032547698103234");
  const auto report = put_back(third, book);
  for (const auto& cut : report.cuts)
    EXPECT_TRUE(cut.what == "dialled" || cut.what == "fixed" || cut.what == "service")
        << cut.whose << ' ' << cut.what;
  const auto back = saved(third);
  EXPECT_EQ(back.contacts, book.contacts);
  EXPECT_EQ(back.messages, book.messages);
}

TEST(RoundTrip, what_was_cut_is_not_written_again_but_told_again) {
  auto source = full_card();
  const auto book = saved(source);
  auto target = shaped_usim({}, "98681032547698103244");
  const auto first = put_back(target, book);
  const auto before = saved(target);
  const auto again = put_back(target, book);
  EXPECT_EQ(again.contacts + again.messages, 0u);
  EXPECT_EQ(again.were_there, 249u + 50u);
  EXPECT_EQ(lines_of(again.cuts), lines_of(first.cuts));
  EXPECT_EQ(saved(target), before);
}

TEST(RoundTrip, a_book_of_two_files_of_names_is_filled_one_after_the_other) {
  auto target = shaped_usim({.names = 100}, "98681032547698103244");
  const auto path = [](std::uint16_t id) { return CardPath{0x7fff, 0x5f3a, id}; };
  target.linear(path(0x4f3b), 150, 34);
  target.linear(path(0x4f2a), 150, 3);
  target.linear(path(0x4f27), 150, 3, 0x00);
  target.linear(path(0x4f12), 40, 17);
  target.linear(path(0x4f51), 60, 42);
  target.linear(path(0x4f1a), 30, 22);
  // The ends of long numbers, labels and groups are those of the first.
  target.put(path(0x4f30), 2,
             *from_hex("a80cc0024f3bc1024f2ac6024f27"
                       "a90cc4024f12ca024f51c3024f1a"
                       "aa0cc2024f4ac7024f4bc8024f4c"));
  expect_all_that_fits(target, {});
  EXPECT_NE(target.record(path(0x4f3b), 149), Bytes(34, 0xff));
  EXPECT_EQ(target.record(path(0x4f3b), 150), Bytes(34, 0xff));
}

TEST(RoundTrip, nothing_of_a_deleted_contact_comes_back_with_another) {
  auto card = full_card();
  // A phone that deletes a contact may overwrite no more than its name.
  for (Bytes& record : card.files[kTestNames].records) record.assign(record.size(), 0xff);
  CardBook book;
  for (int i = 0; i < kFullContacts; ++i)
    book.contacts.push_back({fmt::format("New {}", i), {}, {first_number(1)}, {}, {}});
  EXPECT_TRUE(put_back(card, book).cuts.empty());
  EXPECT_EQ(saved(card).contacts, book.contacts);
}

TEST(RoundTrip, a_smaller_card_is_filled_and_everything_else_is_named) {
  const CardShape shape{.names = 120,
                        .name_size = 10,
                        .emails = 10,
                        .email_size = 20,
                        .numbers = 20,
                        .second_names = 8,
                        .extensions = 7,
                        .labels = 0,
                        .groups = 1,
                        .messages = 24};
  auto target = shaped_usim(shape, "98681032547698103244");
  expect_all_that_fits(target, shape);
  EXPECT_NE(to_hex(target.record(kTestExtensions, 7)), std::string(26, 'f'))
      << "the last extension is used by a number that fits in it";
}

TEST(RoundTrip, a_card_without_extensions_keeps_the_first_twenty_digits) {
  const CardShape shape{.emails = 0,
                        .numbers = 0,
                        .second_names = 0,
                        .extensions = 0,
                        .labels = 0,
                        .groups = 0,
                        .messages = 1};
  auto target = shaped_usim(shape, "98681032547698103244");
  expect_all_that_fits(target, shape);
}

TEST(RoundTrip, a_sim_of_old_takes_names_numbers_and_messages) {
  const CardShape shape{.names = 254,
                        .name_size = 14,
                        .emails = 0,
                        .numbers = 0,
                        .second_names = 0,
                        .labels = 0,
                        .groups = 0};
  auto target = shaped_sim(shape);
  expect_all_that_fits(target, shape);
  auto bare = shape;
  bare.extensions = 0;
  auto without_ends = shaped_sim(bare);
  expect_all_that_fits(without_ends, bare);
}

}  // namespace
}  // namespace signoff
