// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include "cli/table.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

std::string option_name(const CLI::Option& option) {
  if (option.get_positional()) return option.get_name(true);
  auto name = option.get_name(false, true);
  if (option.get_expected_max() > 0) name += " " + option.get_type_name();
  return name;
}

bool is_hidden(const std::string& group) { return group.empty(); }

}  // namespace

std::string full_name(const CLI::App& app) {
  if (app.get_parent() == nullptr) return "signoff";
  return full_name(*app.get_parent()) + " " + app.get_name();
}

std::string ShortHelp::make_help(const CLI::App* app, std::string,
                                 CLI::AppFormatMode) const {
  const bool is_zh = language_ == Language::zh;
  std::string usage = full_name(*app);
  Table options{{{""}, {""}, {""}}};
  for (const auto* option : app->get_options()) {
    if (is_hidden(option->get_group())) continue;
    if (option->get_positional())
      usage += " " + (option->get_required() ? option->get_name(true)
                                             : "[" + option->get_name(true) + "]");
    options.row({"", option_name(*option), option->get_description()});
  }
  Table commands{{{""}, {""}, {""}}};
  for (const auto* command : app->get_subcommands([](const CLI::App*) { return true; }))
    if (!is_hidden(command->get_group()))
      commands.row({"", command->get_name(), command->get_description()});
  usage += commands.empty() ? (is_zh ? " [选项]" : " [OPTIONS]")
                            : (is_zh ? " 命令" : " COMMAND");

  auto text = fmt::format("{}\n{} {}\n", app->get_description(),
                          is_zh ? "用法：" : "Usage:", usage);
  text += commands.empty() ? options.text() : commands.text();
  return text + (is_zh ? "示例：\n" : "Examples:\n") + app->get_footer();
}

}  // namespace signoff::cli
