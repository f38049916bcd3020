// SPDX-License-Identifier: Apache-2.0
#include "domain/identity_document.h"
#include "engine/courier.h"
#include "engine/engine.h"
#include "engine/line_orders.h"
#include "engine/new_case.h"
#include "engine/params.h"
#include "engine/port_companion.h"
#include "service/assurance.h"
#include "service/codes.h"
#include "service/desk.h"
#include "service/offers.h"
#include "service/pauses.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

std::vector<Alternative> alternatives(const CaseFacts& facts) {
  std::vector<Alternative> list;
  for (const auto& offer : offers())
    if (!offer.needs_service || facts.state_before == LineState::active)
      list.push_back(
          {std::string{offer.id}, {std::string{offer.en}, std::string{offer.zh}}});
  return list;
}

// Adds to the change of a line what goes out with it.
using Tell = std::function<Result<void>(Change&)>;

// A change of the line outside any case.
Result<Line> change_line(const ServiceParts& parts, const std::string& id,
                         const std::function<Result<void>(Line&)>& decide,
                         const Tell& tell = {}) {
  for (int i = 0; i < kTries; ++i) {
    auto line = parts.outside.store.line(id);
    if (!line) return line;
    if (auto decided = decide(*line); !decided) return pass_on(decided.error());
    Change change;
    change.line_id = id;
    change.line = *line;
    if (tell)
      if (auto told = tell(change); !told) return pass_on(told.error());
    const auto stored = parts.outside.store.commit(change);
    if (stored) {
      ++line->version;
      return line;
    }
    if (stored.error().fault != Fault::conflict) return pass_on(stored.error());
  }
  return fail(Fault::conflict, "line.busy");
}

Result<void> move(Line& line, LineEvent on) {
  const auto to = next(kLineTable, line.state, on);
  if (!to) return fail(Fault::conflict, "line.state", std::string{to_string(line.state)});
  line.state = *to;
  return {};
}

// A move that was allowed or stopped is told to the line and to every other contact: a
// thief may have done it (FCC 23-95: immediate notice).
Result<void> tell_of_port(const ServiceParts& parts, const Actor& actor, Change& change,
                          std::string_view message) {
  const auto& pack = parts.outside.pack;
  const auto now = parts.clock.now();
  const auto& line = *change.line;
  const auto owner = parts.outside.store.owner(line.owner_id);
  if (!owner) return pass_on(owner.error());
  auto contacts = trusted_contacts(*owner, now);
  contacts.insert(contacts.begin(), "line");
  for (const auto& contact : contacts) {
    auto notice = line_notice(line, message, contact, now);
    notice.params = {{"number", masked(line.msisdn, pack.place.calling_code)},
                     {"hotline", pack.place.hotline}};
    if (line.port_code_until)
      notice.params["until"] =
          short_deadline_text(*line.port_code_until, zone_of(pack), owner->language);
    change.notices.push_back(std::move(notice));
  }
  sign(change, actor);
  return {};
}

// The line as reported lost, the order to bar it, and the word to every other contact (L5).
Change lost_line(const ServiceParts& parts, Line line, const Owner& owner, Instant now) {
  constexpr std::string_view kMessage = "L05.lost_stopped";
  Change change;
  change.line_id = line.id;
  change.notices.push_back(line_order(line, kOrderBar, now));
  for (const auto& contact : trusted_contacts(owner, now)) {
    auto notice = line_notice(line, kMessage, contact, now);
    notice.params = {
        {"number", masked(line.msisdn, parts.outside.pack.place.calling_code)}};
    change.notices.push_back(std::move(notice));
  }
  if (line.state == LineState::cancel_pending) {
    line.state_before = LineState::barred_lost;
  } else if (const auto to = next(kLineTable, line.state, LineEvent::loss_reported)) {
    line.state = *to;
  }
  change.line = std::move(line);
  return change;
}

// Ends the open case of a line whose number has moved (C18). A repetition finds none, or
// the case that the first call opened.
Result<void> supersede(const ServiceParts& parts, const Caller& caller,
                       const std::string& line_id) {
  for (int i = 0; i < kTries; ++i) {
    auto open = parts.outside.store.open_case(line_id);
    if (!open && open.error().fault == Fault::not_found) return {};
    if (!open) return pass_on(open.error());
    if (open->head.type == CaseType::port_companion) return {};
    // What is put back at this moment would meet what the move takes away.
    if (open->head.undoing) return fail(Fault::conflict, "case.being_restored");
    if (!next(kCaseTable, open->head.state, CaseEvent::superseded) ||
        !next(kLineTable, open->line.state, LineEvent::port_done))
      return fail(Fault::conflict, "case.state", std::string{to_string(open->head.state)});
    Entry entry{*open, parts.outside.pack, parts.clock.now(), caller.actor};
    entry.move(CaseEvent::superseded);
    entry.due(entry.now() + parts.outside.pack.retries.first);
    const auto stored = parts.outside.store.commit(entry.take());
    if (stored || stored.error().fault != Fault::conflict) return stored;
  }
  return fail(Fault::conflict, "case.busy");
}

