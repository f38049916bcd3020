// SPDX-License-Identifier: Apache-2.0
#include "policy/messages.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

using enum MessageId;

constexpr MessageText kCatalogue[] = {
    {code_login, "M01.login",
     "Code {code} to sign in for {number}, valid until {until}. Nobody from us will ever "
     "ask "
     "for it.",
     "验证码{code}，用于登录{number}，{until}前有效。任何人索取均为诈骗。"},
    {code_terminate, "M01.terminate",
     "Code {code} to END the line {number} for good, valid until {until}. Nobody from us "
     "will "
     "ever ask for it.",
     "验证码{code}，用于注销号码{number}，{until}前有效。任何人索取均为诈骗。"},
    {code_withdraw, "M01.withdraw",
     "Code {code} to keep the line {number} and drop case {case}, valid until {until}. "
     "Nobody "
     "from us will ever ask for it.",
     "验证码{code}，用于撤回{number}的注销申请（编号{case}），{until}"
     "前有效。任何人索取均为诈骗。"},
    {code_restore, "M01.restore",
     "Code {code} to switch the line {number} back on, valid until {until}. Nobody from us "
     "will ever ask for it.",
     "验证码{code}，用于恢复号码{number}，{until}前有效。任何人索取均为诈骗。"},
    {code_finish_now, "M01.finish_now",
     "Code {code} to end the line {number} NOW, with no way back, valid until {until}. "
     "Nobody "
     "from us will ever ask for it.",
     "验证码{code}，用于立即注销{number}（不可恢复），{until}前有效。任何人索取均为诈骗。"},
    {code_refund, "M01.refund",
     "Code {code} to change where the refund of {number} goes, valid until {until}. Nobody "
     "from us will ever ask for it.",
     "验证码{code}，用于更改{number}的退款去向，{until}前有效。任何人索取均为诈骗。"},
    {code_reapply, "M01.reapply",
     "Code {code} to get the number {number} back, valid until {until}. Nobody from us "
     "will "
     "ever ask for it.",
     "验证码{code}，用于取回号码{number}，{until}前有效。任何人索取均为诈骗。"},
    {code_other, "M01.other",
     "Code {code} to confirm a change to {number}, valid until {until}. Nobody from us "
     "will "
     "ever ask for it.",
     "验证码{code}，用于确认{number}的业务变更，{until}前有效。任何人索取均为诈骗。"},
    {code_voucher, "M01.voucher",
     "Code {code} to fetch the voucher of {number}, valid until {until}. Nobody from us "
     "will ever ask for it.",
     "验证码{code}，用于领取{number}的注销凭证，{until}前有效。任何人索取均为诈骗。"},
    {received, "M02.received",
     "We got a request to end the line {number}. Case {case}. You hear from us by {by}. "
     "Not "
     "you? Reply N or call {hotline}, press 8.",
     "已收到{number}的注销申请，编号{case}，{by}前答复您。非本人申请请回复N，或拨{hotline}"
     "按8。"},
    {joined, "M02.joined",
     "The line {number} already has a request: case {case}. It goes on there; nothing was "
     "started twice. Not you? Reply N or call {hotline}, press 8.",
     "{number}已有注销申请，编号{case}，可直接继续，无需重复办理。非本人申请请回复N，或拨{"
     "hotline}按8。"},
    {in_review, "C06.in_review", "Case {case}: a person looks at it. Answer by {by}.",
     "编号{case}：申请已进入审核，{by}前答复您。"},
    {review_late, "C07.review_late",
     "Case {case}: we are late, and sorry. A supervisor has it now. New date: {by}.",
     "编号{case}：审核超时，抱歉让您久等，已转主管处理，{by}前答复您。"},
    {need, "M03.need", "Case {case}, left to do: {items}. Until {until}.",
     "编号{case}，还需您办理：{items}。{until}前有效。"},
    {need_reminder, "M03.reminder",
     "Case {case} waits for you: {items}. Until {until}; after that the request lapses and "
     "the line stays as it is.",
     "编号{case}待您办理：{items}。{until}前有效，逾期申请失效，号码保持原状。"},
    {need_last_day, "M03.last_day",
     "Case {case}: last day. Left to do: {items}, until {until}. After that the request "
     "lapses and the line stays as it is.",
     "编号{case}：今天是最后一天。还需您办理：{items}，{until}"
     "前有效，逾期申请失效，号码保持原状。"},
    {approved, "M04.approved",
     "Case {case} is approved. The line {number} stops {date}. Move your bank and other "
     "accounts to another number.",
     "编号{case}已通过。{number}于{date}停用，请尽快换绑银行等账号。"},
    {approved_window, "M04.approved_window",
     "Case {case} is approved. The line {number} stops {date}. Not you? Reply N or call "
     "{hotline}, press 8, before {until}.",
     "编号{case}已通过。{number}于{date}停用。非本人申请请在{until}前回复N，或拨{hotline}"
     "按8。"},
    {rejected, "M05.rejected",
     "Case {case} is not possible now: {reason}. What you can do: {remedy}. You disagree? "
     "Call {hotline}, press 5, and name the case.",
     "编号{case}暂不能办理，原因：{reason}。您可以：{remedy}。如有异议，请拨{hotline}"
     "按5并告知编号。"},
    {tomorrow, "M06.tomorrow",
     "The line {number} stops {date}. Still bound to it: {bindings}. To keep the line, "
     "call "
     "{hotline}, press 4.",
     "{number}将于{date}停用，仍未换绑：{bindings}。如需保留号码，请拨{hotline}按4。"},
    {stopped, "M07.stopped",
     "The line {number} is off. You can have it back until {until}: call {hotline}, press "
     "6. "
     "No more fees from now.",
     "{number}已停用，{until}前可恢复（{hotline}按6）。此后不再计费。"},
    {finishing, "C14.finishing",
     "The time to have {number} back is over. It is being ended for good; case {case}.",
     "{number}的可恢复期已满，正在正式注销，编号{case}。"},
    {final_notice, "M08.final",
     "The line {number} is ended for good. Voucher {voucher}. Checked {samples} times: not "
     "reachable.",
     "{number}已正式注销，凭证{voucher}。已{samples}次核验，号码不可用。"},
    {final_bill, "M09.bill",
     "Final bill of {number}: {amount}. Your credit of {refund} goes to {target}, by {by}.",
     "{number}末次账单{amount}。余额{refund}转至{target}，{by}前到账。"},
    {refund_sent, "M09.refund_sent", "Your refund of {refund} to {target} is on its way.",
     "退款{refund}已汇至{target}，请留意到账。"},
    {refund_back, "M10.refund_back",
     "The refund of {refund} came back: {reason}. Give us another account in any shop or "
     "online, with voucher {voucher}.",
     "退款{refund}被退回：{reason}。请凭凭证{voucher}在任一营业厅或网上另行登记账户。"},
    {refund_unclaimed, "M10.unclaimed",
     "{refund} is still yours. Tell us where to send it until {until}, with voucher "
     "{voucher}.",
     "您还有{refund}未领取，请在{until}前凭凭证{voucher}登记收款账户。"},
    {delayed, "M11.delayed",
     "Case {case}: a step in the network is delayed. You are not charged since {date}.",
     "编号{case}：网络处理延迟，自{date}起不计费。"},
    {going_on, "C13.going_on", "Case {case} goes on. You are not charged since {date}.",
     "编号{case}已恢复处理，自{date}起不计费。"},
    {restored, "M12.restored", "The line {number} works again. Same plan.",
     "{number}已恢复使用，套餐不变。"},
    {withdrawn, "C16.withdrawn",
     "Case {case} is withdrawn. The line {number} stays as it was; nothing was charged.",
     "编号{case}已撤回，{number}保持原状，未产生费用。"},
    {bill_watch, "M13.bill_watch",
     "Please look at your bank account: {number} must not cost anything any more. If it "
     "did, "
     "voucher {voucher} gets it back.",
     "请核对账单：{number}注销后不应再有扣费。如有扣费，凭凭证{voucher}退还。"},
    {relying_party, "M14.relying_party",
     "number_hash={number_hash} generation={generation} disconnected_on={disconnected_on} "
     "reason={reason}",
     "number_hash={number_hash} generation={generation} disconnected_on={disconnected_on} "
     "reason={reason}"},
    {step_up_expired, "C03.step_up_expired",
     "Nobody proved to be the owner of {number} in time: case {case} lapsed, the line "
     "stays "
     "as it is. Not you? Call {hotline}, press 8.",
     "{number}的注销申请未完成身份验证，编号{case}已失效，号码保持原状。非本人申请请拨{"
     "hotline}按8。"},
    {draft_expired, "C01.draft_expired",
     "Your draft for {number} was not sent and is deleted. The line stays as it is.",
     "{number}的注销草稿未提交，已删除，号码保持原状。"},
    {expired, "C17.expired",
     "Case {case} lapsed as some things stayed open. The line {number} stays as it is; ask "
     "again at any time.",
     "编号{case}因事项逾期未办已失效，{number}保持原状，您可随时重新申请。"},
    {number_moved, "L12.moved",
     "The number {number} is with another provider now. We end what is left of your "
     "contract here, case {case}: nothing is charged from {date}.",
     "{number}已转至其他运营商，我方为您结清合约，编号{case}，{date}起不再计费。"},
    {contract_closed, "M08.moved",
     "Your contract with us for {number} has ended. Final bill {amount}, credit paid back "
     "{refund}.",
     "{number}在我方的合约已结清：末次账单{amount}，退还余额{refund}。"},
    {superseded_port, "C18.port",
     "The number {number} has moved to another provider, so case {case} is closed. Your "
     "final "
     "bill follows.",
     "{number}已携号转网，编号{case}随之结束，末次账单另行通知。"},
    {superseded_merged, "C18.merged",
     "Case {case} is joined with case {other_case} and goes on there.",
     "编号{case}已并入编号{other_case}继续办理。"},
    {superseded_type, "C18.type",
     "Case {case} is replaced by case {other_case}, which fits the situation better.",
     "编号{case}已由编号{other_case}接替办理。"},
    {on_hold, "C09.on_hold",
     "Case {case} is on hold while we check something. Nothing more happens to {number}. A "
     "person calls you from {hotline} by {by}.",
     "编号{case}因安全核查暂停办理，{number}保持现状。专员将于{by}前以{hotline}致电您。"},
    {hold_ended, "C10.hold_ended", "The check of case {case} is over; it goes on. {next}",
     "编号{case}核查完毕，继续办理。{next}"},
    {hold_rejected, "C10.hold_rejected",
     "Case {case} is closed after our check. The line {number} stays yours. You disagree? "
     "Call {hotline}, press 5.",
     "编号{case}经核查已终止，{number}仍归您使用。如有异议，请拨{hotline}按5。"},
    {objection_received, "C09.objection",
     "Thank you. Case {case} is stopped at once and nothing more happens to {number}. A "
     "person calls you by {by}.",
     "已收到您的反馈，编号{case}即刻暂停，{number}不会再有变动，专员将于{by}前致电您。"},
    {reversed, "C19.reversed",
     "Case {case} was wrong and is undone. {number} is yours again, with no fee, and we "
     "are "
     "sorry.",
     "编号{case}办理有误，已撤销。{number}归还给您，不收任何费用，我们深表歉意。"},
    {lost_stopped, "L05.lost_stopped",
     "The line {number} is reported lost and stopped. Only you in person or by video can "
     "open it again.",
     "{number}已挂失停用。恢复须本人到营业厅或视频办理。"},
    {lost_opened, "L06.lost_opened",
     "The line {number} is open again after a loss report. Not you? Call {hotline}, press "
     "7, "
     "at once.",
     "{number}已解除挂失。非本人办理请立即拨{hotline}按7。"},
    {hold_started, "L01.hold_started",
     "The line {number} rests. It costs {amount} a month and the number stays yours.",
     "{number}已停机保号，每月{amount}，号码为您保留。"},
    {hold_reminder, "L01.hold_reminder",
     "The rest of {number} ends {date}; then the normal plan is charged again.",
     "{number}的停机保号将于{date}到期，届时恢复原套餐计费。"},
    {hold_resumed, "L02.hold_resumed", "The line {number} works again. Same plan.",
     "{number}已复机，套餐不变。"},
    {port_allowed, "L12.port_allowed",
     "The number {number} may move to another operator until {until}. Not you? Call "
     "{hotline}, press 8, at once.",
     "{number}已允许携号转出，{until}前有效。非本人操作请立即拨{hotline}按8。"},
    {port_stopped, "L12.port_stopped",
     "The number {number} may no longer move to another operator. It stays with us.",
     "{number}的携号转出已停止，号码照常使用。"},
    {number_back, "L14.number_back", "The number {number} is yours again, on a new SIM.",
     "{number}已归还给您，请使用新卡。"},
    {profile_left, "E05.profile_left",
     "The eSIM of {number} is still on your device. It does nothing any more. Delete it in "
     "the settings and keep the device online a moment.",
     "{number}的eSIM仍在您的设备中，已无法使用。请在设置中删除，删除时保持联网。"},
    {contact_changed, "K07.contact_changed",
     "A contact for {number} was changed. Not you? Call {hotline}, press 8.",
     "{number}的联系方式已更改。非本人操作请拨{hotline}按8。"},
    {staff_review_due, "S01.review_due", "Case {case} must be decided by {by}.",
     "编号{case}须于{by}前审结。"},
    {staff_fraud_due, "S02.fraud_due", "Case {case} is on hold: call the owner by {by}.",
     "编号{case}已暂停，请于{by}前联系机主。"},
    {staff_stuck, "S03.stuck", "Case {case} is stuck at {step}: look at it by {by}.",
     "编号{case}卡在{step}，请于{by}前处理。"},
};
static_assert(std::size(kCatalogue) == kMessages);

consteval bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kCatalogue); ++i)
    if (static_cast<std::size_t>(kCatalogue[i].id) != i) return false;
  return true;
}
static_assert(is_in_order());

}  // namespace

std::span<const MessageText> message_catalogue() { return kCatalogue; }

const MessageText& message_text(MessageId id) {
  return kCatalogue[static_cast<std::size_t>(id)];
}

const MessageText* find_message(std::string_view key) {
  const auto* found = std::ranges::find(kCatalogue, key, &MessageText::key);
  return found == std::end(kCatalogue) ? nullptr : found;
}

std::string render(MessageId id, Language language, std::span<const Param> params) {
  const auto& text = message_text(id);
  return fill(language == Language::zh ? text.zh : text.en, params);
}

std::string with_sender(const Pack& pack, Language language, std::string_view text) {
  const auto& name = pack.place.operator_name.in(language);
  return language == Language::zh ? fmt::format("【{}】{}", name, text)
                                  : fmt::format("{}: {}", name, text);
}

}  // namespace signoff
