// SPDX-License-Identifier: Apache-2.0
#include "engine/pauses.h"

#include "engine/line_orders.h"
#include "engine/new_case.h"
#include "engine/params.h"

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr std::string_view kReminder = "L01.hold_reminder";
constexpr std::string_view kResumed = "L02.hold_resumed";
constexpr auto kMorning = std::chrono::hours{9};
// Until the owner's other business with the line is over, or a message has arrived.
constexpr auto kLookAgain = std::chrono::hours{24};
constexpr auto kAskAgain = std::chrono::hours{1};

std::string reminder_id(const Pause& pause, int nth, std::string_view to) {
  return fmt::format("{}-{}-{}-{}-{}", pause.line_id,
                     pause.since.time_since_epoch().count(), kReminder, nth, to);
}

// Reminds every contact that can be trusted; false where there is none.
bool remind(Change& change, Pause& pause, const Line& line, const Owner& owner,
            const Pack& pack, Instant day, Instant now) {
  const auto contacts = trusted_contacts(owner, now);
  if (contacts.empty()) return false;
  ++pause.reminders;
  for (const auto& contact : contacts) {
    auto notice = line_notice(line, kReminder, contact, now);
    notice.id = reminder_id(pause, pause.reminders, contact);
    notice.params = {{"number", masked(line.msisdn, pack.place.calling_code)},
                     {"date", short_day_text(zone_of(pack).date_of(day), owner.language)}};
    change.notices.push_back(std::move(notice));
  }
  return true;
}

enum class Heard { yes, not_yet, no };

// Whether the announcement has reached anybody.
Result<Heard> was_heard(Store& store, const Pause& pause) {
  auto heard = Heard::no;
  for (const std::string_view to : {"email", "other"}) {
    const auto notice =
        store.notice(pause.line_id, reminder_id(pause, pause.announced, to));
    if (!notice && notice.error().fault == Fault::not_found) continue;
    if (!notice) return pass_on(notice.error());
    if (notice->state == NoticeState::sent) return Heard::yes;
    if (notice->state == NoticeState::queued) heard = Heard::not_yet;
  }
  return heard;
}

bool is_over(const Line& line) {
  return line.state_before.value_or(line.state) != LineState::susp_user ||
         line.state == LineState::terminated || line.state == LineState::ported_out ||
         line.state == LineState::closed;
}

// Names the day to the owner; the pause can end by itself no sooner than the notice
// allows.
void announce(Change& change, Pause& pause, const Line& line, const Owner& owner,
              const Pack& pack, Instant now) {
  const auto times = times_of(*pause.until, pack);
  const auto notice = std::chrono::days{pack.hold.remind_before_days};
  const auto ends = std::max(times.ends_at, now + notice);
  pause.due_at.reset();
  if (!remind(change, pause, line, owner, pack, ends, now)) return;
  pause.announced = pause.reminders;
  pause.announced_at = now;
  pause.due_at = now < times.remind_at ? times.remind_at : ends;
}

}  // namespace

PauseTimes times_of(Date until, const Pack& pack) {
  const auto zone = zone_of(pack);
  // A morning earlier, so that a whole day more than asked for lies between.
  const auto first = add_days(until, -pack.hold.remind_before_days - 1);
  return {zone.at(first, kMorning), zone.at(add_days(until, -1), kMorning),
          zone.start_of(until)};
}

Change resumption(Line line, Pause pause, const Owner& owner, const Pack& pack,
                  Instant now) {
  Change change;
  change.line_id = line.id;
  line.state = LineState::active;
  change.notices.push_back(line_order(line, kOrderUnbar, now));
  change.notices.push_back(charging_order(line, pack.hold.monthly_fee, now));
  auto contacts = trusted_contacts(owner, now);
  contacts.emplace_back("line");
  for (const auto& contact : contacts) {
    auto notice = line_notice(line, kResumed, contact, now);
    notice.params = {{"number", masked(line.msisdn, pack.place.calling_code)}};
    change.notices.push_back(std::move(notice));
  }
  if (pause.version != 0) {
    pause.due_at.reset();
    pause.until.reset();
    change.pause = std::move(pause);
  }
  change.line = std::move(line);
  return change;
}

Result<Change> look_at_pause(Store& store, const Pack& pack, Pause pause, Instant now) {
  const auto line = store.line(pause.line_id);
  if (!line) return pass_on(line.error());
  const auto owner = store.owner(line->owner_id);
  if (!owner) return pass_on(owner.error());
  Change change;
  change.line_id = pause.line_id;
  const auto later = [&](std::optional<Instant> at) {
    pause.due_at = at;
    change.pause = pause;
    return change;
  };
  if (!pause.until || is_over(*line)) return later(std::nullopt);
  // A case has the line; it may yet give it back.
  if (line->state != LineState::susp_user) return later(now + kLookAgain);

  const auto times = times_of(*pause.until, pack);
  if (now < times.announce_at) return later(times.announce_at);
  if (!pause.announced_at) {
    announce(change, pause, *line, *owner, pack, now);
    return later(pause.due_at);
  }
  const auto notice = std::chrono::days{pack.hold.remind_before_days};
  const auto ends = std::max(times.ends_at, *pause.announced_at + notice);
  if (now < ends) {
    if (now < times.remind_at) return later(times.remind_at);
    if (pause.reminders == pause.announced)
      (void)remind(change, pause, *line, *owner, pack, ends, now);
    return later(ends);
  }
  if (!pack.hold.resumes_by_itself) return later(std::nullopt);
  const auto heard = was_heard(store, pause);
  if (!heard) return pass_on(heard.error());
  if (*heard == Heard::not_yet) return later(now + kAskAgain);
  if (*heard == Heard::no) {
    announce(change, pause, *line, *owner, pack, now);
    return later(pause.due_at);
  }
  return resumption(*line, pause, *owner, pack, now);
}

}  // namespace signoff
