// SPDX-License-Identifier: Apache-2.0
#include "engine/entry.h"

#include "base/ensure.h"
#include "engine/retention.h"

#include <fmt/format.h>

namespace signoff {
namespace {

constexpr auto kNoticeLife = std::chrono::hours{24 * 7};

// What stands in the way of a text message to the line itself, or empty.
std::string_view line_silence(const Line& line) {
  if (line.state == LineState::terminated || line.state == LineState::closed)
    return "line.terminated";
  if (is_out_of_service(line.state)) return "line.barred";
  // A lost line that has an open case keeps its bar; whoever holds the card must learn
  // nothing.
  if (line.state == LineState::cancel_pending && line.state_before &&
      is_out_of_service(*line.state_before))
    return "line.barred";
  return "";
}

}  // namespace

void Entry::move(CaseEvent on, std::string detail) {
  auto& head = dossier_.head;
  const auto from = head.state;
  const auto to = next(kCaseTable, from, on);
  ensure(to.has_value(), "entry.case_move");
  head.state = *to;
  append(to_string(on), std::string{to_string(from)}, std::move(detail));
  if (const auto message = notice_for(from, on); message != "-") tell(message);
}

void Entry::note(std::string_view name, std::string detail) {
  append(name, std::string{to_string(dossier_.head.state)}, std::move(detail));
}

void Entry::move_line(LineEvent on) {
  const auto to = next(kLineTable, dossier_.line.state, on);
  ensure(to.has_value(), "entry.line_move");
  ensure(!line_event_, "entry.two_line_moves");
  dossier_.line.state = *to;
  line_event_ = on;
  line_changed_ = true;
}

void Entry::move_number(NumberEvent on) {
  const auto to = next(kNumberTable, dossier_.number.state, on);
  ensure(to.has_value(), "entry.number_move");
  ensure(!number_event_, "entry.two_number_moves");
  dossier_.number.state = *to;
  number_event_ = on;
  number_changed_ = true;
}

bool Entry::move_card(CardEvent on) {
  const auto to = next(kCardTable, dossier_.line.card, on);
  if (!to) return false;
  dossier_.line.card = *to;
  line_changed_ = true;
  return true;
}

void Entry::append(std::string_view name, std::string from, std::string detail) {
  auto& head = dossier_.head;
  HistoryEvent event;
  event.case_id = head.id;
  event.line_id = head.line_id;
  event.seq = ++head.events;
  event.at = now_;
  event.name = name;
  event.actor = actor_;
  event.from = std::move(from);
  event.to = to_string(head.state);
  if (line_event_) event.line_event = to_string(*line_event_);
  if (number_event_) event.number_event = to_string(*number_event_);
  event.detail = std::move(detail);
  event.prev = head.head.empty() ? std::string{kChainStart} : head.head;
  event.hash = chain_hash(event);
  head.head = event.hash;
  head.changed_at = now_;
  line_event_.reset();
  number_event_.reset();
  change_.events.push_back(std::move(event));
}

void Entry::tell(std::string_view message, const Params& extra) {
  auto all = message_params(dossier_, pack_);
  for (const auto& [name, value] : extra) all[name] = value;
  queue("line", message, all, line_silence(dossier_.line));
  bool elsewhere = false;
  for (const auto& contact : dossier_.file.contacts) {
    queue(contact, message, all, "");
    elsewhere = true;
  }
  // Nobody is left without an answer: a letter goes where there is no other way.
  if (!elsewhere && !line_silence(dossier_.line).empty()) queue("post", message, all, "");
}

void Entry::queue(std::string to, std::string_view message, const Params& params,
                  std::string_view why) {
  Notice notice;
  notice.seq = dossier_.head.events;
  notice.id = fmt::format("{}-{}-{}-{}", dossier_.head.id, notice.seq, message, to);
  notice.line_id = dossier_.head.line_id;
  notice.case_id = dossier_.head.id;
  notice.message = message;
  notice.to = std::move(to);
  notice.params = params;
  notice.created_at = now_;
  notice.give_up_at = now_ + kNoticeLife;
  if (why.empty()) {
    notice.due_at = now_;
  } else {
    notice.state = NoticeState::suppressed;
    notice.why = why;
  }
  change_.notices.push_back(std::move(notice));
}

void Entry::tell_party(const std::string& party, NewsKind kind,
                       std::optional<Date> quarantine_until, Instant give_up_at) {
  Notice notice;
  // The step that tells records itself as the next event.
  notice.seq = dossier_.head.events + 1;
  notice.id =
      fmt::format("{}-{}-{}-{}", dossier_.head.id, notice.seq, to_string(kind), party);
  notice.line_id = dossier_.head.line_id;
  notice.case_id = dossier_.head.id;
  notice.message = "set";
  notice.to = "party:" + party;
  notice.params = {{"kind", std::string{to_string(kind)}}};
  if (quarantine_until) notice.params["quarantine_until"] = to_string(*quarantine_until);
  notice.created_at = now_;
  notice.give_up_at = give_up_at;
  notice.due_at = now_;
  change_.notices.push_back(std::move(notice));
}

Change Entry::take() {
  ensure(!line_event_ && !number_event_, "entry.move_without_history");
  date_images(*this);
  change_.marks_until = marks_until(dossier_, pack_, now_);
  change_.line_id = dossier_.head.line_id;
  change_.moved_case = dossier_.head;
  if (file_changed_ || dossier_.head.version == 0) change_.file = dossier_.file;
  if (line_changed_) change_.line = dossier_.line;
  if (number_changed_) change_.number = dossier_.number;
  return std::move(change_);
}

void Entry::committed() {
  ++dossier_.head.version;
  if (line_changed_) ++dossier_.line.version;
  if (number_changed_) ++dossier_.number.version;
}

}  // namespace signoff
