// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/card_euicc.h"
#include "cli/command.h"

namespace signoff {

// A group of commands for cards in readers. Each takes --json, and those for one card
// --reader, --reveal and --desk too.
class CardTree {
 public:
  using Added = std::pair<CLI::App*, std::shared_ptr<CardOptions>>;
  using ForDesk = std::function<int(const CardDesk&, const CardOptions&)>;
  using ForCard = std::function<int(const CardDesk&, CardChannel&)>;

  // Both outlive this; what is added does not refer to it.
  CardTree(const cli::Tree& tree, CLI::App& parent) : tree_{tree}, parent_{parent} {}

  std::string say(const char* en, const char* zh) const { return tree_.say(en, zh); }
  // A command that looks at all readers.
  Added add_plain(const cli::About& about, ForDesk run) const;
  // A command that finds its cards itself.
  Added add(const cli::About& about, ForDesk run) const;
  // A command for the one card that was asked for.
  Added add_for_card(const cli::About& about, ForCard run) const;
  // --server, --ca-file and --token-file: where the cases are.
  void take_server(CLI::App& command, cli::Given& to) const;
  // --ca and --via.
  void take_delivery(CLI::App& command, DeliveryOptions& to) const;

 private:
  Added begin(const cli::About& about, ForDesk run) const;
  void take_json(const Added& to) const;

  const cli::Tree& tree_;
  CLI::App& parent_;
};

// signoff card euicc: profiles and notifications of an eSIM chip.
void add_euicc_commands(const cli::Tree& tree, CLI::App& card);

}  // namespace signoff
