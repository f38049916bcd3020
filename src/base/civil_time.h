// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/language.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace signoff {

// A time zone of the IANA database as the system has it. Values are small and may be
// copied; the database lives as long as the process. Safe on days that clocks are changed:
// every date has a first moment, and 24:00 is the first moment of the next day.
class Zone {
 public:
  // Fault::bad_input "zone.unknown" for a name the system's database does not have.
  static Result<Zone> find(std::string_view name);

  std::string_view name() const;
  // The calendar day at that moment there.
  Date date_of(Instant at) const;
  // The first moment of that day: 00:00, or later where clocks jump over midnight.
  Instant start_of(Date day) const;
  // The moment that day is over (its 24:00); excluded from the day.
  Instant end_of(Date day) const;
  // That wall-clock time on that day. A time that clocks jump over becomes the moment of
  // the jump; of a time that comes twice, the first.
  Instant at(Date day, std::chrono::minutes since_midnight) const;
  // Minutes after midnight as the clock on the wall shows them.
  std::chrono::minutes time_of_day(Instant at) const;

 private:
  explicit Zone(const date::time_zone* zone) : zone_{zone} {}
  const date::time_zone* zone_;
};

std::chrono::weekday weekday_of(Date day);
Date add_days(Date day, int days);
// The same day of a later (or earlier) month; the month's last where it is shorter.
Date add_months(Date day, int months);
int days_between(Date from, Date to);
Date last_of_month(Date day);
// The last day of the billing cycle that holds `day`. Cycles begin on `first_day` (1 to 31)
// of each month, or on the last day of months that are shorter.
Date cycle_end(Date day, unsigned first_day);

// "Tue 24 Nov", "11月24日（周二）".
std::string short_day_text(Date day, Language language);
// "Tue 24 Nov 2026", "2026年11月24日（周二）".
std::string day_text(Date day, Language language);
// "Tue 24 Nov 2026, 15:30 China time", "北京时间2026年11月24日（周二）15:30".
std::string moment_text(Instant at, const Zone& zone, const Bilingual& zone_name,
                        Language language);
// The same for the end of a span: midnight belongs to the day before, as 24:00 (24时).
std::string deadline_text(Instant until, const Zone& zone, const Bilingual& zone_name,
                          Language language);
// As deadline_text, without year and zone: "Mon 7 Dec 24:00", "12月7日（周一）24时".
std::string short_deadline_text(Instant until, const Zone& zone, Language language);

}  // namespace signoff
