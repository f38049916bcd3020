// SPDX-License-Identifier: Apache-2.0
#include "app/card_tree.h"

#include <CLI/CLI.hpp>

namespace signoff {
namespace {

using cli::Tree;
using SharedCommand = std::shared_ptr<EuiccCommand>;
using CardAct = int (*)(const CardDesk&, CardChannel&, const EuiccCommand&);

CardTree::ForCard with(const SharedCommand& command, CardAct act) {
  return [command, act](const CardDesk& desk, CardChannel& card) {
    return act(desk, card, *command);
  };
}

// As cards count: from 0 up, in at most 18 digits.
CLI::Validator a_sequence(const CardTree& tree) {
  return CLI::Validator{[wrong = tree.say("a number as `notifications list` shows it",
                                          "请按 notifications list 显示的编号填写")](
                            const std::string& text) {
                          const bool is_number =
                              !text.empty() && text.size() <= 18 &&
                              text.find_first_not_of("0123456789") == text.npos;
                          return is_number ? std::string{} : wrong;
                        },
                        ""};
}

void take_profile(const CardTree& tree, CLI::App& command, EuiccCommand& to) {
  command
      .add_option(
          "ICCID", to.profile,
          tree.say("The profile; its last digits suffice", "配置文件，可只写末几位"))
      ->required();
}

void add_profiles(const CardTree& tree) {
  tree.add_for_card({"list", tree.say("The profiles of the chip", "列出配置文件"),
                     "signoff card euicc list", "signoff card euicc list --json"},
                    list_profiles);
  struct Verb {
    cli::About about;
    CardAct act;
    bool delivers;
  };
  const Verb verbs[] = {
      {{"disable", tree.say("Switch a profile off", "停用配置文件"),
        "signoff card euicc disable 4321", "signoff card euicc disable 4321 --reader 1"},
       disable_profile,
       false},
      {{"enable", tree.say("Switch a profile on", "启用配置文件"),
        "signoff card euicc enable 4321", "signoff card euicc enable 4321 --reader 1"},
       enable_profile,
       false},
      {{"delete",
        tree.say("Delete a profile, and deliver the chip's word of it",
                 "删除配置文件，并送达芯片签名的通知"),
        "signoff card euicc delete 4321", "signoff card euicc delete 4321 --ca ci.pem"},
       delete_profile,
       true},
  };
  for (const auto& verb : verbs) {
    const auto made = std::make_shared<EuiccCommand>();
    auto& command = *tree.add_for_card(verb.about, with(made, verb.act)).first;
    take_profile(tree, command, *made);
    if (verb.delivers) tree.take_delivery(command, made->delivery);
  }
  const auto named = std::make_shared<EuiccCommand>();
  auto& nickname =
      *tree.add_for_card({"nickname", tree.say("Give a profile a nickname", "设置昵称"),
                          "signoff card euicc nickname 4321 Travel",
                          "signoff card euicc nickname 4321 Work"},
                         with(named, name_profile))
           .first;
  take_profile(tree, nickname, *named);
  nickname
      .add_option("NAME", named->text,
                  tree.say("At most 64 bytes; '' for none", "最长 64 字节，'' 为清除"))
      ->required();
}

void add_chip(const CardTree& tree) {
  const auto reset = std::make_shared<EuiccCommand>();
  auto& resetting =
      *tree.add_for_card(
               {"reset", tree.say("Delete all profiles at once", "删除全部配置文件"),
                "signoff card euicc reset --yes",
                "signoff card euicc reset --yes --ca ci.pem"},
               with(reset, reset_euicc))
           .first;
  // A word that nobody types by mistake.
  const auto yes = tree.say("Yes, all of them", "确认全部删除");
  resetting.add_flag("--yes", yes)->required();
  tree.take_delivery(resetting, reset->delivery);
  const auto address = std::make_shared<EuiccCommand>();
  const auto given = std::make_shared<CLI::Option*>(nullptr);
  auto& smdp =
      *tree.add_for_card(
               {"smdp", tree.say("Show or set the default SM-DP+", "查看或设置默认 SM-DP+"),
                "signoff card euicc smdp", "signoff card euicc smdp --set smdp.example"},
               [address, given](const CardDesk& desk, CardChannel& card) {
                 return set_smdp(desk, card, *address, (*given)->count() > 0);
               })
           .first;
  *given = smdp.add_option("--set", address->text,
                           tree.say("The new one; '' for none", "新地址，'' 为清除"));
  (*given)->type_name("HOST");
}

void add_notifications(const Tree& tree, CLI::App& euicc) {
  auto& group =
      add_group(tree, euicc,
                {"notifications",
                 tree.say("What the chip has signed for its operators", "芯片签名的通知"),
                 "signoff card euicc notifications list",
                 "signoff card euicc notifications deliver"});
  const CardTree cards{tree, group};
  cards.add_for_card({"list", tree.say("What waits on the card", "列出待送通知"),
                      "signoff card euicc notifications list",
                      "signoff card euicc notifications list --json"},
                     list_notifications);
  const auto sending = std::make_shared<EuiccCommand>();
  auto& deliver =
      *cards
           .add_for_card({"deliver",
                          tree.say("Hand them to the operators, and keep the proof",
                                   "送达运营商并保存证明"),
                          "signoff card euicc notifications deliver",
                          "signoff card euicc notifications deliver --only 7 --ca ci.pem"},
                         with(sending, deliver_notifications))
           .first;
  deliver
      .add_option("--only", sending->sequence, tree.say("This one alone", "仅送达此编号"))
      ->type_name("N")
      ->check(a_sequence(cards));
  cards.take_delivery(deliver, sending->delivery);
  const auto dropping = std::make_shared<EuiccCommand>();
  auto& drop =
      *cards
           .add_for_card({"drop",
                          tree.say("Take one from the card; kept at the desk",
                                   "从卡上移除一条，柜台留存"),
                          "signoff card euicc notifications drop 7",
                          "signoff card euicc notifications drop 7 --discard-undelivered"},
                         with(dropping, drop_notification))
           .first;
  drop.add_option("N", dropping->sequence, tree.say("Its number", "通知编号"))
      ->required()
      ->check(a_sequence(cards));
  drop.add_flag("--discard-undelivered", dropping->discards_undelivered,
                tree.say("Although nobody knows of it", "即使运营商尚未收到"));
}

}  // namespace

void add_euicc_commands(const Tree& tree, CLI::App& card) {
  auto& euicc = add_group(tree, card,
                          {"euicc", tree.say("Profiles of an eSIM chip", "eSIM 配置文件"),
                           "signoff card euicc list", "signoff card euicc delete 4321"});
  const CardTree cards{tree, euicc};
  add_profiles(cards);
  add_chip(cards);
  add_notifications(tree, euicc);
}

}  // namespace signoff
