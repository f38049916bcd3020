// SPDX-License-Identifier: Apache-2.0
#include "service/inspection.h"

#include "engine/courier.h"
#include "service/bounds.h"
#include "service/desk.h"
#include "service/masks.h"
#include "steps/make_steps.h"

namespace signoff {
namespace {

constexpr std::size_t kLinksMax = 100;

struct Way {
  std::string_view to;  // As in Notice.
  std::string_view channel;
};
constexpr Way kWays[] = {
    {"line", "sms"}, {"other", "other_line"}, {"email", "email"}, {"post", "post"}};

// Orders to the register and tokens for machines are no messages to a person.
const Way* way_of(const Notice& notice) {
  for (const auto& way : kWays)
    if (way.to == notice.to) return &way;
  return nullptr;
}

Result<void> may_hold(const Dossier& dossier) {
  const auto& head = dossier.head;
  if (head.undoing) return fail(Fault::conflict, "case.being_restored");
  // C9b: before E9.
  if (head.state == CaseState::stuck && head.held_from == CaseState::finalising)
    return fail(Fault::conflict, "case.past_return");
  return must_allow(dossier, CaseEvent::held);
}

std::string masked_contact(const Notice& notice, const Line& line, const Owner& owner,
                           const Pack& pack) {
  const auto& code = pack.place.calling_code;
  if (notice.to == "line") return masked(line.msisdn, code);
  if (notice.to == "other")
    return owner.other_msisdn ? masked(*owner.other_msisdn, code) : std::string{};
  if (notice.to == "email") return masked_email(owner.email);
  return masked_name(owner.postal_address);
}

}  // namespace

std::optional<int> broken_at(const Case& head, const std::vector<HistoryEvent>& events) {
  std::string prev{kChainStart};
  int seq = 0;
  for (const auto& event : events) {
    ++seq;
    if (event.seq != seq || event.prev != prev || chain_hash(event) != event.hash)
      return seq;
    prev = event.hash;
  }
  if (head.events > seq) return seq + 1;
  if (head.events < seq || (seq > 0 && head.head != prev)) return seq;
  return std::nullopt;
}

Result<ChainView> Inspection::history(const Caller& caller, const std::string& case_id) {
  auto whole = load_whole(parts_, caller, case_id, Verb::view_history);
  if (!whole) return pass_on(whole.error());
  ChainView view;
  view.head = whole->dossier.head.head;
  view.broken_at = broken_at(whole->dossier.head, whole->history);
  view.events = std::move(whole->history);
  return view;
}

Result<std::vector<MessageView>> Inspection::messages(const Caller& caller,
                                                      const std::string& case_id) {
  const auto dossier = load_case(parts_, caller, case_id, Verb::view_messages);
  if (!dossier) return pass_on(dossier.error());
  const auto notices = parts_.outside.store.notices(case_id);
  if (!notices) return pass_on(notices.error());
  const auto owner = parts_.outside.store.owner(dossier->line.owner_id);
  if (!owner && owner.error().fault != Fault::not_found) return pass_on(owner.error());
  const auto& pack = parts_.outside.pack;
  std::vector<MessageView> views;
  for (const auto& notice : *notices) {
    const auto* way = way_of(notice);
    // Codes do not pass through the outbox; should one ever, it is not shown.
    if (way == nullptr || notice.message.starts_with("M01")) continue;
    auto text = notice_text(notice, pack, dossier->file.language);
    views.push_back(
        {.at = notice.created_at,
         .channel = std::string{way->channel},
         .to = masked_contact(notice, dossier->line, owner ? *owner : Owner{}, pack),
         .state = notice.state,
         .text = text ? *std::move(text) : std::string{}});
  }
  return views;
}

Result<TruthView> Inspection::ask_far_side(const Caller& caller,
                                           const std::string& case_id) {
  const auto dossier = load_case(parts_, caller, case_id, Verb::query_truth);
  if (!dossier) return pass_on(dossier.error());
  const auto& head = dossier->head;
  if (head.step == StepId::none || is_ended(head.state))
    return fail(Fault::conflict, "query.no_step");
  const auto steps = make_steps(parts_.outside);
  const auto& step = steps[static_cast<std::size_t>(head.step)];
  if (!step) return fail(Fault::conflict, "query.no_step");
  auto truth = step->ask(*dossier);
  if (!truth) return pass_on(truth.error());
  return TruthView{*std::move(truth), parts_.clock.now()};
}

Result<std::vector<CaseLink>> Inspection::links(const Caller& caller,
                                                const std::string& case_id) {
  const auto dossier = load_case(parts_, caller, case_id, Verb::view_links);
  if (!dossier) return pass_on(dossier.error());
  return parts_.outside.store.linked_cases(case_id, kLinksMax);
}

Result<CaseView> Inspection::hold_case(const Caller& caller, const std::string& case_id,
                                       int expected_version, const std::string& reason) {
  if (reason.size() < kLookReasonMin || reason.size() > kLookReasonBytesMax)
    return fail(Fault::bad_input, "reason.length", "/reason");
  auto changed = change_case(parts_, caller, case_id, expected_version, Verb::hold_case,
                             [&](Entry& entry) -> Result<void> {
                               if (auto fits = may_hold(entry.dossier()); !fits)
                                 return fits;
                               hold(entry, "analyst", without_numbers(reason));
                               return {};
                             });
  if (!changed) return pass_on(changed.error());
  if (parts_.wake) parts_.wake();
  return view_of(parts_, caller, *std::move(changed));
}

}  // namespace signoff
