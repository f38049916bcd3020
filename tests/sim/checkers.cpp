// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers.h"

#include "engine/profiles.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>

namespace signoff::sim {
namespace {

void add(std::vector<Finding>& findings, std::string_view checker, std::string what) {
  findings.push_back({std::string{checker}, std::move(what)});
}

template <class State, class Event, std::size_t N>
std::string replay_move(const Transition<State, Event> (&table)[N], const std::string& from,
                        const std::string& on) {
  const auto state = parse_name<State>(from);
  const auto event = parse_name<Event>(on);
  if (!state || !event) return "?";
  const auto to = next(table, *state, *event);
  return to ? std::string{to_string(*to)} : "?";
}

// One case's history against the tables and the chain. Answers the first fault.
std::string replay_case(const std::vector<HistoryEvent>& history, const Case& head) {
  std::string state = "DRAFT";
  std::string prev{kChainStart};
  int seq = 0;
  for (const auto& event : history) {
    if (event.seq != ++seq) return fmt::format("event {} is missing", seq);
    if (event.prev != prev) return fmt::format("event {} does not follow", seq);
    if (chain_hash(event) != event.hash) return fmt::format("event {} was altered", seq);
    prev = event.hash;
    if (event.from != state) return fmt::format("event {} leaves another state", seq);
    if (event.to == event.from) continue;
    if (replay_move(kCaseTable, event.from, event.name) != event.to)
      return fmt::format("event {}: {} does not lead from {} to {}", seq, event.name,
                         event.from, event.to);
    state = event.to;
  }
  if (state != to_string(head.state)) return "the history ends in " + state;
  if (head.events != seq || head.head != prev) return "the head is not the last event";
  return {};
}

// Under whatever key: a stop needs a resumption or a pause before the next, and a pause a
// stop or a resumption.
bool stops_by_turns(const std::vector<LedgerEntry>& entries) {
  std::string_view last;
  for (const auto& entry : entries) {
    const bool is_turn =
        entry.kind == "stop" || entry.kind == "hold" || entry.kind == "resume";
    if (!is_turn) continue;
    if (entry.kind == last && entry.kind != "resume") return false;
    last = entry.kind;
  }
  return true;
}

// The first UTC day that the plan or a pause is charged for twice.
std::optional<std::int64_t> day_charged_twice(const AccountState& state, Instant now) {
  std::set<std::int64_t> days;
  const auto is_twice = [&](Instant from, std::optional<Instant> to) {
    const auto end = std::chrono::floor<std::chrono::days>(std::min(to.value_or(now), now));
    for (auto day = std::chrono::floor<std::chrono::days>(from); day < end;
         day += std::chrono::days{1})
      if (!days.insert(day.time_since_epoch().count()).second) return true;
    return false;
  };
  for (const auto& span : state.served)
    if (is_twice(span.from, span.to)) return *days.rbegin();
  for (const auto& span : state.pauses)
    if (is_twice(span.from, span.to)) return *days.rbegin();
  return std::nullopt;
}

bool is_put_to_rest(LineState state) {
  return state == LineState::barred_lost || state == LineState::susp_user;
}

// Usage from after the stop that came in after it and found its way to the owner's side.
std::vector<std::string> billed_after(World& world, const std::string& line_id,
                                      Instant stopped) {
  std::map<std::string, Instant> used;
  for (const auto& record : world.usage())
    if (record.line_id == line_id) used.emplace(record.key, record.used_at);
  std::vector<std::string> keys;
  bool is_stopped = false;
  for (const auto& entry : take(world.ledger().entries(line_id))) {
    if (entry.kind == "stop") is_stopped = true;
    if (entry.kind == "resume") is_stopped = false;
    const auto record = used.find(entry.key);
    if (!is_stopped || record == used.end() || record->second <= stopped) continue;
    for (const auto& posting : entry.postings)
      if (posting.account.starts_with("customer.") || posting.account.starts_with("usage."))
        keys.push_back(entry.key);
  }
  return keys;
}

}  // namespace

std::vector<Finding> no_effect_twice(World& world) {
  std::vector<Finding> findings;
  for (const auto& line : world.lines()) {
    const auto effects = world.home().effects(line.imsi);
    const auto say = [&](std::string_view what, int times) {
      add(findings, "no_effect_twice",
          fmt::format("line {}: {} {} times", line.msisdn.digits(), what, times));
    };
    if (effects.removals > 1) say("removed", effects.removals);
    if (effects.key_strips > 1) say("keys stripped", effects.key_strips);
    if (effects.bars > effects.unbars + 1)
      say("barred without a lift between", effects.bars);
    std::map<std::string, int> keys;
    std::map<std::string, int> kinds;
    for (const auto& entry : take(world.ledger().entries(line.id))) {
      ++keys[entry.key];
      ++kinds[entry.kind];
    }
    for (const auto& [key, times] : keys)
      if (times > 1) say("posted " + key, times);
    if (!stops_by_turns(take(world.ledger().entries(line.id))))
      say("charging stopped or held", kinds["stop"] + kinds["hold"]);
    if (kinds["close"] > 1) say("rating closed", kinds["close"]);
    if (kinds["fee"] > 1) say("fee charged", kinds["fee"]);
    if (kinds["refund"] > kinds["refund_returned"] + 1) say("refunded", kinds["refund"]);
  }
  for (const auto& id : world.case_ids()) {
    std::map<VoucherKind, int> valid;
    for (const auto& voucher : take(world.store().vouchers(id)))
      if (!voucher.void_at) ++valid[voucher.kind];
    for (const auto& [kind, count] : valid)
      if (count > 1)
        add(findings, "no_effect_twice",
            fmt::format("case {}: {} valid vouchers of one kind", id, count));
  }
  return findings;
}

std::vector<Finding> no_stranger_touched(World& world) {
  std::vector<Finding> findings;
  if (const int touched = world.home().stranger_effects(); touched > 0)
    add(findings, "no_stranger_touched",
        fmt::format("{} effects on records of strangers", touched));
  return findings;
}

std::vector<Finding> history_replays(World& world) {
  std::vector<Finding> findings;
  for (const auto& id : world.case_ids()) {
    const auto dossier = world.store().dossier(id).value();
    if (auto fault = replay_case(world.store().history(id).value(), dossier.head);
        !fault.empty())
      add(findings, "history_replays", "case " + dossier.head.number + ": " + fault);
  }
  return findings;
}

std::vector<Finding> ledger_sums_to_zero(World& world) {
  std::vector<Finding> findings;
  if (const auto total = world.ledger().total().value(); total != 0)
    add(findings, "ledger_sums_to_zero", fmt::format("total {}", total));
  for (const auto& line : world.lines())
    for (const auto& entry : take(world.ledger().entries(line.id))) {
      std::int64_t sum = 0;
      for (const auto& posting : entry.postings) sum += posting.minor;
      if (sum != 0)
        add(findings, "ledger_sums_to_zero", fmt::format("entry {}: {}", entry.key, sum));
    }
  return findings;
}

std::vector<Finding> charging_stops_at_the_bar(World& world) {
  std::vector<Finding> findings;
  for (const auto& facts : world.lines()) {
    const auto line = world.store().line(facts.id).value();
    const bool ended =
        line.state == LineState::pre_cancelled || line.state == LineState::terminated ||
        line.state == LineState::ported_out || line.state == LineState::closed;
    const auto account = world.billing().account(facts.id);
    if (!account) {
      add(findings, "charging_stops_at_the_bar", "no account: " + account.error().code);
      continue;
    }
    const auto stopped = account->charging_stopped_at;
    if (ended && (!stopped || (line.barred_at && *stopped > *line.barred_at)))
      add(findings, "charging_stops_at_the_bar",
          fmt::format("line {} is {} and still charged", line.msisdn.digits(),
                      to_string(line.state)));
    if (line.state == LineState::active && stopped)
      add(findings, "charging_stops_at_the_bar",
          fmt::format("line {} is in service and not charged", line.msisdn.digits()));
    if (stopped)
      for (const auto& key : billed_after(world, facts.id, *stopped))
        add(findings, "charging_stops_at_the_bar",
            fmt::format("line {}: usage {} after the stop is on the bill",
                        line.msisdn.digits(), key));
  }
  return findings;
}

// A paused line costs its fee and not its plan, a day once, and no line does that is back
// in service or gone.
std::vector<Finding> a_pause_costs_its_fee_once(World& world) {
  std::vector<Finding> findings;
  for (const auto& facts : world.lines()) {
    const auto line = world.store().line(facts.id).value();
    const auto say = [&](std::string_view what) {
      add(findings, "a_pause_costs_its_fee_once",
          fmt::format("line {} is {} and {}", line.msisdn.digits(), to_string(line.state),
                      what));
    };
    const auto state = fold(take(world.ledger().entries(facts.id)));
    if (!state) {
      say(state.error().code);
      continue;
    }
    if (const auto day = day_charged_twice(*state, world.now()))
      say(fmt::format("day {} is charged twice", *day));
    const bool is_paused = line.state == LineState::susp_user;
    if (is_paused && !state->is_held()) say("costs no fee");
    const bool is_over =
        line.state == LineState::active || line.state == LineState::pre_cancelled ||
        line.state == LineState::terminated || line.state == LineState::ported_out;
    if (is_over && state->is_held()) say("costs the fee of a pause");
  }
  return findings;
}

std::vector<Finding> every_move_was_told(World& world) {
  std::vector<Finding> findings;
  for (const auto& id : world.case_ids()) {
    std::set<std::pair<int, std::string>> told;
    for (const auto& notice : take(world.store().notices(id))) {
      told.emplace(notice.seq, notice.message);
      if (notice.state == NoticeState::queued)
        add(findings, "every_move_was_told", "still queued: " + notice.id);
      if (notice.state == NoticeState::suppressed && notice.why.empty())
        add(findings, "every_move_was_told", "suppressed without a reason: " + notice.id);
    }
    for (const auto& event : take(world.store().history(id))) {
      if (event.from == event.to) continue;
      const auto from = parse_name<CaseState>(event.from);
      const auto on = parse_name<CaseEvent>(event.name);
      if (!from || !on) continue;
      const auto message = std::string{notice_for(*from, *on)};
      if (message != "-" && !told.contains({event.seq, message}))
        add(findings, "every_move_was_told",
            fmt::format("case {}: nobody was told of {}", id, event.name));
    }
  }
  return findings;
}

std::vector<Finding> dead_means_dead(World& world) {
  std::vector<Finding> findings;
  for (const auto& facts : world.lines()) {
    const auto line = world.store().line(facts.id).value();
    const auto found = world.home().find(facts.imsi);
    const auto say = [&](std::string_view what) {
      add(findings, "dead_means_dead",
          fmt::format("line {} is {}, {}", line.msisdn.digits(), to_string(line.state),
                      what));
    };
    if (facts.given_away) continue;
    if (line.state == LineState::terminated || line.state == LineState::ported_out) {
      if (found) say("but the register has it");
      if (world.home().serves(facts.imsi)) say("but a visited network serves it");
      // A number that moved away is in service elsewhere.
      if (line.state == LineState::ported_out) continue;
      const auto number = world.store().number(facts.msisdn).value();
      if (number.state == NumberState::in_service || number.state == NumberState::reserved)
        say("but its number does not rest");
      continue;
    }
    if (!found) {
      say("but the register lost it");
    } else if (line.state == LineState::active && found->is_barred()) {
      say("but it is barred");
    } else if (line.state == LineState::pre_cancelled && !found->is_barred()) {
      say("but it is not barred");
    } else if (is_put_to_rest(line.state) && !found->is_barred()) {
      say("but it is in service");
    }
  }
  return findings;
}

std::vector<Finding> everything_came_to_rest(World& world) {
  std::vector<Finding> findings;
  std::map<std::string, int> open;
  for (const auto& id : world.case_ids()) {
    const auto dossier = world.store().dossier(id).value();
    const auto& head = dossier.head;
    if (!is_ended(head.state)) {
      ++open[head.line_id];
      // What changed hands waits for a person for ever; nothing else does.
      const auto facts =
          std::ranges::find(world.lines(), head.line_id, &World::LineFacts::id);
      if (facts == world.lines().end() || !facts->given_away)
        add(findings, "everything_came_to_rest",
            fmt::format("case {} rests in {} at {}", head.number, to_string(head.state),
                        to_string(head.step)));
    }
  }
  for (const auto& facts : world.lines()) {
    const auto line = world.store().line(facts.id).value();
    const bool is_on_its_way =
        line.state == LineState::cancel_pending || line.state == LineState::pre_cancelled;
    if (is_on_its_way && !open.contains(facts.id))
      add(findings, "everything_came_to_rest",
          fmt::format("line {} is {} and no case ends it", line.msisdn.digits(),
                      to_string(line.state)));
  }
  for (const auto& [line, count] : open)
    if (count > 1)
      add(findings, "everything_came_to_rest", "two open cases on line " + line);
  return findings;
}

// A line that came back by itself: its owner had heard of the day long enough before.
std::vector<Finding> no_pause_ends_unannounced(World& world) {
  std::vector<Finding> findings;
  for (const auto& back : world.came_back()) {
    const auto notice = std::chrono::days{world.pack().hold.remind_before_days};
    if (!back.announced_at || back.at < *back.announced_at + notice)
      add(findings, "no_pause_ends_unannounced",
          fmt::format("line {} came back by itself and nobody was told in time",
                      back.line_id));
  }
  return findings;
}

std::vector<Finding> profiles_are_as_their_chips_said(World& world) {
  std::vector<Finding> findings;
  const auto say = [&](const World::ChipFacts& chip, std::string_view what) {
    add(findings, "profiles_are_as_their_chips_said",
        fmt::format("line {} {}", chip.line_id, what));
  };
  std::map<std::string, int> told;  // By line and digest.
  for (const auto& id : world.case_ids())
    for (const auto& event : take(world.store().history(id)))
      if (event.name.starts_with("card.") && event.detail.starts_with(R"({"digest":")"))
        ++told[event.line_id + event.detail.substr(11, 64)];
  for (const auto& chip : world.chips()) {
    const auto reports = take(world.cards().card_reports(chip.line_id));
    std::set<std::string> kept;
    for (const auto& report : reports) {
      kept.insert(report.digest);
      if (told[chip.line_id + report.digest] > 1) say(chip, "was told a report twice");
    }
    if (!std::ranges::includes(kept, chip.acknowledged)) say(chip, "has lost a report");
    const auto line = take(world.store().line(chip.line_id));
    if (line.state != LineState::terminated) continue;
    const auto* last = last_report(reports);
    const bool is_deleted = last != nullptr && last->change == ProfileChange::deleted;
    const auto number = take(world.store().number(line.msisdn));
    const bool is_at_rest =
        number.line_id == line.id &&
        (number.state == NumberState::quarantine || number.state == NumberState::scrub ||
         number.state == NumberState::withheld);
    const auto wanted = !is_deleted  ? CardState::orphaned
                        : is_at_rest ? CardState::delete_notified
                                     : CardState::retired;
    if (line.card != wanted)
      say(chip, fmt::format("has a profile in {}", to_string(line.card)));
  }
  return findings;
}

std::vector<Finding> check_all(World& world) {
  std::vector<Finding> all;
  for (const auto& checker :
       {no_effect_twice, no_stranger_touched, history_replays, ledger_sums_to_zero,
        charging_stops_at_the_bar, a_pause_costs_its_fee_once, every_move_was_told,
        dead_means_dead, everything_came_to_rest, no_pause_ends_unannounced,
        profiles_are_as_their_chips_said}) {
    auto found = checker(world);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace signoff::sim
