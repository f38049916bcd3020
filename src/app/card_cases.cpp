// SPDX-License-Identifier: Apache-2.0
#include "app/card_cases.h"

#include "base/bounded_file.h"
#include "card/desk/delivery_journal.h"
#include "cli/plain_text.h"
#include "domain/identifiers.h"

#include <algorithm>

namespace signoff {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t kKeptFileMax = 256 * 1024;

cli::Failure failure_of(Error why) { return {std::move(why), {}, {}, {}, {}}; }

Result<std::vector<Bytes>> notifications_of(const RetireReport& report) {
  std::vector<Bytes> all;
  for (const auto& item : report.notifications.items) {
    if (item.kept_in.empty()) continue;
    const auto text = read_bounded(item.kept_in, kKeptFileMax);
    if (!text) return pass_on(text.error());
    auto entry = parse_delivery(*text);
    if (!entry) return pass_on(entry.error());
    all.push_back(std::move(entry->notification));
  }
  return all;
}

// What there is of the card, in parts that a server takes at once. A card whose number is
// none of an operator's has no line anywhere.
Result<std::vector<OutboxEntry>> entries_of(const RetireReport& report,
                                            const std::string& server, Instant now) {
  OutboxEntry whole{server, now, "", report.eid, "", {}};
  if (Iccid::parse(report.card.iccid)) whole.iccid = report.card.iccid;
  if (!report.proof.empty() && !whole.iccid.empty()) {
    auto text = read_bounded(report.proof, kKeptFileMax);
    if (!text) return pass_on(text.error());
    whole.wipe = *std::move(text);
    while (whole.wipe.ends_with('\n')) whole.wipe.pop_back();
  }
  auto notifications = notifications_of(report);
  if (!notifications) return pass_on(notifications.error());
  std::vector<OutboxEntry> parts;
  for (auto at = notifications->begin(); at != notifications->end() || parts.empty();) {
    auto part = whole;
    if (!parts.empty()) part.wipe.clear();
    const auto count = std::min<std::ptrdiff_t>(
        notifications->end() - at, static_cast<std::ptrdiff_t>(kOutboxNotificationsMax));
    part.notifications.assign(at, at + count);
    at += count;
    if (part.wipe.empty() && part.notifications.empty()) break;
    parts.push_back(std::move(part));
  }
  return parts;
}

json::object body_of(const OutboxEntry& entry) {
  json::object body;
  if (!entry.iccid.empty()) body["iccid"] = entry.iccid;
  if (!entry.eid.empty()) body["eid"] = entry.eid;
  if (!entry.wipe.empty()) body["wipe"] = entry.wipe;
  json::array notifications;
  for (const auto& bytes : entry.notifications)
    notifications.push_back(json::string{to_base64url(bytes)});
  if (!notifications.empty()) body["notifications"] = std::move(notifications);
  return body;
}

// Worse is later in the enum; what a part of the card came to does not hide the rest.
void worsen(AtCase& to, CaseOutcome outcome, std::optional<cli::Failure> why_not = {}) {
  const bool is_first = to.outcome == CaseOutcome::no_case;
  if (!is_first && outcome <= to.outcome) return;
  to.outcome = outcome;
  if (why_not) to.why_not = std::move(why_not);
}

// True where the server may take this thing another time.
bool take_answer(const json::object& thing, Language language, AtCase& to) {
  if (auto number = cli::text_at(thing, "case_number"); !number.empty()) {
    to.numbers.insert(std::move(number));
    worsen(to, CaseOutcome::attached);
  }
  if (cli::text_at(thing, "outcome") != "refused") return false;
  const bool is_final = cli::flag_at(thing, "is_final");
  cli::Failure why = failure_of({Fault::forbidden, cli::text_at(thing, "code"), ""});
  why.sentence = cli::text_in(thing, "text", language);
  worsen(to, CaseOutcome::refused, std::move(why));
  return !is_final;
}

// What the server may take another time; nullopt where it answered about other things than
// it was sent.
std::optional<OutboxEntry> left_of(const OutboxEntry& entry, const json::object& answer,
                                   Language language, AtCase& to) {
  OutboxEntry left = entry;
  left.notifications.clear();
  const auto things = cli::objects_at(answer, "notifications");
  const bool has_wipe = answer.contains("wipe");
  if (things.size() != entry.notifications.size() || has_wipe == entry.wipe.empty())
    return std::nullopt;
  if (has_wipe && !take_answer(cli::object_at(answer, "wipe"), language, to))
    left.wipe.clear();
  for (std::size_t at = 0; at < things.size(); ++at)
    if (take_answer(*things[at], language, to))
      left.notifications.push_back(entry.notifications[at]);
  return left;
}

std::string sentence_text(const cli::Failure& failure, const cli::Style& style) {
  auto text = cli::failure_text(failure, style);
  constexpr std::string_view kName = "signoff: ";
  if (text.starts_with(kName)) text.erase(0, kName.size());
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

json::object case_json(const AtCase& at_case) {
  json::array numbers;
  for (const auto& number : at_case.numbers) numbers.push_back(json::string{number});
  json::object out{{"outcome", to_string(at_case.outcome)},
                   {"numbers", std::move(numbers)},
                   {"waiting", at_case.is_waiting}};
  if (at_case.why_not) out["error"] = error_json(at_case.why_not->error);
  return out;
}

std::string case_text(const AtCase& at_case, const cli::Style& style) {
  std::string out;
  const auto line = [&](std::string_view en, std::string_view zh, std::string_view more) {
    out += fmt::format("  {}{}\n", style.say(en, zh), more);
  };
  for (const auto& number : at_case.numbers)
    line("attached to case ", "已归入事项 ", cli::plain(number));
  const auto why = at_case.why_not ? sentence_text(*at_case.why_not, style) : std::string{};
  switch (at_case.outcome) {
    case CaseOutcome::attached: break;
    case CaseOutcome::no_case:
      line("no case is about this card", "此卡没有对应的注销事项", "");
      break;
    case CaseOutcome::refused:
      line("not taken by the server: ", "服务器未接收：", why);
      break;
    case CaseOutcome::not_sent: line("not sent: ", "未发送：", why); break;
  }
  if (at_case.is_waiting)
    line("kept here; the next run sends it", "已留存于本柜台，下次运行时补送", "");
  return out;
}

CardCases::CardCases(const CardDesk& desk, CaseOutbox outbox, cli::Settings settings)
    : desk_{desk},
      outbox_{std::move(outbox)},
      session_{std::move(settings), desk.console(), true} {}

Result<std::unique_ptr<CardCases>> CardCases::open(const CardDesk& desk,
                                                   const cli::Given& given) {
  auto settings = cli::resolve(given, cli::process_environment());
  const bool is_asked_for = !given.ca_file.empty() || !given.token_file.empty();
  if (!settings && settings.error().code == "server.missing" && !is_asked_for)
    return std::unique_ptr<CardCases>{};
  if (!settings) return pass_on(settings.error());
  auto folder = desk.folder("outbox");
  if (!folder) return pass_on(folder.error());
  return std::unique_ptr<CardCases>{
      new CardCases{desk, CaseOutbox{*std::move(folder)}, *std::move(settings)}};
}

std::optional<AtCase> CardCases::attach(const RetireReport& report, Instant now) {
  const auto parts = entries_of(report, session_.settings().server, now);
  AtCase at_case;
  if (!parts) {
    worsen(at_case, CaseOutcome::not_sent, failure_of(parts.error()));
    return at_case;
  }
  // What the server's contract has no name for cannot be sent, whatever the server says.
  const bool is_nameless =
      !report.proof.empty() && !Iccid::parse(report.card.iccid).has_value();
  if (parts->empty() && !is_nameless) return std::nullopt;
  for (const auto& part : *parts) {
    const auto file = outbox_.keep(part);
    if (file)
      send(*file, part, at_case);
    else
      worsen(at_case, CaseOutcome::not_sent, failure_of(file.error()));
  }
  if (at_case.outcome != CaseOutcome::not_sent) send_left();
  if (is_nameless)
    worsen(at_case, CaseOutcome::not_sent,
           failure_of({Fault::bad_input, "outbox.iccid", ""}));
  return at_case;
}

void CardCases::send(const fs::path& file, const OutboxEntry& entry, AtCase& to) {
  const auto answer = session_.post("/api/v1/card-retirements", body_of(entry));
  if (!answer) {
    const auto& why = answer.error();
    // A server that has read it and cannot take it will not take it tomorrow.
    const bool is_wrong = why.error.fault == Fault::bad_input && !why.document.empty();
    if (is_wrong) outbox_.put_aside(file);
    if (!is_wrong) to.is_waiting = true;
    worsen(to, is_wrong ? CaseOutcome::refused : CaseOutcome::not_sent, why);
    return;
  }
  const auto left = left_of(entry, answer->document, desk_.console().style().language, to);
  if (!left) {
    to.is_waiting = true;
    worsen(to, CaseOutcome::not_sent,
           failure_of({Fault::unknown, "answer.unreadable", ""}));
    return;
  }
  answered_.insert(file);
  to.is_waiting = to.is_waiting || !left->wipe.empty() || !left->notifications.empty();
  if (left->wipe.empty() && left->notifications.empty())
    outbox_.drop(file);
  else if (const auto kept = outbox_.replace(file, *left); !kept)
    desk_.console().note(
        fmt::format("{}\n", why_text(kept.error(), desk_.console().style())));
}

void CardCases::send_left() {
  const auto& style = desk_.console().style();
  const auto files = outbox_.files();
  if (!files) {
    desk_.console().note(why_text(files.error(), style) + "\n");
    return;
  }
  std::size_t sent = 0;
  std::size_t waiting = 0;
  std::size_t elsewhere = 0;
  AtCase last;
  for (const auto& file : *files) {
    if (answered_.contains(file)) continue;
    const auto entry = outbox_.read(file);
    if (!entry) {
      answered_.insert(file);  // Said once.
      desk_.console().note(
          fmt::format("{}: {}\n", file.string(), why_text(entry.error(), style)));
      continue;
    }
    if (entry->server != session_.settings().server) {
      answered_.insert(file);
      ++elsewhere;
      continue;
    }
    ++waiting;
    if (last.outcome == CaseOutcome::not_sent) continue;
    AtCase one;
    send(file, *entry, one);
    last = std::move(one);
    if (last.outcome == CaseOutcome::not_sent) continue;
    ++sent;
    --waiting;
  }
  const auto count = [&](std::string_view en, std::string_view zh, std::size_t number) {
    if (number > 0) desk_.console().note(fmt::format("{}{}\n", style.say(en, zh), number));
  };
  count("Waiting for another server: ", "待发送至其他服务器：", elsewhere);
  count("Sent of earlier cards: ", "已补送此前的卡：", sent);
  count("Waiting to be sent: ", "待发送：", waiting);
  if (waiting > 0 && last.why_not)
    desk_.console().note(sentence_text(*last.why_not, style) + "\n");
}

}  // namespace signoff
