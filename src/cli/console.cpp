// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include "cli/card_sentences.h"
#include "cli/plain_text.h"

#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace signoff::cli {
namespace {

constexpr std::size_t kAnswerLineMax = 512;
constexpr char kInterrupt = 0x03;  // Ctrl+C as a character.

// The terminal, with echo switched off as long as this lives where that is asked. Ctrl+C
// ends the line then: whoever is stopped by it would leave a terminal that shows nothing.
class Terminal {
 public:
  explicit Terminal(bool hides) : number_{::open("/dev/tty", O_RDWR | O_CLOEXEC)} {
    if (number_ < 0 || !hides || ::tcgetattr(number_, &before_) != 0) return;
    auto hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    hidden.c_cc[VEOL] = kInterrupt;
    is_hidden_ = ::tcsetattr(number_, TCSAFLUSH, &hidden) == 0;
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (is_hidden_) ::tcsetattr(number_, TCSAFLUSH, &before_);
    if (number_ >= 0) ::close(number_);
  }

  bool is_there() const { return number_ >= 0; }
  bool is_hidden() const { return is_hidden_; }
  void write(std::string_view text) const {
    // Nothing can be done about a terminal that goes away while it is asked.
    if (::write(number_, text.data(), text.size()) < 0) return;
  }
  std::optional<std::string> line() const {
    std::string text;
    char letter = 0;
    while (text.size() <= kAnswerLineMax) {
      const auto got = ::read(number_, &letter, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return std::nullopt;
      if (letter == '\n') return text;
      text += letter;
      if (letter == kInterrupt) return text;
    }
    return std::nullopt;
  }

 private:
  int number_;
  termios before_{};
  bool is_hidden_ = false;
};

// What was typed, "" and all.
Done<std::string> typed_line(std::string_view question, bool hides) {
  const Terminal terminal{hides};
  if (!terminal.is_there() || (hides && !terminal.is_hidden()))
    return failed(Fault::bad_input, "terminal.needed");
  terminal.write(question);
  auto line = terminal.line();
  if (hides) terminal.write("\n");
  if (!line) return failed(Fault::bad_input, "terminal.left");
  return *std::move(line);
}

Done<std::string> asked(std::string_view question, bool hides) {
  auto line = typed_line(question, hides);
  if (!line || !line->ends_with(kInterrupt)) return line;
  // The terminal is as it was before; now the program may be told.
  ::raise(SIGINT);
  return failed(Fault::bad_input, "terminal.left");
}

struct CodeText {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

// What this side itself has to say; the server sends its own sentences.
constexpr CodeText kSentences[] = {
    {"server.missing", "Say which server with --server or SIGNOFF_SERVER, or log in first",
     "请用 --server 或 SIGNOFF_SERVER 指定服务器，或先登录"},
    {"server.address", "The server must be written as https://host[:port]",
     "服务器地址应为 https://主机[:端口]"},
    {"server.not_https", "Only https is spoken to another machine",
     "访问其他机器只能使用 https"},
    {"server.not_trusted",
     "The server's certificate is not trusted; nothing was sent. Name its roots with "
     "--ca-file",
     "服务器证书不受信任，未发送任何内容；请用 --ca-file 指定根证书"},
    {"server.ca_file", "The file of roots cannot be read; nothing was sent",
     "无法读取根证书文件，未发送任何内容"},
    {"server.unreachable", "The server cannot be reached; nothing was changed",
     "无法连接服务器，未作任何更改"},
    {"server.no_answer", "No answer came: it may have been done, so look before you repeat",
     "未收到答复，操作可能已完成，请先查看再重试"},
    {"answer.unreadable", "The answer is not one of a Signoff server",
     "返回内容不是 Signoff 服务器的答复"},
    {"answer.too_large", "The answer is too large", "返回内容过大"},
    {"session.needed", "Log in first with: signoff login", "请先登录：signoff login"},
    {"token.permissions", "The token file can be read by others; chmod 600 it, or log in",
     "令牌文件可被他人读取，请执行 chmod 600 或重新登录"},
    {"token.file", "The token file holds no token; log in again",
     "令牌文件内容无效，请重新登录"},
    {"token.other_server",
     "The stored session belongs to another server; log in there first",
     "已保存的登录属于另一台服务器，请先登录该服务器"},
    {"terminal.left", "Nothing was typed, so nothing was changed",
     "未输入任何内容，未作任何更改"},
    {"terminal.needed", "There is no terminal to ask at; give the answer by an option",
     "没有终端可供询问，请用选项给出"},
    {"settings.invalid", "The settings file is wrong", "设置文件有误"},
    {"settings.too_large", "The settings file is too large", "设置文件过大"},
    {"file.open", "There is no such file, or it cannot be opened", "文件不存在或无法打开"},
    {"file.read", "The file cannot be read", "无法读取文件"},
    {"file.write", "The file cannot be written", "无法写入文件"},
    {"file.too_large", "The file is too large", "文件过大"},
    {"proof.file", "The proof file must be a JSON object of texts",
     "证明文件必须是由文本组成的 JSON 对象"},
    {"settlement.form", "Write a choice as OB-17=option or OB-17=option:detail",
     "请按 OB-17=选项 或 OB-17=选项:说明 的格式填写"},
    {"settlement.needed", "Choose with --settle", "请用 --settle 选择"},
    {"acknowledgement.needed", "Read it, then say --acknowledge",
     "请阅读后用 --acknowledge 确认"},
    {"consent.needed", "Nothing was submitted: the quote was not accepted",
     "未提交：未同意费用"},
    {"line.unknown", "There is no such line, or it is not yours to see",
     "没有此号码，或您无权查看"},
    {"watch.timeout", "The case is still on its way", "事项仍在办理中"},
    {"watch.other_end", "The case went another way", "事项未到达指定状态"},
    {"voucher.form", "Say --pdf or --jws", "请用 --pdf 或 --jws 指定格式"},
    {"login.who", "Say --number or --staff", "请用 --number 或 --staff 指明身份"},
    {"demo.port", "The demo cannot have that port; name another with --port",
     "演示无法使用该端口，请用 --port 另选"},
    {"server.listen", "The server cannot listen there; see [listen] in the settings",
     "服务器无法在该处监听，请查看配置中的 [listen]"},
    {"place.needed", "Say which database with --config or --db",
     "请用 --config 或 --db 指定数据库"},
    {"storage.absent", "There is no such database", "没有此数据库"},
    {"storage.not_ours", "This is no database of Signoff", "不是 Signoff 的数据库"},
    {"storage.newer", "A newer program has written this database",
     "此数据库由更新版本写入"},
    {"storage.older", "The database has an older schema", "数据库结构较旧"},
    {"storage.busy", "The database is busy; try again", "数据库繁忙，请重试"},
    {"storage.disk", "The database cannot be read or written", "无法读写数据库"},
    {"storage.key_wrong", "The key file is that of another database",
     "密钥文件属于另一数据库"},
    {"seal.key_missing", "The key file of the database is missing", "缺少数据库的密钥文件"},
    {"seal.key_mode", "Others may read the key file; chmod 600 it",
     "密钥文件可被他人读取，请执行 chmod 600"},
    {"backup.exists", "That file is there already and was kept; name another",
     "该文件已存在，未作改动；请另取文件名"},
    {"restore.exists", "There is a database in its place; --force replaces it",
     "目标处已有数据库；--force 可替换"},
    {"restore.in_use", "Somebody has the database open", "数据库正在使用"},
    {"file.lines", "The file has too many lines; split it", "文件行数过多，请拆分"},
    {"staff.exists", "There is such an account; --replace gives it a new password",
     "账号已存在；--replace 可更换密码"},
    {"staff.unknown", "There is no such account", "没有此账号"},
    {"staff.username", "A user is 1 to 64 letters, digits and . _ - @",
     "账号须为 1 至 64 个字母、数字或 . _ - @"},
    {"staff.role",
     "A role is clerk, agent, reviewer, supervisor, fraud, finance, engineer, auditor or "
     "manager",
     "角色须为 clerk、agent、reviewer、supervisor、fraud、finance、engineer、auditor 或 "
     "manager"},
    {"password.length", "A password has 8 to 128 bytes", "密码须为 8 至 128 字节"},
    {"password.differs", "The two were not the same", "两次输入不一致"},
    {"eid.length", "An EID has 32 digits", "EID 为 32 位数字"},
    {"eid.digits", "An EID has 32 digits", "EID 为 32 位数字"},
    {"eid.check_digits", "The last two digits of the EID do not fit the others",
     "EID 末两位校验码不符"},
    {"card_image.absent", "There is no such card file", "没有此卡文件"},
    {"card_image.other_eid",
     "The card file has another EID; leave --eid out, or change it there",
     "卡文件中已有另一个 EID，请去掉 --eid 或修改卡文件"},
    {"card_image.no_eid", "Say which EID with --eid, or in the card file",
     "请用 --eid 或在卡文件中写明 EID"},
    {"card_image.no_euicc", "The card file is a SIM, which has no EID; leave --eid out",
     "卡文件是 SIM，没有 EID，请去掉 --eid"},
    {"card_image.json", "The card file is not JSON", "卡文件不是 JSON"},
    {"card_image.member", "Something in the card file is wrong or unknown",
     "卡文件中有错误或未知的内容"},
    {"card_image.no_file", "The card has no such file", "卡上没有此文件"},
    {"card_image.file_size", "This is more than the card's file holds",
     "内容超出卡上文件的大小"},
    {"card_image.size", "The card file is too large", "卡文件过大"},
    {"card_image.unwritten", "The file cannot be written", "无法写入文件"},
    {"vpcd.address", "That is no numeric address", "地址须为数字形式"},
    {"vpcd.unreachable", "No virtual reader listens there; start pcscd with vpcd",
     "没有虚拟读卡器在监听，请先启动 pcscd 与 vpcd"},
    {"vpcd.gone", "The reader went away", "读卡器已断开"},
    {"euicc.not_found",
     "There is no such profile on the card; see: signoff card euicc list",
     "卡上没有此配置文件，请查看 signoff card euicc list"},
    {"euicc.wrong_state", "The profile is not in the state for this",
     "配置文件当前状态不允许此操作"},
    {"euicc.policy",
     "Nothing was changed: the operator of this profile, or of the one that is enabled, "
     "forbids it",
     "未作更改：此配置文件或当前启用的配置文件的运营商不允许该操作"},
    {"euicc.busy", "The card is busy; try again", "卡正忙，请重试"},
    {"euicc.bad_request", "The card does not understand this request", "卡不接受该请求"},
    {"euicc.failed", "The card failed; look at the profiles again",
     "卡执行失败，请重新查看配置文件"},
    {"euicc.absent", "This card is no eUICC that we know", "此卡不是可识别的 eUICC"},
    {"assurance.needed", "This needs more proof", "需要进一步验证身份"},
};

std::string sentence_of(const Failure& failure, const Style& style) {
  for (const auto& row : kSentences)
    if (row.code == failure.error.code &&
        (failure.sentence.empty() || row.code == "assurance.needed"))
      return std::string{style.say(row.en, row.zh)};
  if (failure.sentence.empty())
    if (const auto* row = card_sentence(failure.error.code))
      return std::string{style.say(row->en, row->zh)};
  auto sentence = plain(failure.sentence);
  while (sentence.ends_with('.') || sentence.ends_with(' ')) sentence.pop_back();
  if (sentence.ends_with("。")) sentence.resize(sentence.size() - 3);
  if (sentence.empty()) sentence = style.say("It did not work", "操作未完成");
  return sentence;
}

}  // namespace

Console::Console(Language language, bool as_json)
    : style_{language, ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr},
      as_json_{as_json},
      err_is_terminal_{::isatty(STDERR_FILENO) == 1} {}

void Console::print(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void Console::note(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::progress(std::string_view line) const {
  // "Erase to the end of the line" (ECMA-48 EL).
  if (err_is_terminal_) fmt::print(stderr, "\r{}\x1b[K", line);
}

void Console::end_progress() const {
  if (err_is_terminal_) fmt::print(stderr, "\r\x1b[K");
}

Done<std::string> Console::ask(std::string_view question) const {
  return asked(question, false);
}

Done<std::string> Console::ask_secret(std::string_view question) const {
  return asked(question, true);
}

std::string proof_text(std::string_view kind, Language language) {
  constexpr CodeText kKinds[] = {
      {"otp", "code by SMS", "短信验证码"},
      {"id_number", "identity number", "证件号码"},
      {"iccid", "card number (ICCID)", "卡号（ICCID）"},
      {"device", "device of the app", "应用所在设备"},
      {"video", "video", "视频核验"},
      {"in_person", "document shown in person", "本人到场出示证件"},
      {"second_person", "a second person", "第二人确认"},
  };
  for (const auto& row : kKinds)
    if (row.code == kind) return std::string{language == Language::zh ? row.zh : row.en};
  return plain(kind);
}

std::string failure_text(const Failure& failure, const Style& style) {
  auto text = sentence_of(failure, style);
  const auto append = [&](const std::vector<std::string>& list) {
    std::string_view mark = style.say(": ", "：");
    for (const auto& one : list) {
      text += mark;
      text += one;
      mark = style.say(", ", "、");
    }
  };
  std::vector<std::string> needs;
  for (const auto& kind : failure.needs)
    needs.push_back(fmt::format("{} ({})", proof_text(kind, style.language), kind));
  append(needs);
  append(failure.obligations);
  auto code = failure.error.code;
  if (failure.needs.empty() && failure.obligations.empty() &&
      !failure.error.detail.empty()) {
    if (is_for_support(code))
      code += "; " + failure.error.detail;
    else
      append({failure.error.detail});
  }
  return fmt::format("signoff: {} ({})\n", plain(text), plain(code));
}

}  // namespace signoff::cli
