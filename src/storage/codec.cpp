// SPDX-License-Identifier: Apache-2.0
#include "storage/codec.h"

#include "storage/record_shape.h"

#include <boost/json.hpp>

#include <charconv>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kTextMax = 4U << 20U;
constexpr std::size_t kDepthMax = 16;

// --- Writing: appended straight to the text, with no document in between.

void write_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t clean = 0;  // Where the run of bytes that need no escape began.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, clean, i - clean);
    clean = i + 1;
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
      continue;
    }
    out += "\\u00";
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  out.append(text, clean);
  out += '"';
}

void write_integer(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

template <class T>
void write(std::string& out, const T& value);

template <Described T>
void write_members(std::string& out, const T& value) {
  static const T kDefault{};
  out += '{';
  bool is_first = true;
  for_each_member<T>([&](std::string_view name, auto pointer) {
    using Member = std::decay_t<decltype(value.*pointer)>;
    // An enum is always written: its first value is a statement, not an absence.
    if constexpr (!std::is_enum_v<Member>) {
      static const Member kEmpty{};
      if (value.*pointer == kEmpty && kDefault.*pointer == kEmpty) return;
    }
    if (!is_first) out += ',';
    is_first = false;
    out += '"';
    out += name;
    out += "\":";
    write(out, value.*pointer);
  });
  out += '}';
}

void write_money(std::string& out, const Money& money) {
  out += "{\"minor\":";
  write_integer(out, money.minor());
  out += ",\"currency\":\"";
  out += money.currency().code();
  out += "\"}";
}

template <class T>
void write_list(std::string& out, const std::vector<T>& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    write(out, list[i]);
  }
  out += ']';
}

void write_params(std::string& out, const Params& params) {
  out += '{';
  for (const auto& [key, value] : params) {
    if (out.back() != '{') out += ',';
    write_string(out, key);
    out += ':';
    write_string(out, value);
  }
  out += '}';
}

template <class T>
void write(std::string& out, const T& value) {
  if constexpr (std::same_as<T, std::string>)
    write_string(out, value);
  else if constexpr (std::same_as<T, bool>)
    out += value ? "true" : "false";
  else if constexpr (std::is_enum_v<T>)
    write_string(out, to_string(value));
  else if constexpr (std::integral<T>)
    write_integer(out, value);
  else if constexpr (std::same_as<T, Instant>)
    write_integer(out, value.time_since_epoch().count());
  else if constexpr (std::same_as<T, Date>)
    write_string(out, to_string(value));
  else if constexpr (std::same_as<T, Money>)
    write_money(out, value);
  else if constexpr (Identifier<T>)
    write_string(out, value.digits());
  else if constexpr (kIsOptional<T>)
    value ? write(out, *value) : void(out += "null");
  else if constexpr (kIsVector<T>)
    write_list(out, value);
  else
    write_members(out, value);
}

// --- Reading: false when the value is not of the wanted type.

template <class T>
bool read(const json::value& from, T& into);

bool read_integer(const json::value& from, auto& into) {
  const auto* number = from.if_int64();
  if (number == nullptr || !std::in_range<std::decay_t<decltype(into)>>(*number))
    return false;
  into = static_cast<std::decay_t<decltype(into)>>(*number);
  return true;
}

template <class T>
bool read_parsed(const json::value& from, T& into, Result<T> (*parse)(std::string_view)) {
  const auto* text = from.if_string();
  if (text == nullptr) return false;
  auto parsed = parse({text->data(), text->size()});
  if (!parsed) return false;
  into = *std::move(parsed);
  return true;
}

bool read_money(const json::value& from, Money& into) {
  const auto* object = from.if_object();
  if (object == nullptr) return false;
  const auto* minor = object->if_contains("minor");
  const auto* currency = object->if_contains("currency");
  if (minor == nullptr || !minor->is_int64() || currency == nullptr) return false;
  Currency parsed;
  if (!read_parsed(*currency, parsed, &Currency::parse)) return false;
  into = Money{minor->get_int64(), parsed};
  return true;
}

