// SPDX-License-Identifier: Apache-2.0
#include "policy/working_days.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace signoff {
namespace {

Pack pack(const char* name) {
  return load_pack(std::string{SIGNOFF_POLICIES} + "/" + name).value();
}
Instant instant(std::string_view text) { return parse_instant(text).value(); }
Date date(std::string_view text) { return parse_date(text).value(); }

TEST(WorkingDays, a_request_on_a_saturday_is_decided_by_tuesday) {
  const WorkingDays china{pack("cn.toml")};

  const auto due = china.after(instant("2026-11-21T02:00:00Z"), 2);

  EXPECT_EQ(to_string(due.at), "2026-11-24T16:00:00Z");
  EXPECT_TRUE(due.is_certain);
}

TEST(WorkingDays, people_work_on_the_make_up_days_of_chinese_holidays) {
  const WorkingDays china{pack("cn.toml")};

  EXPECT_TRUE(china.is_working(date("2026-09-20")));  // A Sunday.
  EXPECT_TRUE(china.is_working(date("2026-10-10")));  // A Saturday.
  EXPECT_FALSE(china.is_working(date("2026-10-07")));
  // From the last date before the National Day week: 8, 9 and Saturday 10 October count.
  EXPECT_EQ(to_string(china.after(instant("2026-09-30T08:00:00Z"), 3).at),
            "2026-10-10T16:00:00Z");
}

TEST(WorkingDays, england_rests_on_substitute_days) {
  const WorkingDays england{pack("uk.toml")};

  EXPECT_FALSE(england.is_working(date("2026-12-28")));  // For Boxing Day.
  EXPECT_EQ(to_string(england.after(instant("2026-12-24T12:00:00Z"), 1).at),
            "2026-12-30T00:00:00Z");
}

TEST(WorkingDays, a_due_date_in_a_year_not_published_is_not_certain) {
  const WorkingDays china{pack("cn.toml")};

  EXPECT_FALSE(china.after(instant("2026-12-31T08:00:00Z"), 1).is_certain);
  EXPECT_FALSE(china.after(instant("2031-03-03T08:00:00Z"), 1).is_certain);
}

TEST(WorkingDays, a_calendar_published_late_never_shortens_what_was_told) {
  auto changed = pack("cn.toml");
  const auto from = instant("2027-01-29T08:00:00Z");  // A Friday.
  const auto told = WorkingDays{changed}.after(from, 2);
  auto& year = changed.calendar.years.back();
  year.is_published = true;
  year.work_days = {date("2027-01-30"), date("2027-01-31")};

  const auto sooner = WorkingDays{changed}.after(from, 2);
  const auto promised = later_of(told, sooner);

  EXPECT_LT(sooner.at, told.at);
  EXPECT_EQ(promised.at, told.at);
  EXPECT_TRUE(promised.is_certain);
}

RC_GTEST_PROP(WorkingDays, more_working_days_never_end_sooner, ()) {
  const WorkingDays china{pack("cn.toml")};
  const auto from = instant("2026-01-01T00:00:00Z") +
                    std::chrono::minutes{*rc::gen::inRange(0, 2 * 365 * 1440)};
  const auto n = *rc::gen::inRange(1, 60);

  const auto due = china.after(from, n).at;

  RC_ASSERT(due > china.after(from, n - 1).at);
  RC_ASSERT(china.is_working(china.zone().date_of(due - std::chrono::seconds{1})));
}

}  // namespace
}  // namespace signoff
