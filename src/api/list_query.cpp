// SPDX-License-Identifier: Apache-2.0
#include "api/list_query.h"

#include "base/bytes.h"
#include "base/random.h"
#include "service/bounds.h"

#include <charconv>

namespace signoff {
namespace {

constexpr std::size_t kStatesMax = 300;
constexpr std::size_t kNumberMax = 32;
constexpr std::size_t kCursorMax = 200;

Error wrong(std::string_view name) {
  return {Fault::bad_input, "query." + std::string{name}, "/" + std::string{name}};
}

template <class T>
bool read_number(std::string_view text, T& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
}

// A value that is one of the names of its type; nullopt where none was given.
template <class Enum>
Result<std::optional<Enum>> read_name(const Request& request, std::string_view name) {
  const auto given = request.query_value(name);
  if (!given) return std::nullopt;
  const auto parsed = parse_name<Enum>(*given);
  if (!parsed) return pass_on(wrong(name));
  return *parsed;
}

Result<std::vector<CaseState>> read_states(const Request& request) {
  std::vector<CaseState> states;
  auto given = request.query_value("state");
  if (!given) return states;
  if (given->size() > kStatesMax) return pass_on(wrong("state"));
  while (true) {
    const auto comma = given->find(',');
    const auto state = parse_name<CaseState>(given->substr(0, comma));
    if (!state) return pass_on(wrong("state"));
    if (std::ranges::find(states, *state) == states.end()) states.push_back(*state);
    if (comma == std::string_view::npos) return states;
    given->remove_prefix(comma + 1);
  }
}

// Digits and dashes, as case numbers have them; a full one or the beginning.
bool is_number_part(std::string_view text) {
  return !text.empty() && text.size() <= kNumberMax &&
         std::ranges::all_of(text,
                             [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

Result<void> read_order(const Request& request, CaseQuery& query) {
  auto given = request.query_value("sort");
  if (!given) return {};
  query.is_falling = given->starts_with('-');
  if (query.is_falling) given->remove_prefix(1);
  const auto sort = parse_name<CaseSort>(*given);
  if (!sort) return pass_on(wrong("sort"));
  query.sort = *sort;
  return {};
}

Result<void> read_names(const Request& request, CaseQuery& query) {
  auto states = read_states(request);
  if (!states) return pass_on(states.error());
  query.states = *std::move(states);
  const auto type = read_name<CaseType>(request, "type");
  if (!type) return pass_on(type.error());
  query.type = *type;
  const auto channel = read_name<Channel>(request, "channel");
  if (!channel) return pass_on(channel.error());
  query.channel = *channel;
  const auto hold = read_name<HoldReason>(request, "hold_reason");
  if (!hold) return pass_on(hold.error());
  const bool is_asked_for =
      *hold && **hold != HoldReason::none && **hold != HoldReason::other;
  if (*hold && !is_asked_for) return pass_on(wrong("hold_reason"));
  query.hold = *hold;
  return {};
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

}  // namespace

Result<std::size_t> read_limit(const Request& request) {
  const auto given = request.query_value("limit");
  if (!given) return kPage;
  std::size_t limit = 0;
  if (!read_number(*given, limit) || limit < 1 || limit > kPageMax)
    return pass_on(wrong("limit"));
  return limit;
}

std::string order_of(const CaseQuery& query) {
  return (query.is_falling ? "-" : "") + std::string{to_string(query.sort)};
}

std::string cursor_text(std::string_view order, const ListMark& mark) {
  return to_base64url(as_bytes(fmt::format("{}.{}.{}", order, mark.value, mark.id)));
}

Result<ListMark> read_cursor(std::string_view order, std::string_view text) {
  if (text.size() > kCursorMax) return pass_on(wrong("after"));
  const auto bytes = from_base64url(text);
  if (!bytes) return pass_on(wrong("after"));
  auto plain = as_text(*bytes);
  if (!plain.starts_with(order)) return pass_on(wrong("after"));
  plain.remove_prefix(order.size());
  const auto dot = plain.rfind('.');
  if (!plain.starts_with('.') || dot == 0 || dot == std::string_view::npos)
    return pass_on(wrong("after"));
  ListMark mark;
  mark.id = plain.substr(dot + 1);
  if (!read_number(plain.substr(1, dot - 1), mark.value) || !is_id(mark.id))
    return pass_on(wrong("after"));
  return mark;
}

Result<CaseQuery> read_case_query(const Request& request) {
  CaseQuery query;
  if (auto read = read_names(request, query); !read) return pass_on(read.error());
  if (const auto line = request.query_value("line_id")) {
    if (!is_uuid(*line)) return pass_on(wrong("line_id"));
    query.line_id = *line;
  }
  if (const auto number = request.query_value("q")) {
    if (!is_number_part(*number)) return pass_on(wrong("q"));
    query.number = *number;
  }
  if (auto read = read_order(request, query); !read) return pass_on(read.error());
  const auto limit = read_limit(request);
  if (!limit) return pass_on(limit.error());
  query.limit = *limit;
  if (const auto after = request.query_value("after")) {
    auto mark = read_cursor(order_of(query), *after);
    if (!mark) return pass_on(mark.error());
    query.after = *std::move(mark);
  }
  return query;
}

Result<RefundQuery> read_refund_query(const Request& request) {
  RefundQuery query;
  const auto state = read_name<RefundState>(request, "state");
  if (!state) return pass_on(state.error());
  query.state = *state;
  const auto limit = read_limit(request);
  if (!limit) return pass_on(limit.error());
  query.limit = *limit;
  if (const auto after = request.query_value("after")) {
    auto mark = read_cursor(kRefundOrder, *after);
    if (!mark) return pass_on(mark.error());
    query.after = *std::move(mark);
  }
  return query;
}

}  // namespace signoff
