// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/check_histories.h"

#include "storage/change_rules.h"
#include "storage/sqlite/row.h"

namespace signoff {
namespace {

// The states a line or number can be in after the events seen so far. It begins with all,
// because other business moved it before the case.
template <class State, class Event, std::size_t N>
class Possible {
 public:
  explicit Possible(const Transition<State, Event> (&table)[N]) : table_{table} { reset(); }
  void reset() {
    states_.clear();
    for (std::size_t i = 0; i < kNames<State>.size(); ++i)
      states_.push_back(static_cast<State>(i));
    moved_ = false;
  }
  // False when no state allows the event.
  bool apply(std::string_view name) {
    if (name.empty()) return true;
    moved_ = true;
    const auto event = parse_name<Event>(name);
    std::vector<State> after;
    if (event)
      for (const auto state : states_)
        if (const auto to = next(table_, state, *event)) after.push_back(*to);
    states_ = std::move(after);
    return !states_.empty();
  }
  // True when `stored` is where the events lead, or one move of other business further.
  bool fits(State stored) const {
    if (!moved_ || std::ranges::find(states_, stored) != states_.end()) return true;
    return std::ranges::any_of(table_, [&](const auto& row) {
      return row.to == stored && std::ranges::find(states_, row.from) != states_.end();
    });
  }

 private:
  const Transition<State, Event> (&table_)[N];
  std::vector<State> states_;
  bool moved_ = false;
};

// Follows the events of one case after the other.
class Replay {
 public:
  Replay(Database& database, Findings& findings)
      : database_{database}, findings_{findings} {}

  Result<void> follow(const HistoryEvent& event) {
    if (event.case_id != last_.case_id) {
      if (auto done = finish(); !done) return done;
      last_ = {};
      line_.reset();
      number_.reset();
    }
    check_chain(event);
    check_move(event);
    const auto subject = "case " + event.case_id;
    if (!line_.apply(event.line_event))
      findings_.add("line.replay", subject, event.line_event);
    if (!number_.apply(event.number_event))
      findings_.add("number.replay", subject, event.number_event);
    last_ = event;
    return {};
  }

  // Compares what the last case's history says with what is stored.
  Result<void> finish();

 private:
  void check_chain(const HistoryEvent& event) {
    const auto prev = last_.hash.empty() ? std::string{kChainStart} : last_.hash;
    if (event.seq != last_.seq + 1)
      findings_.add("history.gap", "case " + event.case_id, std::to_string(event.seq));
    else if (event.prev != prev || event.hash != chain_hash(event))
      findings_.add("history.chain", "case " + event.case_id, std::to_string(event.seq));
  }

  void check_move(const HistoryEvent& event) {
    const auto from = parse_name<CaseState>(event.from);
    const auto on = parse_name<CaseEvent>(event.name);
    const auto to = parse_name<CaseState>(event.to);
    const bool is_first = last_.seq == 0;
    bool holds = to && (is_first || event.from == last_.to);
    if (on)
      holds = holds && from && next(kCaseTable, *from, *on) == *to;
    else
      holds = holds && (event.from == event.to || (is_first && event.from.empty()));
    if (!holds)
      findings_.add("case.replay", "case " + event.case_id, std::to_string(event.seq));
  }

