// SPDX-License-Identifier: Apache-2.0
#include "evidence/paper_text.h"

#include "base/civil_time.h"

#include <fmt/format.h>

namespace signoff {
namespace {

struct Named {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

constexpr Named kZones[] = {{"Asia/Shanghai", "China time", "北京时间"},
                            {"Europe/London", "UK time", "英国时间"},
                            {"UTC", "UTC", "协调世界时"}};
constexpr Named kLineTypes[] = {{"postpaid", "Postpaid", "后付费"},
                                {"prepaid", "Prepaid", "预付费"},
                                {"company", "Company line", "单位用户号码"},
                                {"iot", "Device line", "物联网卡"}};
constexpr Named kChannels[] = {
    {"app", "App", "手机应用"},         {"web", "Web", "网上营业厅"},
    {"hotline", "Hotline", "客服热线"}, {"shop", "Shop", "营业厅"},
    {"sms", "Text message", "短信"},    {"api", "Partner", "合作方"}};
constexpr Named kEsimStates[] = {
    {"ENABLED", "No service; deletion not reported", "已无服务，未收到删除回报"},
    {"DISABLE_REQ", "No service; deletion not reported", "已无服务，未收到删除回报"},
    {"DISABLED", "Disabled on the device", "已在设备上停用"},
    {"DELETE_REQ", "Device was asked to delete it", "已通知设备删除"},
    {"DELETED_LOCAL", "Deleted on the device", "已在设备上删除"},
    {"DELETE_NOTIFIED", "Deleted: signed by the chip", "已删除，芯片已签名"},
    {"DELETE_PENDING_OFFLINE", "No service; deletion not reported",
     "已无服务，未收到删除回报"},
    {"ORPHANED", "No service; deletion not reported", "已无服务，未收到删除回报"},
    {"DELETE_WAIVED", "Left on the device, no service", "留在设备中，已无服务"},
    {"RETIRED", "Retired", "已作废"}};
constexpr Named kProbes[] = {{"home_register", "Subscriber register", "用户登记库"},
                             {"attach_cs", "Sign-on for calls", "语音入网"},
                             {"attach_ps", "Sign-on for data", "数据入网"},
                             {"sms", "Test message", "向本号发短信"},
                             {"keys", "Access keys", "入网密钥"}};
constexpr Named kAnswers[] = {{"unknown", "No such line", "无此用户"},
                              {"unknown_subscription", "No such line", "无此用户"},
                              {"refused: unknown", "Refused", "已拒绝"},
                              {"refused", "Refused", "已拒绝"},
                              {"none", "None left", "无残留"},
                              {"present", "Still there", "仍存在"},
                              {"not refused", "Not refused", "未拒绝"},
                              {"handed out", "Handed out", "仍发放"},
                              {"delivered", "Delivered", "已送达"}};

// The words for a code, or the code itself where the operator uses one of its own.
std::string named(std::span<const Named> table, std::string_view code, Language language) {
  for (const auto& row : table)
    if (row.code == code) return std::string{language == Language::zh ? row.zh : row.en};
  return std::string{code};
}

std::string amount_text(const Money& money, Language language) {
  const auto code = money.currency().code();
  if (language == Language::zh && code == "CNY") return to_string(money) + " 元";
  return fmt::format("{} {}", code, to_string(money));
}

// What the sentences below need of one voucher.
struct Setting {
  const Voucher& voucher;
  Zone zone;
  Bilingual zone_name;
  Language language;

