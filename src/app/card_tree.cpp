// SPDX-License-Identifier: Apache-2.0
#include "app/card_tree.h"

#include <CLI/CLI.hpp>

namespace signoff {

CardTree::Added CardTree::begin(const cli::About& about, ForDesk run) const {
  const auto options = std::make_shared<CardOptions>();
  auto& command = add_local(tree_, parent_, about, [options, run = std::move(run)] {
    return run(CardDesk{*options}, *options);
  });
  return {&command, options};
}

void CardTree::take_json(const Added& to) const {
  to.first->add_flag("--json", to.second->as_json, say("For machines", "以 JSON 输出"));
}

CardTree::Added CardTree::add_plain(const cli::About& about, ForDesk run) const {
  const auto added = begin(about, std::move(run));
  take_json(added);
  return added;
}

CardTree::Added CardTree::add(const cli::About& about, ForDesk run) const {
  const auto added = begin(about, std::move(run));
  auto& [command, options] = added;
  command
      ->add_option(
          "--reader", options->reader,
          say("Which one, as `card list` numbers them", "读卡器编号，见 card list"))
      ->type_name("N")
      ->check(CLI::Range(0, 255).description(""));
  command->add_flag("--reveal", options->reveal,
                    say("Show numbers in full", "完整显示号码"));
  take_json(added);
  command
      ->add_option("--desk", options->desk,
                   say("Where proofs and keys of this desk lie", "本柜台的证明与密钥目录"))
      ->type_name("DIR");
  return added;
}

CardTree::Added CardTree::add_for_card(const cli::About& about, ForCard run) const {
  return add(about, [run = std::move(run)](const CardDesk& desk, const CardOptions&) {
    const auto card = desk.card();
    return card ? run(desk, **card) : desk.refuse(card.error());
  });
}

void CardTree::take_delivery(CLI::App& command, DeliveryOptions& to) const {
  command
      .add_option("--ca", to.ca_file,
                  say("Roots of profile servers, besides the system's",
                      "服务器根证书（除系统根证书外）"))
      ->type_name("FILE");
  command
      .add_option("--via", to.via,
                  say("Reach the servers through here", "经此地址访问服务器"))
      ->type_name("HOST:PORT");
}

void CardTree::take_server(CLI::App& command, cli::Given& to) const {
  cli::take_server(tree_, command, to);
  command.get_option("--server")
      ->description(say("Attach each card to its case there", "将结果归入该服务器的事项"));
}

}  // namespace signoff
