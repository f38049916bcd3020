// SPDX-License-Identifier: Apache-2.0
#include "engine/caretaker.h"
#include "engine/params.h"
#include "policy/working_days.h"
#include "steps/make_steps.h"

#include <algorithm>

namespace signoff {
namespace {

// How often a bank that has taken a payment is asked whether it is done.
constexpr auto kAskBankAgain = std::chrono::hours{1};

// E11: the owner's money goes where he said. A payment that comes back does not hold up the
// end of the line: the refund waits for another account on its own.
class RefundStep final : public Step {
 public:
  explicit RefundStep(const Outside& outside) : outside_{outside} {}

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    if (dossier.file.refund.minor() <= 0) return Done{};
    auto refund = existing(dossier);
    if (!refund) return Retry{refund.error()};
    if (refund->state == RefundState::paid ||
        refund->state == RefundState::awaiting_new_account)
      return Done{};

    const auto is_his = goes_to_owner(dossier, *refund);
    if (!is_his) return Retry{is_his.error()};
    if (!*is_his) return returned(entry, *std::move(refund));

    const auto answer = outside_.billing.refund(
        dossier.line.id, refund->amount, {refund->target_kind, refund->target_account},
        effect_key(dossier, "E11"));
    // An account that billing cannot even read pays nobody: the owner names another.
    if (!answer && answer.error().fault == Fault::bad_input)
      return returned(entry, *std::move(refund));
    if (!answer) return on_failure(entry, answer.error());
    switch (*answer) {
      case RefundAnswer::accepted: return Later{entry.now() + kAskBankAgain, {}};
      case RefundAnswer::paid: return paid(entry, std::move(*refund));
      case RefundAnswer::returned: return returned(entry, std::move(*refund));
    }
    return Done{};
  }

  Result<std::string> ask(const Dossier& dossier) override {
    const auto account = outside_.billing.account(dossier.line.id);
    if (!account) return pass_on(account.error());
    return "billing: credit left " + to_string(account->paid_credit);
  }

 private:
  Result<Refund> existing(const Dossier& dossier) {
    const auto refunds = outside_.store.refunds(dossier.head.id);
    if (!refunds) return pass_on(refunds.error());
    if (!refunds->empty()) return refunds->front();
    Refund refund;
    refund.id = dossier.head.id;  // One refund per case, however often E11 runs.
    refund.line_id = dossier.line.id;
    refund.case_id = dossier.head.id;
    refund.amount = dossier.file.refund;
    const auto& chosen = dossier.file.settlements;
    const auto choice = std::ranges::find(chosen, "OB-31", &Settlement::obligation);
    refund.target_kind = "source";
    if (choice != chosen.end() && choice->option == "transfer_line") {
      refund.target_kind = "line";
      refund.target_account = choice->detail;
    } else if (choice != chosen.end() && choice->option == "donate") {
      refund.target_kind = "donate";
    }
    return refund;
  }

  // A line is named long before the money goes there: it must be the owner's own. One of
  // his that has ended is refused by billing, which knows whether it was credited before.
  Result<bool> goes_to_owner(const Dossier& dossier, const Refund& refund) {
    if (refund.target_kind != "line") return true;
    const auto line = outside_.store.line(refund.target_account);
    if (!line && line.error().fault == Fault::not_found) return false;
    if (!line) return pass_on(line.error());
    return line->owner_id == dossier.line.owner_id;
  }

  static void move(Refund& refund, RefundEvent on) {
    if (const auto to = next(kRefundTable, refund.state, on)) refund.state = *to;
  }

  static void send(Refund& refund) {
    move(refund, RefundEvent::final_bill_made);
    move(refund, RefundEvent::approved);
    move(refund, RefundEvent::sent);
  }

  Outcome paid(Entry& entry, Refund refund) {
    send(refund);
    move(refund, RefundEvent::paid);
    const auto detail =
        facts({{"refund", to_string(refund.amount)}, {"to", refund.target_kind}});
    entry.tell("M09.bill", target_params(entry.dossier(), refund));
    entry.add(std::move(refund));
    return Done{detail};
  }

  Outcome returned(Entry& entry, Refund refund) {
    send(refund);
    move(refund, RefundEvent::returned);
    move(refund, RefundEvent::account_asked);
    refund.due_at = next_refund_look(outside_.pack, entry.now(), entry.now());
    auto params = target_params(entry.dossier(), refund);
    params["reason"] = entry.dossier().file.language == Language::zh
                           ? "收款账户不可用"
                           : "the account does not take it";
    entry.tell("M10.refund_back", params);
    entry.add(std::move(refund));
    return Done{facts({{"refund", "returned"}})};
  }

  // Late usage may have eaten into the credit since the final bill: look again, pay what is
  // left.
  Outcome on_failure(Entry& entry, const Error& why) {
    if (why.fault != Fault::conflict) return Retry{why};
    const auto account = outside_.billing.account(entry.dossier().line.id);
    if (!account) return Retry{account.error()};
    const auto left = account->paid_credit + account->deposit - account->arrears;
    if (left >= entry.dossier().file.refund) return Stuck{why.code, truth(entry.dossier())};
    entry.dossier().file.refund = std::max(left, Money{0, left.currency()});
    entry.touch_file();
    return Later{entry.now(), facts({{"refund", to_string(entry.dossier().file.refund)}})};
  }

  Params target_params(const Dossier& dossier, const Refund& refund) const {
    const bool zh = dossier.file.language == Language::zh;
    std::string target = zh ? "原支付账户" : "where you paid from";
    if (refund.target_kind == "line") target = zh ? "您的其他号码" : "your other line";
    if (refund.target_kind == "donate") target = zh ? "公益机构" : "charity";
    const auto by = WorkingDays{outside_.pack}.after(dossier.head.changed_at,
                                                     outside_.pack.refunds.pay_wd);
    return {
        {"target", target},
        {"refund", with_sign(refund.amount)},
        {"by", short_deadline_text(by.at, zone_of(outside_.pack), dossier.file.language)}};
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e11_refund(const Outside& outside) {
  return std::make_unique<RefundStep>(outside);
}

}  // namespace signoff
