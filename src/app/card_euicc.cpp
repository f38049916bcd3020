// SPDX-License-Identifier: Apache-2.0
#include "app/card_euicc.h"

#include "card/desk/profile_changes.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"
#include "cli/table.h"
#include "connectors/smdp/host_name.h"

#include <algorithm>

namespace signoff {
namespace {

namespace json = boost::json;

constexpr std::size_t kSuffixMin = 4;
constexpr std::size_t kNicknameMax = 64;  // Bytes (SGP.22 clause 5.7.21).

std::string_view class_name(rsp::ProfileClass of_class) {
  switch (of_class) {
    case rsp::ProfileClass::test: return "test";
    case rsp::ProfileClass::provisioning: return "provisioning";
    case rsp::ProfileClass::operational: break;
  }
  return "operational";
}

std::string class_text(rsp::ProfileClass of_class, const cli::Style& style) {
  switch (of_class) {
    case rsp::ProfileClass::test: return std::string{style.say("test", "测试")};
    case rsp::ProfileClass::provisioning:
      return std::string{style.say("provisioning", "引导")};
    case rsp::ProfileClass::operational: break;
  }
  return "";
}

std::string between(const cli::Style& style) { return std::string{style.say(", ", "、")}; }

std::string rules_text(std::uint8_t rules, const cli::Style& style) {
  std::string out;
  if ((rules & rsp::policy_rule::kNoDisabling) != 0)
    out += style.say("not to be disabled", "禁止停用");
  if ((rules & rsp::policy_rule::kNoDeletion) != 0)
    out += (out.empty() ? "" : between(style)) +
           std::string{style.say("not to be deleted", "禁止删除")};
  return out;
}

bool is_enabled(const rsp::ProfileInfo& profile) {
  return profile.state == rsp::ProfileState::enabled;
}

json::object profile_json(const CardDesk& desk, const rsp::ProfileInfo& profile) {
  return {{"iccid", desk.shown(profile.iccid)},
          {"enabled", is_enabled(profile)},
          {"class", class_name(profile.of_class)},
          {"provider", cli::plain(profile.provider)},
          {"name", cli::plain(profile.name)},
          {"nickname", cli::plain(profile.nickname)},
          {"may_disable", (profile.rules & rsp::policy_rule::kNoDisabling) == 0},
          {"may_delete", (profile.rules & rsp::policy_rule::kNoDeletion) == 0}};
}

// The one profile that is meant: digits are typed from a masked list.
Result<std::string> find_profile(EuiccSession& session, const std::string& given) {
  const auto profiles = session.profiles();
  if (!profiles) return pass_on(profiles.error());
  std::vector<std::string> found;
  for (const auto& profile : *profiles) {
    if (profile.iccid == given) return profile.iccid;
    if (given.size() >= kSuffixMin && profile.iccid.ends_with(given))
      found.push_back(profile.iccid);
  }
  if (found.size() > 1) return fail(Fault::bad_input, "euicc.which");
  if (found.empty() && given.size() < kSuffixMin)
    return fail(Fault::bad_input, "euicc.digits");
  if (found.empty()) return fail(Fault::not_found, "euicc.not_found");
  return found.front();
}

int tell_done(const CardDesk& desk, std::string_view what, std::string_view iccid,
              const std::string& sentence) {
  if (desk.as_json())
    desk.print_json({{"done", what}, {"iccid", desk.shown(iccid)}});
  else
    desk.console().print(fmt::format("{} {}\n", desk.shown(iccid), sentence));
  return cli::kOk;
}

int close(const CardDesk& desk, EuiccSession& session, int code) {
  const auto closed = session.close();
  return closed ? code : desk.refuse(closed.error());
}

// A switch of one profile.
int change(const CardDesk& desk, CardChannel& card, const EuiccCommand& command,
           Result<bool> (ProfileChanges::*how)(const std::string&), std::string_view what,
           const std::string& sentence) {
  auto changes = ProfileChanges::open(card);
  if (!changes) return desk.refuse(changes.error());
  const auto iccid = find_profile(changes->session(), command.profile);
  if (!iccid) return desk.refuse(iccid.error());
  const auto done = (*changes.*how)(*iccid);
  if (!done) return desk.refuse(done.error());
  return close(desk, changes->session(), tell_done(desk, what, *iccid, sentence));
}

}  // namespace

int list_profiles(const CardDesk& desk, CardChannel& card) {
  auto session = EuiccSession::open(card);
  if (!session) return desk.refuse(session.error());
  const auto profiles = session->profiles();
  if (!profiles) return desk.refuse(profiles.error());
  const auto& style = desk.console().style();
  cli::Table table{{{"ICCID", false, 12},
                    {std::string{style.say("state", "状态")}},
                    {std::string{style.say("name", "名称")}},
                    {std::string{style.say("remarks", "备注")}}}};
  for (const auto& profile : *profiles) {
    if (desk.as_json()) {
      desk.print_json(profile_json(desk, profile));
      continue;
    }
    std::string name = profile.provider;
    for (const auto* more : {&profile.name, &profile.nickname})
      if (!more->empty()) name += (name.empty() ? "" : " · ") + *more;
    auto remarks = class_text(profile.of_class, style);
    const auto rules = rules_text(profile.rules, style);
    if (!rules.empty()) remarks += (remarks.empty() ? "" : between(style)) + rules;
    table.row(
        {desk.shown(profile.iccid),
         is_enabled(profile) ? desk.say("enabled", "启用") : desk.say("disabled", "停用"),
         cli::plain(name), remarks});
  }
  if (!desk.as_json())
    desk.console().print(profiles->empty()
                             ? desk.say("The card has no profile\n", "卡上没有配置文件\n")
                             : table.text());
  return close(desk, *session, cli::kOk);
}

int enable_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command) {
  return change(desk, card, command, &ProfileChanges::enable, "enabled",
                desk.say("is enabled", "已启用"));
}

