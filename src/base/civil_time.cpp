// SPDX-License-Identifier: Apache-2.0
#include "base/civil_time.h"

#include "base/ensure.h"

#include <date/tz.h>
#include <fmt/format.h>
#include <stdexcept>

namespace signoff {
namespace {

using std::chrono::minutes;

constexpr std::string_view kWeekdaysEn[] = {"Sun", "Mon", "Tue", "Wed",
                                            "Thu", "Fri", "Sat"};
constexpr std::string_view kWeekdaysZh[] = {"周日", "周一", "周二", "周三",
                                            "周四", "周五", "周六"};
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

date::local_time<std::chrono::milliseconds> local(Date day, minutes since_midnight) {
  return date::local_time<std::chrono::milliseconds>{
      std::chrono::sys_days{day}.time_since_epoch() + since_midnight};
}

// Zone names are paths below the zone directory; nothing but their own characters passes.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64) return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_letter && !is_digit && c != '/' && c != '_' && c != '-' && c != '+')
      return false;
  }
  return true;
}

// A moment as people name it: which day, and how far into it (24:00 where it ends one).
struct Named {
  Date day;
  minutes time;
};

Named named(Instant at, const Zone& zone) {
  return {zone.date_of(at), zone.time_of_day(at)};
}

Named named_as_end(Instant until, const Zone& zone) {
  const Date day = zone.date_of(until);
  if (until == zone.start_of(day)) return {add_days(day, -1), minutes{24 * 60}};
  return {day, zone.time_of_day(until)};
}

std::string clock_text(minutes time, Language language) {
  const auto hour = time.count() / 60;
  const auto minute = time.count() % 60;
  if (language == Language::zh && minute == 0) return fmt::format("{}时", hour);
  return fmt::format("{:02}:{:02}", hour, minute);
}

std::string long_text(const Named& moment, const Bilingual& zone_name, Language language) {
  const auto day = day_text(moment.day, language);
  const auto time = clock_text(moment.time, language);
  if (language == Language::zh) return fmt::format("{}{}{}", zone_name.zh, day, time);
  return fmt::format("{}, {} {}", day, time, zone_name.en);
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  if (!is_zone_name(name)) return fail(Fault::bad_input, "zone.unknown");
  try {
    return Zone{date::locate_zone(name)};
  } catch (const std::runtime_error&) {  // The library's only way to say "no such zone".
    return fail(Fault::bad_input, "zone.unknown", std::string{name});
  }
}

std::string_view Zone::name() const { return zone_->name(); }

Date Zone::date_of(Instant at) const {
  const auto day = date::floor<date::days>(zone_->to_local(at));
  return Date{std::chrono::sys_days{std::chrono::days{day.time_since_epoch().count()}}};
}

minutes Zone::time_of_day(Instant at) const {
  const auto here = zone_->to_local(at);
  return std::chrono::floor<minutes>(here - date::floor<date::days>(here));
}

Instant Zone::at(Date day, minutes since_midnight) const {
  ensure(day.ok(), "civil_time.no_such_day");
  const auto wanted = local(day, since_midnight);
  const auto info = zone_->get_info(wanted);
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return Instant{wanted.time_since_epoch() - info.first.offset};
}

Instant Zone::start_of(Date day) const { return at(day, minutes{0}); }

Instant Zone::end_of(Date day) const { return start_of(add_days(day, 1)); }

std::chrono::weekday weekday_of(Date day) {
  return std::chrono::weekday{std::chrono::sys_days{day}};
}

Date add_days(Date day, int days) {
  return Date{std::chrono::sys_days{day} + std::chrono::days{days}};
}

Date add_months(Date day, int months) {
  const Date moved = day + std::chrono::months{months};
  if (moved.ok()) return moved;
  return moved.year() / moved.month() / std::chrono::last;
}

int days_between(Date from, Date to) {
  return static_cast<int>(
      (std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

Date last_of_month(Date day) { return day.year() / day.month() / std::chrono::last; }

Date cycle_end(Date day, unsigned first_day) {
  ensure(first_day >= 1 && first_day <= 31, "civil_time.cycle_day");
  const auto begins = [&](Date month) {
    const Date last = last_of_month(month);
    const std::chrono::day wanted{first_day};
    return Date{month.year(), month.month(), wanted < last.day() ? wanted : last.day()};
  };
  const Date this_month{day.year(), day.month(), std::chrono::day{1}};
  const Date begin = begins(this_month);
  if (day < begin) return add_days(begin, -1);
  return add_days(begins(this_month + std::chrono::months{1}), -1);
}

std::string short_day_text(Date day, Language language) {
  const auto weekday = weekday_of(day).c_encoding();
  const auto month = static_cast<unsigned>(day.month());
  const auto number = static_cast<unsigned>(day.day());
  if (language == Language::zh)
    return fmt::format("{}月{}日（{}）", month, number, kWeekdaysZh[weekday]);
  return fmt::format("{} {} {}", kWeekdaysEn[weekday], number, kMonths[month - 1]);
}

std::string day_text(Date day, Language language) {
  const auto year = static_cast<int>(day.year());
  const auto text = short_day_text(day, language);
  return language == Language::zh ? fmt::format("{}年{}", year, text)
                                  : fmt::format("{} {}", text, year);
}

std::string moment_text(Instant at, const Zone& zone, const Bilingual& zone_name,
                        Language language) {
  return long_text(named(at, zone), zone_name, language);
}

std::string deadline_text(Instant until, const Zone& zone, const Bilingual& zone_name,
                          Language language) {
  return long_text(named_as_end(until, zone), zone_name, language);
}

std::string short_deadline_text(Instant until, const Zone& zone, Language language) {
  const auto moment = named_as_end(until, zone);
  const auto day = short_day_text(moment.day, language);
  const auto time = clock_text(moment.time, language);
  return language == Language::zh ? day + time : fmt::format("{} {}", day, time);
}

}  // namespace signoff
