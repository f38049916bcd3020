// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"
#include "card/book/book_csv.h"
#include "card/book/book_json.h"
#include "card/book/book_page.h"
#include "card/book/vcard.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

CardBook full_book() {
  CardBook book;
  book.iccid = "89860123456789012345";
  book.imsi = "460000123456789";
  book.network = "信号 & <Co>";
  book.taken_at = *parse_instant("2026-11-21T12:00:00Z");
  book.own_numbers = {{"我", {"+8613800138000", 0x91, ""}}};
  book.contacts = {{"张三",
                    "老张",
                    {{"+8613900139000", 0x91, ""}, {"10086p1", 0xa1, "Office"}},
                    {"a@example.org"},
                    {"家人", "Work"}},
                   {"=HYPERLINK(1)", "", {{"*100#", 0x81, ""}}, {}, {}}};
  BookMessage message;
  message.status = SmsStatus::unread;
  message.peer = {0x91, "8613900139000"};
  message.centre = {0x91, "8613800100500"};
  message.time = *parse_sms_time("2026-11-20T09:30:00+08:00");
  message.text = "<script>alert(1)</script>\n您好 […] \"quoted\"";
  message.missing = {2};
  message.records = {Bytes(176, 0x5a)};
  book.messages.push_back(message);
  BookMessage report;
  report.kind = SmsKind::report;
  report.report = 0;
  report.discharged = message.time;
  report.octets = {1, 2, 255};
  book.messages.push_back(report);
  book.dialled = {{"", {"112", 0x81, ""}}};
  book.fixed = {{"Fixed", {"+1555", 0x91, ""}}};
  book.services = {{"Help", {"10086", 0x81, ""}}};
  book.unread_records = {{0x01, 0x02}};
  return book;
}

TEST(CardBook, json_gives_back_everything) {
  const auto book = full_book();
  const auto back = parse_book(to_json(book));
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(*back, book);
  EXPECT_EQ(*parse_book(to_json(CardBook{})), CardBook{});
}

TEST(CardBook, a_hand_written_number_says_by_its_plus_what_it_is) {
  const auto book = parse_book(
      R"({"version":1,"contacts":[{"name":"A","numbers":[{"number":"+49301"},{"number":"110"}]}]})");
  ASSERT_TRUE(book);
  EXPECT_EQ(book->contacts[0].numbers[0].type, kInternationalNumber);
  EXPECT_EQ(book->contacts[0].numbers[1].type, kUnknownNumber);
}

TEST(CardBook, json_that_is_no_book_is_refused_by_name) {
  const std::pair<const char*, const char*> rows[] = {
      {"", "book.json"},
      {"[]", "book.json"},
      {"{}", "book.version"},
      {R"({"version":2})", "book.version"},
      {R"({"version":1,"x":1})", "book.member"},
      {R"({"version":1,"iccid":7})", "book.member"},
      {R"({"version":1,"taken_at":"today"})", "book.member"},
      {R"({"version":1,"contacts":[7]})", "book.member"},
      {R"({"version":1,"contacts":[{"name":"a","x":1}]})", "book.member"},
      {R"({"version":1,"messages":[{"kind":"fax"}]})", "book.member"},
      {R"({"version":1,"messages":[{"records":["0"]}]})", "book.member"},
      {R"({"version":1,"messages":[{"missing":[0]}]})", "book.member"},
      {R"({"version":1,"fixed":[{"type":256}]})", "book.member"},
      {R"({"version":1} 1)", "book.json"},
      {R"({"version":1,"x":[[[[[[[[[[1]]]]]]]]]]})", "book.json"}};
  for (const auto& [text, code] : rows) {
    const auto book = parse_book(text);
    ASSERT_FALSE(book) << text;
    EXPECT_EQ(book.error().code, code) << text;
  }
  EXPECT_EQ(parse_book(std::string(kBookJsonMax + 1, ' ')).error().code, "book.size");
}

TEST(Vcard, version_4_is_as_rfc_6350_writes_it) {
  EXPECT_EQ(to_vcard({full_book().contacts[0]}, VcardVersion::v4),
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:张三\r\nN:;张三;;;\r\nNICKNAME:老张\r\n"
            "TEL;VALUE=uri;TYPE=voice:tel:+8613900139000\r\n"
            "item2.TEL;VALUE=text;TYPE=voice:10086p1\r\nitem2.X-ABLabel:Office\r\n"
            "EMAIL:a@example.org\r\nCATEGORIES:家人,Work\r\nEND:VCARD\r\n");
}