  std::string pick(std::string_view en, std::string_view zh) const {
    return std::string{language == Language::zh ? zh : en};
  }
  std::string moment(const std::optional<Instant>& at) const {
    return at ? moment_text(*at, zone, zone_name, language) : pick("–", "—");
  }
  std::string deadline(const std::optional<Instant>& at) const {
    return at ? deadline_text(*at, zone, zone_name, language) : pick("–", "—");
  }
  std::string clock(Instant at) const {
    const auto minutes = zone.time_of_day(at).count();
    return fmt::format("{:02}:{:02} {}", minutes / 60, minutes % 60,
                       zone_name.in(language));
  }
};

PaperStop stop(const Setting& in, std::string label, const std::optional<Instant>& at,
               bool is_reached) {
  PaperStop out{std::move(label), {}, {}, is_reached};
  if (!at) return out;
  out.day = day_text(in.zone.date_of(*at), in.language);
  out.time = in.clock(*at);
  return out;
}

// Midnight ends the day before: 24:00 there, as the texts to the owner say it.
PaperStop last_moment(const Setting& in, const std::optional<Instant>& at,
                      bool is_reached) {
  auto out = stop(in, in.pick("Last moment to undo", "最后可恢复时间"), at, is_reached);
  if (at && in.zone.time_of_day(*at).count() == 0) {
    out.day = day_text(add_days(in.zone.date_of(*at), -1), in.language);
    out.time = "24:00 " + in.zone_name.in(in.language);
  }
  return out;
}

std::vector<PaperStop> stops(const Setting& in) {
  const auto& voucher = in.voucher;
  const bool is_gone = voucher.terminated_at.has_value();
  const auto asked = voucher.accepted_at ? voucher.accepted_at : voucher.issued_at;
  std::vector<PaperStop> out;
  out.push_back(stop(in, in.pick("Asked", "提出申请"), asked, true));
  out.push_back(stop(in, in.pick("Service stopped", "停止服务"), voucher.barred_at,
                     voucher.barred_at.has_value()));
  out.push_back(last_moment(in, voucher.restore_until, is_gone));
  out.push_back(
      stop(in, in.pick("Line ended", "号码注销"), voucher.terminated_at, is_gone));
  if (!is_gone && voucher.restore_until) out.back().day = in.pick("After that", "此后");
  return out;
}

void say_what_it_is(const Setting& in, PaperText& text) {
  const auto& voucher = in.voucher;
  switch (voucher.kind) {
    case VoucherKind::receipt:
      text.title = in.pick("Receipt for a request to stop a line", "停用申请受理回执");
      text.status = in.pick("Request received", "已受理");
      text.proves = fmt::format(
          fmt::runtime(in.pick("The holder of this number asked on {} that the line be "
                               "ended. The time of asking counts for every deadline.",
                               "本号码机主于{}申请注销。各项期限均以此时间起算。")),
          in.moment(voucher.accepted_at ? voucher.accepted_at : voucher.issued_at));
      text.void_note =
          in.pick("The line has not ended yet. Void if the request is withdrawn.",
                  "号码尚未注销。撤回申请后，本回执作废。");
      return;
    case VoucherKind::pre_cancellation:
      text.title = in.pick("Note that service has stopped", "停止服务证明");
      text.status = in.pick("Stopped, can still be restored", "已停机，可恢复");
      text.proves = fmt::format(
          fmt::runtime(in.pick("Calls, messages and data of this number stopped on {}. "
                               "Nothing is charged from then on.",
                               "本号码已于{}停止通话、短信和上网，此后不再计费。")),
          in.moment(voucher.barred_at));
      text.void_note = fmt::format(
          fmt::runtime(in.pick("Void if the line is restored, which is possible until {}.",
                               "恢复服务后，本证明作废。最后可恢复时间：{}。")),
          in.deadline(voucher.restore_until));
      return;
    case VoucherKind::final:
      text.title = in.pick("Proof that a line has ended", "号码注销证明");
      text.status = in.pick("Ended for good", "已注销");
      text.proves = fmt::format(
          fmt::runtime(in.pick("The line with this number ended for good on {}. Whoever "
                               "uses the number after that is somebody else.",
                               "本号码已于{}注销，不可恢复。此后使用该号码的是其他人，"
                               "与原机主无关。")),
          in.moment(voucher.terminated_at));
      return;
  }
}

std::vector<PaperRow> money_rows(const Setting& in) {
  const auto row = [&](std::string_view en, std::string_view zh, const Money& money) {
    return PaperRow{in.pick(en, zh), amount_text(money, in.language)};
  };
  return {row("Final bill", "最终账单", in.voucher.final_bill),
          row("Credit left, sent as chosen", "结余（按机主所选去向）", in.voucher.refund),
          row("Gift credit lapsed", "赠送余额失效", in.voucher.forfeited)};
}

std::vector<PaperRow> fact_rows(const Setting& in) {
  const auto& voucher = in.voucher;
  std::vector<PaperRow> rows;
  const auto add = [&](std::string_view en, std::string_view zh, std::string value) {
    rows.push_back({in.pick(en, zh), std::move(value)});
  };
  add("Case", "业务单号", voucher.case_number);
  add("Kind of line", "号码类型", named(kLineTypes, voucher.line_type, in.language));
  add("Asked through", "申请渠道", named(kChannels, voucher.channel, in.language));
  add("Holder of the number", "号码机主",
      fmt::format(fmt::runtime(in.pick("No. {} since its first use", "启用以来第 {} 任")),
                  voucher.generation));
  if (voucher.kind != VoucherKind::receipt)
    add("SIM card", "SIM 卡",
        voucher.sim_surrendered ? in.pick("Handed in", "已交回")
                                : in.pick("Kept by the holder", "由机主自留"));
  if (!voucher.esim_state.empty())
    add("eSIM", "eSIM", named(kEsimStates, voucher.esim_state, in.language));
  if (voucher.quarantine_until)
    add("Given to nobody before", "不早于此日重新放号",
        day_text(*voucher.quarantine_until, in.language));
  add("Rules", "适用规则", voucher.policy);
  return rows;
}

// One row per kind of probe: how it ended, and how often it was made.
std::vector<PaperProbe> probe_rows(const Setting& in) {
  std::vector<PaperProbe> rows;
  std::vector<std::string> names;
  std::vector<int> counts;
  for (const auto& probe : in.voucher.probes) {
    const auto known = std::ranges::find(names, probe.name) - names.begin();
    const auto at = static_cast<std::size_t>(known);
    if (at == names.size()) {
      names.push_back(probe.name);
      counts.push_back(0);
      rows.push_back({named(kProbes, probe.name, in.language), {}, {}, false});
    }
    ++counts[at];
    rows[at].answer = named(kAnswers, probe.answer, in.language);
    rows[at].dead = probe.dead;
  }
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i].count = fmt::format(fmt::runtime(in.pick("{}×", "{} 次")), counts[i]);
  return rows;
}

std::vector<std::string> checks(const Setting& in) {
  const auto& voucher = in.voucher;
  std::vector<std::string> lines;
  lines.push_back(
      fmt::format(fmt::runtime(in.pick("Open {}\nand enter the voucher number\n{}.",
                                       "打开 {}\n输入凭证编号 {}")),
                  voucher.enquiry_url, voucher.number));
  lines.push_back(
      in.pick("Without a network: the code holds this whole voucher with its signature "
              "(JWS, ES256). Check it with signoff verify, or any JWS program and the "
              "operator's public keys.",
              "不联网时：二维码内含本凭证全文及签名（JWS，ES256），可用 signoff verify "
              "或其他 JWS 程序，以运营商公钥核验。"));
  lines.push_back(fmt::format(
      fmt::runtime(in.pick("The PDF file is signed by {}; PDF readers show it. A printout "
                           "is checked by 1 or 2.",
                           "本 PDF 文件由{}电子签名，可在 PDF 阅读器中查看；"
                           "打印件请按第 1 或第 2 项核验。")),
      voucher.operator_name));
  return lines;
}

}  // namespace

Result<PaperText> paper_text(const Voucher& voucher, std::string_view kid) {
  if (voucher.language != "zh" && voucher.language != "en")
    return fail(Fault::bad_input, "paper.language");
  const auto zone = Zone::find(voucher.zone);
  if (!zone) return pass_on(zone.error());
  const Setting in{voucher,
                   *zone,
                   {named(kZones, voucher.zone, Language::en),
                    named(kZones, voucher.zone, Language::zh)},
                   voucher.language == "zh" ? Language::zh : Language::en};
  PaperText text;
  text.language = in.language;
  text.kind = voucher.kind;
  text.operator_name = voucher.operator_name;
  text.number_label = in.pick("Voucher ", "凭证编号 ") + voucher.number;
  text.masked_number = voucher.masked_number;
  say_what_it_is(in, text);
  text.stops = stops(in);
  text.no_return = in.pick("Point of no return", "此后不可恢复");
  const bool is_final = voucher.kind == VoucherKind::final;
  text.money_title = is_final ? in.pick("Money", "费用结清")
                              : in.pick("Money, as it stands", "费用（截至目前）");
  // Before the final bill nothing is known to be owed, and zeros would be taken for it.
  const bool is_open = voucher.final_bill.is_zero() && voucher.refund.is_zero() &&
                       voucher.forfeited.is_zero();
  if (is_final || !is_open) text.money = money_rows(in);
  text.facts_title = in.pick("Particulars", "业务信息");
  text.facts = fact_rows(in);
  if (!voucher.probes.empty()) {
    const auto last = in.zone.date_of(voucher.probes.back().at);
    text.probes_title =
        in.pick("What the network answered, last on ", "网络核验结果，最近核验：") +
        short_day_text(last, in.language);
    text.probes = probe_rows(in);
  }
  text.check_title = in.pick("How to check this voucher", "如何核验本凭证");
  text.checks = checks(in);
  text.footer =
      fmt::format(fmt::runtime(in.pick("Issued {} · key {} · record {}",
                                       "出具时间 {} · 密钥 {} · 记录 {}")),
                  in.moment(voucher.issued_at), kid.substr(0, 12), voucher.chain_head);
  return text;
}

}  // namespace signoff
