// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include "cli/cli_commands.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/plain_text.h"

#include <CLI/CLI.hpp>
#include <array>

namespace signoff::cli {
namespace {

struct Common {
  Given given;
  bool as_json = false;
};

int report(const Failure& failure, const Console& console) {
  console.end_progress();
  if (console.as_json() && !failure.document.empty())
    console.print(failure.document + "\n");
  console.note(failure_text(failure, console.style()));
  return exit_code(failure.error.fault);
}

int run(const Common& common, const Verb& verb, bool has_login) {
  const auto environment = process_environment();
  const Console console{terminal_language(environment), common.as_json};
  auto settings = resolve(common.given, environment);
  if (!settings) return report({std::move(settings.error()), {}, {}, {}, {}}, console);
  Session session{*std::move(settings), console, has_login};
  const auto done = verb(session);
  return done ? kOk : report(done.error(), console);
}

std::string footer(const About& about) {
  return fmt::format("  {}\n  {}\n", about.example, about.other_example);
}

// A value that an option does not take.
std::string value_in_chinese(const std::string& said) {
  // What stands before, between and after two marks, or nothing.
  const auto parts =
      [&](std::string_view one,
          std::string_view two) -> std::optional<std::array<std::string, 3>> {
    const auto first = said.find(one);
    if (first == said.npos) return std::nullopt;
    const auto middle = first + one.size();
    const auto second = said.find(two, middle);
    if (second == said.npos) return std::nullopt;
    return std::array{said.substr(0, first), said.substr(middle, second - middle),
                      said.substr(second + two.size())};
  };
  // "--lines: Value 5 not in range 20 to 99"
  if (const auto range = parts(": Value ", " not in range ")) {
    auto limits = (*range)[2];
    if (const auto to = limits.find(" to "); to != limits.npos)
      limits.replace(to, 4, " 到 ");
    return fmt::format("{} 的值 {} 超出范围（{}）", (*range)[0], (*range)[1], limits);
  }
  // "Could not convert: --port = x"
  if (const auto form = parts("Could not convert: ", " = "))
    return fmt::format("{} 不接受 {}", (*form)[1], (*form)[2]);
  // "DECISION: x not in {approve,reject}"
  if (const auto member = parts(": ", " not in {"))
    return fmt::format("{} 不接受 {}，可选：{}", (*member)[0], (*member)[1],
                       (*member)[2].substr(0, (*member)[2].rfind('}')));
  return "取值有误：" + said;
}

// What CLI11 says in Chinese; as it is where it says something rare.
std::string in_chinese(const CLI::Error& error) {
  const std::string said = error.what();
  const auto after = [&](std::string_view mark) {
    return said.substr(said.find(mark) + mark.size());
  };
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError:
      if (said == "A subcommand is required") return "缺少子命令";
      if (said.ends_with(" is required"))
        return "缺少 " +
               said.substr(0, said.size() - std::string_view{" is required"}.size());
      break;
    case CLI::ExitCodes::ExtrasError:
      if (said.find(": ") != said.npos) return "无法识别：" + after(": ");
      break;
    case CLI::ExitCodes::ExcludesError:
      if (said.find(" excludes ") != said.npos)
        return fmt::format("{} 与 {} 不能同时使用", said.substr(0, said.find(' ')),
                           after(" excludes "));
      break;
    case CLI::ExitCodes::ValidationError:
    case CLI::ExitCodes::ConversionError: return value_in_chinese(said);
    case CLI::ExitCodes::ArgumentMismatch:
      if (said.ends_with(" missing"))
        return said.substr(0, said.find(": ")) + " 后缺少取值";
      break;
    default: break;
  }
  return said;
}

// Where a command is missing and another word stands in its place, that word is the fault.
std::string what_is_wrong(const CLI::App& app, const CLI::Error& error,
                          std::string_view unknown, Language language) {
  const auto words = app.remaining(true);
  const bool wants_command =
      error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  if (!wants_command || words.empty())
    return language == Language::zh ? in_chinese(error) : error.what();
  return fmt::format("{}{}", unknown, plain(words.front()));
}

// How a command explains itself.
void dress(const Tree& tree, CLI::App& command, const About& about) {
  command.formatter(std::make_shared<ShortHelp>(tree.language));
  command.footer(footer(about));
  command.set_help_flag("-h,--help", tree.say("Print this", "显示本帮助"));
}

}  // namespace

CLI::App& add_group(const Tree& tree, CLI::App& parent, const About& about) {
  auto& group = *parent.add_subcommand(about.name, about.help);
  group.require_subcommand(1);
  dress(tree, group, about);
  return group;
}

CLI::App& add_local(const Tree& tree, CLI::App& parent, const About& about,
                    std::function<int()> run) {
  auto& command = *parent.add_subcommand(about.name, about.help);
  dress(tree, command, about);
  command.callback([&chosen = tree.chosen, run = std::move(run)] { chosen = run; });
  return command;
}

void dress_root(const Tree& tree, const About& about) {
  tree.root.name(about.name);
  tree.root.description(about.help);
  tree.root.require_subcommand(1);
  dress(tree, tree.root, about);
  // CLI11 speaks English only; what it says is followed by where the help is.
  tree.root.failure_message(
      [language = tree.language,
       unknown = std::string{tree.say("There is no such command: ", "没有此命令：")},
       hint = std::string{tree.say(
           "signoff --help lists the commands, signoff COMMAND "
           "--help what one takes",
           "signoff --help 列出命令，signoff 命令 --help 列出其选项")}](
          const CLI::App* app, const CLI::Error& error) {
        return fmt::format("signoff: {}\n{}\n",
                           what_is_wrong(*app, error, unknown, language), hint);
      });
}

void take_server(const Tree& tree, CLI::App& command, Given& to) {
  command
      .add_option("--server", to.server, tree.say("Address of the server", "服务器地址"))
      ->type_name("URL");
  command
      .add_option(
          "--ca-file", to.ca_file,
          tree.say("Roots its certificate is checked against", "校验证书用的根证书"))
      ->type_name("FILE");
  command
      .add_option("--token-file", to.token_file,
                  tree.say("Where the session lies (0600)", "登录令牌文件（0600）"))
      ->type_name("FILE");
}

CLI::App& add_verb(const Tree& tree, CLI::App& parent, const About& about, Verb verb,
                   bool has_login) {
  auto& command = *parent.add_subcommand(about.name, about.help);
  dress(tree, command, about);
  const auto common = std::make_shared<Common>();
  take_server(tree, command, common->given);
  command.add_flag("--json", common->as_json,
                   tree.say("Print the server's JSON", "输出服务器的 JSON"));
  command.callback([&chosen = tree.chosen, common, verb = std::move(verb), has_login] {
    chosen = [common, verb, has_login] { return run(*common, verb, has_login); };
  });
  return command;
}

void add_cli_commands(CLI::App& root, std::function<int()>& chosen) {
  const Tree tree{root, chosen, terminal_language(process_environment())};
  add_login_commands(tree);
  add_line_commands(tree);
  add_case_commands(tree);
  add_voucher_commands(tree);
  add_completion_command(tree);
}

}  // namespace signoff::cli
