// SPDX-License-Identifier: Apache-2.0
#include "domain/case_due.h"
#include "engine/params.h"
#include "engine/withdrawal.h"
#include "service/desk.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff {
namespace {

struct NextText {
  CaseState state;
  std::string_view en;
  std::string_view zh;
};

// The same for a number that moved to another operator.
constexpr NextText kNextMoved[] = {
    {CaseState::finalising,
     "Your number has moved; the final bill is made and your credit paid back.",
     "号码已携出，正在结清末次账单并退还余额。"},
    {CaseState::closed, "Done. Your contract with us has ended.", "已办结，合约已结清。"},
};

// What a person reads under "what happens next". {date} is filled where the text has it.
constexpr NextText kNext[] = {
    {CaseState::draft, "Check the quote and submit it; nothing has changed yet.",
     "请核对费用并提交，目前尚未有任何变动。"},
    {CaseState::submitted, "We are checking your request.", "正在核对您的申请。"},
    {CaseState::auth_stepup, "Prove that it is you, until {date}.",
     "请在{date}前完成身份验证。"},
    {CaseState::precheck, "We are checking your request.", "正在核对您的申请。"},
    {CaseState::awaiting_subscriber, "Something is left for you to do, until {date}.",
     "还有事项需您办理，{date}前有效。"},
    {CaseState::under_review, "A person looks at it; you hear from us by {date}.",
     "人工审核中，{date}前答复您。"},
    {CaseState::second_approval, "A second person looks at it; you hear from us by {date}.",
     "复核中，{date}前答复您。"},
    {CaseState::fraud_hold, "On hold while we check something; a person calls you.",
     "因安全核查暂停办理，专员将与您联系。"},
    {CaseState::scheduled, "The service stops {date}.", "将于{date}停用。"},
    {CaseState::executing, "The service is being stopped.", "正在停用服务。"},
    {CaseState::stuck,
     "A step in the network is delayed; an engineer has it. You are not charged.",
     "网络处理延迟，工程师已介入，期间不计费。"},
    {CaseState::cooling_off, "The line is off. You can have it back until {date}.",
     "号码已停用，{date}前可恢复。"},
    {CaseState::finalising, "The line is being ended for good and checked.",
     "正在正式注销并核验。"},
    {CaseState::closed, "Done. The voucher is your proof.", "已办结，凭证即为证明。"},
    {CaseState::rejected, "Closed: not possible now. See the reason and what you can do.",
     "暂不能办理，请查看原因和办法。"},
    {CaseState::withdrawn, "Withdrawn; the line stays as it was.",
     "已撤回，号码保持原状。"},
    {CaseState::expired, "Lapsed; the line stays as it was. Ask again at any time.",
     "申请已失效，号码保持原状，可随时重新申请。"},
    {CaseState::superseded, "Closed: another request took its place.",
     "已由其他业务接替。"},
    {CaseState::reversed, "Undone; the line is yours again.", "已撤销，号码归还给您。"},
};

Bilingual next_text(const Dossier& dossier, std::optional<Instant> due, const Pack& pack) {
  if (dossier.head.type == CaseType::port_companion)
    for (const auto& row : kNextMoved)
      if (row.state == dossier.head.state)
        return {std::string{row.en}, std::string{row.zh}};
  for (const auto& row : kNext) {
    if (row.state != dossier.head.state) continue;
    const auto zone = zone_of(pack);
    const auto date = [&](Language language) {
      return due ? short_deadline_text(*due, zone, language) : std::string{"-"};
    };
    const Param en[] = {{"date", date(Language::en)}};
    const Param zh[] = {{"date", date(Language::zh)}};
    if (dossier.head.undoing)
      return {"The line is being put back as it was.", "正在恢复号码。"};
    return {fill(row.en, en), fill(row.zh, zh)};
  }
  return {};
}

bool is_before_return(const Dossier& dossier) {
  const auto& head = dossier.head;
  if (!has_started(head)) return true;
  return head.step <= StepId::e8_note || head.state == CaseState::cooling_off ||
         (head.state == CaseState::fraud_hold && head.held_from == CaseState::cooling_off);
}

bool can_be_taken_back(const Dossier& dossier) {
  return !dossier.head.undoing &&
         next(kCaseTable, dossier.head.state, CaseEvent::withdrew) &&
         is_before_return(dossier);
}

}  // namespace

CaseView head_view(const Caller& caller, Dossier dossier, const Pack& pack) {
  CaseView view;
  view.actions = actions_for(caller, dossier);
  view.due = due_of(dossier.head.state, dossier.file);
  view.next = next_text(dossier, view.due, pack);
  view.dossier = std::move(dossier);
  return view;
}

bool may_offer(const Dossier& dossier) {
  constexpr CaseState kWhile[] = {CaseState::draft,
                                  CaseState::submitted,
                                  CaseState::auth_stepup,
                                  CaseState::precheck,
                                  CaseState::awaiting_subscriber,
                                  CaseState::under_review,
                                  CaseState::second_approval,
                                  CaseState::scheduled};
  return dossier.file.offer.empty() &&
         std::ranges::find(kWhile, dossier.head.state) != std::end(kWhile);
}

bool takes_documents(const Dossier& dossier) {
  switch (dossier.head.state) {
    case CaseState::draft:
    case CaseState::auth_stepup:
    case CaseState::awaiting_subscriber:
    case CaseState::under_review: return true;
    // Once the service was touched, having it back and ending at once may need photos and a
    // recording (K1, L9, L11).
    default: return has_started(dossier.head) && can_be_taken_back(dossier);
  }
}

