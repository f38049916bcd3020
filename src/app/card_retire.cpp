// SPDX-License-Identifier: Apache-2.0
#include "app/card_retire.h"

#include "app/card_contents.h"
#include "app/card_look.h"
#include "app/stop_signal.h"
#include "app/wipe_reports.h"
#include "card/desk/retire.h"
#include "card/pcsc/pcsc_readers.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"

#include <algorithm>

namespace signoff {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// How soon somebody who wants to stop is heard.
constexpr Duration kLook{500};

json::object report_json(const CardDesk& desk, const RetireReport& report) {
  json::array profiles, notifications;
  for (const auto& one : report.profiles) {
    json::object item{{"iccid", desk.shown(one.iccid)}, {"deleted", one.is_erased}};
    if (one.why_not) item["error"] = error_json(*one.why_not);
    profiles.push_back(std::move(item));
  }
  for (const auto& one : report.notifications.items)
    notifications.push_back(delivered_json(desk, one));
  json::object out{{"card", card_kind_text(report.card, Language::en)},
                   {"iccid", desk.shown(report.card.iccid)},
                   {"eid", desk.shown(report.eid)},
                   {"done", report.is_done()},
                   {"backup", report.backup.string()},
                   {"notes", notes_json(report.not_saved)},
                   {"wiped", report.wiped && report.wiped->is_proved()},
                   {"report", report.proof.string()},
                   {"profiles", std::move(profiles)},
                   {"notifications", std::move(notifications)}};
  if (report.wiped && !report.wiped->is_proved())
    out["wiped_files"] = wiped_json(*report.wiped);
  if (report.contents_left) out["contents_left"] = error_json(*report.contents_left);
  if (report.stopped) out["error"] = error_json(*report.stopped);
  return out;
}

void print_report(const CardDesk& desk, const RetireReport& report) {
  const auto& style = desk.console().style();
  const auto line = [&](const std::string& text) { desk.console().print(text + "\n"); };
  line(fmt::format("{} {}", card_kind_text(report.card, style.language),
                   desk.shown(report.eid.empty() ? report.card.iccid : report.eid)));
  if (!report.stopped && !report.card.is_sim && !report.card.isd_r)
    line("  " + foreign_advice(report.card.foreign, style.language));
  if (!report.backup.empty())
    line("  " + desk.named(desk.say("backup", "备份"), report.backup.string()));
  note_unread(desk, report.not_saved);
  if (!report.proof.empty())
    line("  " + desk.named(report.wiped->is_proved()
                               ? desk.say("wiped, proof", "已擦除，证明")
                               : desk.say("not all wiped, report", "未能全部擦除，报告"),
                           report.proof.string()));
  else if (report.wiped)
    line("  " +
         desk.say("wiped in part, or without a report", "只擦除了一部分，或没有报告"));
  if (report.wiped && !report.wiped->is_proved()) print_wiped(desk, *report.wiped);
  if (report.has_no_contents())
    line("  " +
         desk.say("no contents: no profile is enabled", "无卡内容：没有启用的配置文件"));
  else if (report.contents_left)
    line("  " + desk.named(desk.say("contents left", "卡内容未处理"),
                           why_text(*report.contents_left, style)));
  for (const auto& one : report.profiles)
    line(fmt::format(
        "  {} {}", desk.shown(one.iccid),
        one.is_erased ? desk.say("is deleted", "已删除") : why_text(*one.why_not, style)));
  print_delivered(desk, report.notifications);
  line(report.is_done() ? desk.say("  done", "  已完成")
                        : desk.say("  not finished", "  未完成"));
}

// Of what is left to do, the first says what to do about it.
int exit_of(const CardDesk& desk, const RetireReport& report) {
  if (report.is_done()) return cli::kOk;
  if (report.stopped) return desk.refuse(*report.stopped);
  if (!report.card.is_sim && !report.card.isd_r)
    return desk.refuse({Fault::bad_input, "card.no_sim", ""});
  if (report.contents_left && !report.has_no_contents())
    return cli::exit_code(report.contents_left->fault);
  for (const auto& one : report.profiles)
    if (one.why_not) return cli::exit_code(one.why_not->fault);
  for (const auto& one : report.notifications.items)
    if (one.why_not) return cli::exit_code(one.why_not->fault);
  return cli::kFoundBad;
}

// Cards in the readers that were not there, or another one, when we looked last.
std::vector<std::string> fresh_cards(const std::vector<CardReader>& before,
                                     const std::vector<CardReader>& now) {
  std::vector<std::string> out;
  for (const auto& reader : now) {
    if (!reader.has_card || reader.is_taken) continue;
    const auto former = std::ranges::find(before, reader.name, &CardReader::name);
    // The upper half counts cards that came and went.
    const bool is_same = former != before.end() && former->has_card &&
                         (former->mark >> 16) == (reader.mark >> 16);
    if (!is_same) out.push_back(reader.name);
  }
  return out;
}

int watch(const CardDesk& desk, const CardOptions& options, const RetireCommand& command,
          NotificationReceiver& receiver, CardCases* cases) {
  const StopSignal stop;
  const auto readers = PcscReaders::open();
  if (!readers) return desk.refuse(readers.error());
  const auto here = (*readers)->list();
  if (!here) return desk.refuse(here.error());
  if (options.reader >= 0 && static_cast<std::size_t>(options.reader) >= here->size())
    return desk.refuse({Fault::bad_input, "reader.unknown", ""});
  desk.console().note(
      desk.say("Put a card in; Ctrl+C ends this\n", "请插卡；按 Ctrl+C 结束\n"));
  std::vector<CardReader> seen;
  int worst = cli::kOk;
  while (!stop.has_come()) {
    auto now = (*readers)->list();
    if (!now) return desk.refuse(now.error());
    for (const auto& name : fresh_cards(seen, *now)) {
      const bool is_wanted =
          options.reader < 0 ||
          (static_cast<std::size_t>(options.reader) < now->size() &&
           (*now)[static_cast<std::size_t>(options.reader)].name == name);
      if (!is_wanted) continue;
      auto channel = (*readers)->connect(name);
      const int code = channel ? retire_card(desk, **channel, command, receiver, cases)
                               : desk.refuse(channel.error());
      if (code != cli::kOk) worst = code;
      if (!stop.has_come()) desk.console().note(desk.say("Next card\n", "请换下一张卡\n"));
    }
    // As it was before the work: a card that was changed meanwhile is the next one.
    seen = std::move(*now);
    if (const auto waited = (*readers)->await_change(seen, kLook); !waited)
      return desk.refuse(waited.error());
  }
  return worst;
}

}  // namespace

