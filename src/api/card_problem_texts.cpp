// SPDX-License-Identifier: Apache-2.0
#include "api/card_problem_texts.h"

namespace signoff {
namespace {

struct CardText {
  std::string_view code;
  Bilingual text;
};

const CardText kOfCards[] = {
    {"card.other",
     {"This is not the card of the line. Nothing was noted; check the card, or note that "
      "there is none.",
      "这不是该号码的卡，未作记录。请核对卡片，或选择“未带卡”。"}},
    {"card.is_esim",
     {"This line lives in the device; there is no card to hand in. Note that there is "
      "none.",
      "该号码使用 eSIM，无卡可交，请选择“未带卡”。"}},
    {"card.unknown_profile",
     {"No line of ours has this profile.", "没有使用该配置的号码。"}},
    {"card.not_served", {"Chips cannot report here.", "此处不接收芯片回报。"}},
    {"card.not_waiting",
     {"The device still has time to report. Nothing was changed.",
      "设备仍在等待期内，未作更改。"}},
    {"card.taken_already",
     {"The card of this request was handed in already.", "本次申请的卡已交回。"}},
    {"card.other_chip",
     {"The notification was not taken: another chip has signed it. Nothing was changed; "
      "retire that card by itself.",
      "未接收该通知：签名的是另一颗芯片，未作任何更改，请单独处理那张卡。"}},
    {"notification.issuer_unknown",
     {"The notification was not taken: no root of this server vouches for the chip. Add "
      "its root to roots under [rsp] in the configuration; the desk sends it again.",
      "未接收该通知：服务器的根证书均未认证该芯片。请在配置的 [rsp] 中用 roots "
      "添加其根证书，柜台会再次发送。"}},
    {"notification.signature",
     {"The notification was not taken: the chip's signature does not hold. Nothing was "
      "changed.",
      "未接收该通知：芯片签名不成立，未作任何更改。"}},
    {"wipe.no_desk_keys",
     {"The proof was not taken: this server knows no desk's key. Name the jwks.json of "
      "the desks as desk_keys under [cards] in the configuration; the desk keeps the "
      "proof and sends it again.",
      "未接收擦除证明：服务器未登记柜台公钥。请在配置的 [cards] 中用 desk_keys "
      "指定各柜台的 jwks.json；柜台会留存证明并再次发送。"}},
    {"jws.key_unknown",
     {"The proof was not taken: its key is none of this server's desk keys. If the desk "
      "is yours, add its jwks.json to desk_keys under [cards]; it sends the proof again.",
      "未接收擦除证明：签名密钥不在已登记的柜台公钥中。如为贵公司柜台，请将其 jwks.json "
      "加入 [cards] 的 desk_keys，柜台会再次发送。"}},
    {"jws.signature",
     {"The proof was not taken: its signature does not hold. Nothing was changed; retire "
      "the card again for a new one.",
      "未接收擦除证明：签名不成立，未作任何更改，请重新处理该卡以出具新证明。"}},
    {"wipe.typ",
     {"The proof was not taken: it is signed, but no report of a wiped card. Nothing was "
      "changed.",
      "未接收：文件已签名，但不是擦除报告，未作任何更改。"}},
    {"wipe.other_card",
     {"The proof was not taken: it is about another card. Nothing was changed; send it "
      "with the number of its own card.",
      "未接收擦除证明：证明属于另一张卡，未作任何更改，请与其卡号一同发送。"}},
};

}  // namespace

const Bilingual* card_sentence(std::string_view code) {
  for (const auto& row : kOfCards)
    if (row.code == code) return &row.text;
  return nullptr;
}

}  // namespace signoff