std::vector<std::string> actions_for(const Caller& caller, const Dossier& dossier) {
  const auto role = caller.actor.role;
  const auto state = dossier.head.state;
  std::vector<std::string> actions;
  const auto add = [&](std::string_view name, Verb verb, bool fits) {
    if (fits && may(role, verb) && std::ranges::find(actions, name) == actions.end())
      actions.emplace_back(name);
  };
  const bool undoing = dossier.head.undoing;
  const bool not_mine = !is_same_person(caller, to_string(dossier.file.submitted_by)) &&
                        !is_same_person(caller, to_string(dossier.file.opened_by));
  add("settle", Verb::settle_case,
      state == CaseState::draft || state == CaseState::awaiting_subscriber);
  add("submit", Verb::submit_case, state == CaseState::draft);
  add("confirm", Verb::confirm_case, state == CaseState::auth_stepup);
  add("add_document", Verb::add_document, takes_documents(dossier));
  add("withdraw", Verb::withdraw_case, can_be_taken_back(dossier));
  add("finish_now", Verb::finish_now, !undoing && state == CaseState::cooling_off);
  add("object", Verb::object_case, !is_ended(state) || state == CaseState::closed);
  add("decide", Verb::decide_review, state == CaseState::under_review && not_mine);
  add("decide", Verb::decide_second,
      state == CaseState::second_approval && not_mine &&
          caller.actor.id != dossier.file.reviewer);
  add("decide", Verb::decide_fraud, !undoing && not_mine && state == CaseState::fraud_hold);
  const bool is_late =
      state == CaseState::stuck && dossier.head.held_from == CaseState::finalising;
  add("hold", Verb::hold_case,
      !undoing && !is_late && next(kCaseTable, state, CaseEvent::held));
  add("resolve", Verb::resolve_stuck, state == CaseState::stuck);
  add("resolve", Verb::confirm_skip,
      state == CaseState::stuck && dossier.file.stuck &&
          dossier.file.stuck->proposed_action == "skip" &&
          !is_same_person(caller, dossier.file.stuck->proposed_by));
  add("voucher", Verb::read_voucher, !dossier.file.voucher.empty());
  add("offer", Verb::make_offer, may_offer(dossier));
  add("surrender", Verb::surrender_card,
      !is_ended(state) && dossier.file.surrender != "card");
  add("form", Verb::print_form, !is_ended(state));
  return actions;
}

CaseView shown(const Caller& caller, WholeCase whole, const Pack& pack) {
  auto view = head_view(caller, std::move(whole.dossier), pack);
  view.history = std::move(whole.history);
  view.refunds = std::move(whole.refunds);
  view.vouchers = std::move(whole.vouchers);
  return view;
}

Result<CaseView> view_of(const ServiceParts& parts, const Caller& caller, Dossier dossier) {
  auto& store = parts.outside.store;
  WholeCase whole{
      .dossier = std::move(dossier), .history = {}, .refunds = {}, .vouchers = {}};
  const auto& id = whole.dossier.head.id;
  auto history = store.history(id);
  if (!history) return pass_on(history.error());
  whole.history = std::move(*history);
  auto refunds = store.refunds(id);
  if (!refunds) return pass_on(refunds.error());
  whole.refunds = std::move(*refunds);
  auto vouchers = store.vouchers(id);
  if (!vouchers) return pass_on(vouchers.error());
  whole.vouchers = std::move(*vouchers);
  return shown(caller, std::move(whole), parts.outside.pack);
}

Result<CaseView> Service::view_case(const Caller& caller, const std::string& id) {
  auto whole = load_whole(parts_, caller, id, Verb::view_case);
  if (!whole) return pass_on(whole.error());
  return shown(caller, std::move(*whole), parts_.outside.pack);
}

Result<CaseView> Service::view_case_by_number(const Caller& caller,
                                              const std::string& number) {
  const auto dossier = parts_.outside.store.dossier_by_number(number);
  if (!dossier && dossier.error().fault == Fault::not_found)
    return fail(Fault::not_found, "case.unknown");
  if (!dossier) return pass_on(dossier.error());
  return view_case(caller, dossier->head.id);
}

Result<std::vector<CaseView>> Service::list_cases(const Caller& caller,
                                                  const CaseFilter& wanted) {
  if (!may(caller.actor.role, Verb::list_cases))
    return fail(Fault::forbidden, "rights.missing");
  auto filter = wanted;
  if (!caller.is_staff()) {
    if (caller.owner_id.empty()) return fail(Fault::forbidden, "session.invalid");
    filter.owner_id = caller.owner_id;
    // A line of others finds nothing; his own other lines are not for a screen in a shop.
    if (!caller.line_id.empty() && filter.line_id.empty()) filter.line_id = caller.line_id;
    if (!caller.line_id.empty() && filter.line_id != caller.line_id)
      return std::vector<CaseView>{};
  }
  filter.limit = std::clamp<std::size_t>(filter.limit, 1, 200);
  auto found = parts_.outside.store.cases(filter);
  if (!found) return pass_on(found.error());
  std::vector<CaseView> views;
  views.reserve(found->size());
  for (auto& dossier : *found)
    views.push_back(head_view(caller, std::move(dossier), parts_.outside.pack));
  return views;
}

}  // namespace signoff
