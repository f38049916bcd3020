// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/progress_line.h"
#include "card/channel.h"
#include "card/desk/open_card.h"
#include "card/desk/wipe_proof.h"
#include "card/record_files.h"
#include "cli/console.h"

#include <boost/json.hpp>
#include <filesystem>

namespace signoff {

// What every command that needs a card takes.
struct CardOptions {
  int reader = -1;  // As `card list` numbers them; -1 is the only one with a card.
  bool as_json = false;
  bool reveal = false;
  std::filesystem::path desk;  // Where proofs are kept; empty is the usual place.
};

// A person and a card at a terminal.
class CardDesk {
 public:
  explicit CardDesk(const CardOptions& options);

  const cli::Console& console() const { return console_; }
  std::string say(std::string_view en, std::string_view zh) const {
    return std::string{console_.say(en, zh)};
  }
  // The card in the reader that was asked for. Fault::bad_input "reader.which",
  // "reader.unknown", and as PcscReaders.
  Result<std::unique_ptr<CardChannel>> card() const;
  // At the terminal, without echo, telling the tries left.
  AskPin ask_pin() const;
  CardProgress progress() const;

  // As it may be shown: "8986****4321", "138****8888", unless --reveal was said.
  std::string shown(std::string_view identifier) const;
  bool reveals() const { return options_.reveal; }
  // "backup: a.json", with the colon of the language.
  std::string named(std::string_view name, std::string_view value) const {
    return fmt::format("{}{}{}", name, console_.say(": ", "："), value);
  }
  void print_json(const boost::json::object& object) const;
  bool as_json() const { return console_.as_json(); }
  // The exit code; the reason goes to stderr, and with --json also to stdout.
  int refuse(const Error& why) const;

  // A folder of this desk's, made if it is not there.
  Result<std::filesystem::path> folder(std::string_view name) const;

 private:
  CardOptions options_;
  cli::Console console_;
};

// "3 tries left".
std::string tries_text(int tries, const cli::Style& style);
// {"code": …, "detail": …}.
boost::json::object error_json(const Error& error);
// The sentence without the program's name: for lines within a report.
std::string why_text(const Error& error, const cli::Style& style);

}  // namespace signoff