  Database& database_;
  Findings& findings_;
  HistoryEvent last_;
  Possible<LineState, LineEvent, std::size(kLineTable)> line_{kLineTable};
  Possible<NumberState, NumberEvent, std::size(kNumberTable)> number_{kNumberTable};
};

Result<void> Replay::finish() {
  static constexpr std::string_view kRead =
      "SELECT c.state, c.head, c.events, l.state, n.state FROM cases c"
      " LEFT JOIN lines l ON l.id=c.line_id"
      " LEFT JOIN numbers n ON n.msisdn=l.msisdn AND n.line_id=l.id"
      " WHERE c.line_id=?1 AND c.id=?2";
  if (last_.case_id.empty()) return {};
  const auto subject = "case " + last_.case_id;
  auto query = database_.query(kRead);
  const auto row = query.with(last_.line_id, last_.case_id).next();
  if (!row) return pass_on(row.error());
  if (!*row) {
    findings_.add("history.no_case", subject);
    return {};
  }
  if (query.text(0) != last_.to)
    findings_.add("case.state", subject,
                  fmt::format("stored {}, history says {}", query.text(0), last_.to));
  if (query.text(1) != last_.hash || query.integer(2) != last_.seq)
    findings_.add("history.cut", subject, "the stored head is not the last event");
  const auto state = parse_name<CaseState>(query.text(0));
  if (!state || is_ended(*state)) return {};  // Others may have moved the line since.
  const auto line = parse_name<LineState>(query.text(3));
  if (line && !line_.fits(*line))
    findings_.add("line.state", subject, std::string{query.text(3)});
  const auto number = parse_name<NumberState>(query.text(4));
  if (number && !number_.fits(*number))
    findings_.add("number.state", subject, std::string{query.text(4)});
  return {};
}

bool line_fits(CaseState state, LineState line) {
  switch (state) {
    case CaseState::draft: return holds_number(line);
    case CaseState::cooling_off: return line == LineState::pre_cancelled;
    case CaseState::finalising:
      return line == LineState::pre_cancelled || line == LineState::terminated ||
             line == LineState::ported_out || line == LineState::closed;
    case CaseState::fraud_hold:
    case CaseState::executing:
    case CaseState::stuck:
      return line == LineState::cancel_pending || line == LineState::pre_cancelled ||
             line == LineState::terminated ||
             (state == CaseState::stuck && line == LineState::ported_out);
    default: return line == LineState::cancel_pending;
  }
}

// `sql` counts.
Result<std::int64_t> count_of(Database& database, std::string_view sql) {
  auto query = database.query(sql);
  if (const auto row = query.next(); !row) return pass_on(row.error());
  return query.integer(0);
}

}  // namespace

Result<void> check_histories(Database& database, Findings& findings,
                             const Progress& progress) {
  static const auto kRead = fmt::format(
      "SELECT {} FROM history ORDER BY line_id, case_id, seq", column_list<HistoryEvent>());
  static constexpr std::string_view kCount = "SELECT count(*) FROM history";
  const auto total = count_of(database, kCount);
  if (!total) return pass_on(total.error());
  Replay replay{database, findings};
  auto query = database.query(kRead);
  for (std::int64_t done = 0;; ++done) {
    if (progress && (done % 1000 == 0 || done == *total)) progress("events", done, *total);
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) return replay.finish();
    const auto event = read_row<HistoryEvent>(query);
    if (!event)
      findings.add("history.unreadable", "event " + std::to_string(done));
    else if (auto followed = replay.follow(*event); !followed)
      return followed;
  }
}

Result<void> check_open_cases(Database& database, Findings& findings,
                              const Progress& progress) {
  static constexpr std::string_view kRead =
      "SELECT c.id, c.state, l.state, n.msisdn, f.case_id, c.events FROM cases c"
      " LEFT JOIN lines l ON l.id=c.line_id LEFT JOIN numbers n ON n.msisdn=l.msisdn"
      " LEFT JOIN case_files f ON f.line_id=c.line_id AND f.case_id=c.id";
  static constexpr std::string_view kNoHistory =
      "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM history h"
      " WHERE h.line_id=c.line_id AND h.case_id=c.id)";
  static constexpr std::string_view kCount = "SELECT count(*) FROM cases";
  const auto total = count_of(database, kCount);
  if (!total) return pass_on(total.error());
  auto query = database.query(kRead);
  for (std::int64_t done = 0;; ++done) {
    if (progress && (done % 1000 == 0 || done == *total)) progress("cases", done, *total);
    const auto row = query.next();
    if (!row) return pass_on(row.error());
    if (!*row) break;
    const auto subject = "case " + std::string{query.text(0)};
    if (query.is_null(4)) findings.add("case.no_file", subject);
    const auto state = parse_name<CaseState>(query.text(1));
    if (state && is_ended(*state)) continue;
    if (query.is_null(2)) {
      findings.add("case.no_line", subject);
      continue;
    }
    if (query.is_null(3)) findings.add("case.no_number", subject);
    const auto line = parse_name<LineState>(query.text(2));
    if (!state || !line || !line_fits(*state, *line))
      findings.add("case.line_state", subject,
                   fmt::format("{} with a line {}", query.text(1), query.text(2)));
  }
  auto bare = database.query(kNoHistory);
  while (true) {
    const auto row = bare.next();
    if (!row) return pass_on(row.error());
    if (!*row) return {};
    findings.add("case.no_history", "case " + std::string{bare.text(0)});
  }
}

}  // namespace signoff