int retire_card(const CardDesk& desk, CardChannel& card, const RetireCommand& command,
                NotificationReceiver& receiver, CardCases* cases) {
  std::optional<BackupFolder> backups;
  if (!command.no_backup) {
    const auto path = command.backups.empty() ? desk.folder("backups")
                                              : Result<fs::path>{command.backups};
    if (!path) return desk.refuse(path.error());
    auto opened = BackupFolder::open(*path, desk.console().style().language);
    if (!opened) return desk.refuse(opened.error());
    backups = std::move(*opened);
  }
  const auto folder = desk.folder("notifications");
  if (!folder) return desk.refuse(folder.error());
  const auto journal = DeliveryJournal::open(*folder);
  if (!journal) return desk.refuse(journal.error());
  const auto reports = WipeReports::open(desk);
  if (!reports) return desk.refuse(reports.error());
  const SystemClock clock;
  const RetireTools tools{
      .backups = backups ? &*backups : nullptr,
      .sign = [&](const WipeProof& proof) { return reports->sign(proof); },
      .journal = *journal,
      .receiver = receiver,
      .clock = clock,
      .ask_pin = desk.ask_pin(),
      .delivery = patient_wishes(),
      .progress = desk.progress()};
  const auto report = retire(card, tools);
  const auto at_case = cases ? cases->attach(report, clock.now()) : std::nullopt;
  if (desk.as_json()) {
    auto line = report_json(desk, report);
    if (at_case) line["case"] = case_json(*at_case);
    desk.print_json(line);
  } else {
    print_report(desk, report);
    if (at_case) desk.console().print(case_text(*at_case, desk.console().style()));
  }
  return exit_of(desk, report);
}

int retire_cards(const CardDesk& desk, const CardOptions& options,
                 const RetireCommand& command) {
  const SystemClock clock;
  const auto receiver = make_receiver(command.delivery, clock);
  if (!receiver) return desk.refuse(receiver.error());
  const auto cases = CardCases::open(desk, command.server);
  if (!cases) return desk.refuse(cases.error());
  if (*cases) (*cases)->send_left();
  if (command.watches) return watch(desk, options, command, **receiver, cases->get());
  const auto card = desk.card();
  if (!card) return desk.refuse(card.error());
  return retire_card(desk, **card, command, **receiver, cases->get());
}

}  // namespace signoff
