// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/late_usage_feed.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kLineBytesMax = 2000;
constexpr std::size_t kFeedBytesMax = 64U << 20U;
constexpr std::size_t kRecordsMax = 1'000'000;
constexpr std::size_t kNameLengthMax = 200;
constexpr std::size_t kWholeDigitsMax = 9;
constexpr std::string_view kMembers[] = {"line", "amount", "currency", "used_at", "key"};

// Printable ASCII without the slash that composed keys are made with.
bool is_name(std::string_view text) {
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7f && c != '/'; };
  return !text.empty() && text.size() <= kNameLengthMax &&
         std::ranges::all_of(text, is_plain);
}

// "12.34" with exactly the decimals of the currency; no sign, no exponent.
Result<Money> parse_amount(std::string_view text, Currency currency) {
  const auto decimals = static_cast<std::size_t>(currency.decimals());
  const auto tail = decimals == 0 ? 0 : decimals + 1;
  if (text.size() <= tail || text.size() > kWholeDigitsMax + tail)
    return fail(Fault::bad_input, "usage_feed.amount");
  const auto whole = text.size() - tail;
  std::int64_t minor = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == whole && text[i] == '.') continue;
    if (i == whole || text[i] < '0' || text[i] > '9')
      return fail(Fault::bad_input, "usage_feed.amount");
    minor = minor * 10 + (text[i] - '0');
  }
  if (minor == 0) return fail(Fault::bad_input, "usage_feed.amount");
  return Money{minor, currency};
}

}  // namespace

Result<UsageReport> parse_usage_report(std::string_view line) {
  if (line.size() > kLineBytesMax) return fail(Fault::bad_input, "usage_feed.length");
  boost::system::error_code error;
  const auto value = json::parse({line.data(), line.size()}, error);
  if (error || !value.is_object()) return fail(Fault::bad_input, "usage_feed.json");
  const auto& object = value.as_object();
  if (object.size() != std::size(kMembers))
    return fail(Fault::bad_input, "usage_feed.members");
  std::map<std::string_view, std::string_view> members;
  for (const auto name : kMembers) {
    const auto* member = object.if_contains({name.data(), name.size()});
    if (member == nullptr || !member->is_string())
      return fail(Fault::bad_input, "usage_feed.members");
    const auto& text = member->as_string();
    members[name] = {text.data(), text.size()};
  }
  if (!is_name(members["line"])) return fail(Fault::bad_input, "usage_feed.line");
  if (!is_name(members["key"])) return fail(Fault::bad_input, "usage_feed.key");
  const auto currency = Currency::parse(members["currency"]);
  if (!currency) return pass_on(currency.error());
  const auto amount = parse_amount(members["amount"], *currency);
  if (!amount) return pass_on(amount.error());
  const auto used_at = parse_instant(members["used_at"]);
  if (!used_at) return pass_on(used_at.error());
  return UsageReport{std::string{members["line"]}, *amount, *used_at,
                     std::string{members["key"]}};
}

Result<UsageFeed> parse_usage_feed(std::string_view text) {
  if (text.size() > kFeedBytesMax) return fail(Fault::bad_input, "usage_feed.length");
  UsageFeed feed;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (feed.reports.size() + feed.refused.size() == kRecordsMax)
      return fail(Fault::bad_input, "usage_feed.records");
    auto report = parse_usage_report(line);
    if (report)
      feed.reports.push_back(std::move(*report));
    else
      feed.refused.push_back(number);
  }
  return feed;
}

}  // namespace signoff
