// SPDX-License-Identifier: Apache-2.0
#include "cli/views.h"

#include "base/civil_time.h"
#include "cli/plain_text.h"
#include "cli/table.h"
#include "cli/words.h"

namespace signoff::cli {
namespace {

namespace json = boost::json;

struct StateRow {
  std::string_view state;
  std::string_view en;
  std::string_view zh;
  int place;  // On the way of a case, from 0; -1 beside it.
};

constexpr int kNoReturn = 8;  // The first place behind the point of no return.
constexpr int kGone = 9;

// Names that are copied from the screen are not broken: a UUID, the number of a case.
constexpr std::size_t kIdColumns = 36;
constexpr std::size_t kDigestShown = 16;  // Enough to find it again.
constexpr std::size_t kCaseColumns = 14;

constexpr StateRow kStates[] = {
    {"DRAFT", "draft", "草稿", 0},
    {"SUBMITTED", "submitted", "已提交", 1},
    {"AUTH_STEPUP", "waits for proof", "待验证", 2},
    {"PRECHECK", "being checked", "核对中", 3},
    {"AWAITING_SUBSCRIBER", "waits for you", "待您处理", 3},
    {"UNDER_REVIEW", "in review", "审核中", 4},
    {"SECOND_APPROVAL", "in second review", "复核中", 4},
    {"FRAUD_HOLD", "on hold", "暂停办理", -1},
    {"SCHEDULED", "scheduled", "已预约", 5},
    {"EXECUTING", "being stopped", "停用中", 6},
    {"STUCK", "delayed", "处理延迟", -1},
    {"COOLING_OFF", "off, can come back", "已停用，可恢复", 7},
    {"FINALISING", "being ended", "正式注销中", 8},
    {"CLOSED", "ended", "已办结", kGone},
    {"REJECTED", "not possible now", "未通过", -1},
    {"WITHDRAWN", "withdrawn", "已撤回", -1},
    {"EXPIRED", "lapsed", "已失效", -1},
    {"SUPERSEDED", "replaced", "已被接替", -1},
    {"REVERSED", "undone", "已撤销", -1},
    {"ACTIVE", "in service", "正常", -1},
    {"SUSP_USER", "paused", "停机保号", -1},
    {"SUSP_DEBT1", "limited, unpaid", "欠费限制", -1},
    {"SUSP_DEBT2", "off, unpaid", "欠费停机", -1},
    {"BARRED_LOST", "reported lost", "已挂失", -1},
    {"BARRED_RISK", "off for safety", "安全停机", -1},
    {"CANCEL_PENDING", "being ended", "注销办理中", -1},
    {"PRE_CANCELLED", "off, can come back", "已停用，可恢复", -1},
    {"PORTING_OUT", "moving away", "携号转出中", -1},
    {"TERMINATED", "ended", "已注销", -1},
    {"PORTED_OUT", "moved away", "已携出", -1},
};

const StateRow* row_of(std::string_view state) {
  for (const auto& row : kStates)
    if (row.state == state) return &row;
  return nullptr;
}

std::string class_text(std::string_view kind, const Style& style) {
  if (kind == "blocker") return std::string{style.say("blocks", "阻断")};
  if (kind == "settle") return std::string{style.say("settle", "待处理")};
  if (kind == "warning") return std::string{style.say("warning", "请知悉")};
  if (kind == "info") return std::string{style.say("info", "说明")};
  return plain(kind);
}

std::string joined(const std::vector<std::string>& list, std::string_view between = ", ") {
  std::string text;
  for (const auto& one : list) {
    if (!text.empty()) text += between;
    text += one;
  }
  return text;
}

// Name and value, one a row; rows without a value are left out.
class Sheet {
 public:
  explicit Sheet(const Style& style) : style_{style}, table_{{{""}, {""}}} {}
  Sheet& row(std::string_view en, std::string_view zh, std::string value) {
    if (!value.empty()) table_.row({std::string{style_.say(en, zh)}, std::move(value)});
    return *this;
  }
  std::string text() const { return table_.text(); }

