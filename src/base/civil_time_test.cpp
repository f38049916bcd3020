// SPDX-License-Identifier: Apache-2.0
#include "base/civil_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant instant(std::string_view text) { return parse_instant(text).value(); }
Date day(std::string_view text) { return parse_date(text).value(); }
Zone zone(std::string_view name) { return Zone::find(name).value(); }
const Bilingual kChina{"China time", "北京时间"};

TEST(CivilTime, refuses_a_zone_the_database_does_not_have) {
  for (const auto* name : {"Asia/Peking2", "", "../../etc/passwd", "Asia/Shang hai"}) {
    const auto found = Zone::find(name);
    ASSERT_FALSE(found) << name;
    EXPECT_EQ(found.error().code, "zone.unknown");
  }
}

TEST(CivilTime, a_request_at_23_59_58_counts_for_that_day_in_its_own_zone) {
  EXPECT_EQ(zone("Asia/Shanghai").date_of(instant("2026-11-30T15:59:58Z")),
            day("2026-11-30"));
  EXPECT_EQ(zone("Asia/Shanghai").date_of(instant("2026-11-30T16:00:00Z")),
            day("2026-12-01"));
  EXPECT_EQ(zone("Europe/London").date_of(instant("2026-11-30T16:00:00Z")),
            day("2026-11-30"));
}

TEST(CivilTime, the_end_of_a_day_is_the_start_of_the_next) {
  const auto shanghai = zone("Asia/Shanghai");

  EXPECT_EQ(to_string(shanghai.end_of(day("2026-11-24"))), "2026-11-24T16:00:00Z");
  EXPECT_EQ(shanghai.end_of(day("2028-02-28")), shanghai.start_of(day("2028-02-29")));
}

TEST(CivilTime, days_on_which_clocks_change_are_23_and_25_hours_long) {
  const auto london = zone("Europe/London");

  EXPECT_EQ(london.end_of(day("2026-03-29")) - london.start_of(day("2026-03-29")),
            hours{23});
  EXPECT_EQ(london.end_of(day("2026-10-25")) - london.start_of(day("2026-10-25")),
            hours{25});
}

TEST(CivilTime, a_midnight_that_clocks_jump_over_starts_at_the_jump) {
  const auto sao_paulo = zone("America/Sao_Paulo");  // 2018-11-04: 00:00 became 01:00.

  EXPECT_EQ(to_string(sao_paulo.start_of(day("2018-11-04"))), "2018-11-04T03:00:00Z");
  EXPECT_EQ(sao_paulo.date_of(sao_paulo.start_of(day("2018-11-04"))), day("2018-11-04"));
}

TEST(CivilTime, a_wall_clock_time_that_comes_twice_means_the_first) {
  const auto london = zone("Europe/London");

  EXPECT_EQ(to_string(london.at(day("2026-10-25"), minutes{90})), "2026-10-25T00:30:00Z");
  EXPECT_EQ(to_string(london.at(day("2026-03-29"), minutes{90})), "2026-03-29T01:00:00Z");
}

TEST(CivilTime, months_end_where_the_calendar_says) {
  EXPECT_EQ(last_of_month(day("2028-02-10")), day("2028-02-29"));
  EXPECT_EQ(add_months(day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(add_months(day("2026-01-31"), -2), day("2025-11-30"));
}

TEST(CivilTime, a_billing_cycle_from_the_31st_begins_on_the_last_day_of_short_months) {
  EXPECT_EQ(cycle_end(day("2026-11-21"), 1), day("2026-11-30"));
  EXPECT_EQ(cycle_end(day("2026-02-10"), 31), day("2026-02-27"));
  EXPECT_EQ(cycle_end(day("2026-02-28"), 31), day("2026-03-30"));
  EXPECT_EQ(cycle_end(day("2026-11-15"), 16), day("2026-11-15"));
  EXPECT_EQ(cycle_end(day("2026-11-16"), 16), day("2026-12-15"));
}

TEST(CivilTime, texts_name_the_weekday_and_the_zone) {
  const auto shanghai = zone("Asia/Shanghai");
  const auto end = shanghai.end_of(day("2026-11-24"));

  EXPECT_EQ(deadline_text(end, shanghai, kChina, Language::en),
            "Tue 24 Nov 2026, 24:00 China time");
  EXPECT_EQ(deadline_text(end, shanghai, kChina, Language::zh),
            "北京时间2026年11月24日（周二）24时");
  EXPECT_EQ(short_deadline_text(end, shanghai, Language::en), "Tue 24 Nov 24:00");
  EXPECT_EQ(short_deadline_text(end, shanghai, Language::zh), "11月24日（周二）24时");
  EXPECT_EQ(moment_text(end, shanghai, kChina, Language::en),
            "Wed 25 Nov 2026, 00:00 China time");
  EXPECT_EQ(moment_text(instant("2026-11-24T07:30:00Z"), shanghai, kChina, Language::zh),
            "北京时间2026年11月24日（周二）15:30");
  EXPECT_EQ(short_day_text(day("2026-11-24"), Language::en), "Tue 24 Nov");
  EXPECT_EQ(short_day_text(day("2026-11-24"), Language::zh), "11月24日（周二）");
}

RC_GTEST_PROP(CivilTime, every_moment_lies_in_its_own_day, ()) {
  const auto* name = *rc::gen::element("Asia/Shanghai", "Europe/London",
                                       "America/Sao_Paulo", "Australia/Lord_Howe");
  const auto found = zone(name);
  const Instant at{minutes{*rc::gen::inRange(0, 45'000'000)}};

  const auto today = found.date_of(at);

  RC_ASSERT(found.start_of(today) <= at);
  RC_ASSERT(at < found.end_of(today));
}

RC_GTEST_PROP(CivilTime, a_cycle_ends_within_a_month_and_the_next_day_begins_another, ()) {
  const auto today = add_days(day("2024-01-01"), *rc::gen::inRange(0, 3000));
  const auto first = *rc::gen::inRange(1u, 32u);

  const auto end = cycle_end(today, first);

  RC_ASSERT(today <= end);
  RC_ASSERT(days_between(today, end) <= 31);
  RC_ASSERT(cycle_end(end, first) == end);
  RC_ASSERT(cycle_end(add_days(end, 1), first) > end);
}

}  // namespace
}  // namespace signoff
