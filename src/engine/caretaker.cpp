// SPDX-License-Identifier: Apache-2.0
#include "engine/caretaker.h"

#include "engine/params.h"
#include "engine/pauses.h"

#include <algorithm>

namespace signoff {
namespace {

const Actor kCaretaker{Role::system, "caretaker"};
// A line sees few cases; more than this are never read.
constexpr std::size_t kCasesMax = 50;
// How long a repeated creation still answers as the first did (design decision): a client
// that has not heard for a day asks what became of it.
constexpr auto kIdempotencyLife = std::chrono::hours{24};

// The last time that it was sent and did not arrive.
Result<Instant> came_back_at(const std::vector<HistoryEvent>& history) {
  const auto came_back =
      std::find_if(history.rbegin(), history.rend(), [](const HistoryEvent& event) {
        return event.name == "step.E11" || event.name == "refund.returned";
      });
  if (came_back == history.rend()) return fail(Fault::not_found, "refund.no_history");
  return came_back->at;
}

// What contradicts itself does so the next time too; all else is worth another try.
bool is_lasting(const Error& why) {
  return why.fault == Fault::not_found || why.fault == Fault::bad_input;
}

}  // namespace

// The changes of a batch. A record that cannot be understood is said and keeps nothing else
// waiting.
struct Caretaker::Moves {
  std::vector<Change> changes;
  std::optional<Error> broken;

