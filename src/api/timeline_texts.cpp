// SPDX-License-Identifier: Apache-2.0
#include "api/timeline_texts.h"

#include "api/json_text.h"
#include "domain/case_states.h"

#include <fmt/format.h>
#include <unordered_map>

namespace signoff {
namespace {

struct Row {
  std::string_view event;
  Bilingual text;
};

const Row kRows[] = {
    {"opened", {"The request was opened.", "已建立申请。"}},
    {"submitted",
     {"The request was submitted, with consent to the quote.", "已提交申请并确认费用。"}},
    {"proof_needed", {"We asked for proof that it is you.", "需要验证身份。"}},
    {"proofs_sufficed", {"The identity was proved.", "身份验证通过。"}},
    {"proofs_failed",
     {"Too many proofs were wrong; the request lapsed.", "验证多次未通过，申请失效。"}},
    {"items_open", {"Something is left for the owner to do.", "还有事项需您办理。"}},
    {"item_settled", {"An open item was settled.", "待办事项已处理。"}},
    {"review_needed", {"A person looks at the request.", "转人工审核。"}},
    {"auto_approved", {"The request was approved.", "申请已通过。"}},
    {"approved", {"The request was approved by a reviewer.", "审核人员已通过申请。"}},
    {"more_needed", {"The reviewer asked for something more.", "审核人员要求补充材料。"}},
    {"second_needed", {"A second person has to agree.", "需要另一位人员复核。"}},
    {"second_approved", {"The second person agreed.", "复核已通过。"}},
    {"second_returned",
     {"The second person sent the request back to review.", "复核退回，重新审核。"}},
    {"rejected",
     {"The request was refused; see the reason and what to do.",
      "申请未通过，请查看原因和办法。"}},
    {"held", {"The request was put on hold for a safety check.", "因安全核查暂停办理。"}},
    {"released_to_auth_stepup",
     {"The hold ended; the request goes on: identity check.",
      "核查结束，继续：身份验证。"}},
    {"released_to_precheck",
     {"The hold ended; the request goes on: checks.", "核查结束，继续：核对。"}},
    {"released_to_awaiting",
     {"The hold ended; the request goes on: open items.", "核查结束，继续：待办事项。"}},
    {"released_to_review",
     {"The hold ended; the request goes on: review.", "核查结束，继续：审核。"}},
    {"released_to_second",
     {"The hold ended; the request goes on: second review.", "核查结束，继续：复核。"}},
    {"released_to_scheduled",
     {"The hold ended; the request goes on: agreed date.", "核查结束，继续：预定停用。"}},
    {"released_to_executing",
     {"The hold ended; the request goes on: stopping the service.",
      "核查结束，继续：停用处理。"}},
    {"released_to_cooling_off",
     {"The hold ended; the request goes on: cooling-off.", "核查结束，继续：冷静期。"}},
    {"execution_due", {"Stopping the service began.", "开始停用服务。"}},
    {"service_stopped",
     {"The service is off; the cooling-off began.", "服务已停用，进入冷静期。"}},
    {"got_stuck",
     {"A step in the network is delayed; an engineer has it.",
      "网络处理延迟，工程师已介入。"}},
    {"resumed_executing", {"Stopping the service goes on.", "继续停用服务。"}},
    {"resumed_finalising", {"Ending the line goes on.", "继续正式注销。"}},
    {"cooling_off_over",
     {"The cooling-off is over; the line is being ended for good.",
      "冷静期结束，开始正式注销。"}},
    {"closed",
     {"The line is ended; the final voucher was issued.", "号码已注销，最终凭证已出具。"}},
    {"withdrew",
     {"The request was withdrawn; the line stays as it was.",
      "申请已撤回，号码保持原状。"}},
    {"timed_out",
     {"The request lapsed; the line stays as it was.", "申请已失效，号码保持原状。"}},
    {"superseded", {"Another request took its place.", "已由其他业务接替。"}},
    {"number_moved",
     {"The number moved to another provider; its contract here is being closed.",
      "号码已转至其他运营商，正在结清我方合约。"}},
    {"contract_closed", {"The contract here is closed.", "我方合约已结清。"}},
    {"C19.reversed", {"The end of the line was undone.", "注销已撤销，号码归还。"}},
    {"step.E1", {"How the line stood was recorded.", "已记录号码的现状。"}},
    {"step.E2", {"Charging stopped.", "已停止计费。"}},
    {"step.E3", {"The line was barred in the network.", "网络侧已停用号码。"}},
    {"step.E4", {"Its sub-lines were treated as chosen.", "副卡已按您的选择处理。"}},
    {"step.E4.none", {"It has no sub-lines.", "该号码没有副卡。"}},
    {"step.E5", {"The SIM or eSIM was marked as ended.", "已标记 SIM 或 eSIM 停用。"}},
    {"step.E6", {"The number was reserved for its owner.", "号码已为您保留。"}},
    {"step.E7",
     {"Services that asked to be told are told: the number is off.",
      "正在告知已登记的服务：号码停用。"}},
    {"step.E8", {"The note about the stop was issued.", "停用凭证已出具。"}},
    {"step.E9", {"The line was removed from the network.", "号码已从网络中删除。"}},
    {"step.E10", {"The final bill was made.", "最终账单已出具。"}},
    {"step.E11", {"Your credit went where you chose.", "余额已按您选择的去向转出。"}},
    {"step.E11.none", {"There was no credit to pay out.", "没有需转出的余额。"}},
    {"step.E12", {"The number began to rest.", "号码进入冷冻期。"}},
    {"step.E13",
     {"Services that asked to be told are told: the number is gone.",
      "正在告知已登记的服务：号码已注销。"}},
    {"step.E14",
     {"The network was asked several times: the line is gone.",
      "多次核验网络：号码已不存在。"}},
    {"step.E15", {"The final voucher was issued.", "最终凭证已出具。"}},
    {"step.E16",
     {"The days on which stored data must be gone were set.", "已设定数据销毁日期。"}},
    {"undo.E1", {"How the line stood was compared.", "已核对号码原状。"}},
    {"undo.E2", {"Charging goes on again.", "计费已恢复。"}},
    {"undo.E3", {"The bar in the network was lifted.", "网络侧已恢复号码。"}},
    {"undo.E4", {"Its sub-lines were put back.", "副卡已恢复。"}},
    {"undo.E4.none", {"There were no sub-lines to put back.", "没有需恢复的副卡。"}},
    {"undo.E5", {"The SIM or eSIM was put back to use.", "SIM 或 eSIM 已恢复使用。"}},
    {"undo.E6", {"The number is in service again.", "号码已恢复在用。"}},
    {"undo.E7",
     {"Services that asked to be told are told: the number is back.",
      "正在告知已登记的服务：号码恢复。"}},
    {"undo.E8", {"The note about the stop was made void.", "停用凭证已作废。"}},
    {"undo.E9", {"Step E9 was undone.", "步骤 E9 已撤回。"}},
    {"undo.E10", {"Step E10 was undone.", "步骤 E10 已撤回。"}},
    {"undo.E11", {"Step E11 was undone.", "步骤 E11 已撤回。"}},
    {"undo.E12", {"Step E12 was undone.", "步骤 E12 已撤回。"}},
    {"undo.E13", {"Step E13 was undone.", "步骤 E13 已撤回。"}},
    {"undo.E14", {"Step E14 was undone.", "步骤 E14 已撤回。"}},
    {"undo.E15", {"Step E15 was undone.", "步骤 E15 已撤回。"}},
    {"undo.E16", {"Step E16 was undone.", "步骤 E16 已撤回。"}},
    {"joined",
     {"The same request came by another channel and joined this one.",
      "其他渠道的相同申请已并入。"}},
    {"changed", {"The choices were changed.", "选择已更改。"}},
    {"requoted",
     {"The figures had changed; there is a new quote to agree to.",
      "费用有变，请确认新的费用。"}},
    {"reminded", {"A reminder was sent.", "已发送提醒。"}},
    {"overdue",
     {"The review is over its time and was moved to the front.", "审核超时，已优先处理。"}},
    {"stop_announced", {"The reminder before the stop was sent.", "已发送停用前提醒。"}},
    {"objected", {"Somebody said that the request is not his.", "有人表示并非本人申请。"}},
    {"withdrawal_accepted",
     {"The withdrawal was accepted; the line is being put back.",
      "已受理撤回，正在恢复号码。"}},
    {"rejection_accepted",
     {"The request was refused; the line is being put back.",
      "申请未通过，正在恢复号码。"}},
    {"compensation_asked",
     {"An engineer asked to put the line back.", "工程师要求恢复号码。"}},
    {"skip_proposed",
     {"An engineer proposed to skip a step; a second person decides.",
      "工程师建议跳过一步，待第二人确认。"}},
    {"skipped", {"A step was skipped; two people agreed.", "经两人确认跳过一步。"}},
    {"proof_refused", {"A proof was wrong.", "一项验证未通过。"}},
    {"proof_given",
     {"A proof was accepted; more is needed.", "一项验证已通过，还需其他验证。"}},
    {"finish_asked",
     {"The owner asked to end the cooling-off early.", "机主要求提前结束冷静期。"}},
    {"port_revoked", {"The move to another operator was given up.", "已放弃携号转网。"}},
    {"offer_made",
     {"Another way was offered once, and the answer noted.", "已提供一次挽留方案并记录。"}},
    {"card_surrendered", {"The SIM card was handed in.", "SIM 卡已交回。"}},
    {"card_not_brought",
     {"No SIM card was brought along; it is not needed.", "未带 SIM 卡，不影响办理。"}},
    {"card.installed", {"The chip reported: eSIM installed.", "芯片回报：eSIM 已安装。"}},
    {"card.enabled", {"The chip reported: eSIM switched on.", "芯片回报：eSIM 已启用。"}},
    {"card.disabled", {"The chip reported: eSIM switched off.", "芯片回报：eSIM 已停用。"}},
    {"card.deleted",
     {"The eSIM is deleted; the chip signed that.", "eSIM 已删除，芯片已签名证实。"}},
    {"card.went_offline",
     {"The device has not reported; the eSIM does nothing any more.",
      "设备尚未回报，eSIM 已无法使用。"}},
    {"card.gave_up",
     {"The device never reported; the eSIM does nothing any more.",
      "设备始终未回报，eSIM 已无法使用。"}},
    {"card.waived",
     {"The eSIM stays on a device that cannot be reached.", "eSIM 留在无法联系的设备中。"}},
    {"card.wiped",
     {"The card was wiped at a desk; its signed proof is kept.",
      "卡已在柜台擦除，签名证明已存档。"}},
    {"card.wiped_partly",
     {"The card was wiped at a desk, but kept something; the signed report is kept.",
      "卡已在柜台擦除，仍有内容未能清除，签名报告已存档。"}},
    {"document_added", {"A document was added.", "已添加材料。"}},
    {"document_viewed", {"A document was looked at.", "材料已被查看。"}},
    {"images_destroyed",
     {"The uploaded documents were destroyed.", "已销毁所上传的材料。"}},
    {"put_off", {"The work was put off and is tried again.", "处理推迟，稍后重试。"}},
    {"mended",
     {"The service was checked again and put right.", "已再次核对并修正服务状态。"}},
    {"number.line_barred", {"The number is reserved.", "号码已保留。"}},
    {"number.line_restored", {"The number is in service again.", "号码已恢复在用。"}},
    {"number.line_removed", {"The number rests.", "号码进入冷冻期。"}},
    {"number.scrub_due",
     {"Services still bound to the number are asked to let go.", "正在清理号码的绑定。"}},
    {"number.scrub_done", {"The rest of the number is over.", "号码冷冻期结束。"}},
    {"number.scrub_failed",
     {"The number is still in use elsewhere and is kept back.",
      "号码仍有绑定，暂不投放。"}},
    {"number.new_owner",
     {"The number was promised to a new owner.", "号码已预留给新机主。"}},
    {"number.new_owner_served", {"The number serves a new owner.", "号码由新机主使用。"}},
    {"number.donor_due",
     {"The number goes back to the operator it came from.", "号码归还原运营商。"}},
    {"number.same_owner_back",
     {"The former owner has the number back.", "号码归还原机主。"}},
    {"number.withheld", {"The number is kept back.", "号码暂不投放。"}},
    {"number.withhold_lifted", {"The number rests again.", "号码重新进入冷冻期。"}},
    {"refund.final_bill_made", {"The amount of the refund is fixed.", "退款金额已确定。"}},
    {"refund.new_account_used",
     {"The name on the account is compared.", "正在核对账户姓名。"}},
    {"refund.name_matches", {"The name on the account fits.", "账户姓名一致。"}},
    {"refund.name_differs", {"The name on the account does not fit.", "账户姓名不一致。"}},
    {"refund.approved", {"The refund was approved.", "退款已批准。"}},
    {"refund.sent", {"The refund was sent.", "退款已发出。"}},
    {"refund.paid", {"The refund has arrived.", "退款已到账。"}},
    {"refund.returned", {"The refund came back.", "退款被退回。"}},
    {"refund.account_asked", {"We asked for another account.", "已请您提供其他账户。"}},
    {"refund.account_given", {"Another account was given.", "已提供其他账户。"}},
    {"refund.nobody_claimed",
     {"Nobody has claimed the refund so far.", "退款暂无人领取。"}},
    {"refund.claimed_late", {"The refund was claimed.", "退款已领取。"}},
    {"refund.held_over", {"The refund is kept.", "退款继续保管。"}},
    {"refund.time_over", {"The time to claim the refund is over.", "退款领取期已过。"}},
    {"refund.reminded", {"A reminder about the refund was sent.", "已发送退款提醒。"}},
    {"refund.rests", {"The refund needs nothing more for now.", "退款暂无需处理。"}},
};

// A step that found nothing to do is told by a sentence of its own.
constexpr std::string_view kNothingToDo = ".none";

struct Told {
  Bilingual text;
  std::string members;
};

class Texts {
 public:
  Texts() {
    for (const auto& row : kRows) add(std::string{row.event}, row.text);
    for (auto step = StepId::e1_snapshot; step < StepId::done; step = following(step))
      add(fmt::format("step.{}.waits", to_string(step)),
          {"Another system has not finished yet; we look again.",
           "对方系统尚未完成，稍后再查看。"});
  }
  const Told* find(std::string_view event) const {
    const auto found = by_event_.find(std::string{event});
    return found == by_event_.end() ? nullptr : &found->second;
  }

