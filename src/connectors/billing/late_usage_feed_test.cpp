// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/late_usage_feed.h"

#include <gtest/gtest.h>

namespace signoff {
namespace {

std::string record(std::string_view amount, std::string_view currency = "CNY",
                   std::string_view key = "tap-1") {
  return fmt::format(
      R"({{"line":"l1","amount":"{}","currency":"{}","used_at":"2026-11-21T20:28:14Z","key":"{}"}})",
      amount, currency, key);
}

TEST(UsageFeed, reads_a_record) {
  const auto report = parse_usage_report(record("12.34"));

  ASSERT_TRUE(report);
  EXPECT_EQ(*report, (UsageReport{"l1", Money{1234, Currency{}},
                                  parse_instant("2026-11-21T20:28:14Z").value(), "tap-1"}));
}

TEST(UsageFeed, wants_the_decimals_of_the_currency) {
  EXPECT_EQ(parse_usage_report(record("12", "JPY"))->amount.minor(), 12);
  EXPECT_EQ(parse_usage_report(record("1.234", "BHD"))->amount.minor(), 1234);
  for (const auto* amount : {"12", "12.3", "12.345", ".34", "-1.00", "1e9", "0.00", "",
                             "1234567890.00", "1,00", "1.0.", "12.3x"})
    EXPECT_FALSE(parse_usage_report(record(amount))) << amount;
  EXPECT_FALSE(parse_usage_report(record("12.", "JPY")));
}

TEST(UsageFeed, refuses_records_that_are_not_exactly_one) {
  EXPECT_FALSE(parse_usage_report("{}"));
  EXPECT_FALSE(parse_usage_report("[]"));
  EXPECT_FALSE(parse_usage_report(record("1.00") + "x"));
  EXPECT_FALSE(parse_usage_report(record("1.00", "CNY", "a/b")));
  EXPECT_FALSE(parse_usage_report(record("1.00", "CNY", "")));
  EXPECT_FALSE(parse_usage_report(record("1.00") + std::string(2000, ' ')));
  EXPECT_FALSE(parse_usage_report(std::string(1000, '[')));
}

TEST(UsageFeed, one_bad_record_does_not_spoil_the_others) {
  const auto feed = parse_usage_feed(record("1.00") + "\r\n\nbroken\n" + record("2.00"));

  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->reports.size(), 2U);
  EXPECT_EQ(feed->refused, std::vector<std::size_t>{3});
}

}  // namespace
}  // namespace signoff