template <class T>
bool read_list(const json::value& from, std::vector<T>& into) {
  const auto* array = from.if_array();
  if (array == nullptr) return false;
  into.clear();
  into.resize(array->size());
  for (std::size_t i = 0; i < array->size(); ++i)
    if (!read((*array)[i], into[i])) return false;
  return true;
}

bool read_params(const json::value& from, Params& into) {
  const auto* object = from.if_object();
  if (object == nullptr) return false;
  for (const auto& [key, value] : *object)
    if (!read(value, into[std::string{key}])) return false;
  return true;
}

template <Described T>
bool read_members(const json::value& from, T& into) {
  const auto* object = from.if_object();
  if (object == nullptr) return false;
  bool holds = true;
  for_each_member<T>([&](std::string_view name, auto pointer) {
    if (!holds) return;
    const auto* member = object->if_contains(name);
    holds = member == nullptr || read(*member, into.*pointer);
  });
  return holds;
}

bool read_string(const json::value& from, std::string& into) {
  const auto* text = from.if_string();
  if (text == nullptr) return false;
  into.assign(text->data(), text->size());
  return true;
}

template <class T>
bool read_optional(const json::value& from, std::optional<T>& into) {
  into.reset();
  return from.is_null() || read(from, into.emplace());
}

template <class T>
bool read(const json::value& from, T& into) {
  if constexpr (std::same_as<T, std::string>) {
    return read_string(from, into);
  } else if constexpr (std::same_as<T, bool>) {
    if (from.is_bool()) into = from.get_bool();
    return from.is_bool();
  } else if constexpr (std::is_enum_v<T>) {
    return read_parsed(from, into, &parse_name<T>);
  } else if constexpr (std::integral<T>) {
    return read_integer(from, into);
  } else if constexpr (std::same_as<T, Instant>) {
    std::int64_t milliseconds = 0;
    if (!read_integer(from, milliseconds)) return false;
    into = Instant{Duration{milliseconds}};
    return true;
  } else if constexpr (std::same_as<T, Date>) {
    return read_parsed(from, into, &parse_date);
  } else if constexpr (std::same_as<T, Money>) {
    return read_money(from, into);
  } else if constexpr (Identifier<T>) {
    return read_parsed(from, into, &T::parse);
  } else if constexpr (kIsOptional<T>) {
    return read_optional(from, into);
  } else if constexpr (kIsVector<T>) {
    return read_list(from, into);
  } else {
    return read_members(from, into);
  }
}

// Parses `text` in memory that is freed at once, and hands the document to `use`.
template <class T, class Use>
Result<T> decode(std::string_view text, Use use) {
  const auto corrupt = [] { return fail(Fault::unavailable, "storage.corrupt"); };
  if (text.size() > kTextMax) return corrupt();
  unsigned char buffer[8192];
  json::monotonic_resource memory{buffer, sizeof buffer};
  json::parse_options options;
  options.max_depth = kDepthMax;
  // What was written must be readable, whatever bytes a text holds.
  options.allow_invalid_utf8 = true;
  boost::system::error_code error;
  const auto document =
      json::parse(json::string_view{text.data(), text.size()}, error, &memory, options);
  T record{};
  if (error || !use(document, record)) return corrupt();
  return record;
}

}  // namespace

std::string encode(const CaseFile& file) {
  std::string out;
  out.reserve(1024);
  write(out, file);
  return out;
}
Result<CaseFile> decode_case_file(std::string_view text) {
  return decode<CaseFile>(text, read<CaseFile>);
}

std::string encode(const Owner& owner) {
  std::string out;
  out.reserve(512);
  write(out, owner);
  return out;
}
Result<Owner> decode_owner(std::string_view text) {
  return decode<Owner>(text, read<Owner>);
}

std::string encode(const Params& params) {
  std::string out;
  write_params(out, params);
  return out;
}
Result<Params> decode_params(std::string_view text) {
  return decode<Params>(text, read_params);
}

std::string encode(const std::vector<Posting>& postings) {
  std::string out;
  write_list(out, postings);
  return out;
}
Result<std::vector<Posting>> decode_postings(std::string_view text) {
  return decode<std::vector<Posting>>(text, read<std::vector<Posting>>);
}

}  // namespace signoff
