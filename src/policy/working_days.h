// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/civil_time.h"
#include "policy/pack.h"

namespace signoff {

// The pack's zone; the pack was checked when it was loaded.
Zone zone_of(const Pack& pack);

// A due time counted in working days. It is not certain while it touches a year whose
// holidays are not published yet (domain case 51): compute it again when a pack with the
// dates is loaded, through later_of.
struct WorkingDue {
  Instant at;
  bool is_certain = true;
  friend bool operator==(const WorkingDue&, const WorkingDue&) = default;
};

// The working days of a pack's place: weekly rest days and holidays off, make-up days on
// (调休, domain case 50). Years the pack does not have know only the weekly rest days.
class WorkingDays {
 public:
  // The pack must have passed parse_pack, so its zone exists.
  explicit WorkingDays(const Pack& pack);

  bool is_working(Date day) const;
  bool is_published(Date day) const;
  // The end (24:00 there) of the n-th working day after the day of `from`; n = 0 is the end
  // of that day itself. 0 <= n <= 400.
  WorkingDue after(Instant from, int n) const;
  const Zone& zone() const { return zone_; }

 private:
  const CalendarYear* year_of(Date day) const;
  Calendar calendar_;
  Zone zone_;
};

// What to promise when a calendar has changed: never earlier than what the owner was told.
WorkingDue later_of(const WorkingDue& told, const WorkingDue& recomputed);

}  // namespace signoff
