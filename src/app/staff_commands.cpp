// SPDX-License-Identifier: Apache-2.0
#include "app/staff_commands.h"

#include "app/config.h"
#include "app/progress_line.h"
#include "app/refusal.h"
#include "app/terminal_code.h"
#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/settings.h"
#include "cli/table.h"
#include "policy/pack.h"
#include "service/staff_accounts.h"
#include "service/totp.h"
#include "storage/admin.h"
#include "storage/sqlite/sqlite_store.h"

#include <unistd.h>

#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kPasswordFileMax = 1024;

Result<std::string> read_password(const std::filesystem::path& file) {
  auto text = cli::read_file(file, kPasswordFileMax);
  if (!text) return text;
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  return text;
}

// Typed twice, as nobody sees it.
Result<std::string> ask_password(const cli::Console& console) {
  auto first = console.ask_secret(console.say("Password: ", "密码："));
  if (!first) return pass_on(first.error().error);
  const auto second = console.ask_secret(console.say("Again: ", "再输入一次："));
  if (!second) return pass_on(second.error().error);
  if (*first != *second) return fail(Fault::bad_input, "password.differs");
  return *std::move(first);
}

// What the authenticator shows above the code.
std::string issuer_of(const StorePlace& place) {
  if (place.config.empty()) return "Signoff";
  const auto config = load_config(place.config);
  if (!config) return "Signoff";
  const auto pack = load_pack(config->pack);
  return pack ? pack->place.operator_name.en : "Signoff";
}

// The secret comes before the account and before its new password: whatever breaks off in
// between, nobody gets in without it.
Result<Bytes> put_secret(SqliteStore& store, const std::string& username, Bytes secret) {
  auto record = store.totp(username);
  if (!record && record.error().fault != Fault::not_found) return pass_on(record.error());
  if (!record && secret.empty()) return secret;
  TotpRecord next{username, secret, 0, record ? record->version : 0};
  Change change;
  change.totps.push_back(std::move(next));
  if (auto stored = store.commit(change); !stored) return pass_on(stored.error());
  return secret;
}

void show_secret(const StorePlace& place, const std::string& username, const Bytes& secret,
                 const cli::Console& console) {
  if (secret.empty()) return;
  const auto uri = otpauth_uri(issuer_of(place), username, secret);
  if (::isatty(STDOUT_FILENO) == 1)
    if (const auto code = terminal_code(uri)) console.print(*code + "\n");
  console.print(uri + "\n");
  console.note(console.say("Add this to an authenticator app now; it is not shown again.\n",
                           "请立即添加到身份验证器应用，此内容不再显示。\n"));
}

Result<Bytes> add(const StaffCommand& command, const StorePlace& place,
                  const cli::Console& console) {
  const auto role = parse_name<Role>(command.role);
  if (!role) return fail(Fault::bad_input, "staff.role");
  const auto password = command.password_file.empty()
                            ? ask_password(console)
                            : read_password(command.password_file);
  if (!password) return pass_on(password.error());
  SystemRandom random;
  const auto account = make_staff(command.username, *role, *password, random);
  if (!account) return pass_on(account.error());
  const auto file = open_place(place, random);
  if (!file) return pass_on(file.error());
  SqliteStore store{**file};
  const auto present = store.staff(command.username);
  if (!present && present.error().fault != Fault::not_found)
    return pass_on(present.error());
  if (present && !command.may_replace) return fail(Fault::conflict, "staff.exists");
  auto secret = put_secret(store, command.username,
                           command.without_totp ? Bytes{} : fresh_totp_secret(random));
  if (!secret) return secret;
  if (auto put = put_staff(place.database, *account, command.may_replace); !put)
    return pass_on(put.error());
  return secret;
}

Result<Bytes> renew(const StaffCommand& command, const StorePlace& place) {
  SystemRandom random;
  const auto file = open_place(place, random);
  if (!file) return pass_on(file.error());
  SqliteStore store{**file};
  const auto account = store.staff(command.username);
  if (!account) return pass_on(account.error());
  auto secret = put_secret(store, command.username, fresh_totp_secret(random));
  if (!secret) return secret;
  if (auto put = put_staff(place.database, *account, true); !put)
    return pass_on(put.error());
  return secret;
}

}  // namespace

int add_staff_account(const StaffCommand& command) {
  const cli::Console console{terminal_language(), false};
  const auto place = named(command.into);
  if (!place) return say_refusal(place.error());
  const auto secret = add(command, *place, console);
  if (!secret) return say_refusal(secret.error());
  console.print(
      fmt::format(fmt::runtime(console.say("{}: {} may log in\n", "{}：{} 可以登录\n")),
                  command.role, command.username));
  show_secret(*place, command.username, *secret, console);
  return cli::kOk;
}

int renew_authenticator(const StaffCommand& command) {
  const cli::Console console{terminal_language(), false};
  const auto place = named(command.into);
  if (!place) return say_refusal(place.error());
  const auto secret = renew(command, *place);
  if (!secret) return say_refusal(secret.error());
  console.print(
      fmt::format(fmt::runtime(console.say("{}: new authenticator, sessions ended\n",
                                           "{}：已更换身份验证器，登录已失效\n")),
                  command.username));
  show_secret(*place, command.username, *secret, console);
  return cli::kOk;
}

int list_staff_accounts(const StaffCommand& command) {
  const cli::Console console{terminal_language(), command.as_json};
  const auto place = named(command.into);
  if (!place) return say_refusal(place.error());
  const auto accounts = list_staff(place->database);
  if (!accounts) return say_refusal(accounts.error());
  if (command.as_json) {
    boost::json::array items;
    for (const auto& one : *accounts)
      items.push_back({{"username", one.username}, {"role", to_string(one.role)}});
    console.print(boost::json::serialize(boost::json::object{{"items", std::move(items)}}) +
                  "\n");
    return cli::kOk;
  }
  cli::Table table{{{std::string{console.say("user", "账号")}, false, 8},
                    {std::string{console.say("role", "角色")}, false, 8}}};
  for (const auto& one : *accounts)
    table.row({one.username, std::string{to_string(one.role)}});
  console.print(table.empty()
                    ? std::string{console.say("There are no accounts.\n", "没有账号。\n")}
                    : table.text());
  return cli::kOk;
}

int remove_staff_account(const StaffCommand& command) {
  const cli::Console console{terminal_language(), false};
  const auto place = named(command.into);
  if (!place) return say_refusal(place.error());
  const auto removed = remove_staff(place->database, command.username);
  if (!removed) return say_refusal(removed.error());
  console.print(fmt::format(fmt::runtime(console.say("{}: removed, sessions ended\n",
                                                     "{}：已删除，登录已失效\n")),
                            command.username));
  return cli::kOk;
}

}  // namespace signoff
