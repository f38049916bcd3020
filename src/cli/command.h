// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"

#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <string>

namespace signoff::cli {

// Where commands are added to, in the language of this terminal.
struct Tree {
  CLI::App& root;
  std::function<int()>& chosen;
  Language language;

  std::string say(const char* en, const char* zh) const {
    return language == Language::zh ? zh : en;
  }
};

// What a command says about itself: one line, and two examples.
struct About {
  std::string name;
  std::string help;
  std::string example;
  std::string other_example;
};

using Verb = std::function<Done<void>(Session&)>;

// A command that holds others.
CLI::App& add_group(const Tree& tree, CLI::App& parent, const About& about);
// A command that does something with a server. It knows --server, --ca-file, --token-file
// and --json besides its own.
CLI::App& add_verb(const Tree& tree, CLI::App& parent, const About& about, Verb verb,
                   bool has_login = true);

// A command that works here, without a server. `run` answers the exit code.
CLI::App& add_local(const Tree& tree, CLI::App& parent, const About& about,
                    std::function<int()> run);
// --server, --ca-file and --token-file, for a command that may do without a server.
void take_server(const Tree& tree, CLI::App& command, Given& to);
// The program itself: its description and two examples.
void dress_root(const Tree& tree, const About& about);

void add_login_commands(const Tree& tree);
void add_line_commands(const Tree& tree);
void add_case_commands(const Tree& tree);
void add_desk_commands(const Tree& tree, CLI::App& cases);
void add_end_command(const Tree& tree, CLI::App& cases);
void add_voucher_commands(const Tree& tree);
void add_completion_command(const Tree& tree);

}  // namespace signoff::cli
