// SPDX-License-Identifier: Apache-2.0
#include "card/book/vcard.h"

#include "card/book/vcard_line.h"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

namespace signoff {
namespace {

constexpr std::size_t kLineMax = 75;  // Octets, without the line's end (RFC 6350 3.2).

// RFC 6350 clause 3.4; other control characters have no place in a vCard.
std::string vcard_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ',' || c == ';') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (!is_vcard_control(c))
      out += c;
  }
  return out;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

void add_line(std::string& out, std::string_view line) {
  std::size_t room = kLineMax;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 1 && continues_character(line[end])) --end;
    out += line.substr(0, end);
    out += "\r\n ";
    line.remove_prefix(end);
    room = kLineMax - 1;  // The blank that folds counts.
  }
  out += line;
  out += "\r\n";
}

// RFC 3966 knows digits and * #; a pause and what is dialled after it are no part of a
// number that anybody may call from anywhere.
bool is_global(std::string_view number) {
  return number.size() > 1 && number[0] == '+' &&
         std::ranges::all_of(number.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

void add_number(std::string& out, const BookNumber& number, int index,
                VcardVersion version) {
  const std::string group = number.label.empty() ? "" : fmt::format("item{}.", index);
  if (version == VcardVersion::v3)
    add_line(out, fmt::format("{}TEL;TYPE=VOICE:{}", group, vcard_escaped(number.number)));
  else if (is_global(number.number))
    add_line(out, fmt::format("{}TEL;VALUE=uri;TYPE=voice:tel:{}", group, number.number));
  else
    add_line(out, fmt::format("{}TEL;VALUE=text;TYPE=voice:{}", group,
                              vcard_escaped(number.number)));
  if (!group.empty())
    add_line(out, fmt::format("{}X-ABLabel:{}", group, vcard_escaped(number.label)));
}

void add_contact(std::string& out, const BookContact& contact, VcardVersion version) {
  add_line(out, "BEGIN:VCARD");
  add_line(out, version == VcardVersion::v3 ? "VERSION:3.0" : "VERSION:4.0");
  add_line(out, "FN:" + vcard_escaped(shown_name(contact)));
  // A card does not say which part of a name is the family's.
  add_line(out, fmt::format("N:;{};;;", vcard_escaped(contact.name)));
  if (!contact.second_name.empty())
    add_line(out, "NICKNAME:" + vcard_escaped(contact.second_name));
  int index = 0;
  for (const BookNumber& number : contact.numbers)
    add_number(out, number, ++index, version);
  for (const std::string& email : contact.emails)
    add_line(out, (version == VcardVersion::v3 ? "EMAIL;TYPE=INTERNET:" : "EMAIL:") +
                      vcard_escaped(email));
  std::string groups;
  for (const std::string& group : contact.groups)
    groups += (groups.empty() ? "" : ",") + vcard_escaped(group);
  if (!groups.empty()) add_line(out, "CATEGORIES:" + groups);
  add_line(out, "END:VCARD");
}

}  // namespace

std::string shown_name(const BookContact& contact) {
  for (const std::string* name : {&contact.name, &contact.second_name})
    if (!name->empty()) return *name;
  if (!contact.numbers.empty()) return contact.numbers[0].number;
  return contact.emails.empty() ? "?" : contact.emails[0];
}

std::string to_vcard(const std::vector<BookContact>& contacts, VcardVersion version) {
  std::string out;
  for (const BookContact& contact : contacts) add_contact(out, contact, version);
  return out;
}

}  // namespace signoff