 private:
  void add(const std::string& event, Bilingual text) {
    std::string_view name = event;
    if (name.ends_with(kNothingToDo)) name.remove_suffix(kNothingToDo.size());
    JsonText members;
    members.text("event", name).both("text", text);
    by_event_.emplace(event, Told{std::move(text), members.take()});
  }

  std::unordered_map<std::string, Told> by_event_;
};

const Texts& texts() {
  static const Texts kTexts;
  return kTexts;
}

}  // namespace

const Bilingual& timeline_text(std::string_view event) {
  static const Bilingual kOther{"Something was recorded.", "有一项记录。"};
  const auto* told = texts().find(event);
  return told ? told->text : kOther;
}

bool has_timeline_text(std::string_view event) { return texts().find(event) != nullptr; }

Bilingual check_text(std::string_view detail) {
  constexpr std::string_view kMember = R"("sample":")";
  const auto at = detail.find(kMember);
  auto sample = at == std::string_view::npos ? "" : detail.substr(at + kMember.size());
  sample = sample.substr(0, sample.find('"'));
  const auto slash = sample.find('/');
  if (slash == std::string_view::npos)
    return {"The network was asked about the line.", "已向网络核验号码。"};
  const auto taken = sample.substr(0, slash);
  const auto planned = sample.substr(slash + 1);
  return {
      fmt::format("Check {} of {}: the network does not know the line.", taken, planned),
      fmt::format("第{}次核验（共{}次）：网络中已无此号码。", taken, planned)};
}

std::string_view timeline_members(std::string_view event) {
  const auto* told = texts().find(event);
  return told ? std::string_view{told->members} : std::string_view{};
}

}  // namespace signoff
