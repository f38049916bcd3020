// SPDX-License-Identifier: Apache-2.0
#include "engine/profiles.h"

#include <fmt/format.h>

#include <algorithm>

namespace signoff {
namespace {

const Actor kTimer{Role::system, "caretaker"};
constexpr std::string_view kStillThere = "E05.profile_left";
constexpr std::string_view kWentOffline = "card.went_offline";
// A line sees few cases; more than this are never read.
constexpr std::size_t kCasesOfLineMax = 50;
constexpr std::size_t kEidShown = 4;  // Digits at either end.

// What a timer does where no chip has reported: nothing else may move by itself.
std::string_view give_up(Entry& entry) {
  if (entry.move_card(CardEvent::gave_up)) return "card.gave_up";
  (void)entry.move_card(CardEvent::delete_asked);
  return entry.move_card(CardEvent::went_offline) ? kWentOffline : "";
}

Result<std::vector<Dossier>> cases_of(Store& store, const std::string& line_id) {
  CaseFilter filter;
  filter.line_id = line_id;
  filter.limit = kCasesOfLineMax;
  return store.cases(filter);
}

}  // namespace

const CardReport* last_report(const std::vector<CardReport>& reports) {
  if (reports.empty()) return nullptr;
  const auto heard_last = std::ranges::max_element(reports, {}, &CardReport::at);
  const CardReport* last = &*heard_last;
  for (const auto& report : reports)
    if (report.eid == heard_last->eid && report.sequence > last->sequence) last = &report;
  return last;
}

bool apply_report(Entry& entry, ProfileChange change) {
  const auto before = entry.dossier().line.card;
  if (change == ProfileChange::deleted) {
    for (const auto on : {CardEvent::delete_asked, CardEvent::deleted, CardEvent::notified})
      (void)entry.move_card(on);
    (void)retire_profile(entry);
  } else if (change == ProfileChange::disabled) {
    (void)entry.move_card(CardEvent::disabled);
    if (entry.dossier().line.terminated_at) (void)entry.move_card(CardEvent::delete_asked);
  } else {
    // Neither "disabled" nor "deleted" is true any more.
    (void)entry.move_card(CardEvent::used_again);
  }
  return entry.dossier().line.card != before;
}

bool retire_profile(Entry& entry) {
  const auto& [head, file, line, number] = entry.dossier();
  const bool is_for_others =
      number.line_id != line.id || number.state == NumberState::available ||
      number.state == NumberState::assigned || number.state == NumberState::return_to_donor;
  if (!is_for_others && line.state != LineState::ported_out) return false;
  return entry.move_card(CardEvent::retired);
}

void note_report(Entry& entry, const CardReport& report) {
  entry.note(fmt::format("card.{}", to_string(report.change)),
             fmt::format(R"({{"digest":"{}","sequence":"{}","eid":"{}","profile":"{}"}})",
                         report.digest, report.sequence, masked_eid(report.eid),
                         to_string(entry.dossier().line.card)));
}

bool is_told(const std::vector<HistoryEvent>& history, const std::string& digest) {
  return std::ranges::any_of(history, [&](const HistoryEvent& event) {
    return event.detail.find(digest) != std::string::npos;
  });
}

Result<std::string> case_that_tells(Store& store, const std::string& line_id,
                                    const std::string& digest) {
  const auto cases = cases_of(store, line_id);
  if (!cases) return pass_on(cases.error());
  for (const auto& dossier : *cases) {
    const auto history = store.history(dossier.head.id);
    if (!history) return pass_on(history.error());
    if (is_told(*history, digest)) return dossier.head.id;
  }
  return std::string{};
}

Result<std::optional<Dossier>> case_of_profile(Store& store, const std::string& line_id) {
  auto open = store.open_case(line_id);
  if (open) return std::optional{*std::move(open)};
  if (open.error().fault != Fault::not_found) return pass_on(open.error());
  auto cases = cases_of(store, line_id);
  if (!cases) return pass_on(cases.error());
  std::optional<Dossier> last;
  for (auto& dossier : *cases)
    if (dossier.head.state == CaseState::closed &&
        (!last || last->head.id < dossier.head.id))
      last = std::move(dossier);
  return last;
}

std::string masked_eid(std::string_view eid) {
  if (eid.size() <= 2 * kEidShown) return "****";
  return fmt::format("{}****{}", eid.substr(0, kEidShown),
                     eid.substr(eid.size() - kEidShown));
}

Result<std::size_t> ProfileTimer::run(Instant now, std::size_t limit) {
  const auto offline_until = now - kProfileOfflineAfter;
  const auto orphaned_until = now - std::chrono::days{pack_.retries.profile_delete_days};
  const std::pair<CardState, Instant> kinds[] = {
      {CardState::delete_pending_offline, orphaned_until},
      {CardState::disable_req, offline_until},
      {CardState::disabled, offline_until},
      {CardState::delete_req, offline_until},
  };
  std::size_t moved = 0;
  for (const auto& [from, until] : kinds) {
    const auto some = move_all(from, until, now, limit);
    if (!some) return some;
    moved += *some;
  }
  return moved;
}

Result<std::size_t> ProfileTimer::move_all(CardState from, Instant until, Instant now,
                                           std::size_t limit) {
  auto lines = cards_.lines_left(from, until, limit);
  if (!lines) return pass_on(lines.error());
  std::vector<Change> changes;
  for (auto& line : *lines) {
    auto change = look_at(std::move(line), now);
    if (!change) return pass_on(change.error());
    changes.push_back(*std::move(change));
  }
  if (changes.empty()) return 0;
  std::size_t moved = 0;
  for (const auto& answer : store_.commit(changes)) {
    if (answer) ++moved;
    // A conflict means that somebody was first; the next look finds out.
    else if (answer.error().fault != Fault::conflict)
      return pass_on(answer.error());
  }
  return moved;
}

// A deletion that was reported, but whose telling a crash cut short, is told now.
Result<bool> ProfileTimer::was_deleted(Entry& entry) {
  const auto& line_id = entry.dossier().line.id;
  const auto reports = cards_.card_reports(line_id);
  if (!reports) return pass_on(reports.error());
  const auto* last = last_report(*reports);
  if (last == nullptr || last->change != ProfileChange::deleted) return false;
  if (!apply_report(entry, last->change)) return false;
  note_report(entry, *last);
  return true;
}

Result<bool> ProfileTimer::went_offline_before(const std::string& case_id) {
  const auto history = store_.history(case_id);
  if (!history) return pass_on(history.error());
  return std::ranges::find(*history, kWentOffline, &HistoryEvent::name) != history->end();
}

Result<Change> ProfileTimer::look_at(Line line, Instant now) {
  auto dossier = case_of_profile(store_, line.id);
  if (!dossier) return pass_on(dossier.error());
  if (!*dossier) {
    // No case tells of it, so that nobody is there to be told either.
    const auto on = line.card == CardState::delete_pending_offline
                        ? CardEvent::gave_up
                        : CardEvent::went_offline;
    if (line.card == CardState::disabled) line.card = CardState::delete_req;
    if (const auto to = next(kCardTable, line.card, on)) line.card = *to;
    Change change;
    change.line_id = line.id;
    change.line = std::move(line);
    return change;
  }
  Entry entry{**dossier, pack_, now, kTimer};
  const auto deleted = was_deleted(entry);
  if (!deleted) return pass_on(deleted.error());
  if (*deleted) return entry.take();
  // Whoever goes on switching it on and off is not written to each time.
  const auto was_told = went_offline_before((*dossier)->head.id);
  if (!was_told) return pass_on(was_told.error());
  const auto name = give_up(entry);
  if (!name.empty()) entry.note(name);
  const bool is_heard = !entry.dossier().file.contacts.empty();
  // No letter for this one: the profile does nothing any more.
  if (name == kWentOffline && is_heard && !*was_told) entry.tell(kStillThere);
  return entry.take();
}

}  // namespace signoff
