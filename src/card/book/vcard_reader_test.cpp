// SPDX-License-Identifier: Apache-2.0
#include "card/book/vcard_reader.h"

#include "card/book/vcard.h"
#include "card/text/number.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

BookNumber number(std::string text, std::string label = {}) {
  const auto type = text.starts_with('+') ? kInternationalNumber : kUnknownNumber;
  return {std::move(text), type, std::move(label)};
}

ReadVcards read(std::string_view text) {
  const auto read = parse_vcards(text);
  EXPECT_TRUE(read) << read.error().code << " " << read.error().detail;
  return read.value_or(ReadVcards{});
}
// Of a vCard with these lines.
BookContact contact_of(const std::string& lines) {
  const auto cards =
      read("BEGIN:VCARD\r\nVERSION:3.0\r\n" + lines + "\r\nEND:VCARD\r\n").contacts;
  EXPECT_EQ(cards.size(), 1u) << lines;
  return cards.empty() ? BookContact{} : cards.front();
}
std::string code_of(std::string_view text) {
  const auto read = parse_vcards(text);
  return read ? "" : read.error().code + " " + read.error().detail;
}

TEST(VcardReader, reads_what_we_write_in_both_versions) {
  std::string name;
  for (int n = 0; n < 60; ++n) name += "号";
  const std::vector<BookContact> contacts{
      {"张三",
       "老张",
       {number("+8613900139000"), number("10086p1", "Office, 2nd; floor")},
       {"a@example.org"},
       {"家人", "Work, here"}},
      {"*100# \\ tariff", "", {number("*100#")}, {}, {}},
      {name, "", {}, {}, {}},
      {"", "", {number("112")}, {}, {}},
      {"", "Nick", {}, {}, {}},
      {"", "", {}, {"only@example.org"}, {}}};
  for (const auto version : {VcardVersion::v3, VcardVersion::v4})
    EXPECT_EQ(read(to_vcard(contacts, version)).contacts, contacts);
}

// As one maker's phones share contacts: groups with labels, marks around the number, a
// picture.
TEST(VcardReader, reads_a_contact_with_labels_in_groups) {
  const auto cards = read(
      "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Maker//OS 18.1//EN\r\n"
      "N:Meyer;Anna;Maria;Dr.;\r\nFN:Dr. Anna Maria Meyer\r\nNICKNAME:Anni\\, A.\r\n"
      "ORG:Example\\, Ltd.;Sales\r\n"
      "EMAIL;type=INTERNET;type=HOME;type=pref:anna@example.org\r\n"
      "TEL;type=CELL;type=VOICE;type=pref:+49 170 1234567\r\n"
      "item1.TEL:\xe2\x80\xaa+49\xc2\xa0(30)\xc2\xa0"
      "901820\xe2\x80\x91"
      "15\xe2\x80\xac\r\nitem1.X-ABLabel:_$!<Main>!$_\r\n"
      "item2.ADR;type=HOME:;;Example Street 1;Berlin;;10115;Germany\r\n"
      "item2.X-ABADR:de\r\nBDAY:1990-01-31\r\n"
      "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAASABIAAD/"
      "4QBARXhpZgAATU0AKgAAAAgAAYdp\r\n"
      " AAQAAAABAAAAGgAAAAAAAqACAAQAAAABAAAAAKADAAQAAAABAAAAAAAAAAA=\r\n"
      "REV:2026-11-21T10:00:00Z\r\nEND:VCARD\r\n");
  ASSERT_EQ(cards.contacts.size(), 1u);
  EXPECT_EQ(cards.contacts[0],
            (BookContact{"Dr. Anna Maria Meyer",
                         "Anni, A.",
                         {number("+491701234567"), number("+493090182015", "Main")},
                         {"anna@example.org"},
                         {}}));
  EXPECT_EQ(cards.left_out,
            (std::map<std::string, std::size_t>{{"ADR", 1}, {"BDAY", 1}, {"PHOTO", 1}}));
}

// As another system exports its address book: lines end with LF, an empty line after the
// picture, several in one file.
TEST(VcardReader, reads_an_address_book_of_many) {
  const auto cards = read(
      "\xef\xbb\xbf"
      "BEGIN:VCARD\nVERSION:3.0\nN:王;小明;;;\nFN:王小明\n"
      "TEL;TYPE=CELL,PREF:138 0013 8000\nTEL;TYPE=WORK:010-12345678,801\n"
      "CATEGORIES:myContacts\nPHOTO;ENCODING=BASE64;JPEG:AAAA\n BBBB\n\nNOTE:\nEND:VCARD\n"
      "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:\nORG:Taxi;Radio\nTEL;TYPE=WORK:1-2-3\nEND:"
      "VCARD"
      "\n\nBEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:\nNOTE:nobody\nEND:VCARD\n");
  ASSERT_EQ(cards.contacts.size(), 2u);
  EXPECT_EQ(cards.contacts[0],
            (BookContact{"王小明",
                         "",
                         {number("13800138000"), number("01012345678p801")},
                         {},
                         {"myContacts"}}));
  EXPECT_EQ(cards.contacts[1], (BookContact{"Taxi", "", {number("123")}, {}, {}}));
  EXPECT_EQ(cards.left_out,
            (std::map<std::string, std::size_t>{{"NOTE", 1}, {"PHOTO", 1}}));
}

