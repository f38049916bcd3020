// SPDX-License-Identifier: Apache-2.0
#include "app/card_look.h"

#include "card/euicc/euicc_session.h"
#include "card/files/subscription.h"
#include "card/pcsc/pcsc_readers.h"
#include "cli/exit_codes.h"
#include "cli/plain_text.h"
#include "cli/table.h"

namespace signoff {
namespace {

namespace json = boost::json;
using cli::Table;

std::string foreign_text(ForeignCard card, Language language) {
  if (language == Language::en) return std::string{foreign_name(card)};
  switch (card) {
    case ForeignCard::bank: return "银行卡";
    case ForeignCard::transit: return "交通卡";
    case ForeignCard::passport: return "护照";
    case ForeignCard::identity: return "身份证件";
    case ForeignCard::unknown: break;
  }
  return "其他智能卡";
}

struct ForeignAdvice {
  ForeignCard card;
  std::string_view en;
  std::string_view zh;
};

// For somebody who wants to be rid of it.
constexpr ForeignAdvice kForeignAdvice[] = {
    {ForeignCard::bank,
     "Close its account at the bank first, then cut the card through the chip",
     "请先到银行销户，再将卡从芯片处剪断"},
    {ForeignCard::transit,
     "Have what is left on it paid out where it was sold, before it is thrown away",
     "请先到发卡处退卡退余额，再作处理"},
    {ForeignCard::passport, "Keep it whole; only the office that issued it takes it back",
     "请完好保管；护照只能交还签发机关"},
    {ForeignCard::identity, "Keep it whole; only the office that issued it takes it back",
     "请完好保管；证件只能交还签发机关"},
    {ForeignCard::unknown, "Ask whoever issued it; no line hangs on it",
     "请咨询发卡单位；此卡与电话号码无关"},
};

std::string_view kind_name(CardApplicationKind kind) {
  switch (kind) {
    case CardApplicationKind::usim: return "USIM";
    case CardApplicationKind::isim: return "ISIM";
    case CardApplicationKind::csim: return "CSIM";
    case CardApplicationKind::other: break;
  }
  return "other";
}

std::vector<std::string> parts_of(const CardIdentity& card) {
  std::vector<std::string> parts;
  if (card.is_sim && card.dialect == CardDialect::sim_2g) parts.emplace_back("SIM");
  bool has_usim = false;
  for (const auto& application : card.applications) {
    if (application.kind == CardApplicationKind::other) continue;
    parts.emplace_back(kind_name(application.kind));
    has_usim = has_usim || application.kind == CardApplicationKind::usim;
  }
  if (card.is_sim && card.dialect == CardDialect::uicc && !has_usim)
    parts.emplace_back("USIM");
  if (card.isd_r) parts.emplace_back("eUICC");
  return parts;
}

bool is_ours(const CardIdentity& card) { return card.is_sim || card.isd_r.has_value(); }

// What the eUICC says of itself, beside its files.
struct EuiccLook {
  std::string eid;
  std::optional<rsp::Info2> info;
  std::optional<rsp::Addresses> addresses;
  std::size_t profiles = 0;
};

Result<EuiccLook> look_at_euicc(CardChannel& card) {
  EuiccLook look;
  auto session = EuiccSession::open(card);
  if (!session) return pass_on(session.error());
  const auto eid = session->eid();
  if (!eid) return pass_on(eid.error());
  look.eid = eid->digits();
  if (auto info = session->info()) look.info = std::move(*info);
  if (auto addresses = session->addresses()) look.addresses = std::move(*addresses);
  // "No profile" is not what a list says that cannot be read.
  const auto profiles = session->profiles();
  if (!profiles) return pass_on(profiles.error());
  look.profiles = profiles->size();
  if (const auto closed = session->close(); !closed) return pass_on(closed.error());
  return look;
}

json::object pin_json(const PinState& pin) {
  json::object out{{"enabled", pin.is_enabled}};
  if (pin.tries_left) out["tries_left"] = *pin.tries_left;
  return out;
}

std::string pin_text(const PinState& pin, const cli::Style& style) {
  std::string text{pin.is_enabled ? style.say("on", "开启") : style.say("off", "关闭")};
  if (pin.tries_left)
    text += std::string{style.say(", ", "，")} + tries_text(*pin.tries_left, style);
  return text;
}

json::object card_json(const CardDesk& desk, const CardIdentity& card,
                       const std::optional<EuiccLook>& euicc) {
  json::object out{{"atr", to_hex(card.atr)},
                   {"kind", card_kind_text(card, Language::en)},
                   {"ours", is_ours(card)}};
  if (!is_ours(card)) return out;
  json::array applications, numbers, services;
  for (const auto& one : card.applications)
    applications.push_back({{"kind", kind_name(one.kind)},
                            {"aid", to_hex(one.aid)},
                            {"label", cli::plain(one.label)}});
  for (const auto& number : card.own_numbers) numbers.emplace_back(desk.shown(number));
  for (const int service : card.services) services.emplace_back(service);
  out["applications"] = std::move(applications);
  out["iccid"] = desk.shown(card.iccid);
  out["imsi"] = desk.shown(card.imsi);
  out["numbers"] = std::move(numbers);
  out["network"] = cli::plain(card.network_name);
  out["services"] = std::move(services);
  out["pin1"] = pin_json(card.pin1);
  out["pin2"] = pin_json(card.pin2);
  if (card.free_memory) out["free_memory"] = *card.free_memory;
  if (!euicc) return out;
  json::object chip{{"eid", desk.shown(euicc->eid)}, {"profiles", euicc->profiles}};
  if (euicc->info) {
    chip["specification"] = cli::plain(euicc->info->specification);
    chip["firmware"] = cli::plain(euicc->info->firmware);
    chip["free_memory"] = euicc->info->free_memory;
  }
  if (euicc->addresses) chip["smdp"] = cli::plain(euicc->addresses->default_smdp);
  out["euicc"] = std::move(chip);
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : std::string{between}) + part;
  return out;
}

std::string free_text(std::uint64_t bytes, const cli::Style& style) {
  return fmt::format(fmt::runtime(style.say("{} bytes free", "剩余 {} 字节")), bytes);
}

// Those of a USIM by name, then by number what has no name here.
std::string services_text(const CardIdentity& card, const cli::Style& style) {
  std::vector<std::string> names, numbers;
  for (const int service : card.services) {
    auto number = std::to_string(service);
    auto name =
        card.dialect == CardDialect::uicc ? ust_name(service, style.language) : number;
    (name == number ? numbers : names).push_back(std::move(name));
  }
  names.insert(names.end(), numbers.begin(), numbers.end());
  return joined(names, style.say(", ", "、"));
}

void print_card(const CardDesk& desk, const CardIdentity& card,
                const std::optional<EuiccLook>& euicc) {
  const auto& style = desk.console().style();
  Table table{{{""}, {""}}};
  const auto row = [&](std::string_view en, std::string_view zh, std::string value) {
    if (!value.empty()) table.row({std::string{style.say(en, zh)}, std::move(value)});
  };
  row("card", "卡", card_kind_text(card, style.language));
  row("ATR", "ATR", to_hex(card.atr));
  if (is_ours(card)) {
    std::vector<std::string> numbers;
    for (const auto& number : card.own_numbers) numbers.push_back(desk.shown(number));
    row("ICCID", "ICCID", desk.shown(card.iccid));
    row("IMSI", "IMSI", desk.shown(card.imsi));
    row("numbers", "号码", joined(numbers, style.say(", ", "、")));
    row("network", "网络", cli::plain(card.network_name));
    row("PIN", "PIN", pin_text(card.pin1, style));
    row("PIN2", "PIN2", pin_text(card.pin2, style));
    row("services", "卡上业务", services_text(card, style));
    if (card.free_memory) row("for files", "文件空间", free_text(*card.free_memory, style));
  }
  if (euicc) {
    row("EID", "EID", desk.shown(euicc->eid));
    row("profiles", "配置文件", std::to_string(euicc->profiles));
    if (euicc->info) {
      row("eUICC", "eUICC", "SGP.22 " + cli::plain(euicc->info->specification));
      row("for profiles", "配置文件空间", free_text(euicc->info->free_memory, style));
    }
    if (euicc->addresses)
      row("SM-DP+", "SM-DP+", cli::plain(euicc->addresses->default_smdp));
  }
  desk.console().print(table.text());
  if (!is_ours(card)) {
    desk.console().print(foreign_advice(card.foreign, style.language));
    desk.console().print("\n");
  }
}

std::string state_of(const CardReader& reader, PcscReaders& readers,
                     const cli::Style& style) {
  if (!reader.has_card) return std::string{style.say("empty", "无卡")};
  if (reader.is_taken) return std::string{style.say("in use", "使用中")};
  auto channel = readers.connect(reader.name);
  if (!channel) return why_text(channel.error(), style);
  CardSession session{**channel};
  const auto card = identify(session);
  return card ? card_kind_text(*card, style.language) : why_text(card.error(), style);
}

}  // namespace