// A line that was ended before its number moved (L13) leaves nothing behind.
Result<void> hand_over(const ServiceParts& parts, const std::string& line_id) {
  auto changed = change_line(parts, line_id, [](Line& current) -> Result<void> {
    current.port_code_until.reset();
    return move(current, LineEvent::port_done);
  });
  if (!changed) return pass_on(changed.error());
  return {};
}

}  // namespace

LineView view_of_line(const ServiceParts& parts, const Caller& caller, Line line) {
  LineView view;
  view.masked_number = masked(line.msisdn, parts.outside.pack.place.calling_code);
  if (const auto open = parts.outside.store.open_case(line.id))
    view.open_case_id = open->head.id;
  const auto add = [&](std::string_view name, Verb verb, bool fits) {
    if (fits && may(caller.actor.role, verb)) view.actions.emplace_back(name);
  };
  const bool can_end = next(kLineTable, line.state, LineEvent::case_submitted).has_value();
  add("precheck", Verb::precheck, can_end || line.state == LineState::porting_out);
  add("open_case", Verb::open_case, can_end && view.open_case_id.empty());
  add("report_loss", Verb::report_loss,
      next(kLineTable, line.state, LineEvent::loss_reported).has_value());
  const bool porting = line.state == LineState::porting_out || line.port_code_until;
  // A customer's screen at a counter does these acts no more than a stranger.
  const bool is_screen = !caller.line_id.empty();
  add("start_port", Verb::manage_port,
      !porting && !is_screen && caller.actor.role != Role::engineer &&
          (line.state == LineState::active || line.state == LineState::cancel_pending));
  add("revoke_port", Verb::manage_port, porting && !is_screen);
  const bool is_paused = line.state == LineState::susp_user;
  const bool can_pause = line.state == LineState::active && !line.port_code_until &&
                         !is_screen && view.open_case_id.empty();
  add("suspend", Verb::suspend_line, can_pause);
  const auto& pack = parts.outside.pack;
  if (can_pause && may(caller.actor.role, Verb::suspend_line))
    view.pause =
        PauseTerms{pack.hold.monthly_fee, first_day_of_service(pack, parts.clock.now()),
                   pack.hold.remind_before_days};
  add("resume", Verb::suspend_line, is_paused && !is_screen);
  add("unmask", Verb::unmask, true);
  if (is_paused)
    if (const auto pause = parts.outside.store.pause(line.id))
      view.suspended_until = pause->until;
  view.line = std::move(line);
  return view;
}

Result<std::vector<LineView>> Service::lines(const Caller& caller) {
  if (!may(caller.actor.role, Verb::list_lines) || caller.owner_id.empty())
    return fail(Fault::forbidden, "rights.missing");
  auto found = parts_.outside.store.lines_of(caller.owner_id);
  if (!found) return pass_on(found.error());
  std::vector<LineView> views;
  for (auto& line : *found)
    if (caller.reaches(line.id, line.owner_id))
      views.push_back(view_of_line(parts_, caller, std::move(line)));
  return views;
}

Result<LineView> Service::line(const Caller& caller, const std::string& id) {
  auto found = load_line(parts_, caller, id, Verb::view_line);
  if (!found) return pass_on(found.error());
  return view_of_line(parts_, caller, std::move(*found));
}

Result<Precheck> Service::precheck(const Caller& caller, const std::string& line_id,
                                   const std::vector<Settlement>& settlements,
                                   const std::string& effective) {
  const auto line = load_line(parts_, caller, line_id, Verb::precheck);
  if (!line) return pass_on(line.error());
  const auto& pack = parts_.outside.pack;
  const auto facts = gather_facts(parts_.outside, *line, "", parts_.clock.now());
  if (!facts) return pass_on(facts.error());
  if (auto time = stop_time(*facts, effective, settlements, pack); !time)
    return pass_on(time.error());
  Precheck precheck;
  precheck.obligations = obligations(*facts, pack);
  if (auto right = check_settlements(precheck.obligations, settlements); !right)
    return pass_on(right.error());
  precheck.alternatives = alternatives(*facts);
  precheck.quote = make_quote(*facts, precheck.obligations, settlements, effective, pack);
  return precheck;
}

