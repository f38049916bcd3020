// SPDX-License-Identifier: Apache-2.0
#include "card/book/book_csv.h"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

namespace signoff {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";

std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view{"=+-@\t\r\n'"}.find(text[0]) != text.npos)
    out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    if (c != '\0') out += c;
  }
  return out + '"';
}

// One line of cells.
class Row {
 public:
  Row& add(std::string_view text) {
    line_ += (line_.empty() ? "" : ",") + cell(text);
    return *this;
  }
  std::string end() const { return line_ + "\r\n"; }

 private:
  std::string line_;
};

template <class List>
std::size_t longest(const std::vector<BookContact>& contacts, List list) {
  std::size_t count = 0;
  for (const BookContact& contact : contacts)
    count = std::max(count, (contact.*list).size());
  return count;
}

std::string_view word(SmsKind kind) {
  switch (kind) {
    case SmsKind::received: return "received";
    case SmsKind::sent: return "sent";
    case SmsKind::report: return "report";
  }
  return "";
}

std::string_view word(SmsStatus status) {
  switch (status) {
    case SmsStatus::read: return "read";
    case SmsStatus::unread: return "unread";
    case SmsStatus::sent: return "sent";
    case SmsStatus::to_send: return "to send";
  }
  return "";
}

}  // namespace

std::string contacts_csv(const CardBook& book) {
  const std::size_t numbers = longest(book.contacts, &BookContact::numbers);
  const std::size_t emails = longest(book.contacts, &BookContact::emails);
  Row head;
  head.add("name").add("second_name");
  for (std::size_t i = 1; i <= numbers; ++i)
    head.add(fmt::format("number_{}", i)).add(fmt::format("label_{}", i));
  for (std::size_t i = 1; i <= emails; ++i) head.add(fmt::format("email_{}", i));
  head.add("groups");

  std::string out = std::string{kMark} + head.end();
  for (const BookContact& contact : book.contacts) {
    Row row;
    row.add(contact.name).add(contact.second_name);
    for (std::size_t i = 0; i < numbers; ++i) {
      const bool has = i < contact.numbers.size();
      row.add(has ? contact.numbers[i].number : "")
          .add(has ? contact.numbers[i].label : "");
    }
    for (std::size_t i = 0; i < emails; ++i)
      row.add(i < contact.emails.size() ? contact.emails[i] : "");
    row.add(fmt::format("{}", fmt::join(contact.groups, "; ")));
    out += row.end();
  }
  return out;
}

std::string messages_csv(const CardBook& book) {
  Row head;
  head.add("kind").add("status").add("peer").add("time").add("text").add("octets");
  head.add("missing_parts");
  std::string out = std::string{kMark} + head.end();
  for (const BookMessage& message : book.messages) {
    Row row;
    row.add(word(message.kind)).add(word(message.status)).add(message.peer.shown());
    row.add(message.time ? to_string(*message.time) : "").add(message.text);
    row.add(to_hex(message.octets));
    row.add(fmt::format("{}", fmt::join(message.missing, " ")));
    out += row.end();
  }
  return out;
}

std::string numbers_csv(const CardBook& book) {
  std::string out = std::string{kMark} + Row{}.add("list").add("name").add("number").end();
  const std::pair<std::string_view, const std::vector<BookDial>*> lists[] = {
      {"own", &book.own_numbers},
      {"dialled", &book.dialled},
      {"fixed", &book.fixed},
      {"service", &book.services}};
  for (const auto& [name, list] : lists)
    for (const BookDial& dial : *list)
      out += Row{}.add(name).add(dial.name).add(dial.number.number).end();
  return out;
}

}  // namespace signoff
