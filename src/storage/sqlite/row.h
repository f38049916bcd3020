// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/codec.h"
#include "storage/record_shape.h"
#include "storage/sqlite/database.h"

// A record as columns, one per member in order of declaration: text, integers, instants as
// milliseconds, states as text. Money takes two columns (name_minor, name_currency), an
// actor too (name_role, name_id); a map is JSON text.
namespace signoff {

template <class Member>
void add_columns(std::vector<std::string>& columns, std::string_view name) {
  const auto add = [&](std::string_view suffix) {
    columns.push_back(std::string{name} + std::string{suffix});
  };
  if constexpr (std::same_as<Member, Money>) {
    add("_minor");
    add("_currency");
  } else if constexpr (std::same_as<Member, Actor>) {
    add("_role");
    add("_id");
  } else {
    add("");
  }
}

template <Described T>
const std::vector<std::string>& columns_of() {
  static const auto columns = [] {
    std::vector<std::string> all;
    for_each_member<T>([&](std::string_view name, auto pointer) {
      add_columns<std::decay_t<decltype(std::declval<T>().*pointer)>>(all, name);
    });
    return all;
  }();
  return columns;
}

// Quoted, because some names (from, to, key) mean something in SQL.
template <Described T>
std::string column_list(std::string_view table = {}) {
  std::string text;
  for (const auto& column : columns_of<T>()) {
    if (!text.empty()) text += ',';
    if (!table.empty()) text += std::string{table} + ".";
    text += '"' + column + '"';
  }
  return text;
}

// The parameters of all statements below are the columns in order, so that one bind_row()
// serves each of them.
template <Described T>
std::string insert_sql(std::string_view table, std::string_view tail = {}) {
  auto text = fmt::format("INSERT INTO {}({}) VALUES(", table, column_list<T>());
  for (std::size_t i = 1; i <= columns_of<T>().size(); ++i)
    text += fmt::format("{}?{}", i > 1 ? "," : "", i);
  return text + ") " + std::string{tail};
}

// Sets every column but those in `fixed`, where those in `seen` are as bound. The version
// counts up.
template <Described T>
std::string update_sql(std::string_view table, std::initializer_list<std::string_view> seen,
                       std::initializer_list<std::string_view> fixed = {}) {
  std::string set;
  std::string where;
  const auto has = [](const auto& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  };
  const auto& columns = columns_of<T>();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& name = columns[i];
    const auto is_version = name == "version";
    if (has(seen, name))
      where += fmt::format("{}\"{}\"=?{}", where.empty() ? "" : " AND ", name, i + 1);
    if (is_version || (!has(seen, name) && !has(fixed, name)))
      set += fmt::format("{}\"{}\"=?{}{}", set.empty() ? "" : ",", name, i + 1,
                         is_version ? "+1" : "");
  }
  return fmt::format("UPDATE {} SET {} WHERE {}", table, set, where);
}

template <class T>
void bind_member(Query& query, int& at, const T& value) {
  if constexpr (std::same_as<T, std::string>)
    query.bind(at++, std::string_view{value});
  else if constexpr (std::is_enum_v<T>)
    query.bind(at++, to_string(value));
  else if constexpr (std::integral<T>)
    query.bind(at++, static_cast<std::int64_t>(value));
  else if constexpr (std::same_as<T, Instant>)
    query.bind(at++, ms(value));
  else if constexpr (std::same_as<T, Date>)
    query.bind_copy(at++, to_string(value));
  else if constexpr (std::same_as<T, Params>)
    query.bind_copy(at++, encode(value));
  else if constexpr (Identifier<T>)
    query.bind(at++, value.digits());
  else if constexpr (kIsOptional<T>)
    value ? bind_member(query, at, *value) : query.bind_null(at++);
  else if constexpr (std::same_as<T, Money>) {
    query.bind(at++, value.minor());
    query.bind(at++, value.currency().code());
  } else {
    static_assert(std::same_as<T, Actor>);
    query.bind(at++, to_string(value.role));
    query.bind(at++, std::string_view{value.id});
  }
}

// Texts of the record are borrowed until the query has run.
template <Described T>
Query& bind_row(Query& query, const T& record) {
  int at = 1;
  for_each_member<T>(
      [&](std::string_view, auto pointer) { bind_member(query, at, record.*pointer); });
  return query;
}

template <class T>
bool assign(Result<T> parsed, T& into) {
  const bool whole = parsed.has_value();
  if (whole) into = *std::move(parsed);
  return whole;
}

// False when the column does not hold such a value.
template <class T>
bool read_member(const Query& query, int& at, T& into) {
  if constexpr (std::same_as<T, std::string>) {
    into = query.text(at++);
  } else if constexpr (std::is_enum_v<T>) {
    return assign(parse_name<T>(query.text(at++)), into);
  } else if constexpr (std::integral<T>) {
    const auto value = query.integer(at++);
    into = static_cast<T>(value);
    return std::same_as<T, bool> || static_cast<std::int64_t>(into) == value;
  } else if constexpr (std::same_as<T, Instant>) {
    into = Instant{Duration{query.integer(at++)}};
  } else if constexpr (std::same_as<T, Date>) {
    return assign(parse_date(query.text(at++)), into);
  } else if constexpr (std::same_as<T, Params>) {
    return assign(decode_params(query.text(at++)), into);
  } else if constexpr (Identifier<T>) {
    const auto text = query.text(at++);
    return text.empty() || assign(T::parse(text), into);
  } else if constexpr (kIsOptional<T>) {
    if (query.is_null(at)) return ++at, into.reset(), true;
    return read_member(query, at, into.emplace());
  } else if constexpr (std::same_as<T, Money>) {
    const auto minor = query.integer(at++);
    Currency currency;
    if (!assign(Currency::parse(query.text(at++)), currency)) return false;
    into = Money{minor, currency};
  } else {
    static_assert(std::same_as<T, Actor>);
    if (!assign(parse_name<Role>(query.text(at++)), into.role)) return false;
    into.id = query.text(at++);
  }
  return true;
}

// The record whose columns begin at `first`. Fault::unavailable "storage.corrupt" when they
// do not make one.
template <Described T>
Result<T> read_row(const Query& query, int first = 0) {
  T record{};
  int at = first;
  bool holds = true;
  for_each_member<T>([&](std::string_view, auto pointer) {
    holds = holds && read_member(query, at, record.*pointer);
  });
  if (!holds) return fail(Fault::unavailable, "storage.corrupt");
  return record;
}

template <class T>
int column_count() {
  return static_cast<int>(columns_of<T>().size());
}

// The one row of a query, or not_found with that code.
template <Described T>
Result<T> one(Query& query, std::string_view code) {
  const auto row = query.next();
  if (!row) return pass_on(row.error());
  if (!*row) return fail(Fault::not_found, code);
  return read_row<T>(query);
}

template <Described T>
Result<std::vector<T>> all(Query& query) {
  std::vector<T> records;
  while (true) {
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return records;
    auto record = read_row<T>(query);
    if (!record) return pass_on(record.error());
    records.push_back(*std::move(record));
  }
}

}  // namespace signoff
