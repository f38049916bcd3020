// SPDX-License-Identifier: Apache-2.0
#include "policy/working_days.h"

#include "base/ensure.h"

namespace signoff {
namespace {

bool holds(const std::vector<Date>& days, Date day) {
  return std::ranges::binary_search(days, day);  // Rising, as the pack was checked.
}

}  // namespace

Zone zone_of(const Pack& pack) {
  const auto zone = Zone::find(pack.place.zone);
  ensure(zone.has_value(), "working_days.zone");
  return *zone;
}

WorkingDays::WorkingDays(const Pack& pack)
    : calendar_{pack.calendar}, zone_{zone_of(pack)} {}

const CalendarYear* WorkingDays::year_of(Date day) const {
  for (const auto& year : calendar_.years)
    if (year.year == static_cast<int>(day.year())) return &year;
  return nullptr;
}

bool WorkingDays::is_published(Date day) const {
  const auto* year = year_of(day);
  return year != nullptr && year->is_published;
}

bool WorkingDays::is_working(Date day) const {
  const auto weekday = weekday_of(day);
  const bool is_rest = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  const auto* year = year_of(day);
  if (year == nullptr) return !is_rest;
  if (holds(year->work_days, day)) return true;
  return !is_rest && !holds(year->holidays, day);
}

WorkingDue WorkingDays::after(Instant from, int n) const {
  ensure(n >= 0 && n <= 400, "working_days.count");
  Date day = zone_.date_of(from);
  bool is_certain = true;
  for (int left = n; left > 0;) {
    day = add_days(day, 1);
    is_certain = is_certain && is_published(day);
    if (is_working(day)) --left;
  }
  return {zone_.end_of(day), is_certain};
}

WorkingDue later_of(const WorkingDue& told, const WorkingDue& recomputed) {
  return {std::max(told.at, recomputed.at), recomputed.is_certain};
}

}  // namespace signoff
