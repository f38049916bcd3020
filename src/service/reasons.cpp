// SPDX-License-Identifier: Apache-2.0
#include "service/reasons.h"

namespace signoff {
namespace {

constexpr ReviewReason kReasons[] = {
    {"identity_not_proved", "we could not be sure that it is you", "无法确认是机主本人",
     "come to any shop with your document", "携带有效证件到任一营业厅办理"},
    {"document_of_another", "the document belongs to somebody else", "证件与登记人不符",
     "ask again with the document the line is registered with", "请使用登记证件重新申请"},
    {"document_unreadable", "the document cannot be read", "证件照片无法辨认",
     "ask again with a sharper photo, or come to a shop", "请重拍清晰照片，或到营业厅办理"},
    {"not_authorised", "you are not entered as owner or agent of this line",
     "您不是机主或授权人", "bring the owner or a signed mandate",
     "请由机主办理或出示授权书"},
    {"wrong_line", "the request names another line than the papers", "申请号码与材料不一致",
     "ask again for the right line", "请核对号码后重新申请"},
    {"suspected_fraud", "the request shows signs of misuse", "申请存在被冒用的迹象",
     "come to any shop with your document; the line stays yours",
     "请携带证件到任一营业厅办理，号码仍归您使用"},
    {"owner_objected", "the owner said that it was not him", "机主表示并非本人申请",
     "nothing is needed; the line stays as it is", "无需处理，号码保持原状"},
};

// Of a stranger's document they say no word on whose it is.
constexpr DefectText kDefects[] = {
    {"blurred", "The photo is blurred; hold still and take it again.",
     "照片模糊，请拿稳后重拍。"},
    {"glare", "Light hides part of the document; take it again without glare.",
     "照片反光，请避开强光重拍。"},
    {"edge_cut", "An edge is cut off; show the whole document.",
     "证件边缘缺失，请完整拍摄。"},
    {"rotated", "The document lies on its side; turn it upright and take the photo again.",
     "证件方向不正，请摆正后重拍。"},
    {"angled", "The document is too slanted to read; hold the phone right above it.",
     "拍摄角度过斜，请正对证件重拍。"},
    {"screen_photo", "This is a photo of a screen; photograph the document itself.",
     "这是翻拍屏幕的照片，请直接拍摄证件原件。"},
    {"not_a_document", "No document can be seen; lay it on a plain surface and try again.",
     "未识别到证件，请将证件放在纯色平面上重拍。"},
    {"wrong_side", "This is the other side; show the side that is asked for.",
     "正反面不符，请拍摄另一面。"},
    {"wrong_person",
     "The number does not agree with our record; use the document the line is "
     "registered with.",
     "证件号码与登记信息不符，请使用登记的证件。"},
    {"unreadable", "The text cannot be read; take the photo closer and in good light.",
     "文字无法辨认，请在光线充足处靠近重拍。"},
    {"checksum",
     "The digits of the number do not fit together; take a sharper photo of the number.",
     "证件号码校验不符，请重拍清晰的号码。"},
    {"expired", "The document has expired; use a valid one.",
     "证件已过期，请使用有效证件。"},
    {"name_differs", "Your name differs from our record; add proof of the change.",
     "姓名与登记不一致，请补充变更证明。"},
    {"missing_page", "A page is missing; add it.", "材料缺页，请补充。"},
    {"mandate_missing", "The signed mandate is missing; add it.", "缺少授权书，请补充。"},
};

// What only the check of an image finds.
constexpr DefectText kFindings[] = {
    {"number_unreadable",
     "The number cannot be read for sure; take the photo closer and steady.",
     "证件号码无法看清，请靠近并拿稳手机重拍。"},
    {"dates_unreadable", "The dates cannot be read for sure; take it again in good light.",
     "有效期无法看清，请在光线充足处重拍。"},
    {"name_unreadable", "The name could not be read; a person looks at it.",
     "姓名未能识别，将由专人核对。"},
    {"number_unmatched", "The number could not be compared; a person looks at it.",
     "证件号码未能比对，将由专人核对。"},
    {"unread", "The photo was kept; a person reads documents of this kind.",
     "照片已保存，此类证件由专人核对。"},
    {"unchecked", "The photo was kept unchecked; a person looks at it.",
     "照片已保存但尚未检查，将由专人核对。"},
};

}  // namespace

std::span<const ReviewReason> review_reasons() { return kReasons; }
std::span<const DefectText> defect_texts() { return kDefects; }

const ReviewReason* find_reason(std::string_view code) {
  for (const auto& row : kReasons)
    if (row.code == code) return &row;
  return nullptr;
}

std::optional<Bilingual> defect_text(std::string_view code) {
  for (const auto& row : kDefects)
    if (row.code == code) return Bilingual{std::string{row.en}, std::string{row.zh}};
  return std::nullopt;
}

Bilingual finding_text(std::string_view code) {
  if (auto text = defect_text(code)) return *std::move(text);
  for (const auto& row : kFindings)
    if (row.code == code) return {std::string{row.en}, std::string{row.zh}};
  return {std::string{code}, std::string{code}};
}

}  // namespace signoff
