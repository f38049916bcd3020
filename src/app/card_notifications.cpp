// SPDX-License-Identifier: Apache-2.0
#include "app/card_euicc.h"

#include "cli/exit_codes.h"
#include "cli/plain_text.h"
#include "cli/table.h"
#include "connectors/smdp/es9_receiver.h"

#include <thread>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::chrono::seconds kPause{2};

std::string events_text(std::uint8_t events, const cli::Style& style) {
  struct Word {
    std::uint8_t bit;
    std::string_view en;
    std::string_view zh;
  };
  constexpr Word kWords[] = {{rsp::event::kInstall, "installed", "已安装"},
                             {rsp::event::kEnable, "enabled", "已启用"},
                             {rsp::event::kDisable, "disabled", "已停用"},
                             {rsp::event::kDelete, "deleted", "已删除"}};
  std::string out;
  for (const auto& word : kWords)
    if ((events & word.bit) != 0)
      out += (out.empty() ? "" : " ") + std::string{style.say(word.en, word.zh)};
  return out;
}

// What belongs to the line above, within the columns of a terminal.
void print_under(const CardDesk& desk, const std::string& text) {
  constexpr std::string_view kIndent = "     ";
  for (const auto& line :
       cli::wrapped(cli::plain(text), cli::kScreenColumns - kIndent.size()))
    desk.console().print(fmt::format("{}{}\n", kIndent, line));
}

}  // namespace

Result<std::unique_ptr<NotificationReceiver>> make_receiver(const DeliveryOptions& options,
                                                            const Clock& clock) {
  auto made = Es9Receiver::make({options.ca_file, options.via}, clock);
  if (!made) return pass_on(made.error());
  return Result<std::unique_ptr<NotificationReceiver>>{std::move(*made)};
}

DeliveryWishes patient_wishes() {
  DeliveryWishes wishes;
  wishes.pause = [](int round) { std::this_thread::sleep_for(kPause * (round - 1)); };
  return wishes;
}

json::object delivered_json(const CardDesk& desk, const Delivered& item) {
  const cli::Style english;
  json::object out{
      {"sequence", item.sequence},       {"event", events_text(item.events, english)},
      {"iccid", desk.shown(item.iccid)}, {"address", cli::plain(item.address)},
      {"delivered", item.is_delivered},  {"removed", item.is_removed},
      {"kept_in", item.kept_in.string()}};
  if (item.why_not) out["error"] = error_json(*item.why_not);
  return out;
}

void print_delivered(const CardDesk& desk, const DeliveryReport& report) {
  const auto& style = desk.console().style();
  for (const auto& item : report.items) {
    if (desk.as_json()) {
      desk.print_json(delivered_json(desk, item));
      continue;
    }
    const auto what =
        fmt::format("{:>4} {} {} {}", item.sequence, desk.shown(item.iccid),
                    events_text(item.events, style), cli::plain(item.address));
    const auto outcome = item.is_removed ? desk.say("delivered", "已送达")
                         : item.is_delivered
                             ? desk.say("delivered, not yet removed", "已送达，尚未移除")
                         : item.why_not ? desk.say("not delivered", "未送达")
                                        : desk.say("not tried", "未处理");
    desk.console().print(desk.named(what, outcome) + "\n");
    if (item.why_not) print_under(desk, why_text(*item.why_not, style));
    if (item.is_delivered && !item.kept_in.empty())
      // On a line of its own and whole, so that it can be copied.
      desk.console().print(fmt::format("     {}\n", item.kept_in.string()));
  }
}

int tell_delivered(const CardDesk& desk, const DeliveryReport& report) {
  print_delivered(desk, report);
  if (!desk.as_json() && !report.stopped && !report.is_done())
    desk.console().note(
        desk.say("What is left on the card is sent with: "
                 "signoff card euicc notifications deliver\n",
                 "卡上留下的通知可再次送达：signoff card euicc notifications deliver\n"));
  if (report.stopped) return desk.refuse(*report.stopped);
  for (const auto& item : report.items)
    if (item.why_not) return cli::exit_code(item.why_not->fault);
  return cli::kOk;
}

