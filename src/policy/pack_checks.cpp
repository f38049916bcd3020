// SPDX-License-Identifier: Apache-2.0
#include "base/civil_time.h"
#include "policy/pack_fields.h"
#include "policy/risk.h"

#include <fmt/format.h>

namespace signoff {
namespace {

using Found = std::optional<Contradiction>;

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_rest_day(Date day) {
  const auto weekday = weekday_of(day);
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

// Rules that join two values of the pack. The first broken one is told.
struct Rule {
  bool is_broken;
  std::string_view key;
  std::string_view reason;
};

Found first_broken(std::initializer_list<Rule> rules) {
  for (const auto& rule : rules)
    if (rule.is_broken)
      return Contradiction{std::string{rule.key}, std::string{rule.reason}};
  return std::nullopt;
}

Found check_place(const Pack& p) {
  return first_broken({
      {!Zone::find(p.place.zone), "place.zone", "is not a time zone of this system"},
      {!is_digits(p.place.calling_code), "place.calling_code", "must be digits"},
      {p.place.country.size() != 2, "place.country", "must be two letters"},
  });
}

Found check_rest(const Pack& p) {
  const auto& c = p.cooling_off;
  const auto& q = p.quarantine;
  return first_broken({
      {c.min_days > c.max_days, "cooling_off.min_days", "is more than max_days"},
      {c.default_days < c.min_days || c.default_days > c.max_days,
       "cooling_off.default_days", "is not between min_days and max_days"},
      {q.min_days > q.max_days, "quarantine.min_days", "is more than max_days"},
      {q.days < q.min_days || q.days > q.max_days, "quarantine.days",
       "is not between min_days and max_days"},
      {q.harassment_days < q.days, "quarantine.harassment_days", "is less than days"},
      {q.scrub_before_days >= q.days, "quarantine.scrub_before_days",
       "must be less than days"},
      {q.restore_until_days > q.days - q.scrub_before_days, "quarantine.restore_until_days",
       "reaches into the scrub: at most days - scrub_before_days"},
      {q.port_right_days > q.days, "quarantine.port_right_days", "is more than days"},
  });
}

Found check_times(const Pack& p) {
  const auto& t = p.times;
  const auto& r = p.retries;
  const bool is_late =
      !t.awaiting_reminders.empty() && t.awaiting_reminders.back() >= t.awaiting_days;
  return first_broken({
      {p.codes.life > p.codes.step_up, "codes.life", "is longer than step_up"},
      {is_late, "times.awaiting_reminders", "reminds when the wait is over"},
      {t.review_wd > t.review_max_wd, "times.review_wd", "is more than review_max_wd"},
      {t.objection_window_risk > p.risk.analyst_at, "times.objection_window_risk",
       "is above risk.analyst_at, so risky cases would have no window"},
      {r.first > r.longest, "retries.first", "is longer than longest"},
      {r.longest > r.give_up, "retries.longest", "is longer than give_up"},
  });
}

Found check_money(const Pack& p) {
  const auto& f = p.contract_fee;
  const bool has_fee = f.kind != FeeKind::none;
  const bool is_after = !p.refunds.unclaimed_reminders.empty() &&
                        p.refunds.unclaimed_reminders.back() >= p.refunds.unclaimed_days;
  return first_broken({
      {has_fee && f.percent == 0, "contract_fee.percent", "is 0, but kind asks for a fee"},
      {!has_fee && f.percent != 0, "contract_fee.percent", "is not 0, but kind is none"},
      {p.refunds.automatic_up_to > p.refunds.dual_control_above,
       "refunds.automatic_up_to_minor", "is more than dual_control_above_minor"},
      {is_after, "refunds.unclaimed_reminders", "reminds after unclaimed_days"},
      {p.hold.max_days && p.hold.remind_before_days >= *p.hold.max_days,
       "hold.remind_before_days", "is not less than max_days"},
  });
}

Found check_risk(const Pack& p) {
  return first_broken({
      {p.risk.review_at >= p.risk.raise_at, "risk.review_at", "must be less than raise_at"},
      {p.risk.raise_at >= p.risk.analyst_at, "risk.raise_at",
       "must be less than analyst_at"},
      {p.limits.session_idle > p.limits.session_life, "limits.session_idle",
       "is longer than session_life"},
  });
}

bool has(const Way& way, Need need) {
  return std::ranges::find(way.needs, need) != way.needs.end();
}

bool is_open_on(const Way& way, Channel channel) {
  return way.channels.empty() ||
         std::ranges::find(way.channels, channel) != way.channels.end();
}

// Only AL4 has a second person, and all of AL4 does (K1).
Found check_ways(const Pack& p) {
  for (const auto level :
       {Assurance::weak, Assurance::al1, Assurance::al2, Assurance::al3, Assurance::al4}) {
    for (const auto& way : p.ways[static_cast<std::size_t>(level)]) {
      if (has(way, Need::second_person) == (level == Assurance::al4)) continue;
      return Contradiction{fmt::format("ways.{}", to_string(level)),
                           level == Assurance::al4
                               ? "has a way without second_person"
                               : "asks for second_person, which is al4"};
    }
  }
  return std::nullopt;
}

Found check_cell(const Pack& p, const AssuranceRow& row, Assurance level) {
  if (level == Assurance::none || level == Assurance::never) return std::nullopt;
  for (const auto& way : p.ways[static_cast<std::size_t>(level)])
    if (is_open_on(way, row.channel)) return std::nullopt;
  return Contradiction{
      fmt::format("assurance.{}.{}", to_string(row.act), to_string(row.channel)),
      fmt::format("asks for {}, but ways.{} has none on {}", to_string(level),
                  to_string(level), to_string(row.channel))};
}

// The owner of a locked line must still have a way to end it.
Found check_lock(const Pack& p) {
  if (p.lock.channels.empty()) return Contradiction{"lock.channels", "names no channel"};
  for (const auto channel : p.lock.channels) {
    if (p.assurance_for(Act::terminate, channel, Subject::owner) == Assurance::never)
      return Contradiction{
          "lock.channels",
          fmt::format("names {}, where no line is ended at all", to_string(channel))};
    if (ways_to(p, p.lock.raises_to, channel).empty())
      return Contradiction{"lock.raises_to",
                           fmt::format("has no way on {}", to_string(channel))};
  }
  return std::nullopt;
}

Found check_assurance(const Pack& p) {
  for (const auto act : kActs) {
    const bool is_named =
        std::ranges::any_of(p.assurance, [act](const auto& row) { return row.act == act; });
    if (is_named) continue;
    return Contradiction{fmt::format("assurance.{}", to_string(act)),
                         "names no channel; write never where it is not allowed"};
  }
  for (const auto& row : p.assurance) {
    for (const auto level : row.by_subject)
      if (auto wrong = check_cell(p, row, level)) return wrong;
    // K8: a hotline talked into lifting the bar is how lost lines are robbed.
    const bool is_by_phone =
        row.act == Act::lift_lost_bar && row.channel == Channel::hotline;
    if (is_by_phone && std::ranges::any_of(row.by_subject, [](Assurance level) {
          return level != Assurance::never;
        }))
      return Contradiction{"assurance.lift_lost_bar.hotline",
                           "a lost line is never opened by phone"};
  }
  return std::nullopt;
}

Found check_year(const CalendarYear& year) {
  const auto contradiction = [&](Date day, std::string_view why) {
    return Contradiction{"calendar.years", fmt::format("{} {}", to_string(day), why)};
  };
  for (const auto& list : {year.holidays, year.work_days}) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (static_cast<int>(list[i].year()) != year.year)
        return contradiction(list[i], fmt::format("is not in {}", year.year));
      if (i > 0 && list[i] <= list[i - 1])
        return contradiction(list[i], "does not come after the date before it");
    }
  }
  for (const auto day : year.work_days) {
    if (!is_rest_day(day)) return contradiction(day, "is a working day anyway");
    if (std::ranges::find(year.holidays, day) != year.holidays.end())
      return contradiction(day, "is both a holiday and a working day");
  }
  return std::nullopt;
}

Found check_calendar(const Pack& p) {
  int expected = p.calendar.years.front().year;
  for (const auto& year : p.calendar.years) {
    if (year.year != expected)
      return Contradiction{"calendar.years",
                           fmt::format("{} comes where {} should", year.year, expected)};
    if (auto wrong = check_year(year)) return wrong;
    ++expected;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Contradiction> first_contradiction(const Pack& pack) {
  for (const auto check : {check_place, check_rest, check_times, check_money, check_risk,
                           check_ways, check_assurance, check_lock, check_calendar})
    if (auto wrong = check(pack)) return wrong;
  return std::nullopt;
}

}  // namespace signoff
