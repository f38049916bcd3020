// SPDX-License-Identifier: Apache-2.0
#include "service/offers.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr OfferText kOffers[] = {
    {"suspend", true, "Pause the line and keep the number", "停机保号，保留号码",
     "You can also pause the line: the number stays yours for a small monthly fee and "
     "nothing else is charged. Would you like that, or shall I go on with ending it?",
     "您也可以办理停机保号：号码为您保留，只收少量保号费，其他费用停收。"
     "您愿意自己办理停机保号，还是继续注销？"},
    {"number_change", false, "Keep the contract, change the number", "只更换号码",
     "If it is only the number, you can take another one and keep the plan. Would you like "
     "that, or shall I go on with ending the line?",
     "如果只是不想再用这个号码，可以更换号码，套餐不变。您愿意换号，还是继续注销？"},
    {"transfer", false, "Hand the line to somebody else", "过户给他人",
     "If somebody else needs the number, the line can be made over to that person; both of "
     "you come to a shop with your documents. Would you like that, or shall I go on with "
     "ending it?",
     "如果家人朋友要用这个号码，可以过户，双方带证件到营业厅办理。"
     "请问是过户，还是继续注销？"},
    {"port", true, "Take the number to another operator", "携号转网",
     "If you are changing operator, you can take the number along; your contract here then "
     "ends by itself. Would you like that, or shall I go on with ending the line?",
     "如果您要换运营商，可以携号转网，号码带走，在我方的合约随之结清。"
     "请问是携号转网，还是继续注销？"},
};

}  // namespace

std::span<const OfferText> offers() { return kOffers; }

const OfferText* find_offer(std::string_view id) {
  const auto* row = std::ranges::find(kOffers, id, &OfferText::id);
  return row == std::end(kOffers) ? nullptr : row;
}

}  // namespace signoff