TEST(Vcard, version_3_is_as_rfc_2426_writes_it) {
  const auto text = to_vcard({full_book().contacts[0]}, VcardVersion::v3);
  EXPECT_NE(text.find("VERSION:3.0\r\n"), text.npos);
  EXPECT_NE(text.find("\r\nTEL;TYPE=VOICE:+8613900139000\r\n"), text.npos);
  EXPECT_NE(text.find("\r\nEMAIL;TYPE=INTERNET:a@example.org\r\n"), text.npos);
}

TEST(Vcard, what_has_a_meaning_is_escaped_and_nobody_adds_a_property) {
  BookContact contact;
  contact.name = "a,b;c\\d\r\nEND:VCARD";
  const auto text = to_vcard({contact}, VcardVersion::v4);
  EXPECT_NE(text.find("FN:a\\,b\\;c\\\\d\\nEND:VCARD\r\n"), text.npos);
}

TEST(Vcard, lines_fold_between_characters) {
  BookContact contact;
  for (int i = 0; i < 60; ++i) contact.name += "号";
  const auto text = to_vcard({contact}, VcardVersion::v4);
  std::string unfolded;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    const auto line = text.substr(at, end - at);
    EXPECT_LE(line.size(), 75u);
    EXPECT_TRUE(from_utf8(line)) << "a character is torn apart";
    unfolded += line.starts_with(' ') ? line.substr(1) : "\n" + line;
    at = end + 2;
  }
  EXPECT_NE(unfolded.find("FN:" + contact.name + "\n"), unfolded.npos);
}

TEST(Vcard, a_contact_without_a_name_is_called_by_its_number) {
  BookContact contact;
  contact.numbers = {{"112", 0x81, ""}};
  EXPECT_NE(to_vcard({contact}, VcardVersion::v4).find("FN:112\r\n"), std::string::npos);
}

TEST(BookCsv, a_cell_is_never_a_formula) {
  const auto text = contacts_csv(full_book());
  EXPECT_TRUE(text.starts_with("\xef\xbb\xbf\"name\",\"second_name\",\"number_1\""));
  EXPECT_NE(text.find("\"'=HYPERLINK(1)\""), text.npos);
  EXPECT_NE(text.find("\"'+8613900139000\""), text.npos);
  CardBook book;
  for (const char* name : {"-1", "@x", "\t=1", "\r=1", "'=1"})
    book.fixed.push_back({name, {"1", 0x81, ""}});
  const auto numbers = numbers_csv(book);
  for (const char* cell : {"\"'-1\"", "\"'@x\"", "\"'\t=1\"", "\"'\r=1\"", "\"''=1\""})
    EXPECT_NE(numbers.find(cell), numbers.npos) << cell;
}

TEST(BookCsv, quotes_are_doubled_and_lines_stay_in_their_cell) {
  const auto text = messages_csv(full_book());
  EXPECT_NE(text.find("\"\"quoted\"\""), text.npos);
  EXPECT_NE(text.find("</script>\n您好"), text.npos);
  EXPECT_NE(text.find("\"report\",\"read\",\"\",\"\",\"\",\"0102ff\",\"\"\r\n"), text.npos);
}

TEST(BookPage, shows_everything_and_runs_nothing) {
  for (const auto language : {Language::en, Language::zh}) {
    const auto page = to_page(full_book(), language);
    EXPECT_EQ(page.find("<script"), page.npos);
    EXPECT_NE(page.find("&lt;script&gt;"), page.npos);
    EXPECT_NE(page.find("信号 &amp; &lt;Co&gt;"), page.npos);
    EXPECT_NE(page.find("张三"), page.npos);
    EXPECT_NE(page.find("2026-11-20 09:30:00+08:00"), page.npos);
    EXPECT_NE(page.find("0102ff"), page.npos);
    EXPECT_EQ(page.find("http:"), page.npos);
    EXPECT_EQ(page.find("https:"), page.npos);
  }
  EXPECT_NE(to_page(CardBook{}, Language::zh).find("联系人 (0)"), std::string::npos);
  EXPECT_NE(to_page(CardBook{}, Language::en).find("None."), std::string::npos);
}

}  // namespace
}  // namespace signoff
