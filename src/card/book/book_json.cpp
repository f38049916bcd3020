// SPDX-License-Identifier: Apache-2.0
#include "card/book/book_json.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr int kVersion = 1;
constexpr std::size_t kDepthMax = 8;
constexpr std::size_t kItemsMax = 20'000;  // A card has at most a few thousand of anything.
constexpr std::size_t kTextMax = 64 * 1024;
constexpr std::size_t kListMax = 256;

constexpr std::array<std::string_view, 3> kKinds{"received", "sent", "report"};
constexpr std::array<std::string_view, 4> kStatuses{"read", "unread", "sent", "to_send"};

template <class Enum, std::size_t N>
std::string_view word(Enum value, const std::array<std::string_view, N>& words) {
  return words[static_cast<std::size_t>(value)];
}

void put(json::object& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}

template <class T, class Write>
void put_list(json::object& out, std::string_view name, const std::vector<T>& list,
              Write write) {
  if (list.empty()) return;
  json::array array;
  for (const T& item : list) array.push_back(write(item));
  out[name] = std::move(array);
}

void put_texts(json::object& out, std::string_view name,
               const std::vector<std::string>& list) {
  put_list(out, name, list, [](const std::string& text) { return json::value(text); });
}

void put_records(json::object& out, std::string_view name, const std::vector<Bytes>& list) {
  put_list(out, name, list, [](const Bytes& bytes) { return json::value(to_hex(bytes)); });
}

json::object number_json(const BookNumber& number) {
  json::object out{{"number", number.number}, {"type", number.type}};
  put(out, "label", number.label);
  return out;
}

json::object dial_json(const BookDial& dial) {
  json::object out = number_json(dial.number);
  put(out, "name", dial.name);
  return out;
}

json::object contact_json(const BookContact& contact) {
  json::object out;
  put(out, "name", contact.name);
  put(out, "second_name", contact.second_name);
  put_list(out, "numbers", contact.numbers, number_json);
  put_texts(out, "emails", contact.emails);
  put_texts(out, "groups", contact.groups);
  return out;
}

json::object address_json(const SmsAddress& address) {
  return {{"number", address.text}, {"type", address.type}};
}

json::object message_json(const BookMessage& message) {
  json::object out{{"kind", word(message.kind, kKinds)},
                   {"status", word(message.status, kStatuses)},
                   {"peer", address_json(message.peer)},
                   {"centre", address_json(message.centre)}};
  if (message.time) out["time"] = to_string(*message.time);
  if (message.discharged) out["discharged"] = to_string(*message.discharged);
  if (message.report) out["report"] = *message.report;
  put(out, "text", message.text);
  put(out, "octets", to_hex(message.octets));
  put_list(out, "missing", message.missing, [](int number) { return json::value(number); });
  put_records(out, "records", message.records);
  return out;
}

// Takes members one by one and keeps the name of the first that is wrong.
class Reader {
 public:
  Reader(const json::value& value, std::string& wrong) : wrong_{wrong} {
    if (value.is_object())
      object_ = &value.get_object();
    else
      refuse("object");
  }

  void text(std::string_view name, std::string& out) {
    const auto* value = take(name);
    if (value != nullptr) read_text(name, *value, out);
  }
  void octets(std::string_view name, Bytes& out) {
    const auto* value = take(name);
    if (value != nullptr) read_octets(name, *value, out);
  }
  template <class T>
  void number(std::string_view name, int max, T& out) {
    const auto* value = take(name);
    if (value == nullptr) return;
    if (!value->is_int64() || value->get_int64() < 0 || value->get_int64() > max)
      return refuse(name);
    out = static_cast<T>(value->get_int64());
  }
  template <class Enum, std::size_t N>
  void choice(std::string_view name, const std::array<std::string_view, N>& words,
              Enum& out) {
    std::string text;
    this->text(name, text);
    if (text.empty()) return;
    const auto found = std::ranges::find(words, text);
    if (found == words.end()) return refuse(name);
    out = static_cast<Enum>(found - words.begin());
  }
  void time(std::string_view name, std::optional<SmsTime>& out) {
    std::string text;
    this->text(name, text);
    if (text.empty()) return;
    const auto time = parse_sms_time(text);
    if (!time) return refuse(name);
    out = *time;
  }
  void instant(std::string_view name, Instant& out) {
    std::string text;
    this->text(name, text);
    if (text.empty()) return;
    const auto time = parse_instant(text);
    if (!time) return refuse(name);
    out = *time;
  }
  // Each item with `read(value, item)`.
  template <class T, class Read>
  void list(std::string_view name, std::size_t max, std::vector<T>& out, Read read) {
    const auto* value = take(name);
    if (value == nullptr) return;
    if (!value->is_array() || value->get_array().size() > max) return refuse(name);
    for (const json::value& item : value->get_array()) {
      if (!wrong_.empty()) return;
      T one{};
      read(item, one);
      out.push_back(std::move(one));
    }
  }
  void texts(std::string_view name, std::vector<std::string>& out) {
    list(name, kListMax, out,
         [&](const json::value& item, std::string& text) { read_text(name, item, text); });
  }
  void records(std::string_view name, std::size_t max, std::vector<Bytes>& out) {
    list(name, max, out,
         [&](const json::value& item, Bytes& bytes) { read_octets(name, item, bytes); });
  }
  template <class Read>
  void object(std::string_view name, Read read) {
    const auto* value = take(name);
    if (value != nullptr) read(*value);
  }
  // Call last: what nobody took is not ours.
  void finish() {
    if (object_ != nullptr && taken_ != object_->size()) refuse("unknown");
  }