std::string card_kind_text(const CardIdentity& card, Language language) {
  if (is_ours(card)) return joined(parts_of(card), " + ");
  return foreign_text(card.foreign, language) +
         (language == Language::zh ? "：不予改动" : ": left alone");
}

std::string foreign_advice(ForeignCard card, Language language) {
  const auto row = std::ranges::find(kForeignAdvice, card, &ForeignAdvice::card);
  return std::string{language == Language::zh ? row->zh : row->en};
}

int list_cards(const CardDesk& desk) {
  const auto readers = PcscReaders::open();
  if (!readers) return desk.refuse(readers.error());
  const auto list = (*readers)->list();
  if (!list) return desk.refuse(list.error());
  // For machines the words are the same everywhere.
  const auto style = desk.as_json() ? cli::Style{} : desk.console().style();
  Table table{{{"#", true},
               {std::string{style.say("reader", "读卡器")}},
               {std::string{style.say("card", "卡")}}}};
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto& reader = (*list)[i];
    const auto state = state_of(reader, **readers, style);
    if (desk.as_json())
      desk.print_json({{"reader", i},
                       {"name", cli::plain(reader.name)},
                       {"has_card", reader.has_card},
                       {"atr", to_hex(reader.atr)},
                       {"card", reader.has_card ? state : ""}});
    else
      table.row({std::to_string(i), cli::plain(reader.name), state});
  }
  if (list->empty()) return desk.refuse({Fault::unavailable, "reader.none", ""});
  if (!desk.as_json()) desk.console().print(table.text());
  return cli::kOk;
}

int show_card(const CardDesk& desk, CardChannel& card) {
  CardSession session{card};
  const auto identity = identify(session);
  if (!identity) return desk.refuse(identity.error());
  std::optional<EuiccLook> euicc;
  if (identity->isd_r) {
    auto look = look_at_euicc(card);
    if (!look) return desk.refuse(look.error());
    euicc = std::move(*look);
  }
  if (desk.as_json())
    desk.print_json(card_json(desk, *identity, euicc));
  else
    print_card(desk, *identity, euicc);
  return cli::kOk;
}

}  // namespace signoff