Result<void> Service::report_loss(const Caller& caller, std::string_view text,
                                  std::string_view id_number) {
  if (!may(caller.actor.role, Verb::report_loss))
    return fail(Fault::forbidden, "rights.missing");
  const auto msisdn = Msisdn::parse(text);
  if (!msisdn) return pass_on(msisdn.error());
  auto line = parts_.outside.store.line(*msisdn);
  if (!line && line.error().fault == Fault::not_found) return {};
  if (!line) return pass_on(line.error());
  const auto owner = parts_.outside.store.owner(line->owner_id);
  if (!owner) return pass_on(owner.error());
  // Wrong and unknown answer alike; a clerk sees the difference in his own lookup.
  if (!id_number_matches(owner->id_number, id_number)) return {};
  const auto state = line->state_before.value_or(line->state);
  if (state == LineState::barred_lost) return {};
  if (!next(kLineTable, line->state, LineEvent::loss_reported)) return {};

  // Recorded with the order to bar in one transaction; the courier carries it out at once
  // and keeps at it, whatever dies in between.
  for (int i = 0; i < kTries; ++i) {
    const auto stored = parts_.outside.store.commit(
        lost_line(parts_, std::move(*line), *owner, parts_.clock.now()));
    if (stored) {
      if (parts_.wake) parts_.wake();
      return {};
    }
    if (stored.error().fault != Fault::conflict) return stored;
    line = parts_.outside.store.line(*msisdn);
    if (!line) return pass_on(line.error());
    if (!next(kLineTable, line->state, LineEvent::loss_reported)) return {};
  }
  return fail(Fault::conflict, "line.busy");
}

Result<LineView> Service::start_port(const Caller& caller, const std::string& line_id,
                                     const std::vector<GivenProof>& proofs) {
  const auto line = load_line(parts_, caller, line_id, Verb::manage_port);
  if (!line) return pass_on(line.error());
  // The number is not theirs to give away.
  if (caller.actor.role == Role::engineer) return fail(Fault::forbidden, "rights.missing");
  const auto now = parts_.clock.now();
  const auto fresh = std::chrono::days{parts_.outside.pack.risk.fresh_swap_days};
  if (line->sim_swapped_at && now < *line->sim_swapped_at + fresh)
    return fail(Fault::conflict, "port.fresh_swap");
  const auto start = [&](Line& current) -> Result<void> {
    // With an open case the move only holds the case up; the owner says which he wants.
    if (current.state != LineState::cancel_pending)
      if (auto moved = move(current, LineEvent::port_started); !moved) return moved;
    current.port_code_until = now + parts_.outside.pack.port.code_life;
    return {};
  };
  auto as_started = *line;
  if (auto fits = start(as_started); !fits) return pass_on(fits.error());
  if (auto proved = prove_on_line(parts_, caller, *line, Act::port_code, proofs); !proved)
    return pass_on(proved.error());
  auto changed = change_line(parts_, line_id, start, [&](Change& change) {
    return tell_of_port(parts_, caller.actor, change, "L12.port_allowed");
  });
  if (!changed) return pass_on(changed.error());
  if (parts_.wake) parts_.wake();
  return view_of_line(parts_, caller, std::move(*changed));
}

Result<LineView> Service::revoke_port(const Caller& caller, const std::string& line_id,
                                      const std::vector<GivenProof>& proofs) {
  const auto line = load_line(parts_, caller, line_id, Verb::manage_port);
  if (!line) return pass_on(line.error());
  // Taking it back asks no more than taking back any other request. An engineer does it for
  // the other operator, who has nobody before him.
  if (caller.actor.role != Role::engineer)
    if (auto proved = prove_on_line(parts_, caller, *line, Act::withdraw, proofs); !proved)
      return pass_on(proved.error());
  const bool is_moving = line->state == LineState::porting_out || line->port_code_until;
  auto changed = change_line(
      parts_, line_id,
      [](Line& current) -> Result<void> {
        if (current.state == LineState::porting_out)
          if (auto moved = move(current, LineEvent::port_aborted); !moved) return moved;
        current.port_code_until.reset();
        return {};
      },
      [&](Change& change) -> Result<void> {
        if (!is_moving) return {};
        return tell_of_port(parts_, caller.actor, change, "L12.port_stopped");
      });
  if (!changed) return pass_on(changed.error());
  if (parts_.wake) parts_.wake();
  return view_of_line(parts_, caller, std::move(*changed));
}

Result<LineView> Service::complete_port(const Caller& caller, const std::string& line_id) {
  const auto line = load_line(parts_, caller, line_id, Verb::manage_port);
  if (!line) return pass_on(line.error());
  // Only the operators settle between them that a number has moved.
  if (caller.actor.role != Role::engineer) return fail(Fault::forbidden, "rights.missing");
  // What the line leaves behind here is ended by a case of its own. It is opened in a
  // second transaction; should nobody come to that, the engine does when the superseded
  // case is due.
  for (int i = 0; i < kTries; ++i) {
    if (auto freed = supersede(parts_, caller, line_id); !freed)
      return pass_on(freed.error());
    const auto done =
        line->state == LineState::terminated
            ? hand_over(parts_, line_id)
            : open_port_companion(
                  {parts_.outside.store, parts_.outside.random, parts_.outside.pack},
                  line_id, parts_.clock.now(), caller.actor);
    if (done) {
      if (parts_.wake) parts_.wake();
      return this->line(caller, line_id);
    }
    const auto& why = done.error();
    if (why.fault != Fault::conflict || why.code == "line.state") return pass_on(why);
  }
  return fail(Fault::conflict, "line.busy");
}

}  // namespace signoff
