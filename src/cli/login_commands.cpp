// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/views.h"

#include <CLI/CLI.hpp>

namespace signoff::cli {
namespace {

constexpr std::size_t kSecretMax = 1024;

struct Login {
  std::string number;
  std::string staff;
  std::string secret_file;
  bool only_sends = false;
};

Done<std::string> secret(Session& session, const Login& login, std::string_view question) {
  if (login.secret_file.empty()) return session.console().ask_secret(question);
  auto content = read_file(login.secret_file, kSecretMax);
  if (!content) return failed(std::move(content.error()));
  while (content->ends_with('\n') || content->ends_with('\r')) content->pop_back();
  return *std::move(content);
}

Done<void> keep(Session& session, Done<Resource> opened) {
  if (!opened) return std::unexpected{std::move(opened.error())};
  auto& document = opened->document;
  if (auto saved = save_token(session.settings(), text_at(document, "token")); !saved)
    return failed(std::move(saved.error()));
  if (auto saved = save_settings(session.settings(), process_environment()); !saved)
    return failed(std::move(saved.error()));
  document.erase("token");
  session.show(document, session_view);
  return {};
}

Done<void> log_in_subscriber(Session& session, const Login& login) {
  const auto number = with_plus(login.number);
  if (login.secret_file.empty()) {
    auto sent = session.post("/api/v1/login-codes", {{"msisdn", number}});
    if (!sent) return std::unexpected{std::move(sent.error())};
    if (login.only_sends) {
      session.say_done("If the number is ours, a code is on its way.",
                       "如该号码为本网号码，验证码已发送。");
      return {};
    }
  }
  auto code = secret(session, login, session.console().say("Code: ", "验证码："));
  if (!code) return std::unexpected{std::move(code.error())};
  return keep(session,
              session.post("/api/v1/sessions", {{"msisdn", number}, {"code", *code}}));
}

// In a file the second line is the code of the authenticator, for accounts with one.
Done<void> log_in_staff(Session& session, const Login& login) {
  auto password = secret(session, login, session.console().say("Password: ", "密码："));
  if (!password) return std::unexpected{std::move(password.error())};
  std::string totp;
  if (login.secret_file.empty()) {
    auto typed = session.console().ask(
        session.console().say("Code of your authenticator (empty without one): ",
                              "身份验证器上的数字（没有则留空）："));
    if (!typed) return std::unexpected{std::move(typed.error())};
    totp = *std::move(typed);
  } else if (const auto end = password->find('\n'); end != std::string::npos) {
    totp = password->substr(end + 1);
    password->resize(end);
    if (password->ends_with('\r')) password->pop_back();
  }
  boost::json::object body{{"username", login.staff}, {"password", *password}};
  if (!totp.empty()) body["totp"] = totp;
  return keep(session, session.post("/api/v1/sessions", body));
}

// The token here is forgotten whatever the server says; a server that cannot be told is
// told of, because the session then lives on there until its time is over.
Done<void> log_out(Session& session) {
  auto token = load_token(session.settings());
  if (!token) {
    remove_token(session.settings());
    if (token.error().code != "session.needed") return failed(std::move(token.error()));
    session.say_done("There was no session.", "没有登录。");
    return {};
  }
  session.http().use_token(*std::move(token));
  Call end;
  end.method = "DELETE";
  end.path = "/api/v1/sessions/current";
  auto ended = session.call(end);
  remove_token(session.settings());
  // One that was over already is as good as ended.
  if (!ended && ended.error().error.code != "session.invalid")
    return std::unexpected{std::move(ended.error())};
  session.say_done("Logged out.", "已退出。");
  return {};
}

void add_login(const Tree& tree) {
  const auto login = std::make_shared<Login>();
  auto& command = add_verb(
      tree, tree.root,
      {"login", tree.say("Open a session", "登录"),
       "signoff login --server https://signoff.example --number +8613800138000",
       "signoff login --staff li --code-file password.txt"},
      [login](Session& session) -> Done<void> {
        if (!login->number.empty()) return log_in_subscriber(session, *login);
        if (!login->staff.empty()) return log_in_staff(session, *login);
        return failed(Fault::bad_input, "login.who");
      },
      false);
  auto* number = command.add_option(
      "--number", login->number,
      tree.say("Your number; it is sent a code", "您的号码，将收到验证码"));
  number->type_name("NUMBER");
  auto* staff = command.add_option("--staff", login->staff,
                                   tree.say("Your staff account", "员工账号"));
  staff->type_name("NAME")->excludes(number);
  auto* file =
      command.add_option("--code-file", login->secret_file,
                         tree.say("Code or password from a file, - is stdin; sends no code",
                                  "从文件读取验证码或密码（- 为标准输入），不再发送"));
  file->type_name("FILE");
  command
      .add_flag("--send-code", login->only_sends,
                tree.say("Only have the code sent", "仅发送验证码"))
      ->needs(number)
      ->excludes(file);
}

}  // namespace

void add_login_commands(const Tree& tree) {
  add_login(tree);
  add_verb(tree, tree.root,
           {"logout", tree.say("End the session", "退出登录"), "signoff logout",
            "signoff logout --token-file ./token"},
           log_out, false);
  add_verb(tree, tree.root,
           {"whoami", tree.say("Say whose session this is", "显示当前登录身份"),
            "signoff whoami", "signoff whoami --json"},
           [](Session& session) -> Done<void> {
             auto found = session.get("/api/v1/session");
             if (!found) return std::unexpected{std::move(found.error())};
             session.show(found->document, session_view);
             return {};
           });
}

}  // namespace signoff::cli