TEST(VcardReader, reads_version_4_with_uris_and_quotes) {
  const auto cards = read(
      "begin:vcard\r\nversion:4.0\r\nfn;language=en:Simon\r\n\t Perr\r\n eault\r\n"
      "tel;value=uri;type=\"voice,home\";pref=1:tel:+1-418-656-9254;ext=102\r\n"
      "Tel;VALUE=uri;ALTID=\"a:b;c\":TEL:+14182620001\r\n"
      "EMAIL;TYPE=work:MAILTO:simon@example.org\r\nend:vcard\r\n");
  ASSERT_EQ(cards.contacts.size(), 1u);
  EXPECT_EQ(cards.contacts[0],
            (BookContact{"Simon Perreault",
                         "",
                         {number("+14186569254p102"), number("+14182620001")},
                         {"simon@example.org"},
                         {}}));
}

TEST(VcardReader, a_name_is_made_of_its_parts_where_none_is_shown) {
  EXPECT_EQ(contact_of("N:Meyer;Anna;Maria;Dr.;MSc").name, "Dr. Anna Maria Meyer MSc");
  EXPECT_EQ(contact_of("N:王;小明;;;").name, "王小明");
  EXPECT_EQ(contact_of("N:Meyer").name, "Meyer");
  EXPECT_EQ(contact_of("FN:a\\nb\\\\c\\;d\x01").name, "a b\\c;d");
  EXPECT_EQ(contact_of("FN: \r\nTEL:1").name, "");
}

TEST(VcardReader, what_is_no_number_is_left_to_whoever_writes_it) {
  EXPECT_EQ(contact_of("FN:Shop\r\nTEL:1-800-FLOWERS\r\nTEL:()").numbers,
            std::vector<BookNumber>{number("1-800-FLOWERS")});
  EXPECT_EQ(contact_of("TEL;VALUE=uri:tel:ask Anna ;phone-context=x").numbers[0].number,
            "ask Anna")
      << "without the blanks at its end";
}

TEST(VcardReader, takes_all_of_a_file_or_nothing) {
  const std::string head = "BEGIN:VCARD\r\nVERSION:3.0\r\n";
  const std::string whole = head + "FN:A\r\nEND:VCARD\r\n";
  EXPECT_EQ(code_of(whole), "");
  for (const auto* none :
       {"", "\r\n\r\n", "FN:A\r\n", "{\"version\":1}", "BEGIN:VEVENT\r\n", "END:VCARD\r\n"})
    EXPECT_EQ(code_of(none), "vcard.none ") << none;
  EXPECT_EQ(code_of(whole + head + "FN:B\r\n"), "vcard.line 7") << "it was cut off";
  EXPECT_EQ(code_of(whole + "FN:B\r\n"), "vcard.line 5");
  EXPECT_EQ(code_of(head + "FN:A\r\nno line\r\nEND:VCARD\r\n"), "vcard.line 4");
  EXPECT_EQ(code_of(head + "AGENT:x\r\nBEGIN:VCARD\r\n"), "vcard.line 4");
  EXPECT_EQ(code_of(head + "FN;X=\"a:A\r\nEND:VCARD\r\n"), "vcard.line 3");
  EXPECT_EQ(code_of("BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n"), "vcard.version ");
  EXPECT_EQ(code_of("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-"
                    "PRINTABLE:=E5=BC=A0;;;;\r\nEND:VCARD\r\n"),
            "vcard.version ");
  for (const auto* line : {"FN;ENCODING=QUOTED-PRINTABLE:=41", "FN;QUOTED-PRINTABLE:=41",
                           "FN;CHARSET=GBK:A", "FN:\xc4\xe3"})
    EXPECT_EQ(code_of(head + line + "\r\nEND:VCARD\r\n"), "vcard.encoding 3") << line;
  EXPECT_EQ(code_of(head + "FN;CHARSET=utf-8:A\r\nEND:VCARD\r\n"), "");
}

TEST(VcardReader, is_bounded) {
  const std::string head = "BEGIN:VCARD\nVERSION:3.0\nFN:A\n";
  EXPECT_EQ(code_of(std::string(kVcardMax + 1, '\n')), "vcard.size ");
  EXPECT_EQ(code_of(head + "EMAIL:" + std::string(64 * 1024 + 1, 'a') + "\nEND:VCARD\n"),
            "vcard.line 4");
  EXPECT_EQ(code_of(head + "NOTE:" + std::string(64 * 1024 + 1, 'a') + "\nEND:VCARD\n"),
            "");
  std::string numbers, groups, all;
  for (int n = 0; n < 257; ++n) numbers += "TEL:1\n";
  for (int n = 0; n < 257; ++n) groups += "x,";
  EXPECT_EQ(code_of(head + numbers + "END:VCARD\n"), "vcard.line 260");
  EXPECT_EQ(code_of(head + "CATEGORIES:" + groups + "\nEND:VCARD\n"), "vcard.line 4");
  for (int n = 0; n < 20'001; ++n) all += head + "END:VCARD\n";
  EXPECT_EQ(code_of(all), "vcard.size ");
}

}  // namespace
}  // namespace signoff