int disable_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command) {
  return change(desk, card, command, &ProfileChanges::disable, "disabled",
                desk.say("is disabled", "已停用"));
}

int delete_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command) {
  const SystemClock clock;
  const auto way = open_way(desk, command.delivery, clock);
  if (!way) return desk.refuse(way.error());
  auto changes = ProfileChanges::open(card);
  if (!changes) return desk.refuse(changes.error());
  const auto iccid = find_profile(changes->session(), command.profile);
  if (!iccid) return desk.refuse(iccid.error());
  const auto erased = changes->erase(*iccid);
  if (!erased) return desk.refuse(erased.error());
  tell_done(desk, "deleted", *iccid, desk.say("is deleted", "已删除"));
  if (const auto closed = changes->close(); !closed) return desk.refuse(closed.error());
  return deliver_on(desk, card, *way);
}

int name_profile(const CardDesk& desk, CardChannel& card, const EuiccCommand& command) {
  // What a terminal would not show as it is has no place in a name either.
  if (command.text.size() > kNicknameMax || cli::plain(command.text) != command.text)
    return desk.refuse({Fault::bad_input, "euicc.nickname", ""});
  auto changes = ProfileChanges::open(card);
  if (!changes) return desk.refuse(changes.error());
  const auto iccid = find_profile(changes->session(), command.profile);
  if (!iccid) return desk.refuse(iccid.error());
  const auto done = changes->rename(*iccid, command.text);
  if (!done) return desk.refuse(done.error());
  const auto sentence = command.text.empty()
                            ? desk.say("has no nickname", "已清除昵称")
                            : desk.say("is called ", "昵称已设为 ") + command.text;
  return close(desk, changes->session(), tell_done(desk, "named", *iccid, sentence));
}

int reset_euicc(const CardDesk& desk, CardChannel& card, const EuiccCommand& command) {
  const SystemClock clock;
  const auto way = open_way(desk, command.delivery, clock);
  if (!way) return desk.refuse(way.error());
  auto changes = ProfileChanges::open(card);
  if (!changes) return desk.refuse(changes.error());
  const auto done = changes->reset();
  // What broke off was perhaps done before; the notifications of it still wait.
  const bool has_none = !done && done.error().code == "euicc.not_found";
  if (!done && !has_none) return desk.refuse(done.error());
  if (desk.as_json())
    desk.print_json({{"done", "reset"}});
  else if (has_none)
    desk.console().print(
        desk.say("There is no profile to delete\n", "没有可删除的配置文件\n"));
  else
    desk.console().print(desk.say("All profiles are deleted\n", "全部配置文件已删除\n"));
  if (const auto closed = changes->close(); !closed) return desk.refuse(closed.error());
  return deliver_on(desk, card, *way);
}

int set_smdp(const CardDesk& desk, CardChannel& card, const EuiccCommand& command,
             bool is_given) {
  if (is_given && !command.text.empty() && !parse_smdp_host(command.text))
    return desk.refuse({Fault::bad_input, "euicc.smdp_address", ""});
  auto changes = ProfileChanges::open(card);
  if (!changes) return desk.refuse(changes.error());
  auto& session = changes->session();
  if (is_given) {
    const auto done = changes->set_default_address(command.text);
    if (!done) return desk.refuse(done.error());
  }
  auto addresses = session.addresses();
  // What was set is told all the same.
  if (!addresses && is_given && !desk.as_json())
    desk.console().print(fmt::format("SM-DP+ {}\n", cli::plain(command.text)));
  if (!addresses) return desk.refuse(addresses.error());
  if (desk.as_json())
    desk.print_json({{"smdp", cli::plain(addresses->default_smdp)},
                     {"smds", cli::plain(addresses->root_smds)}});
  else
    desk.console().print(fmt::format("SM-DP+ {}\nSM-DS  {}\n",
                                     addresses->default_smdp.empty()
                                         ? desk.say("none", "无")
                                         : cli::plain(addresses->default_smdp),
                                     cli::plain(addresses->root_smds)));
  return close(desk, session, cli::kOk);
}

}  // namespace signoff
