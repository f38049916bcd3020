// SPDX-License-Identifier: Apache-2.0
#include "app/line_record.h"

#include "app/record_members.h"
#include "connectors/mail/mail_address.h"
#include "domain/identity_document.h"

#include <boost/json.hpp>

namespace signoff {
namespace {

constexpr std::size_t kDepthMax = 8;
constexpr std::size_t kReferenceMax = 64;
constexpr std::size_t kNameMax = 200;
constexpr std::size_t kAddressMax = 500;
constexpr std::size_t kBindingsMax = 50;
constexpr std::size_t kBindingMax = 80;
constexpr std::size_t kClauseMax = 200;
constexpr std::int64_t kGenerationsMax = 9999;

// A reference of another system: it stands in keys, addresses and histories.
Result<std::string> parse_reference(std::string_view text) {
  const bool is_good = !text.empty() && text.size() <= kReferenceMax &&
                       std::ranges::all_of(text, [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
                       });
  if (!is_good) return fail(Fault::bad_input, "reference.form");
  return std::string{text};
}

Result<Language> parse_language(std::string_view text) {
  if (text == "zh") return Language::zh;
  if (text == "en") return Language::en;
  return fail(Fault::bad_input, "name.unknown");
}

Result<Means> parse_means(std::string_view text) {
  if (text == "none") return Means::none;
  if (text == "card") return Means::card;
  return fail(Fault::bad_input, "name.unknown");
}

// A reader of one identifier: the type's own parser as a plain function.
template <class Id>
Result<Id> parse_id(std::string_view text) {
  return Id::parse(text);
}

void read_document(RecordMembers& members, Owner& owner, Date today) {
  const auto kind = members.parsed("id_kind", parse_id_kind, true);
  const auto number = members.text("id_number", kNameMax, true);
  if (!kind || number.empty()) return;
  const auto document = IdDocument::parse(*kind, number, today);
  if (!document) return members.wrong("id_number", document.error().code);
  owner.id_kind = to_string(*kind);
  owner.id_number = document->number();
  const auto birth = document->birth_date();
  if (!birth) return;
  if (!owner.birth.empty() && owner.birth != to_string(*birth))
    return members.wrong("birth", "birth.differs");
  owner.birth = to_string(*birth);
}

void read_owner(RecordMembers& members, Owner& owner, Date today) {
  owner.id = members.parsed("id", parse_reference, true).value_or("");
  owner.name = members.text("name", kNameMax, true);
  if (const auto birth = members.parsed("birth", parse_date)) {
    if (*birth > today) members.wrong("birth", "birth.in_future");
    owner.birth = to_string(*birth);
  }
  read_document(members, owner, today);
  if (const auto mail = members.parsed("email", parse_id<MailAddress>))
    owner.email = mail->text();
  owner.other_msisdn = members.parsed("other_msisdn", parse_id<Msisdn>);
  owner.postal_address = members.text("postal_address", kAddressMax);
  owner.language = members.parsed("language", parse_language).value_or(Language::zh);
  owner.contacts_changed_at = members.parsed("contacts_changed_at", parse_instant);
  owner.bindings = members.texts("bindings", kBindingsMax, kBindingMax);
}

// States that a line can be in without a case of ours.
bool is_loadable(LineState state) {
  switch (state) {
    case LineState::active:
    case LineState::susp_user:
    case LineState::susp_debt1:
    case LineState::susp_debt2:
    case LineState::barred_lost:
    case LineState::barred_risk: return true;
    default: return false;
  }
}

void read_card(RecordMembers& members, Line& line) {
  line.eid = members.parsed("eid", parse_id<Eid>);
  line.card = members.choice<CardState>("card").value_or(line.eid ? CardState::enabled
                                                                  : CardState::in_use);
  const bool fits =
      line.eid ? line.card == CardState::enabled || line.card == CardState::disabled
               : line.card == CardState::in_use;
  if (!fits) members.wrong("card", "card.state");
}

void read_line(RecordMembers& members, LineRecord& record, Date today) {
  auto& line = record.line;
  line.id = members.parsed("id", parse_reference).value_or("");
  line.msisdn = members.parsed("msisdn", parse_id<Msisdn>, true).value_or(Msisdn{});
  line.generation = static_cast<int>(members.number("generation", 1, kGenerationsMax, 1));
  line.imsi = members.parsed("imsi", parse_id<Imsi>, true).value_or(Imsi{});
  line.iccid = members.parsed("iccid", parse_id<Iccid>, true).value_or(Iccid{});
  read_card(members, line);
  line.type = members.choice<LineType>("type", true).value_or(LineType::prepaid);
  record.main_msisdn = members.parsed("main_msisdn", parse_id<Msisdn>);
  if (record.main_msisdn && *record.main_msisdn == line.msisdn)
    members.wrong("main_msisdn", "main.itself");
  line.nickname = members.text("nickname", kNameMax);
  line.plan = members.text("plan", kNameMax);
  line.state = members.choice<LineState>("state").value_or(LineState::active);
  if (!is_loadable(line.state)) members.wrong("state", "line.state");
  line.opened_on = members.parsed("opened_on", parse_date);
  if (line.opened_on && *line.opened_on > today)
    members.wrong("opened_on", "date.in_future");
  line.barred_at = members.parsed("barred_at", parse_instant);
  line.sim_swapped_at = members.parsed("sim_swapped_at", parse_instant);
  line.password_reset_at = members.parsed("password_reset_at", parse_instant);
  line.port_code_until = members.parsed("port_code_until", parse_instant);
  line.transfer_to = members.text("transfer_to", kNameMax);
  line.legal_hold = members.text("legal_hold", kNameMax);
  line.fraud_flag = members.flag("fraud_flag", false);
  line.premium_number = members.flag("premium_number", false);
  line.ported_in = members.flag("ported_in", false);
  line.is_locked = members.flag("is_locked", false);
  line.is_abroad = members.flag("is_abroad", false);
}

void read_account(RecordMembers& members, LineOpening& opening) {
  const auto currency = members.parsed("currency", parse_id<Currency>, true);
  const auto in = currency.value_or(Currency{});
  opening.monthly_fee = members.money("monthly_fee", in, true);
  opening.paid_credit = members.money("paid_credit", in, false, true);
  opening.gift_credit = members.money("gift_credit", in);
  opening.arrears = members.money("arrears", in);
  opening.unbilled = members.money("unbilled", in);
  opening.deposit = members.money("deposit", in);
  if (const auto day = members.parsed("billed_until", parse_date, true))
    opening.billed_until = std::chrono::sys_days{*day};
  opening.means = members.parsed("means", parse_means).value_or(Means::none);
  members.object("contract", false, [&](RecordMembers& inner) {
    Contract contract;
    contract.ends_on = inner.parsed("ends_on", parse_date, true).value_or(Date{});
    contract.monthly_fee = inner.money("monthly_fee", in, true);
    contract.clause = inner.text("clause", kClauseMax, true);
    contract.is_proven = inner.flag("is_proven", true);
    opening.contract = std::move(contract);
  });
}

}  // namespace

ReadRecord read_line_record(std::string_view text, Date today) {
  ReadRecord read;
  if (text.size() > kLineRecordMax) {
    read.defects.push_back({"", "record.too_long"});
    return read;
  }
  boost::json::error_code failed;
  const boost::json::parse_options options{.max_depth = kDepthMax};
  const auto value = boost::json::parse({text.data(), text.size()}, failed, {}, options);
  if (failed || !value.is_object()) {
    read.defects.push_back({"", failed ? "json.syntax" : "json.not_object"});
    return read;
  }
  LineRecord record;
  RecordMembers members{value.get_object(), "", read.defects};
  members.object("owner", true,
                 [&](RecordMembers& inner) { read_owner(inner, record.owner, today); });
  members.object("line", true,
                 [&](RecordMembers& inner) { read_line(inner, record, today); });
  members.object("account", true,
                 [&](RecordMembers& inner) { read_account(inner, record.opening); });
  members.finish();
  if (!read.defects.empty()) return read;
  record.line.owner_id = record.owner.id;
  record.line.monthly_fee = record.opening.monthly_fee;
  read.record = std::move(record);
  return read;
}

}  // namespace signoff