 private:
  const json::value* take(std::string_view name) {
    if (object_ == nullptr) return nullptr;
    const auto* value = object_->if_contains(name);
    if (value != nullptr) ++taken_;
    return value;
  }
  void refuse(std::string_view name) {
    if (wrong_.empty()) wrong_ = name;
  }
  void read_text(std::string_view name, const json::value& value, std::string& out) {
    if (!value.is_string() || value.get_string().size() > kTextMax) return refuse(name);
    out = std::string_view{value.get_string()};
  }
  void read_octets(std::string_view name, const json::value& value, Bytes& out) {
    std::string text;
    read_text(name, value, text);
    auto bytes = from_hex(text);
    if (!bytes) return refuse(name);
    out = std::move(*bytes);
  }

  const json::object* object_ = nullptr;
  std::size_t taken_ = 0;
  std::string& wrong_;
};

// A plus and an international type go together; a hand-written number says it by the plus.
void settle(BookNumber& number, bool has_type) {
  if (!has_type && number.number.starts_with('+')) number.type = kInternationalNumber;
}

void read_number_members(Reader& reader, BookNumber& number) {
  int type = -1;
  reader.text("number", number.number);
  reader.number("type", 255, type);
  reader.text("label", number.label);
  if (type >= 0) number.type = static_cast<std::uint8_t>(type);
  settle(number, type >= 0);
}

void read_dial(const json::value& value, BookDial& dial, std::string& wrong) {
  Reader reader{value, wrong};
  read_number_members(reader, dial.number);
  reader.text("name", dial.name);
  reader.finish();
}

void read_contact(const json::value& value, BookContact& contact, std::string& wrong) {
  Reader reader{value, wrong};
  reader.text("name", contact.name);
  reader.text("second_name", contact.second_name);
  reader.list("numbers", kListMax, contact.numbers,
              [&](const json::value& item, BookNumber& number) {
                Reader inner{item, wrong};
                read_number_members(inner, number);
                inner.finish();
              });
  reader.texts("emails", contact.emails);
  reader.texts("groups", contact.groups);
  reader.finish();
}

void read_address(const json::value& value, SmsAddress& address, std::string& wrong) {
  Reader reader{value, wrong};
  reader.text("number", address.text);
  reader.number("type", 255, address.type);
  reader.finish();
}

void read_message(const json::value& value, BookMessage& message, std::string& wrong) {
  Reader reader{value, wrong};
  reader.choice("kind", kKinds, message.kind);
  reader.choice("status", kStatuses, message.status);
  reader.object("peer",
                [&](const json::value& item) { read_address(item, message.peer, wrong); });
  reader.object("centre", [&](const json::value& item) {
    read_address(item, message.centre, wrong);
  });
  reader.time("time", message.time);
  reader.time("discharged", message.discharged);
  int report = -1;
  reader.number("report", 255, report);
  if (report >= 0) message.report = report;
  reader.text("text", message.text);
  reader.octets("octets", message.octets);
  std::vector<int> missing;
  reader.list("missing", kListMax, missing, [&](const json::value& item, int& number) {
    const bool is_part = item.is_int64() && item.get_int64() > 0 && item.get_int64() < 256;
    if (is_part) number = static_cast<int>(item.get_int64());
    if (!is_part && wrong.empty()) wrong = "missing";
  });
  message.missing.assign(missing.begin(), missing.end());
  reader.records("records", kListMax, message.records);
  reader.finish();
}

}  // namespace

std::string to_json(const CardBook& book) {
  json::object out{{"version", kVersion}};
  put(out, "iccid", book.iccid);
  put(out, "imsi", book.imsi);
  put(out, "network", book.network);
  out["taken_at"] = to_string(book.taken_at);
  put_list(out, "own_numbers", book.own_numbers, dial_json);
  put_list(out, "contacts", book.contacts, contact_json);
  put_list(out, "messages", book.messages, message_json);
  put_list(out, "dialled", book.dialled, dial_json);
  put_list(out, "fixed", book.fixed, dial_json);
  put_list(out, "services", book.services, dial_json);
  put_records(out, "unread_records", book.unread_records);
  return json::serialize(out);
}

Result<CardBook> parse_book(std::string_view text) {
  if (text.size() > kBookJsonMax) return fail(Fault::bad_input, "book.size");
  json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed, {}, options);
  if (failed || !value.is_object()) return fail(Fault::bad_input, "book.json");
  const auto* version = value.get_object().if_contains("version");
  if (version == nullptr || !version->is_int64() || version->get_int64() != kVersion)
    return fail(Fault::bad_input, "book.version");

  CardBook book;
  std::string wrong;
  Reader reader{value, wrong};
  const auto dial = [&](const json::value& item, BookDial& out) {
    read_dial(item, out, wrong);
  };
  int known_version = 0;
  reader.number("version", kVersion, known_version);
  reader.text("iccid", book.iccid);
  reader.text("imsi", book.imsi);
  reader.text("network", book.network);
  reader.instant("taken_at", book.taken_at);
  reader.list("own_numbers", kItemsMax, book.own_numbers, dial);
  reader.list("contacts", kItemsMax, book.contacts,
              [&](const json::value& item, BookContact& contact) {
                read_contact(item, contact, wrong);
              });
  reader.list("messages", kItemsMax, book.messages,
              [&](const json::value& item, BookMessage& message) {
                read_message(item, message, wrong);
              });
  reader.list("dialled", kItemsMax, book.dialled, dial);
  reader.list("fixed", kItemsMax, book.fixed, dial);
  reader.list("services", kItemsMax, book.services, dial);
  reader.records("unread_records", kItemsMax, book.unread_records);
  reader.finish();
  if (!wrong.empty()) return fail(Fault::bad_input, "book.member", wrong);
  return book;
}

}  // namespace signoff
