// SPDX-License-Identifier: Apache-2.0
#include "app/card_commands.h"

#include "app/card_contents.h"
#include "app/card_look.h"
#include "app/card_retire.h"
#include "app/card_tree.h"
#include "app/virtual_card_command.h"

#include <CLI/CLI.hpp>

namespace signoff {
namespace {

using cli::Tree;

void add_virtual(const Tree& tree, CLI::App& card) {
  const auto made = std::make_shared<VirtualCardCommand>();
  auto& command = add_local(
      tree, card,
      {"virtual",
       tree.say("Be a card in pcscd's virtual reader", "在 pcscd 虚拟读卡器中充当一张卡"),
       "signoff card virtual --eid 89049032123451234512345678901235",
       "signoff card virtual --profiles card.json --state kept.json"},
      [made] { return run_virtual_card(*made); });
  command
      .add_option("--eid", made->eid,
                  tree.say("The eUICC's, if not in the file", "文件未写明时 eUICC 的 EID"))
      ->type_name("EID");
  command
      .add_option("--profiles", made->profiles,
                  tree.say("What is on it (docs/virtual-card.md)",
                           "卡内容（见 docs/virtual-card.md）"))
      ->type_name("FILE");
  command
      .add_option(
          "--state", made->state,
          tree.say("Keep it here, and go on from there", "保存卡的状态，可接着运行"))
      ->type_name("FILE");
  command
      .add_option("--root", made->root,
                  tree.say("Write the root that its signatures hang from",
                           "写出校验其签名的根证书"))
      ->type_name("FILE");
  command.add_option("--host", made->host, tree.say("Where vpcd listens", "vpcd 的地址"))
      ->type_name("ADDRESS");
  command.add_option("--port", made->port, tree.say("And on which port", "vpcd 的端口"))
      ->type_name("PORT");
}

void add_look(const CardTree& tree) {
  tree.add_plain(
      {"list", tree.say("The readers, and what is in them", "列出读卡器与其中的卡"),
       "signoff card list", "signoff card list --json"},
      [](const CardDesk& desk, const CardOptions&) { return list_cards(desk); });
  tree.add_for_card(
      {"info", tree.say("What a card is and tells without its PIN", "查看卡信息，无需 PIN"),
       "signoff card info", "signoff card info --reader 1 --reveal"},
      show_card);
}

void add_contents(const CardTree& tree) {
  const auto saving = std::make_shared<BackupCommand>();
  auto& backup =
      *tree.add_for_card({"backup",
                          tree.say("Save contacts, messages and numbers; asks for the PIN",
                                   "备份联系人、短信与号码（询问 PIN）"),
                          "signoff card backup phone.vcf", "signoff card backup saved/"},
                         [saving](const CardDesk& desk, CardChannel& card) {
                           return back_up_card(desk, card, *saving);
                         })
           .first;
  backup
      .add_option("FILE", saving->to, tree.say("A new file, or a folder", "新文件或文件夹"))
      ->required();
  backup
      .add_option("--format", saving->format,
                  tree.say("vcard4, vcard3, json, csv or html, if the ending does not say",
                           "vcard4、vcard3、json、csv 或 html"))
      ->type_name("FORMAT");
  const auto from = std::make_shared<std::filesystem::path>();
  auto& restore =
      *tree.add_for_card(
               {"restore",
                tree.say("Write a backup or a phone's contacts onto this card, "
                         "where there is room",
                         "将备份或手机联系人写入此卡的空位"),
                "signoff card restore saved.json", "signoff card restore contacts.vcf"},
               [from](const CardDesk& desk, CardChannel& card) {
                 return restore_card(desk, card, *from);
               })
           .first;
  restore
      .add_option(
          "FILE", *from,
          tree.say("A backup as JSON, or contacts as vCard", "JSON 备份或 vCard 联系人"))
      ->required();
  const auto wiping = std::make_shared<WipeCommand>();
  auto& wipe =
      *tree.add_for_card(
               {"wipe",
                tree.say("Wipe contacts, messages and traces, and prove it",
                         "擦除联系人、短信与痕迹，并出具证明"),
                "signoff card wipe --backup saved.json", "signoff card wipe --no-backup"},
               [wiping](const CardDesk& desk, CardChannel& card) {
                 return wipe_card(desk, card, *wiping);
               })
           .first;
  auto* saved = wipe.add_option("--backup", wiping->backup,
                                tree.say("The backup of this card", "此卡的备份"));
  saved->type_name("FILE");
  wipe.add_flag("--no-backup", wiping->no_backup,
                tree.say("Nobody wants one", "不需要备份"))
      ->excludes(saved);
}

void add_retire(const CardTree& tree) {
  const auto made = std::make_shared<RetireCommand>();
  auto* command =
      tree.add({"retire",
                tree.say("All of it: save, wipe, delete, deliver",
                         "一次办完：备份、擦除、删除、送达"),
                "signoff card retire", "signoff card retire --watch --no-backup --json"},
               [made](const CardDesk& desk, const CardOptions& given) {
                 return retire_cards(desk, given, *made);
               })
          .first;
  command->add_flag("--watch", made->watches,
                    tree.say("One card after another", "逐张处理多张卡"));
  command->add_flag("--no-backup", made->no_backup,
                    tree.say("Nobody wants one", "不需要备份"));
  command
      ->add_option("--backups", made->backups,
                   tree.say("Where they go; else into the desk's folder", "备份目录"))
      ->type_name("DIR");
  tree.take_delivery(*command, made->delivery);
  tree.take_server(*command, made->server);
}

}  // namespace

void add_card_commands(const Tree& tree) {
  auto& card = add_group(
      tree, tree.root,
      {"card", tree.say("Cards: SIM, USIM and eSIM at a desk", "卡：SIM、USIM 与 eSIM"),
       "signoff card info", "signoff card retire"});
  const CardTree cards{tree, card};
  add_look(cards);
  add_contents(cards);
  add_euicc_commands(tree, card);
  add_retire(cards);
  add_virtual(tree, card);
}

}  // namespace signoff
