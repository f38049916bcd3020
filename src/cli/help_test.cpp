// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include "cli/cli_commands.h"
#include "cli/completion.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"
#include "cli/table.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace signoff::cli {
namespace {

constexpr std::size_t kScreenLines = 24;

// The tree of commands, for a terminal of one language.
struct Grown {
  explicit Grown(const char* language) {
    ::setenv("LC_ALL", language, 1);
    add_cli_commands(root, chosen);
    ::unsetenv("LC_ALL");
  }
  CLI::App root{"Signoff ends mobile lines.", "signoff"};
  std::function<int()> chosen;
};

template <class Visit>
void walk(const CLI::App& app, const Visit& visit) {
  for (const auto* child : app.get_subcommands([](const CLI::App*) { return true; })) {
    visit(*child);
    walk(*child, visit);
  }
}

void fits_a_screen(const CLI::App& command) {
  const auto help = command.help();
  std::size_t lines = 0;
  for (std::string_view rest = help; !rest.empty(); ++lines) {
    const auto end = std::min(rest.find('\n'), rest.size());
    EXPECT_LE(columns_of(rest.substr(0, end)), kScreenColumns) << help;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  EXPECT_LE(lines, kScreenLines) << help;
}

TEST(help, fits_a_screen_in_both_languages) {
  for (const auto* language : {"C", "zh_CN.UTF-8"})
    walk(Grown{language}.root, fits_a_screen);
}

TEST(help, ends_with_two_examples_that_parse) {
  Grown grown{"C"};
  walk(grown.root, [](const CLI::App& command) {
    if (command.get_footer().empty()) return;
    const std::string footer = command.get_footer();
    std::string_view rest = footer;
    int examples = 0;
    for (; !rest.empty(); ++examples) {
      const auto end = std::min(rest.find('\n'), rest.size());
      std::string line{rest.substr(2, end - 2)};
      rest.remove_prefix(std::min(end + 1, rest.size()));
      Grown fresh{"C"};
      line = line.substr(0, line.find(" > "));
      EXPECT_NO_THROW(fresh.root.parse(line, true)) << line;
      EXPECT_TRUE(fresh.chosen) << line;
    }
    EXPECT_EQ(examples, 2) << full_name(command);
  });
}

TEST(help, names_the_whole_command) {
  const Grown grown{"C"};

  EXPECT_NE(grown.root.get_subcommand("line")->get_subcommand("show")->help().find(
                "Usage: signoff line show LINE [OPTIONS]"),
            std::string::npos);
}

TEST(command_line, takes_no_secret) {
  const Grown grown{"C"};
  walk(grown.root, [](const CLI::App& command) {
    for (const auto* option : command.get_options())
      for (const auto& name : option->get_lnames())
        EXPECT_TRUE(name != "code" && name != "password" && name != "otp" &&
                    name != "token")
            << name;
  });
}

// What bash offers for a half-typed line, by the real bash.
std::string offered(const std::string& script, const std::string& words,
                    const std::string& current) {
  auto name = std::string{"/tmp/signoff-completion-XXXXXX"};
  const int file = ::mkstemp(name.data());
  EXPECT_GE(file, 0);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> out{::fdopen(file, "w"), std::fclose};
  fmt::print(out.get(),
             "{}\nCOMP_WORDS=(signoff {} {})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}}-1))\n"
             "_signoff\necho \"${{COMPREPLY[*]}}\"\n",
             script, words, current.empty() ? "''" : current);
  out.reset();
  const std::string command = "bash " + name;
  std::string said;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen(command.c_str(), "r"),
                                                       ::pclose};
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe.get()) != nullptr) said += buffer;
  std::remove(name.c_str());
  while (said.ends_with('\n')) said.pop_back();
  return said;
}

TEST(completion, offers_what_may_follow_in_a_real_bash) {
  const Grown grown{"C"};
  const auto script = bash_completion(grown.root);

  EXPECT_EQ(offered(script, "", "lo"), "login logout");
  EXPECT_EQ(offered(script, "line", "p"), "precheck port");
  EXPECT_EQ(offered(script, "voucher get 2611-0042317-8", "--p"), "--pdf");
  // An argument that is spelt like a command is still an argument.
  EXPECT_EQ(offered(script, "case show list", "--j"), "--json");
}

TEST(completion, knows_the_same_places_in_every_shell) {
  const Grown grown{"C"};
  const auto bash = bash_completion(grown.root);
  const auto zsh = zsh_completion(grown.root);
  const auto fish = fish_completion(grown.root);

  walk(grown.root, [&](const CLI::App& command) {
    const auto path = full_name(command).substr(std::string_view{"signoff "}.size());
    for (const auto* script : {&bash, &zsh, &fish})
      EXPECT_NE(script->find("'" + path + "'"), std::string::npos) << path;
  });
}

}  // namespace
}  // namespace signoff::cli
