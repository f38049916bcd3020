// SPDX-License-Identifier: Apache-2.0
#include "app/verify_command.h"

#include "app/card_words.h"
#include "app/desk_commands.h"
#include "app/findings.h"
#include "app/refusal.h"
#include "app/rsp_roots.h"
#include "base/text.h"
#include "card/desk/delivery_journal.h"
#include "card/desk/wipe_proof.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"
#include "cli/settings.h"
#include "rsp/es10.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kProofFileMax = 8 * 1024 * 1024;

std::string event_name(std::uint8_t events) {
  if ((events & rsp::event::kDelete) != 0) return "delete";
  if ((events & rsp::event::kDisable) != 0) return "disable";
  if ((events & rsp::event::kEnable) != 0) return "enable";
  return "install";
}

// The same for people.
std::string event_text(std::uint8_t events, const cli::Style& style) {
  if ((events & rsp::event::kDelete) != 0)
    return std::string{style.say("deleted", "已删除")};
  if ((events & rsp::event::kDisable) != 0)
    return std::string{style.say("disabled", "已停用")};
  if ((events & rsp::event::kEnable) != 0)
    return std::string{style.say("enabled", "已启用")};
  return std::string{style.say("installed", "已安装")};
}

int tell_invalid(const VerifyCommand& command, std::string_view form, const Error& why) {
  if (command.as_json)
    fmt::print("{}\n", json::serialize(json::object{
                           {"valid", false}, {"form", form}, {"reason", why.code}}));
  else
    Findings{command.file, why.code}.print();
  return cli::kFoundBad;
}

int verify_delivered(const VerifyCommand& command, std::string_view text) {
  const auto entry = parse_delivery(text);
  if (!entry) return say_refusal(entry.error());
  if (command.ci.empty()) return say_refusal({Fault::bad_input, "verify.roots", ""});
  const auto roots = read_roots(command.ci);
  if (!roots) return say_refusal(roots.error());
  const auto proved = verify_delivery(*entry, *roots);
  if (!proved) return tell_invalid(command, "delivery", proved.error());
  const auto& metadata = proved->metadata;
  if (command.as_json) {
    json::object out{{"valid", true},
                     {"form", "delivery"},
                     {"eid", proved->eid.digits()},
                     {"iccid", metadata.iccid},
                     {"event", event_name(metadata.events)},
                     {"sequence", metadata.sequence},
                     {"address", cli::plain(metadata.address)},
                     {"delivered", entry->is_delivered()},
                     {"taken_at", to_string(entry->taken_at)}};
    if (entry->answer) {
      out["status"] = entry->answer->status;
      out["answered_at"] = to_string(entry->answer->at);
    }
    fmt::print("{}\n", json::serialize(out));
    return cli::kOk;
  }
  Findings found{command.file};
  found.row("signed by", "签名者", fmt::format("eUICC {}", proved->eid.digits()));
  found.row(
      "event", "事件",
      fmt::format("{} {}", event_text(metadata.events, found.style()), metadata.iccid));
  found.row("sequence", "序号", std::to_string(metadata.sequence));
  found.row("for", "送往", metadata.address);
  // The chip vouches for the event; for the answer, whoever kept this file.
  found.row("answered", "答复",
            entry->answer
                ? fmt::format(fmt::runtime(found.say("{} at {} (as the desk says)",
                                                     "{}，{}（据柜台记录）")),
                              entry->answer->status, to_string(entry->answer->at))
            : entry->discarded_at ? found.say("discarded undelivered", "未送达即移除")
                                  : found.say("not delivered", "未送达"));
  found.print();
  return cli::kOk;
}

int verify_wiped(const VerifyCommand& command, std::string_view jws) {
  const auto keys = load_keys(command.jwks, command.ca_file);
  if (!keys) return say_refusal(keys.error());
  const auto proof = verify_wipe_proof(jws, *keys);
  if (!proof) return tell_invalid(command, "wipe", proof.error());
  if (command.as_json) {
    fmt::print(
        "{}\n",
        json::serialize(json::object{
            {"valid", true}, {"form", "wipe"}, {"report", json::parse(to_json(*proof))}}));
    return cli::kOk;
  }
  Findings found{command.file};
  found.row("card", "卡", proof->iccid);
  found.row("at", "时间", to_string(proof->at));
  found.row("wiped", "擦除",
            proof->is_proved ? found.say("all of it, read back", "全部擦除，并已逐项读回")
                             : found.say("not all of it", "未能全部擦除"));
  found.row("backup", "备份",
            proof->backup_sha256.empty() ? found.say("none was wanted", "不需要备份")
                                         : "SHA-256 " + proof->backup_sha256);
  for (const auto& file : proof->files) {
    if (file.records == 0 && file.refused.empty()) continue;
    found.row(wiped_file_text(file.name, Language::en),
              wiped_file_text(file.name, Language::zh),
              fmt::format("{} / {}{}{}", file.wiped, file.records,
                          file.refused.empty() ? "" : ", ", file.refused));
  }
  found.print();
  return cli::kOk;
}

}  // namespace

int verify_proof(const VerifyCommand& command) {
  const auto content = cli::read_file(command.file, kProofFileMax);
  if (!content) return say_refusal(content.error());
  const auto text = trimmed(*content);
  if (text.starts_with('{')) return verify_delivered(command, text);
  if (text.size() <= kJwsMax)
    if (const auto jws = Jws::parse(text); jws && jws->typ == kWipeTyp)
      return verify_wiped(command, text);
  return verify_voucher(command.file, command.jwks, command.ca_file, command.as_json);
}

}  // namespace signoff
