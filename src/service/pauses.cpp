// SPDX-License-Identifier: Apache-2.0
#include "service/pauses.h"

#include "engine/line_orders.h"
#include "engine/new_case.h"
#include "engine/params.h"
#include "engine/pauses.h"
#include "service/assurance.h"

namespace signoff {
namespace {

constexpr std::string_view kStarted = "L01.hold_started";

// The line's pause of before, which the next one takes over.
Result<Pause> row_of(Store& store, const std::string& line_id) {
  auto pause = store.pause(line_id);
  if (pause || pause.error().fault != Fault::not_found) return pause;
  Pause fresh;
  fresh.line_id = line_id;
  return fresh;
}

}  // namespace

Date first_day_of_service(const Pack& pack, Instant now) {
  const auto zone = zone_of(pack);
  const auto soonest = now + std::chrono::days{pack.hold.remind_before_days};
  const auto day = zone.date_of(soonest);
  return zone.start_of(day) < soonest ? add_days(day, 1) : day;
}

// No debt, no minimum term where the pack forbids it, nothing else going on (L1).
Result<void> Pauses::check(const Line& line) {
  if (!next(kLineTable, line.state, LineEvent::suspended))
    return fail(Fault::conflict, "line.state", std::string{to_string(line.state)});
  if (line.port_code_until) return fail(Fault::conflict, "suspension.porting");
  const auto open = parts_.outside.store.open_case(line.id);
  if (open) return fail(Fault::conflict, "suspension.case_open");
  if (open.error().fault != Fault::not_found) return pass_on(open.error());
  const auto account = parts_.outside.billing.account(line.id);
  if (!account) return pass_on(account.error());
  if (account->arrears.minor() > 0) return fail(Fault::conflict, "suspension.arrears");
  const auto& pack = parts_.outside.pack;
  const auto today = zone_of(pack).date_of(parts_.clock.now());
  if (!pack.hold.during_contract && account->contract && account->contract->is_proven &&
      today < account->contract->ends_on)
    return fail(Fault::conflict, "suspension.contract");
  return {};
}

Result<std::optional<Date>> Pauses::last_day(std::optional<Date> until) {
  const auto& pack = parts_.outside.pack;
  const auto now = parts_.clock.now();
  const auto zone = zone_of(pack);
  const auto& most = pack.hold.max_days;
  if (!until)
    return most ? std::optional{add_days(zone.date_of(now), *most)} : std::nullopt;
  if (most && *until > add_days(zone.date_of(now), *most))
    return fail(Fault::bad_input, "suspension.too_long", "/until");
  if (*until < first_day_of_service(pack, now))
    return fail(Fault::bad_input, "suspension.too_near", "/until");
  if (days_between(zone.date_of(now), *until) > 3660)
    return fail(Fault::bad_input, "suspension.too_long", "/until");
  return until;
}

Result<Change> Pauses::pausing(Line line, std::optional<Date> until) {
  auto& store = parts_.outside.store;
  const auto& pack = parts_.outside.pack;
  const auto now = parts_.clock.now();
  const auto owner = store.owner(line.owner_id);
  if (!owner) return pass_on(owner.error());
  auto pause = row_of(store, line.id);
  if (!pause) return pass_on(pause.error());
  const auto before = *pause;
  *pause = Pause{};
  pause->line_id = line.id;
  pause->version = before.version;
  pause->since = now;
  pause->until = until;
  if (until) pause->due_at = std::max(now, times_of(*until, pack).announce_at);
  // As it is served now, so that it is served again; a register that cannot be asked gets
  // the order later, and the whole service back. One that still has the bar of the pause
  // before is to be given back what that one found.
  if (const auto found = find_own(parts_.outside.home, line)) {
    pause->cs_enabled = found->is_barred() ? before.cs_enabled : found->cs_enabled;
    pause->ps_enabled = found->is_barred() ? before.ps_enabled : found->ps_enabled;
  }
  Change change;
  change.line_id = line.id;
  change.notices.push_back(line_order(line, kOrderBar, now));
  change.notices.push_back(charging_order(line, pack.hold.monthly_fee, now));
  for (const auto& contact : trusted_contacts(*owner, now)) {
    auto notice = line_notice(line, kStarted, contact, now);
    notice.params = {{"number", masked(line.msisdn, pack.place.calling_code)},
                     {"amount", with_sign(pack.hold.monthly_fee)}};
    change.notices.push_back(std::move(notice));
  }
  line.state = LineState::susp_user;
  change.pause = *std::move(pause);
  change.line = std::move(line);
  return change;
}

Result<LineView> Pauses::suspend(const Caller& caller, const std::string& line_id,
                                 std::optional<Date> until,
                                 const std::vector<GivenProof>& proofs) {
  bool is_proved = false;  // Once: a code that was right is spent.
  for (int i = 0; i < kTries; ++i) {
    auto line = load_line(parts_, caller, line_id, Verb::suspend_line);
    if (!line) return pass_on(line.error());
    if (auto right = check(*line); !right) return pass_on(right.error());
    const auto day = last_day(until);
    if (!day) return pass_on(day.error());
    if (!is_proved)
      if (auto proved = prove_on_line(parts_, caller, *line, Act::suspend, proofs); !proved)
        return pass_on(proved.error());
    is_proved = true;
    auto change = pausing(*std::move(line), *day);
    if (!change) return pass_on(change.error());
    sign(*change, caller.actor);
    const auto stored = parts_.outside.store.commit(*change);
    if (!stored && stored.error().fault == Fault::conflict) continue;
    if (!stored) return pass_on(stored.error());
    ++change->line->version;
    if (parts_.wake) parts_.wake();
    return view_of_line(parts_, caller, *std::move(change->line));
  }
  return fail(Fault::conflict, "line.busy");
}

Result<LineView> Pauses::resume(const Caller& caller, const std::string& line_id,
                                const std::vector<GivenProof>& proofs) {
  bool is_proved = false;
  for (int i = 0; i < kTries; ++i) {
    auto line = load_line(parts_, caller, line_id, Verb::suspend_line);
    if (!line) return pass_on(line.error());
    if (!next(kLineTable, line->state, LineEvent::resumed))
      return fail(Fault::conflict, "line.state", std::string{to_string(line->state)});
    if (!is_proved)
      if (auto proved = prove_on_line(parts_, caller, *line, Act::resume, proofs); !proved)
        return pass_on(proved.error());
    is_proved = true;
    const auto owner = parts_.outside.store.owner(line->owner_id);
    if (!owner) return pass_on(owner.error());
    auto pause = row_of(parts_.outside.store, line_id);
    if (!pause) return pass_on(pause.error());
    auto change = resumption(*std::move(line), *std::move(pause), *owner,
                             parts_.outside.pack, parts_.clock.now());
    sign(change, caller.actor);
    const auto stored = parts_.outside.store.commit(change);
    if (!stored && stored.error().fault == Fault::conflict) continue;
    if (!stored) return pass_on(stored.error());
    ++change.line->version;
    if (parts_.wake) parts_.wake();
    return view_of_line(parts_, caller, *std::move(change.line));
  }
  return fail(Fault::conflict, "line.busy");
}

}  // namespace signoff
