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
#include "storage/sqlite/sqlite_store.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

// Amounts can be compared with those of the pack only in its own currency.
Result<std::optional<Currency>> currency_of(const StorePlace& place) {
  if (place.config.empty()) return std::optional<Currency>{};
  const auto config = load_config(place.config);
  if (!config) return pass_on(config.error());
  const auto pack = load_pack(config->pack);
  if (!pack) return pass_on(pack.error());
  return pack->place.currency;
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

}  // namespace

int load_into_database(const LoadCommand& command) {
  const cli::Console console{terminal_language(), command.as_json};
  const auto place = named(command.into);
  if (!place) return say_refusal(place.error());
  const auto currency = currency_of(*place);
  if (!currency) return say_refusal(currency.error());
  SystemRandom random;
  const SystemClock clock;
  const auto file = open_place(*place, random);
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

}  // namespace signoff
