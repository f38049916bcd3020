// SPDX-License-Identifier: Apache-2.0
#include "app/commands.h"

#include "cli/help.h"
#include "cli/plain_text.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <sstream>

namespace signoff {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kLines = 24;

// The whole tree of commands, for a terminal of one language.
struct Grown {
  explicit Grown(const char* language) {
    ::setenv("LC_ALL", language, 1);
    add_all_commands(root, chosen);
    ::unsetenv("LC_ALL");
  }
  CLI::App root;
  std::function<int()> chosen;
};

template <class Visit>
void walk(const CLI::App& app, const Visit& visit) {
  visit(app);
  for (const auto* child : app.get_subcommands([](const CLI::App*) { return true; }))
    walk(*child, visit);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

TEST(Commands, every_help_fits_a_screen_in_both_languages) {
  for (const auto* language : {"C", "zh_CN.UTF-8"})
    walk(Grown{language}.root, [](const CLI::App& command) {
      const auto lines = lines_of(command.help());
      EXPECT_LE(lines.size(), kLines) << command.help();
      for (const auto& line : lines)
        EXPECT_LE(cli::columns_of(line), kColumns) << command.help();
    });
}

TEST(Commands, the_program_speaks_the_language_of_the_terminal) {
  EXPECT_NE(Grown{"C"}.root.help().find("Usage: signoff COMMAND"), std::string::npos);
  const auto zh = Grown{"zh_CN.UTF-8"}.root.help();
  EXPECT_NE(zh.find("用法："), std::string::npos);
  EXPECT_EQ(zh.find("Look after the database"), std::string::npos);
  for (const auto* command : {"bench", "staff", "db", "serve", "case"})
    EXPECT_NE(zh.find(fmt::format("  {}", command)), std::string::npos) << command;
}

TEST(Commands, every_example_parses) {
  walk(Grown{"C"}.root, [](const CLI::App& command) {
    const auto examples = lines_of(command.get_footer());
    EXPECT_EQ(examples.size(), 2u) << cli::full_name(command);
    for (auto line : examples) {
      line = line.substr(2, line.find(" > ") - 2);
      if (line.starts_with("signoff bench")) continue;  // Reads its own command line.
      Grown fresh{"C"};
      EXPECT_NO_THROW(fresh.root.parse(line, true)) << line;
      EXPECT_TRUE(fresh.chosen) << line;
    }
  });
}

TEST(Commands, no_secret_stands_on_a_command_line) {
  walk(Grown{"C"}.root, [](const CLI::App& command) {
    for (const auto* option : command.get_options())
      for (const auto& name : option->get_lnames())
        EXPECT_TRUE(name != "code" && name != "password" && name != "otp" &&
                    name != "token" && name != "pin" && name != "puk")
            << name;
  });
}

TEST(Commands, a_wrong_line_is_said_in_the_language_of_the_terminal) {
  const auto said = [](const std::string& line) {
    Grown grown{"zh_CN.UTF-8"};
    std::ostringstream out, err;
    try {
      grown.root.parse(line, true);
    } catch (const CLI::ParseError& wrong) {
      EXPECT_NE(grown.root.exit(wrong, out, err), 0);
    }
    return err.str().substr(0, err.str().find('\n'));
  };
  EXPECT_EQ(said("signoff card"), "signoff: 缺少子命令");
  EXPECT_EQ(said("signoff card bogus"), "signoff: 没有此命令：bogus");
  EXPECT_EQ(said("signoff card euicc delete"), "signoff: 缺少 ICCID");
  EXPECT_EQ(said("signoff card euicc reset"), "signoff: 缺少 --yes");
  EXPECT_EQ(said("signoff card info --bogus"), "signoff: 无法识别：--bogus");
  EXPECT_EQ(said("signoff card wipe --no-backup --backup a.json"),
            "signoff: --backup 与 --no-backup 不能同时使用");
  EXPECT_EQ(said("signoff card info --reader x"),
            "signoff: --reader 的值 x 超出范围（0 到 255）");
  EXPECT_EQ(said("signoff card euicc notifications drop x"),
            "signoff: 取值有误：N: 请按 notifications list 显示的编号填写");
}

}  // namespace
}  // namespace signoff
