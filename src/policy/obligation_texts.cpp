// SPDX-License-Identifier: Apache-2.0
#include "policy/obligation_texts.h"

#include <algorithm>

namespace signoff {
namespace {

using enum ObligationClass;

constexpr OptionText kProve[] = {
    {"code", "A code to the line", "短信验证码"},
    {"video", "A video call", "视频验证"},
    {"shop", "Come to a shop", "到营业厅办理"},
};
constexpr OptionText kNotOwner[] = {
    {"mandate", "I have a signed mandate", "我有机主授权书"},
    {"heir", "The owner has died", "机主已故"},
    {"disown", "It is in my name, but I never opened it", "登记在我名下，但不是我办的"},
};
constexpr OptionText kConfirmLine[] = {
    {"type_last4", "Type the last four digits", "输入号码后四位确认"},
};
constexpr OptionText kDocument[] = {
    {"upload_again", "Take the photo again", "重新拍摄"},
    {"other_document", "Use another document", "换用其他证件"},
    {"shop", "Show it in a shop", "到营业厅出示"},
};
constexpr OptionText kNameChanged[] = {
    {"proof_of_change", "Add proof of the change", "上传变更证明"},
    {"shop", "Show it in a shop", "到营业厅办理"},
};
constexpr OptionText kJoin[] = {
    {"join", "Continue that request", "继续已有申请"},
};
constexpr OptionText kPorting[] = {
    {"keep_moving", "Keep moving the number", "继续携号转网"},
    {"revoke_code", "Stop the move and end the line", "放弃携转，继续注销"},
};
constexpr OptionText kTransfer[] = {
    {"finish_transfer", "Finish the transfer first", "先完成过户"},
    {"stop_transfer", "Stop the transfer", "撤销过户"},
};
constexpr OptionText kFreshSwap[] = {
    {"video", "Prove it by video", "视频验证"},
    {"shop", "Come to a shop", "到营业厅办理"},
};
constexpr OptionText kArrears[] = {
    {"pay_now", "Pay {amount} now", "立即缴清{amount}"},
    {"deduct_credit", "Take {amount} from my credit", "用余额抵扣{amount}"},
    {"dispute", "I object to this bill", "对账单有异议"},
};
constexpr OptionText kUnbilled[] = {
    {"accept_estimate", "Take it from my credit when it is billed", "出账后从余额结清"},
    {"pay_estimate", "Pay {amount} now, settled exactly later", "先付{amount}，多退少补"},
};
constexpr OptionText kContract[] = {
    {"pay_fee", "Pay {amount} and leave now", "支付{amount}，现在办理"},
    {"wait_until_end", "Wait until {date}, no fee", "等到{date}到期，免费办理"},
    {"dispute", "I object to this fee", "对违约金有异议"},
    {"waiver", "Waive it: a death, a move away, or abuse", "申请减免：亡故、迁居或受侵害"},
};
constexpr OptionText kSubLines[] = {
    {"promote_sub_line", "Make one sub-line the main line", "将一张副卡升为主卡"},
    {"split", "Make every sub-line independent", "副卡全部改为独立号码"},
    {"end_all", "End the sub-lines too", "副卡一并注销"},
};
constexpr OptionText kLeaveFamily[] = {
    {"leave", "Leave the group with this line", "退出共享关系"},
};
constexpr OptionText kOtherLogin[] = {
    {"email", "Sign in by e-mail", "改用邮箱登录"},
    {"other_number", "Sign in with another number", "改用其他号码登录"},
    {"password", "Set a password", "设置登录密码"},
};
constexpr OptionText kContact[] = {
    {"email", "By e-mail", "电子邮箱"},
    {"other_number", "To another number", "其他手机号"},
    {"post", "By post", "邮寄"},
};
constexpr OptionText kCredit[] = {
    {"refund_source", "Back to where I paid from", "原路退回"},
    {"transfer_line", "To another line of mine", "转到本人其他号码"},
    {"donate", "Donate it", "捐赠"},
    {"use_up", "Use it up first, then ask again", "用完再办"},
};
constexpr OptionText kOtherAccount[] = {
    {"other_account", "Another account in my name", "换本人其他账户"},
    {"transfer_line", "To another line of mine", "转到本人其他号码"},
    {"cash", "Cash in a shop", "到营业厅领取现金"},
};

constexpr ObligationText kObligations[] = {
    {"OB-01", blocker,
     "We must be sure that it is you. Choose: a code, a video call, or a shop.",
     "请先验证身份：短信验证码、视频或到营业厅，任选其一。", kProve},
    {"OB-02", blocker,
     "This line is registered to someone else. If you act for that person, choose how.",
     "该号码登记在他人名下。如您代机主办理，请选择情形。", kNotOwner},
    {"OB-03", blocker, "You are ending the line {line}. Is that the right one?",
     "您要注销的是{line}，对吗？", kConfirmLine},
    {"OB-04", settle, "Your document does not pass yet: {defect}.",
     "证件暂未通过：{defect}。", kDocument},
    {"OB-05", settle,
     "Your name or document differs from our record. Add the page that shows both.",
     "姓名或证件与登记信息不一致，请补充变更证明。", kNameChanged},
    {"OB-06", blocker,
     "This was already requested on {date}: case {case}. Please continue there.",
     "该号码已于{date}申请注销，编号{case}，可直接继续。", kJoin},
    {"OB-07", blocker,
     "You asked to move this number to another provider. Ending the line now would lose "
     "it.",
     "您正在携号转网，此时注销会丢失号码。", kPorting},
    {"OB-08", blocker, "A transfer of this line to another owner is open.",
     "过户办理中，请先完成或撤销。", kTransfer},
    {"OB-10", settle,
     "The SIM or a contact was changed in the last {days} days. An extra check protects "
     "you.",
     "近{days}天内换过卡或改过联系方式，为保护您需加强验证。", kFreshSwap},
    {"OB-11",
     blocker,
     "We must check something first. A person calls you from {hotline} by {by}.",
     "存在安全疑点，专员将于{by}前以{hotline}联系您。",
     {}},
    {"OB-12",
     blocker,
     "We cannot complete this now. Reference {reference}. Your costs are stopped.",
     "暂无法办理，编号{reference}，期间不再计费。",
     {}},
    {"OB-13",
     info,
     "The line is reported lost and stays blocked. No code from it is needed.",
     "号码保持挂失，无需其验证码。",
     {}},
    {"OB-14", settle, "You owe {amount}. Pay it here, or object.",
     "欠费{amount}，可在此缴清或提出异议。", kArrears},
    {"OB-15", settle, "About {amount} is used and not billed yet; settled by {by}.",
     "约{amount}未出账，最迟{by}结清。", kUnbilled},
    {"OB-16",
     warning,
     "Charges from abroad can come up to {days} days late. We hold back {amount} at most.",
     "国际漫游费用最多可能延迟{days}天到账，暂留不超过{amount}。",
     {}},
    {"OB-17", settle,
     "Contract until {date}. The fee for leaving today: {formula}. {clause}",
     "合约至{date}，今日解约费：{formula}。{clause}", kContract},
    {"OB-18",
     info,
     "We could not find your signed contract, so there is no fee.",
     "未找到您签署的协议，免收违约金。",
     {}},
    {"OB-21", settle, "{count} sub-lines depend on this line. What becomes of them?",
     "名下有{count}张副卡，请选择如何处理。", kSubLines},
    {"OB-22", settle, "This line leaves its shared plan on {date}.",
     "该号码将于{date}退出副卡或家庭共享关系。", kLeaveFamily},
    {"OB-23",
     warning,
     "{count} services still use this number: {services}. Move the banks first.",
     "仍有{count}个账号绑定此号：{services}。请先换绑银行类账号。",
     {}},
    {"OB-24", settle,
     "You sign in to us with this number. Set another way, or you cannot see your bills.",
     "您用此号登录，请设置其他登录方式，否则无法查询账单。", kOtherLogin},
    {"OB-25", settle, "Where shall we send the voucher? This line will be gone.",
     "凭证发到哪里？此号停用后无法接收，请留其他联系方式。", kContact},
    {"OB-31", settle, "{amount} is yours. Where shall it go?",
     "余额{amount}归您所有，请选择去向。", kCredit},
    {"OB-32",
     warning,
     "Lost with the line: {lost}. It can be used until the service stops.",
     "注销后失效：{lost}，停用前仍可使用。",
     {}},
    {"OB-33", settle, "The refund account does not work: {reason}. Please give another.",
     "退款账户不可用：{reason}，请更换。", kOtherAccount},
    {"OB-36",
     warning,
     "Delete the eSIM on your device after the service has stopped, and keep it online "
     "then.",
     "停用后请在手机中删除eSIM，删除时保持联网。",
     {}},
    {"OB-39",
     info,
     "Accepted now; it counts from {date}, whatever our systems' hours.",
     "已受理，以{date}为准，不受系统作业时间影响。",
     {}},
    {"OB-44", info, "The time that counts: {until}.", "以{until}为准。", {}},
    {"OB-51",
     info,
     "You have locked this line. It is ended only in a shop, with your original document, "
     "and no sooner than {hours} hours after the approval.",
     "您已开启销户保护：须本人持证件原件到营业厅办理，且核准满{hours}小时后才停用。",
     {}},
};

Bilingual both(std::string_view en_text, std::string_view zh_text,
               std::span<const Param> en, std::span<const Param> zh) {
  return {fill(en_text, en), fill(zh_text, zh)};
}

}  // namespace

std::string_view to_string(ObligationClass kind) {
  constexpr std::string_view kNames[] = {"blocker", "settle", "warning", "info"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::span<const ObligationText> obligation_texts() { return kObligations; }

const ObligationText* find_obligation(std::string_view id) {
  const auto found = std::ranges::find(kObligations, id, &ObligationText::id);
  return found == std::end(kObligations) ? nullptr : &*found;
}

const OptionText* find_option(const ObligationText& obligation, std::string_view option) {
  const auto found = std::ranges::find(obligation.options, option, &OptionText::id);
  return found == obligation.options.end() ? nullptr : &*found;
}

Bilingual render_obligation(const ObligationText& obligation, std::span<const Param> en,
                            std::span<const Param> zh) {
  return both(obligation.en, obligation.zh, en, zh);
}

Bilingual render_option(const OptionText& option, std::span<const Param> en,
                        std::span<const Param> zh) {
  return both(option.en, option.zh, en, zh);
}

}  // namespace signoff
