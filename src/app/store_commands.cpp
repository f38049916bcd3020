// SPDX-License-Identifier: Apache-2.0
#include "app/store_commands.h"

#include "app/config.h"
#include "app/defect_texts.h"
#include "app/line_loading.h"
#include "app/progress_line.h"
#include "app/refusal.h"
#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/settings.h"
#include "cli/table.h"
#include "policy/pack.h"
#include "service/staff_accounts.h"
#include "storage/admin.h"
#include "storage/sqlite/sqlite_store.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kPasswordFileMax = 1024;

// The same place with database and key file named.
Result<StorePlace> found(const StorePlace& place) {
  if (place.config.empty() == place.database.empty())
    return fail(Fault::bad_input, "place.needed");
  if (place.config.empty()) return place;
  const auto config = load_config(place.config);
  if (!config) return pass_on(config.error());
  return StorePlace{place.config, config->store, config->store_key};
}

// Amounts can be compared with those of the pack only in its own currency.
Result<std::optional<Currency>> currency_of(const StorePlace& place) {
  if (place.config.empty()) return std::optional<Currency>{};
  const auto config = load_config(place.config);
  if (!config) return pass_on(config.error());
  const auto pack = load_pack(config->pack);
  if (!pack) return pass_on(pack.error());
  return pack->place.currency;
}

Result<std::unique_ptr<SqliteFile>> open(const StorePlace& place, Random& random) {
  SqliteOptions options;
  options.path = place.database;
  options.key_file = place.key_file;
  return SqliteFile::open(options, random);
}

std::string line_of(const std::filesystem::path& file, const LoadFinding& finding,
                    Language language) {
  const auto& defect = finding.defect;
  return fmt::format("{}:{}: {}{}{}\n", file.string(), finding.line, defect.field,
                     defect.field.empty() ? "" : ": ", defect_text(defect.code, language));
}

void show(const LoadCommand& command, const LoadReport& report,
          const cli::Console& console) {
  const auto language = console.style().language;
  for (const auto& finding : report.findings)
    console.print(line_of(command.file, finding, language));
  const auto more = report.refused > 0 && report.findings.size() >= kLoadFindingsMax;
  if (more) console.print(std::string{console.say("…and more\n", "……等等\n")});
  console.print(
      fmt::format(fmt::runtime(console.say("{}: {} loaded, {} there already, {} refused\n",
                                           "{}：装载 {} 条，已有 {} 条，拒绝 {} 条\n")),
                  command.file.string(), report.loaded, report.present, report.refused));
  if (report.refused > 0 && !command.keeps_going)
    console.note(console.say(
        "Nothing was loaded: mend these lines, or load the others with --keep-going.\n",
        "未装载任何内容：请改正上述各行，或用 --keep-going 装载其余各行。\n"));
}

void show_json(const LoadReport& report, const cli::Console& console) {
  boost::json::array findings;
  for (const auto& finding : report.findings)
    findings.push_back({{"line", finding.line},
                        {"field", finding.defect.field},
                        {"code", finding.defect.code}});
  console.print(
      boost::json::serialize(boost::json::object{{"loaded", report.loaded},
                                                 {"present", report.present},
                                                 {"refused", report.refused},
                                                 {"findings", std::move(findings)}}) +
      "\n");
}

Result<std::string> read_password(const std::filesystem::path& file) {
  auto text = cli::read_file(file, kPasswordFileMax);
  if (!text) return text;
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  return text;
}

// Typed twice, as nobody sees it.
Result<std::string> ask_password(const cli::Console& console) {
  auto first = console.ask_secret(console.say("Password: ", "密码："));
  if (!first) return pass_on(first.error().error);
  const auto second = console.ask_secret(console.say("Again: ", "再输入一次："));
  if (!second) return pass_on(second.error().error);
  if (*first != *second) return fail(Fault::bad_input, "password.differs");
  return *std::move(first);
}

Result<void> add(const StaffCommand& command, const cli::Console& console) {
  const auto role = parse_name<Role>(command.role);
  if (!role) return fail(Fault::bad_input, "staff.role");
  const auto password = command.password_file.empty()
                            ? ask_password(console)
                            : read_password(command.password_file);
  if (!password) return pass_on(password.error());
  SystemRandom random;
  const auto account = make_staff(command.username, *role, *password, random);
  if (!account) return pass_on(account.error());
  const auto place = found(command.into);
  if (!place) return pass_on(place.error());
  // Makes the database with its key where there is none yet.
  if (const auto file = open(*place, random); !file) return pass_on(file.error());
  return put_staff(place->database, *account, command.may_replace);
}

}  // namespace

int load_into_database(const LoadCommand& command) {
  const cli::Console console{terminal_language(), command.as_json};
  const auto place = found(command.into);
  if (!place) return say_refusal(place.error());
  const auto currency = currency_of(*place);
  if (!currency) return say_refusal(currency.error());
  SystemRandom random;
  const SystemClock clock;
  const auto file = open(*place, random);
  if (!file) return say_refusal(file.error());
  SqliteStore store{**file};
  SqliteLedgerStore ledger{**file};
  ProgressLine line{console.style().language, !command.as_json};
  LoadSettings settings;
  settings.keeps_going = command.keeps_going;
  settings.currency = *currency;
  settings.progress = [&](std::string_view what, std::int64_t done, std::int64_t total) {
    line.show(what, done, total);
  };
  const auto report = load_lines(command.file, {store, ledger, clock, random}, settings);
  if (!report) return say_refusal(report.error());
  if (command.as_json)
    show_json(*report, console);
  else
    show(command, *report, console);
  if (report->refused == 0) return cli::kOk;
  return command.keeps_going ? cli::kFoundBad : cli::exit_code(Fault::bad_input);
}

int add_staff_account(const StaffCommand& command) {
  const cli::Console console{terminal_language(), false};
  if (const auto added = add(command, console); !added) return say_refusal(added.error());
  console.print(
      fmt::format(fmt::runtime(console.say("{}: {} may log in\n", "{}：{} 可以登录\n")),
                  command.role, command.username));
  return cli::kOk;
}

int list_staff_accounts(const StaffCommand& command) {
  const cli::Console console{terminal_language(), command.as_json};
  const auto place = found(command.into);
  if (!place) return say_refusal(place.error());
  const auto accounts = list_staff(place->database);
  if (!accounts) return say_refusal(accounts.error());
  if (command.as_json) {
    boost::json::array items;
    for (const auto& one : *accounts)
      items.push_back({{"username", one.username}, {"role", to_string(one.role)}});
    console.print(boost::json::serialize(boost::json::object{{"items", std::move(items)}}) +
                  "\n");
    return cli::kOk;
  }
  cli::Table table{{{std::string{console.say("user", "账号")}, false, 8},
                    {std::string{console.say("role", "角色")}, false, 8}}};
  for (const auto& one : *accounts)
    table.row({one.username, std::string{to_string(one.role)}});
  console.print(table.empty()
                    ? std::string{console.say("There are no accounts.\n", "没有账号。\n")}
                    : table.text());
  return cli::kOk;
}

int remove_staff_account(const StaffCommand& command) {
  const cli::Console console{terminal_language(), false};
  const auto place = found(command.into);
  if (!place) return say_refusal(place.error());
  const auto removed = remove_staff(place->database, command.username);
  if (!removed) return say_refusal(removed.error());
  console.print(fmt::format(fmt::runtime(console.say("{}: removed, sessions ended\n",
                                                     "{}：已删除，登录已失效\n")),
                            command.username));
  return cli::kOk;
}

}  // namespace signoff
