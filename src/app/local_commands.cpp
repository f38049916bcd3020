// SPDX-License-Identifier: Apache-2.0
#include "app/local_commands.h"

#include "app/card_commands.h"
#include "app/desk_commands.h"
#include "app/staff_commands.h"
#include "app/store_commands.h"
#include "app/verify_command.h"

#include <CLI/CLI.hpp>

namespace signoff {
namespace {

namespace fs = std::filesystem;
using cli::Tree;

struct DatabasePaths {
  fs::path database;
  fs::path other;
  bool force = false;
  bool json = false;
};

void take_database(const Tree& tree, CLI::App& command, fs::path& to) {
  command.add_option("--db", to, tree.say("The database file", "数据库文件"))
      ->type_name("FILE")
      ->required();
}

void take_place(const Tree& tree, CLI::App& command, StorePlace& to) {
  auto* config = command.add_option(
      "--config", to.config,
      tree.say("The server's configuration, or:", "服务器配置文件，或："));
  config->type_name("FILE");
  command.add_option("--db", to.database, tree.say("The database file", "数据库文件"))
      ->type_name("FILE")
      ->excludes(config);
  command
      .add_option("--key-file", to.key_file,
                  tree.say("Its key file, where it is not FILE.key",
                           "密钥文件（默认为数据库文件名加 .key）"))
      ->type_name("FILE")
      ->excludes(config);
}

void take_json(const Tree& tree, CLI::App& command, bool& to) {
  command.add_flag("--json", to, tree.say("For machines", "以 JSON 输出"));
}

void add_care(const Tree& tree, CLI::App& db) {
  const auto paths = std::make_shared<DatabasePaths>();
  auto& migrate = add_local(
      tree, db,
      {"migrate", tree.say("Bring the schema up to date", "升级数据库结构"),
       "signoff db migrate --db signoff.db", "signoff db migrate --db /var/lib/signoff.db"},
      [paths] { return migrate_database(paths->database); });
  take_database(tree, migrate, paths->database);
  auto& check = add_local(
      tree, db,
      {"check",
       tree.say("Look at everything: histories, ledger, open cases",
                "全面检查：历史、账本、办理中事项"),
       "signoff db check --db signoff.db", "signoff db check --db backup.db --json"},
      [paths] { return check_database(paths->database, paths->json); });
  take_database(tree, check, paths->database);
  take_json(tree, check, paths->json);
  auto& backup =
      add_local(tree, db,
                {"backup", tree.say("Copy it while the server runs", "在线备份"),
                 "signoff db backup --db signoff.db --to backup.db",
                 "signoff db backup --db signoff.db --to /backup/monday.db"},
                [paths] { return back_up_database(paths->database, paths->other); });
  take_database(tree, backup, paths->database);
  backup.add_option("--to", paths->other, tree.say("A new file", "新文件"))
      ->type_name("FILE")
      ->required();
  auto& restore = add_local(
      tree, db,
      {"restore", tree.say("Put a backup in its place", "恢复备份"),
       "signoff db restore --from backup.db --db signoff.db",
       "signoff db restore --from backup.db --db signoff.db --force"},
      [paths] { return restore_database(paths->other, paths->database, paths->force); });
  take_database(tree, restore, paths->database);
  restore.add_option("--from", paths->other, tree.say("The backup", "备份文件"))
      ->type_name("FILE")
      ->required();
  restore.add_flag("--force", paths->force,
                   tree.say("Even if there is a database", "即使已有数据库"));
}

void add_load(const Tree& tree, CLI::App& db) {
  const auto load = std::make_shared<LoadCommand>();
  auto& command =
      add_local(tree, db,
                {"load", tree.say("Bring lines and their owners in", "导入线路与机主"),
                 "signoff db load lines.jsonl --db signoff.db",
                 "signoff db load lines.jsonl --config signoff.toml --keep-going"},
                [load] { return load_into_database(*load); });
  command
      .add_option("FILE", load->file,
                  tree.say("One JSON object a line (docs/operate.md)",
                           "每行一个 JSON 对象（见 docs/operate.md）"))
      ->required();
  take_place(tree, command, load->into);
  command.add_flag("--keep-going", load->keeps_going,
                   tree.say("Load what is right although something is wrong",
                            "有错误的行时仍装载正确的行"));
  take_json(tree, command, load->as_json);
}

void add_database(const Tree& tree) {
  auto& db = add_group(
      tree, tree.root,
      {"db", tree.say("Look after the database", "维护数据库"),
       "signoff db check --db signoff.db", "signoff db load lines.jsonl --db signoff.db"});
  add_care(tree, db);
  add_load(tree, db);
}

void take_user(const Tree& tree, CLI::App& command, StaffCommand& to) {
  command.add_option("USER", to.username, tree.say("The account", "账号"))->required();
}

void add_staff(const Tree& tree) {
  auto& staff = add_group(tree, tree.root,
                          {"staff", tree.say("Accounts of your own people", "员工账号"),
                           "signoff staff add li --role reviewer --db signoff.db",
                           "signoff staff list --db signoff.db"});
  const auto person = std::make_shared<StaffCommand>();
  auto& add = add_local(
      tree, staff,
      {"add",
       tree.say("Let somebody log in; asks for the password", "新增账号（询问密码）"),
       "signoff staff add li --role reviewer --db signoff.db",
       "signoff staff add li --role clerk --db signoff.db --password-file -"},
      [person] { return add_staff_account(*person); });
  take_user(tree, add, *person);
  add.add_option("--role", person->role,
                 tree.say("clerk, agent, reviewer, supervisor, fraud, finance, engineer, "
                          "auditor, manager",
                          "clerk agent reviewer supervisor fraud finance engineer "
                          "auditor manager 之一"))
      ->type_name("ROLE")
      ->required();
  take_place(tree, add, person->into);
  add.add_option(
         "--password-file", person->password_file,
         tree.say("Its first line is the password; - is stdin", "首行为密码；- 为标准输入"))
      ->type_name("FILE");
  add.add_flag("--replace", person->may_replace,
               tree.say("New role, password and authenticator for an account there is",
                        "更换现有账号的角色、密码与身份验证器"));
  add.add_flag("--without-totp", person->without_totp,
               tree.say("Let the password alone suffice", "仅凭密码登录，不用身份验证器"));
  auto& totp = add_local(
      tree, staff,
      {"totp", tree.say("Give somebody a new authenticator", "更换账号的身份验证器"),
       "signoff staff totp li --db signoff.db",
       "signoff staff totp li --config signoff.toml"},
      [person] { return renew_authenticator(*person); });
  take_user(tree, totp, *person);
  take_place(tree, totp, person->into);
  auto& list = add_local(
      tree, staff,
      {"list", tree.say("Who may log in", "列出账号"), "signoff staff list --db signoff.db",
       "signoff staff list --db signoff.db --json"},
      [person] { return list_staff_accounts(*person); });
  take_place(tree, list, person->into);
  take_json(tree, list, person->as_json);
  auto& remove = add_local(
      tree, staff,
      {"remove",
       tree.say("Take an account away and end its sessions", "删除账号并使其登录失效"),
       "signoff staff remove li --db signoff.db",
       "signoff staff remove li --config signoff.toml"},
      [person] { return remove_staff_account(*person); });
  take_user(tree, remove, *person);
  take_place(tree, remove, person->into);
}

void add_verify(const Tree& tree) {
  const auto check = std::make_shared<VerifyCommand>();
  auto& verify =
      add_local(tree, tree.root,
                {"verify",
                 tree.say("Check a voucher, or what a desk kept of a card, by yourself",
                          "自行校验凭证（PDF 或 JWS）或柜台留存的卡证明"),
                 "signoff verify voucher.pdf --jwks jwks.json",
                 "signoff verify notification-5f2c.json --ci ci.pem"},
                [check] { return verify_proof(*check); });
  verify
      .add_option("FILE", check->file,
                  tree.say("Voucher, wipe report or delivery", "凭证、擦除报告或送达记录"))
      ->required();
  verify
      .add_option("--jwks", check->jwks,
                  tree.say("The signer's keys: file or https address",
                           "签名方公钥：文件或 https 地址"))
      ->type_name("KEYS");
  verify
      .add_option(
          "--ci", check->ci,
          tree.say("Roots of chip makers, for a delivery", "芯片根证书，校验送达记录用"))
      ->type_name("FILE");
  verify
      .add_option("--ca-file", check->ca_file,
                  tree.say("Roots for that address", "该地址的根证书"))
      ->type_name("FILE");
  take_json(tree, verify, check->as_json);
}

struct Check {
  fs::path file;
  std::string holder;
};

void add_keys(const Tree& tree) {
  const auto check = std::make_shared<Check>();
  const std::string example = "signoff keys rotate --directory keys --holder Xinglian";
  auto& keys = add_group(tree, tree.root,
                         {"keys", tree.say("The operator's signing keys", "运营商签名密钥"),
                          example, example});
  auto& rotate = add_local(
      tree, keys,
      {"rotate", tree.say("Sign with a new key from now on", "改用新密钥签名"), example,
       "signoff keys rotate --directory /etc/signoff/keys --holder Xinglian"},
      [check] { return rotate_key(check->file, check->holder); });
  rotate
      .add_option("--directory", check->file,
                  tree.say("The folder of the keys", "密钥目录"))
      ->type_name("DIR")
      ->required();
  rotate
      .add_option("--holder", check->holder,
                  tree.say("Name in the certificate", "证书中的名称"))
      ->type_name("NAME")
      ->required();
}

void add_policy(const Tree& tree) {
  const auto check = std::make_shared<Check>();
  auto& policy = add_group(
      tree, tree.root,
      {"policy", tree.say("Rules of a country and operator", "国家与运营商规则"),
       "signoff policy check policies/cn.toml", "signoff policy check policies/uk.toml"});
  auto& read = add_local(
      tree, policy,
      {"check", tree.say("Read a pack and say what is wrong", "检查规则包"),
       "signoff policy check policies/cn.toml", "signoff policy check policies/uk.toml"},
      [check] { return check_policy(check->file); });
  read.add_option("FILE", check->file, tree.say("The pack", "规则包"))->required();
}

}  // namespace

void add_local_commands(const Tree& tree) {
  add_database(tree);
  add_staff(tree);
  add_verify(tree);
  add_keys(tree);
  add_policy(tree);
  add_card_commands(tree);
}

}  // namespace signoff