int list_notifications(const CardDesk& desk, CardChannel& card) {
  auto session = EuiccSession::open(card);
  if (!session) return desk.refuse(session.error());
  const auto list = session->notifications();
  if (!list) return desk.refuse(list.error());
  const auto& style = desk.console().style();
  cli::Table table{{{"#", true},
                    {"ICCID"},
                    {std::string{style.say("event", "事件")}},
                    {std::string{style.say("for", "送往")}}}};
  for (const auto& one : *list) {
    if (desk.as_json()) {
      desk.print_json({{"sequence", one.sequence},
                       {"event", events_text(one.events, cli::Style{})},
                       {"iccid", desk.shown(one.iccid)},
                       {"address", cli::plain(one.address)}});
    } else {
      table.row({std::to_string(one.sequence), desk.shown(one.iccid),
                 events_text(one.events, style), cli::plain(one.address)});
    }
  }
  if (!desk.as_json())
    desk.console().print(list->empty()
                             ? desk.say("Nothing waits to be delivered\n", "没有待送通知\n")
                             : table.text());
  const auto closed = session->close();
  return closed ? cli::kOk : desk.refuse(closed.error());
}

Result<DeliveryWay> open_way(const CardDesk& desk, const DeliveryOptions& options,
                             const Clock& clock) {
  auto receiver = make_receiver(options, clock);
  if (!receiver) return pass_on(receiver.error());
  const auto folder = desk.folder("notifications");
  if (!folder) return pass_on(folder.error());
  auto journal = DeliveryJournal::open(*folder);
  if (!journal) return pass_on(journal.error());
  return DeliveryWay{std::move(*receiver), std::move(*journal), clock};
}

int deliver_notifications(const CardDesk& desk, CardChannel& card,
                          const EuiccCommand& command) {
  const SystemClock clock;
  const auto way = open_way(desk, command.delivery, clock);
  return way ? deliver_on(desk, card, *way, command.sequence) : desk.refuse(way.error());
}

int deliver_on(const CardDesk& desk, CardChannel& card, const DeliveryWay& way,
               std::optional<std::int64_t> only) {
  auto session = EuiccSession::open(card);
  if (!session) return desk.refuse(session.error());
  auto wishes = patient_wishes();
  wishes.only = only;
  const auto report =
      deliver(*session, *way.receiver, way.journal, way.clock, wishes, desk.progress());
  if (!report) return desk.refuse(report.error());
  if (!desk.as_json() && report->items.empty())
    desk.console().print(desk.say("Nothing waits to be delivered\n", "没有待送通知\n"));
  const int code = tell_delivered(desk, *report);
  if (report->stopped) return code;
  const auto closed = session->close();
  return closed ? code : desk.refuse(closed.error());
}

int drop_notification(const CardDesk& desk, CardChannel& card,
                      const EuiccCommand& command) {
  if (!command.sequence)
    return desk.refuse({Fault::not_found, "notification.not_found", ""});
  const auto folder = desk.folder("notifications");
  if (!folder) return desk.refuse(folder.error());
  const auto journal = DeliveryJournal::open(*folder);
  if (!journal) return desk.refuse(journal.error());
  auto session = EuiccSession::open(card);
  if (!session) return desk.refuse(session.error());
  const auto bytes = session->notification(*command.sequence);
  if (!bytes) return desk.refuse(bytes.error());
  const auto known = journal->find(*bytes);
  if (!known) return desk.refuse(known.error());
  const bool is_delivered = *known && (*known)->is_delivered();
  if (!is_delivered && !command.discards_undelivered)
    return desk.refuse({Fault::conflict, "notification.undelivered", ""});
  const auto kept = discard(*session, *journal, *command.sequence, SystemClock{});
  if (!kept) return desk.refuse(kept.error());
  if (desk.as_json())
    desk.print_json({{"sequence", *command.sequence},
                     {"delivered", is_delivered},
                     {"removed", true},
                     {"kept_in", kept->string()}});
  else
    desk.console().print(
        desk.named(desk.say("Removed from the card; kept in", "已从卡上移除，留存于"),
                   kept->string()) +
        "\n");
  const auto closed = session->close();
  return closed ? cli::kOk : desk.refuse(closed.error());
}

}  // namespace signoff
