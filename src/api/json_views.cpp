// SPDX-License-Identifier: Apache-2.0
#include "api/json_views.h"

#include "api/json_text.h"
#include "api/profile_texts.h"
#include "api/timeline_texts.h"
#include "base/random.h"
#include "policy/risk.h"
#include "service/masks.h"
#include "service/reasons.h"
#include "service/refund_desk.h"

#include <algorithm>

namespace signoff {
namespace {

void write_actions(JsonText& json, const std::vector<std::string>& actions) {
  json.open_list("actions");
  for (const auto& action : actions) json.text({}, action);
  json.close_list();
}

void write_line(JsonText& json, const LineView& view, const Caller& caller) {
  const auto& line = view.line;
  json.open()
      .text("id", line.id)
      .number("version", line.version)
      .text("msisdn_masked", view.masked_number)
      .text("state", to_string(line.state))
      .text("type", to_string(line.type))
      .text("plan", line.plan)
      .money("monthly_fee", line.monthly_fee)
      .number("generation", line.generation)
      .text("card", to_string(line.card))
      .flag("is_esim", line.eid.has_value());
  // What the owner calls his lines is his own affair.
  if (!caller.is_staff()) json.text("nickname", line.nickname);
  if (!line.main_line_id.empty()) json.text("main_line_id", line.main_line_id);
  if (line.opened_on) json.text("opened_on", to_string(*line.opened_on));
  if (line.port_code_until) json.at("port_code_until", *line.port_code_until);
  if (!view.open_case_id.empty()) json.text("open_case_id", view.open_case_id);
  if (view.suspended_until) json.text("suspended_until", to_string(*view.suspended_until));
  write_actions(json, view.actions);
  if (view.pause)
    json.open("pause")
        .money("monthly_fee", view.pause->monthly_fee)
        .text("first_day", to_string(view.pause->first_day))
        .number("notice_days", view.pause->notice_days)
        .close();
  json.close();
}

void write_quote(JsonText& json, std::string_view name, const Quote& quote) {
  json.open(name).open_list("items");
  for (const auto& item : quote.items)
    json.open()
        .text("id", item.id)
        .both("text", item.en, item.zh)
        .money("amount", item.amount)
        .close();
  json.close_list()
      .money("total", quote.total)
      .money("refund", quote.refund)
      .money("forfeited", quote.forfeited)
      .text("last_day_to_undo", quote.last_day_to_undo)
      .text("hash", quote.hash)
      .close();
}

void write_obligation(JsonText& json, const Obligation& obligation) {
  json.open()
      .text("id", obligation.id)
      .text("class", to_string(obligation.kind))
      .both("text", obligation.text)
      .open_list("options");
  for (const auto& option : obligation.options) {
    json.open().text("id", option.id).both("label", option.label);
    if (option.cost) json.money("cost", *option.cost);
    if (!option.choices.empty()) {
      json.open_list("choices");
      for (const auto& choice : option.choices) json.text({}, choice);
      json.close_list();
    }
    json.close();
  }
  json.close_list();
  if (!obligation.default_option.empty()) json.text("default", obligation.default_option);
  json.close();
}

bool sees_risk(Role role) {
  return role == Role::reviewer || role == Role::supervisor || role == Role::fraud ||
         role == Role::auditor;
}
bool sees_engineering(Role role) {
  return role == Role::engineer || role == Role::supervisor || role == Role::auditor;
}
bool sees_papers(Role role) {
  return may(role, Verb::add_document) || may(role, Verb::view_document);
}

// What the owner typed beside a choice may be an address of his: staff see it masked. The
// ids of lines that a choice is made from tell nothing.
std::string detail_for(const Caller& caller, const std::string& detail) {
  if (!caller.is_staff() || is_uuid(detail)) return detail;
  return detail.find('@') != std::string::npos ? masked_email(detail)
                                               : masked_account(detail);
}

void write_choices(JsonText& json, const CaseFile& file, const Caller& caller) {
  json.open_list("settlements");
  for (const auto& one : file.settlements) {
    json.open().text("obligation", one.obligation).text("option", one.option);
    if (!one.detail.empty()) json.text("detail", detail_for(caller, one.detail));
    json.close();
  }
  json.close_list().open_list("acknowledgements");
  for (const auto& one : file.acknowledgements) json.text({}, one);
  json.close_list();
}

void write_open_item(JsonText& json, const OpenItem& item) {
  json.open().text("obligation", item.obligation).both("text", item.en, item.zh);
  if (!item.documents.empty()) {
    json.open_list("documents");
    for (const auto& kind : item.documents) json.text({}, kind);
    json.close_list();
  }
  json.close();
}

void write_need(JsonText& json, std::string_view kind) {
  json.open().text("kind", kind);
  // A recording is uploaded first, with both sides of the document beside it.
  if (kind == "video")
    json.open_list("documents")
        .text({}, "id_front")
        .text({}, "id_back")
        .text({}, "video")
        .close_list();
  json.close();
}

// What is left to prove and to settle; empty lists in all other states.
void write_open(JsonText& json, const Dossier& dossier) {
  json.open_list("needs");
  if (dossier.head.state == CaseState::auth_stepup)
    for (const auto& kind : dossier.file.needs) write_need(json, kind);
  json.close_list().open_list("open_items");
  for (const auto& item : dossier.file.open_items) write_open_item(json, item);
  json.close_list();
}

void write_risk_text(JsonText& json, std::string_view factor) {
  static const auto kTexts = risk_texts();
  for (const auto& row : kTexts)
    if (to_string(row.factor) == factor) json.both("text", row.en, row.zh);
}

void write_staff_part(JsonText& json, const Dossier& dossier, Role role) {
  const auto& file = dossier.file;
  if (sees_risk(role)) {
    json.open("risk").number("score", file.risk_score).open_list("factors");
    for (const auto& factor : file.risk) {
      json.open().text("id", factor.id).number("points", factor.points);
      write_risk_text(json, factor.id);
      json.close();
    }
    json.close_list().close();
    if (!file.hold_reason.empty()) json.text("hold_reason", file.hold_reason);
    json.flag("wants_second", file.wants_second);
  }
  if (dossier.head.undoing) json.flag("is_being_restored", true);
  if (sees_engineering(role) && file.stuck) {
    const auto& stuck = *file.stuck;
    json.open("stuck")
        .text("step", to_string(stuck.step))
        .text("code", stuck.code)
        .text("truth", stuck.truth)
        .at("since", stuck.since)
        .text("proposed", stuck.proposed_action)
        .text("reason", stuck.reason)
        .close();
  }
}

// Only where there is an eSIM: what became of it on the device.
void write_profile(JsonText& json, const Line& line) {
  if (!line.eid) return;
  json.open("profile")
      .text("state", to_string(line.card))
      .flag("is_proved", is_proved_deleted(line.card))
      .both("text", profile_text(line))
      .close();
}

void write_head(JsonText& json, const CaseView& view, const Caller& caller,
                const Pack& pack) {
  const auto& head = view.dossier.head;
  const auto& file = view.dossier.file;
  json.text("id", head.id)
      .text("number", head.number)
      .text("state", to_string(head.state))
      .number("version", head.version)
      .text("type", to_string(head.type))
      .text("line_id", head.line_id)
      .text("msisdn_masked", masked(view.dossier.line.msisdn, pack.place.calling_code))
      .text("channel", to_string(file.channel))
      .text("effective", file.effective)
      .at("opened_at", head.opened_at)
      .at("changed_at", head.changed_at)
      .both("next", view.next)
      .at("due", view.due);
  write_quote(json, "quote", file.quote);
  write_open(json, view.dossier);
  if (head.state == CaseState::rejected)
    json.text("reason_code", file.reason_code)
        .both("reason", file.reason_en, file.reason_zh)
        .both("remedy", file.remedy_en, file.remedy_zh);
  if (!file.voucher.empty()) json.text("voucher", file.voucher);
  if (!file.surrender.empty()) json.text("surrender", file.surrender);
  write_profile(json, view.dossier.line);
  if (!file.offer.empty() && caller.is_staff())
    json.open("offer")
        .text("offer", file.offer)
        .text("outcome", file.offer_outcome)
        .close();
  write_actions(json, view.actions);
  write_staff_part(json, view.dossier, caller.actor.role);
}

// The event by which the owner is told: some steps find nothing to do for his line.
std::string_view told_as(std::string_view name, const CaseView& view) {
  const bool has_companions = !view.dossier.file.companions.empty();
  if (name == "step.E4" && !has_companions) return "step.E4.none";
  if (name == "undo.E4" && !has_companions) return "undo.E4.none";
  if (name == "step.E11" && view.refunds.empty()) return "step.E11.none";
  return name;
}

void write_timeline(JsonText& json, const CaseView& view) {
  json.open_list("timeline");
  for (const auto& event : view.history) {
    json.open().number("seq", event.seq).at("at", event.at);
    if (event.name == "step.E14.waits")
      json.text("event", event.name).both("text", check_text(event.detail));
    else if (const auto members = timeline_members(told_as(event.name, view));
             !members.empty())
      json.ready(members);
    else
      json.text("event", event.name).both("text", timeline_text(event.name));
    json.text("state", event.to).text("actor", to_string(event.actor.role)).close();
  }
  json.close_list();
}

void write_document(JsonText& json, const Document& document, const Caller& caller) {
  json.open()
      .text("id", document.id)
      .text("name", document.name)
      .text("media_type", document.media_type)
      .number("bytes", document.bytes)
      .at("at", document.at)
      .text("kind", document.kind.empty() ? "other" : document.kind)
      .open_list("defects");
  for (const auto& code : document.defects)
    json.open().text("code", code).both("text", finding_text(code)).close();
  json.close_list();
  if (!document.fields.empty()) {
    json.open("fields");
    for (const auto& field : document.fields) {
      json.open(field.name).text("text", field.text);
      if (field.matches)
        json.flag("matches", *field.matches);
      else
        json.null("matches");
      json.close();
    }
    json.close();
  }
  json.flag("is_seen",
            std::ranges::find(document.seen_by, caller.actor.id) != document.seen_by.end())
      .close();
}

void write_refund(JsonText& json, const Refund& refund) {
  const bool is_bank = refund.target_kind == "bank";
  json.open()
      .text("id", refund.id)
      .text("state", to_string(refund.state))
      .money("amount", refund.amount)
      .text("target", refund.target_kind)
      .text("account_masked", is_bank ? masked_account(refund.target_account) : "")
      .close();
}

void write_papers(JsonText& json, const CaseView& view, const Caller& caller) {
  json.open_list("documents");
  if (sees_papers(caller.actor.role))
    for (const auto& document : view.dossier.file.documents)
      write_document(json, document, caller);
  json.close_list().open_list("refunds");
  for (const auto& refund : view.refunds) write_refund(json, refund);
  json.close_list().open_list("vouchers");
  for (const auto& voucher : view.vouchers)
    json.open()
        .text("number", voucher.number)
        .text("kind", to_string(voucher.kind))
        .text("status", voucher.void_at ? "void" : "valid")
        .at("issued_at", voucher.issued_at)
        .at("void_at", voucher.void_at)
        .close();
  json.close_list();
}

template <class Write>
std::string split(std::string_view list, std::string_view name, const Write& write) {
  JsonText json;
  json.open().open_list(name);
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    write(json, list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return json.close_list().close().take();
}

}  // namespace

std::string line_json(const LineView& view, const Caller& caller) {
  JsonText json;
  write_line(json, view, caller);
  return json.take();
}

std::string lines_json(const std::vector<LineView>& views, const Caller& caller) {
  JsonText json;
  json.open().open_list("items");
  for (const auto& view : views) write_line(json, view, caller);
  return json.close_list().close().take();
}

std::string precheck_json(const Precheck& precheck) {
  JsonText json;
  json.open().open_list("obligations");
  for (const auto& obligation : precheck.obligations) write_obligation(json, obligation);
  json.close_list().open_list("alternatives");
  for (const auto& other : precheck.alternatives)
    json.open().text("id", other.id).both("text", other.text).close();
  json.close_list();
  write_quote(json, "quote", precheck.quote);
  return json.close().take();
}

std::string case_json(const CaseView& view, const Caller& caller, const Pack& pack) {
  const auto& file = view.dossier.file;
  JsonText json;
  json.open();
  write_head(json, view, caller, pack);
  write_choices(json, file, caller);
  json.at("submitted_at", file.submitted_at)
      .at("execute_at", file.execute_at)
      .at("stopped_at", file.stopped_at)
      .at("restore_until", file.restore_until)
      .at("removed_at", file.removed_at)
      .text("time_zone", pack.place.zone)
      .both("time_zone_name", pack.place.zone_name);
  write_papers(json, view, caller);
  write_timeline(json, view);
  return json.close().take();
}

std::string cases_json(const std::vector<CaseView>& views, const std::string& next,
                       const Caller& caller, const Pack& pack,
                       std::optional<std::size_t> total) {
  JsonText json;
  json.open().open_list("items");
  for (const auto& view : views) {
    json.open();
    write_head(json, view, caller, pack);
    json.close();
  }
  json.close_list();
  if (!next.empty()) json.text("next", next);
  if (total) json.number("total", static_cast<std::int64_t>(*total));
  return json.close().take();
}

std::string quote_json(const Quote& quote) {
  JsonText json;
  json.open();
  write_quote(json, "quote", quote);
  return json.close().take();
}

std::string session_json(const SessionToken& token) {
  JsonText json;
  json.open();
  // A page holds its session as a cookie and must not be able to read it.
  if (!token.token.empty()) json.text("token", token.token);
  json.at("expires_at", token.expires_at).text("role", to_string(token.actor.role));
  if (!token.line_id.empty()) json.text("line_id", token.line_id);
  return json.close().take();
}

std::string caller_json(const Caller& caller) {
  JsonText json;
  json.open()
      .text("role", to_string(caller.actor.role))
      .text("channel", to_string(caller.channel));
  if (caller.is_staff()) json.text("username", caller.actor.id);
  if (!caller.line_id.empty()) json.text("line_id", caller.line_id);
  if (caller.expires_at) json.at("expires_at", *caller.expires_at);
  json.open_list("verbs");
  for (std::size_t at = 0; at < kNames<Verb>.size(); ++at)
    if (may(caller.actor.role, static_cast<Verb>(at))) json.text({}, kNames<Verb>[at]);
  json.close_list();
  return json.close().take();
}

std::string voucher_status_json(const VoucherStatus& status) {
  const auto& voucher = status.voucher;
  JsonText json;
  json.open()
      .text("number", status.number)
      .text("kind", status.kind)
      .text("status", status.status)
      .text("operator", voucher.operator_name)
      .text("msisdn_masked", voucher.masked_number)
      .number("generation", voucher.generation)
      .at("issued_at", voucher.issued_at)
      .text("time_zone", voucher.zone);
  if (voucher.accepted_at) json.at("accepted_at", *voucher.accepted_at);
  if (voucher.barred_at) json.at("barred_at", *voucher.barred_at);
  if (voucher.terminated_at) json.at("terminated_at", *voucher.terminated_at);
  if (voucher.quarantine_until)
    json.text("quarantine_until", to_string(*voucher.quarantine_until));
  return json.close().take();
}

std::string refused_json(std::string_view kinds) {
  return split(kinds, "refused", [](JsonText& json, std::string_view one) {
    const auto cut = std::min(one.find(':'), one.size());
    json.open()
        .text("kind", one.substr(0, cut))
        .text("code", one.substr(std::min(cut + 1, one.size())))
        .close();
  });
}

std::string needs_json(std::string_view kinds) { return split(kinds, "needs", write_need); }

std::string defects_json(std::string_view codes) {
  return split(codes, "defects", [](JsonText& json, std::string_view code) {
    json.open().text("code", code).both("text", finding_text(code)).close();
  });
}

std::string obligations_json(std::string_view ids) {
  return split(ids, "obligations",
               [](JsonText& json, std::string_view id) { json.text({}, id); });
}

}  // namespace signoff