  template <class T, class Look>
  Result<void> gather(Result<std::vector<T>> claimed, Look look) {
    if (!claimed) return pass_on(claimed.error());
    for (auto& one : *claimed) {
      auto change = look(std::move(one));
      if (change)
        changes.push_back(*std::move(change));
      else if (!is_lasting(change.error()))
        return pass_on(change.error());
      else
        broken = change.error();
    }
    return {};
  }
};

Instant next_refund_look(const Pack& pack, Instant since, Instant now) {
  for (const int day : pack.refunds.unclaimed_reminders)
    if (now < since + std::chrono::days{day}) return since + std::chrono::days{day};
  return since + std::chrono::days{pack.refunds.unclaimed_days};
}

Result<std::size_t> Caretaker::run_batch() {
  const auto now = clock_.now();
  const auto moved = move_due(now);
  if (!moved) return moved;
  const auto profiles = move_profiles(now);
  if (!profiles) return profiles;
  const auto forgotten = sweep(now);
  if (!forgotten) return forgotten;
  return *moved + *profiles + *forgotten;
}

Result<std::size_t> Caretaker::move_profiles(Instant now) {
  auto due = next_profiles_.load();
  // As with the sweep: one thread goes, and a clock set back delays nothing.
  if (!profiles_ || (now < due && due <= now + settings_.profiles_every)) return 0;
  if (!next_profiles_.compare_exchange_strong(due, now + settings_.profiles_every))
    return 0;
  const auto moved = profiles_->run(now, settings_.batch);
  // There may be more than a batch holds.
  if (!moved || *moved > 0) next_profiles_ = now;
  return moved;
}

// Sessions and codes live by people's time, the rest by the operator's. A code is kept
// while it counts towards the limit of codes sent.
Result<std::size_t> Caretaker::sweep(Instant now) {
  const auto wall = wall_.now();
  auto due = next_sweep_.load();
  // One of the threads that share the caretaker goes; a clock set back delays nothing.
  if (wall < due && due <= wall + settings_.sweep_every) return 0;
  if (!next_sweep_.compare_exchange_strong(due, wall + settings_.sweep_every)) return 0;
  SweepLimits limits;
  limits.sessions_before = wall;
  limits.codes_before =
      wall - std::max(pack_.limits.codes_per_number.per, pack_.codes.lock);
  limits.idempotency_before = now - kIdempotencyLife;
  limits.marks_before = now;
  limits.rows = settings_.sweep_rows;
  const auto gone = store_.sweep(limits);
  // The rest of what is over goes with the next batches.
  if (gone && *gone >= settings_.sweep_rows) next_sweep_ = wall;
  return gone;
}

Result<std::size_t> Caretaker::move_due(Instant now) {
  const auto until = now + settings_.lease;
  Moves moves;
  auto gathered =
      moves.gather(store_.claim_numbers(now, until, settings_.batch),
                   [&](Number number) { return move_number(std::move(number), now); });
  if (gathered)
    gathered = moves.gather(store_.claim_refunds(now, until, settings_.batch),
                            [&](Refund refund) { return look_at(std::move(refund), now); });
  if (gathered)
    gathered = moves.gather(
        store_.claim_pauses(now, until, settings_.batch),
        [&](Pause pause) { return look_at_pause(store_, pack_, std::move(pause), now); });
  if (!gathered) return pass_on(gathered.error());
  // A conflict means that somebody was first; the lease brings the rest back.
  if (!moves.changes.empty())
    for (const auto& answer : store_.commit(moves.changes))
      if (!answer && answer.error().fault != Fault::conflict)
        return pass_on(answer.error());
  if (moves.broken) return pass_on(*moves.broken);
  return moves.changes.size();
}

// The move that is due, with the number's next date set; nothing where no timer applies.
Result<std::optional<NumberEvent>> Caretaker::next_move(Number& number) const {
  number.due_at.reset();
  const auto line = store_.line(number.line_id);
  if (!line && line.error().fault != Fault::not_found) return pass_on(line.error());
  // A number that moved away while it rested is not ours to give to anybody.
  if (line && line->state == LineState::ported_out) return std::nullopt;
  if (number.state == NumberState::quarantine) {
    if (number.disconnected_on)
      number.due_at =
          zone_of(pack_).start_of(add_days(*number.disconnected_on, pack_.quarantine.days));
    return NumberEvent::scrub_due;
  }
  if (number.state != NumberState::scrub) return std::nullopt;
  return line && line->ported_in ? NumberEvent::donor_due : NumberEvent::scrub_done;
}

Result<Change> Caretaker::move_number(Number number, Instant now) {
  const auto event = next_move(number);
  if (!event) return pass_on(event.error());
  auto dossier = case_of(number);
  if (!dossier) return pass_on(dossier.error());
  if (!*event || !*dossier) {
    if (*event)
      if (const auto to = next(kNumberTable, number.state, **event)) number.state = *to;
    Change change;
    change.line_id = number.line_id;
    change.number = std::move(number);
    return change;
  }
  (*dossier)->number = std::move(number);
  Entry entry{**dossier, pack_, now, kCaretaker};
  entry.move_number(**event);
  const auto name = "number." + std::string{to_string(**event)};
  entry.note(name, retire_profile(entry) ? R"({"profile":"RETIRED"})" : "");
  return entry.take();
}

// The case that ended the number's line, for its history.
Result<std::optional<Dossier>> Caretaker::case_of(const Number& number) {
  CaseFilter filter;
  filter.line_id = number.line_id;
  filter.limit = kCasesMax;
  auto cases = store_.cases(filter);
  if (!cases) return pass_on(cases.error());
  for (auto& dossier : *cases)
    if (dossier.head.state == CaseState::closed ||
        dossier.head.state == CaseState::finalising)
      return std::move(dossier);
  return std::nullopt;
}

Result<Change> Caretaker::look_at(Refund refund, Instant now) {
  auto dossier = store_.dossier(refund.case_id);
  if (!dossier) return pass_on(dossier.error());
  const auto history = store_.history(refund.case_id);
  if (!history) return pass_on(history.error());
  Entry entry{*dossier, pack_, now, kCaretaker};
  if (RefundSender::is_to_send(refund.state)) {
    refunds_.send(entry, std::move(refund), *history);
    return entry.take();
  }
  const auto since = came_back_at(*history);
  if (!since) return pass_on(since.error());
  const auto unclaimed_at = *since + std::chrono::days{pack_.refunds.unclaimed_days};
  // Claimable without asking for as long again, then kept aside.
  const auto held_at = unclaimed_at + std::chrono::days{pack_.refunds.unclaimed_days};
  const Params params{
      {"refund", with_sign(refund.amount)},
      {"until", short_deadline_text(held_at, zone_of(pack_), dossier->file.language)}};
  refund.due_at.reset();
  const auto move = [&](RefundEvent on, std::optional<Instant> due) {
    if (const auto to = next(kRefundTable, refund.state, on)) refund.state = *to;
    refund.due_at = due;
    entry.note("refund." + std::string{to_string(on)});
  };
  switch (refund.state) {
    case RefundState::awaiting_new_account:
      if (now < unclaimed_at) {
        entry.note("refund.reminded");
        refund.due_at = next_refund_look(pack_, *since, now);
      } else {
        move(RefundEvent::nobody_claimed, held_at);
      }
      entry.tell("M10.unclaimed", params);
      break;
    case RefundState::unclaimed:
      move(RefundEvent::held_over, held_at + std::chrono::days{pack_.refunds.held_days});
      break;
    case RefundState::held: move(RefundEvent::time_over, std::nullopt); break;
    default: entry.note("refund.rests");
  }
  entry.add(std::move(refund));
  return entry.take();
}

}  // namespace signoff