 private:
  const Style& style_;
  Table table_;
};

std::string headed(std::string_view title, std::string text, const Style& style) {
  if (text.empty()) return text;
  // Bold (ECMA-48 SGR 1), where a terminal shows it.
  const std::string head{style.has_colour ? fmt::format("\x1b[1m{}\x1b[0m", title)
                                          : std::string{title}};
  return "\n" + head + "\n" + text;
}

std::string option_text(const json::object& option, std::string_view standard,
                        const Style& style) {
  const auto id = text_at(option, "id");
  auto text = fmt::format("{}{}: {}", id, id == standard ? "*" : "",
                          text_in(option, "label", style.language));
  if (const auto cost = money_at(option, "cost"); !cost.empty()) text += " (" + cost + ")";
  if (const auto choices = texts_at(option, "choices"); !choices.empty())
    text += " [" + joined(choices) + "]";
  return text;
}

std::string documents_view(const json::object& one, const Style& style) {
  Table table{{{std::string{style.say("document", "材料")}},
               {std::string{style.say("type", "类型")}},
               {std::string{style.say("bytes", "字节")}, true}}};
  for (const auto* document : objects_at(one, "documents"))
    table.row({text_at(*document, "name"), text_at(*document, "media_type"),
               number_at(*document, "bytes")});
  return table.empty() ? "" : headed(style.say("Documents", "材料"), table.text(), style);
}

std::string open_items_view(const json::object& one, const Style& style) {
  Table table{{{""}, {""}}};
  for (const auto* item : objects_at(one, "open_items"))
    table.row({text_at(*item, "obligation"), text_in(*item, "text", style.language)});
  return table.empty()
             ? ""
             : headed(style.say("Left for you to do", "待您办理"), table.text(), style);
}

// "2026-11-30 08:04" on the clocks of the case's operator; with Z where they are unknown.
std::string operator_moment(const json::object& one, std::string_view at) {
  const auto zone = Zone::find(text_at(one, "time_zone"));
  const auto instant = parse_instant(at);
  if (!zone || !instant) return moment_text(at);
  const auto minutes = zone->time_of_day(*instant).count();
  return fmt::format("{} {:02}:{:02}", to_string(zone->date_of(*instant)), minutes / 60,
                     minutes % 60);
}

std::string due_text(const json::object& one, const Style& style) {
  const auto due = text_at(one, "due");
  const auto zone = text_in(one, "time_zone_name", style.language);
  if (due.empty() || zone.empty()) return moment_text(due);
  return operator_moment(one, due) + " " + zone;
}

std::string timeline_view(const json::object& one, const Style& style) {
  Table table{{{""}, {""}}};
  for (const auto* event : objects_at(one, "timeline"))
    table.row({operator_moment(one, text_at(*event, "at")),
               text_in(*event, "text", style.language)});
  if (table.empty()) return {};
  std::string title{style.say("What happened", "进度")};
  if (const auto zone = text_in(one, "time_zone_name", style.language); !zone.empty())
    title += fmt::format(fmt::runtime(style.say(" ({})", "（{}）")), zone);
  return headed(title, table.text(), style);
}

std::string staff_view(const json::object& one, const Style& style) {
  Sheet sheet{style};
  const auto& risk = object_at(one, "risk");
  std::vector<std::string> factors;
  for (const auto* factor : objects_at(risk, "factors"))
    factors.push_back(
        fmt::format("{} {}", text_at(*factor, "id"), number_at(*factor, "points")));
  const auto score = number_at(risk, "score");
  sheet.row(
      "risk", "风险",
      score.empty() || factors.empty() ? score : score + " (" + joined(factors) + ")");
  sheet.row("hold", "暂停原因", text_at(one, "hold_reason"));
  const auto& stuck = object_at(one, "stuck");
  sheet.row("stuck at", "停在步骤", text_at(stuck, "step"))
      .row("because", "原因", text_at(stuck, "code"))
      .row("truth", "核实结果", text_at(stuck, "truth"))
      .row("proposed", "提议", text_at(stuck, "proposed"));
  return headed(style.say("For staff", "内部信息"), sheet.text(), style);
}

std::string needs_text(const json::object& one, const Style& style) {
  std::vector<std::string> kinds;
  for (const auto* need : objects_at(one, "needs")) {
    const auto kind = text_at(*need, "kind");
    kinds.push_back(fmt::format("{} ({})", proof_text(kind, style.language), kind));
  }
  return joined(kinds);
}

}  // namespace

std::string state_text(std::string_view state, Language language) {
  const auto* row = row_of(state);
  if (row == nullptr) return plain(state);
  return std::string{language == Language::zh ? row->zh : row->en};
}

std::string way_text(std::string_view state, const Style& style) {
  const auto* row = row_of(state);
  if (row == nullptr || row->place < 0) return {};
  std::string way;
  for (int place = 0; place <= kGone; ++place) {
    if (place == kNoReturn) way += '|';
    way += place == row->place ? "o" : place < row->place ? "==" : "--";
  }
  return fmt::format("{} {} {}", style.say("asked", "申请"), way,
                     style.say("gone", "注销"));
}

std::string moment_text(std::string_view at) {
  if (!parse_instant(at)) return plain(at);
  std::string text{at.substr(0, 16)};
  text[10] = ' ';
  return text + "Z";
}

std::string event_view(const json::object& event, const Style& style) {
  Table table{{{""}, {""}}};
  table.row({moment_text(text_at(event, "at")), text_in(event, "text", style.language)});
  return table.text();
}

std::string lines_view(const json::object& answer, const Style& style) {
  Table table{{{std::string{style.say("number", "号码")}},
               {std::string{style.say("state", "状态")}},
               {std::string{style.say("plan", "套餐")}},
               {std::string{style.say("id", "编号")}, false, kIdColumns}}};
  for (const auto* line : objects_at(answer, "items"))
    table.row({text_at(*line, "msisdn_masked"),
               state_text(text_at(*line, "state"), style.language), text_at(*line, "plan"),
               text_at(*line, "id")});
  if (table.empty()) return std::string{style.say("No lines.\n", "没有号码。\n")};
  return table.text();
}

std::string line_view(const json::object& line, const Style& style) {
  const auto& zh = style.language;
  return Sheet{style}
      .row("number", "号码", text_at(line, "msisdn_masked"))
      .row("name", "名称", text_at(line, "nickname"))
      .row("state", "状态", state_text(text_at(line, "state"), zh))
      .row("type", "类型", word_of(text_at(line, "type"), zh))
      .row("plan", "套餐", text_at(line, "plan"))
      .row("monthly", "月租", money_at(line, "monthly_fee"))
      .row("opened", "入网", text_at(line, "opened_on"))
      .row("card", "卡", word_of(text_at(line, "card"), zh))
      .row("main line", "主卡", text_at(line, "main_line_id"))
      .row("port code until", "携转码有效至", moment_text(text_at(line, "port_code_until")))
      .row("open case", "在办事项", text_at(line, "open_case_id"))
      .row("you may", "可办理", joined(texts_at(line, "actions")))
      .row("id", "编号", text_at(line, "id"))
      .text();
}

std::string quote_view(const json::object& quote, const Style& style) {
  Table table{{{""}, {"", true}}};
  for (const auto* item : objects_at(quote, "items"))
    table.row({text_in(*item, "text", style.language), money_at(*item, "amount")});
  const auto add = [&](std::string_view en, std::string_view zh, std::string value) {
    if (!value.empty()) table.row({std::string{style.say(en, zh)}, std::move(value)});
  };
  add("you pay", "应付", money_at(quote, "total"));
  add("left over, goes where you chose", "结余（按您选择的去向）",
      money_at(quote, "refund"));
  if (const auto lost = text_at(object_at(quote, "forfeited"), "amount");
      lost.find_first_not_of("0.") != std::string::npos)
    add("gift credit, lost", "赠费作废", money_at(quote, "forfeited"));
  add("last day to undo", "最后可恢复日", text_at(quote, "last_day_to_undo"));
  return table.text();
}

std::string precheck_view(const json::object& precheck, const Style& style) {
  std::string out;
  Table table{{{""}, {""}, {""}}};
  for (const auto* one : objects_at(precheck, "obligations")) {
    table.row({text_at(*one, "id"), class_text(text_at(*one, "class"), style),
               text_in(*one, "text", style.language)});
    for (const auto* option : objects_at(*one, "options"))
      table.row({"", "", "- " + option_text(*option, text_at(*one, "default"), style)});
  }
  out += headed(style.say("Before the line ends (* is taken unless you choose)",
                          "注销前须知（* 为默认选项）"),
                table.text(), style);
  Table others{{{""}, {""}}};
  for (const auto* other : objects_at(precheck, "alternatives"))
    others.row({text_at(*other, "id"), text_in(*other, "text", style.language)});
  out += headed(style.say("Other ways", "其他选择"), others.text(), style);
  out += headed(style.say("Quote", "费用"), quote_view(object_at(precheck, "quote"), style),
                style);
  return out.empty() ? out : out.substr(1);
}

std::string cases_view(const json::object& answer, const Style& style) {
  Table table{{{std::string{style.say("case", "事项")}, false, kCaseColumns},
               {std::string{style.say("number", "号码")}},
               {std::string{style.say("state", "状态")}},
               {std::string{style.say("due", "期限")}},
               {std::string{style.say("you may", "可办理")}}}};
  for (const auto* one : objects_at(answer, "items"))
    table.row({text_at(*one, "number"), text_at(*one, "msisdn_masked"),
               state_text(text_at(*one, "state"), style.language),
               moment_text(text_at(*one, "due")), joined(texts_at(*one, "actions"))});
  if (table.empty()) return std::string{style.say("No cases.\n", "没有事项。\n")};
  auto out = table.text();
  if (const auto next = text_at(answer, "next"); !next.empty())
    out += fmt::format("{} --after {}\n", style.say("More with", "更多："), plain(next));
  return out;
}

std::string case_view(const json::object& one, const Style& style) {
  const auto state = text_at(one, "state");
  Sheet sheet{style};
  sheet.row("case", "事项", text_at(one, "number"))
      .row("number", "号码", text_at(one, "msisdn_masked"))
      .row("state", "状态", state_text(state, style.language))
      .row("way", "进程", way_text(state, style))
      .row("next", "下一步", text_in(one, "next", style.language))
      .row("due", "期限", due_text(one, style))
      .row("needs", "待验证", needs_text(one, style))
      .row("reason", "原因", text_in(one, "reason", style.language))
      .row("what to do", "解决办法", text_in(one, "remedy", style.language))
      .row("voucher", "凭证", text_at(one, "voucher"))
      .row("eSIM", "eSIM", text_in(object_at(one, "profile"), "text", style.language))
      .row("you may", "可办理", joined(texts_at(one, "actions")))
      .row("id", "编号", text_at(one, "id"));
  auto out = sheet.text();
  out +=
      headed(style.say("Quote", "费用"), quote_view(object_at(one, "quote"), style), style);
  out += open_items_view(one, style);
  out += documents_view(one, style);
  out += staff_view(one, style);
  out += timeline_view(one, style);
  return out;
}

std::string card_view(const json::object& card, const Style& style) {
  Sheet sheet{style};
  sheet.row("card", "卡", word_of(text_at(card, "state"), style.language))
      .row("eSIM", "eSIM", text_in(card, "text", style.language))
      .row("ICCID", "ICCID", text_at(card, "iccid_masked"))
      .row("EID", "EID", text_at(card, "eid_masked"));
  Table table{{{std::string{style.say("came", "收到")}},
               {std::string{style.say("what", "内容")}},
               {std::string{style.say("no.", "序号")}, true},
               {std::string{style.say("times", "次数")}, true},
               {std::string{style.say("digest", "摘要")}}}};
  for (const auto* report : objects_at(card, "reports"))
    table.row({moment_text(text_at(*report, "at")),
               word_of(text_at(*report, "change"), style.language),
               number_at(*report, "sequence"), number_at(*report, "times"),
               text_at(*report, "digest").substr(0, kDigestShown)});
  Table wipes{{{std::string{style.say("came", "收到")}},
               {std::string{style.say("wiped", "擦除")}},
               {std::string{style.say("all of it", "全部擦除")}},
               {std::string{style.say("digest", "摘要")}}}};
  for (const auto* wipe : objects_at(card, "wipes"))
    wipes.row({moment_text(text_at(*wipe, "at")), moment_text(text_at(*wipe, "wiped_at")),
               std::string{flag_at(*wipe, "is_proved") ? style.say("yes", "是")
                                                       : style.say("no", "否")},
               text_at(*wipe, "digest").substr(0, kDigestShown)});
  auto out = sheet.text();
  out +=
      table.empty()
          ? std::string{style.say("The chip has reported nothing.\n", "芯片尚未回报。\n")}
          : headed(style.say("Signed by the chip", "芯片已签名"), table.text(), style);
  if (!wipes.empty())
    out += headed(style.say("Wiped at a desk", "柜台已擦除"), wipes.text(), style);
  return out;
}

std::string voucher_view(const json::object& voucher, const Style& style) {
  return Sheet{style}
      .row("voucher", "凭证", text_at(voucher, "number"))
      .row("kind", "种类", word_of(text_at(voucher, "kind"), style.language))
      .row("status", "状态", word_of(text_at(voucher, "status"), style.language))
      .row("operator", "运营商", text_at(voucher, "operator"))
      .row("number", "号码", text_at(voucher, "msisdn_masked"))
      .row("generation", "号码代次", number_at(voucher, "generation"))
      .row("issued", "签发", moment_text(text_at(voucher, "issued_at")))
      .row("accepted", "受理", moment_text(text_at(voucher, "accepted_at")))
      .row("off since", "停用", moment_text(text_at(voucher, "barred_at")))
      .row("ended", "注销", moment_text(text_at(voucher, "terminated_at")))
      .row("rests until", "冷冻至", text_at(voucher, "quarantine_until"))
      .text();
}

std::string session_view(const json::object& session, const Style& style) {
  return Sheet{style}
      .row("role", "身份", word_of(text_at(session, "role"), style.language))
      .row("name", "账号", text_at(session, "username"))
      .row("channel", "渠道", word_of(text_at(session, "channel"), style.language))
      .text();
}

}  // namespace signoff::cli
