// SPDX-License-Identifier: Apache-2.0
#include "engine/refund_sender.h"

#include "engine/caretaker.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr auto kAskBankAgain = std::chrono::hours{1};  // A bank that has taken the payment.
constexpr auto kTryAgain = std::chrono::minutes{10};
constexpr auto kLookAgainUnpaid = std::chrono::hours{24};  // Where nothing is left to pay.

void move(Refund& refund, RefundEvent on) {
  if (const auto to = next(kRefundTable, refund.state, on)) refund.state = *to;
}

// Up to SENT, whatever of it is still missing. That the name on a new account is the
// owner's is checked by whoever pays (K9).
void move_on(Refund& refund) {
  move(refund, RefundEvent::name_matches);
  move(refund, RefundEvent::approved);
  move(refund, RefundEvent::sent);
}

std::string name_of(RefundEvent event) { return "refund." + std::string{to_string(event)}; }

std::string target_text(const Refund& refund, Language language) {
  const bool zh = language == Language::zh;
  if (refund.target_kind == "line") return zh ? "您的其他号码" : "your other line";
  if (refund.target_kind == "cash") return zh ? "营业厅现金" : "you in cash at the shop";
  return zh ? "新登记的账户" : "the account you gave";
}

}  // namespace

bool RefundSender::is_to_send(RefundState state) {
  return state == RefundState::requested || state == RefundState::name_check ||
         state == RefundState::approved || state == RefundState::sent;
}

void RefundSender::send(Entry& entry, Refund refund,
                        const std::vector<HistoryEvent>& history) {
  const auto given =
      std::ranges::count(history, name_of(RefundEvent::account_given), &HistoryEvent::name);
  const auto& dossier = entry.dossier();
  const auto key = fmt::format("{}:E11.{}", dossier.head.id, given + 1);
  const auto answer = billing_.refund(dossier.line.id, refund.amount,
                                      {refund.target_kind, refund.target_account}, key);
  if (!answer) return refused(entry, std::move(refund), answer.error());
  if (*answer == RefundAnswer::paid) return paid(entry, std::move(refund));
  if (*answer == RefundAnswer::returned) return returned(entry, std::move(refund));
  const bool is_first = refund.state != RefundState::sent;
  move_on(refund);
  refund.due_at = entry.now() + kAskBankAgain;
  if (is_first) entry.note(name_of(RefundEvent::sent));
  entry.add(std::move(refund));
}

void RefundSender::paid(Entry& entry, Refund refund) {
  move_on(refund);
  move(refund, RefundEvent::paid);
  refund.due_at.reset();
  entry.note(name_of(RefundEvent::paid));
  entry.tell("M09.refund_sent",
             {{"refund", with_sign(refund.amount)},
              {"target", target_text(refund, entry.dossier().file.language)}});
  entry.add(std::move(refund));
}

void RefundSender::returned(Entry& entry, Refund refund) {
  move_on(refund);
  move(refund, RefundEvent::returned);
  move(refund, RefundEvent::account_asked);
  refund.due_at = next_refund_look(pack_, entry.now(), entry.now());
  entry.note(name_of(RefundEvent::returned));
  entry.tell("M10.refund_back", {{"refund", with_sign(refund.amount)},
                                 {"reason", entry.dossier().file.language == Language::zh
                                                ? "收款账户不可用"
                                                : "the account does not take it"}});
  entry.add(std::move(refund));
}

void RefundSender::refused(Entry& entry, Refund refund, const Error& why) {
  if (why.fault == Fault::bad_input) return returned(entry, std::move(refund));
  refund.due_at = entry.now() + kTryAgain;
  const auto account = billing_.account(entry.dossier().line.id);
  if (why.fault == Fault::conflict && account) {
    // Late usage may have eaten into the credit since: what is left is paid.
    const auto left = account->paid_credit + account->deposit - account->arrears;
    const bool is_less = left < refund.amount && left.minor() > 0;
    if (is_less) refund.amount = left;
    if (!is_less) refund.due_at = entry.now() + kLookAgainUnpaid;
  }
  entry.add(std::move(refund));
}

}  // namespace signoff
