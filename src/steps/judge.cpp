// SPDX-License-Identifier: Apache-2.0
#include "steps/judge.h"

#include "engine/params.h"
#include "engine/schedule.h"
#include "policy/working_days.h"
#include "steps/facts.h"

#include <algorithm>

namespace signoff {
namespace {

class CaseJudge final : public Judge {
 public:
  explicit CaseJudge(const Outside& outside) : outside_{outside} {}

  Outcome judge(Entry& entry) override {
    auto& dossier = entry.dossier();
    auto facts = gather_facts(outside_, dossier.line, dossier.head.id, entry.now());
    if (!facts) return Retry{facts.error()};
    auto declined = settle_arrears(dossier, *facts);
    if (!declined) return Retry{declined.error()};

    auto open = still_open(obligations(*facts, outside_.pack), dossier.file.settlements,
                           dossier.file.acknowledgements);
    // The case's own hold is silent; the text of OB-12 never names the reason.
    if (!dossier.line.legal_hold.empty()) return hold(entry, "legal");
    if (!open.empty() || *declined) return await_owner(entry, open, *declined);

    const auto risk = risk_score(outside_.pack, risk_facts(*facts, outside_.pack));
    note_risk(dossier.file, risk);
    entry.touch_file();
    if (!dossier.file.hold_cleared &&
        (dossier.line.fraud_flag || risk.band == RiskBand::analyst))
      return hold(entry, "risk");
    dossier.file.wants_second = wants_second(dossier, *facts);
    // What a person has begun to judge a person ends, however harmless it looks by now.
    const bool was_judged = !dossier.file.reviewer.empty();
    if (risk.points >= outside_.pack.risk.review_at || has_documents(dossier.file) ||
        dossier.file.wants_second || was_judged)
      return to_review(entry);
    schedule(entry, CaseEvent::auto_approved, false);
    return Done{};
  }

 private:
  // Takes what the owner chose to pay now. True when the means of payment refused.
  Result<bool> settle_arrears(const Dossier& dossier, CaseFacts& facts) {
    const auto all = obligations(facts, outside_.pack);
    const auto choice = choice_for("OB-14", all, dossier.file.settlements);
    if (choice != "pay_now" && choice != "deduct_credit") return false;
    const auto paid =
        outside_.billing.collect(dossier.line.id, facts.arrears, choice == "deduct_credit",
                                 effect_key(dossier, "OB-14." + to_string(facts.arrears)));
    if (!paid && paid.error().fault == Fault::conflict) return true;
    if (!paid) return pass_on(paid.error());
    if (choice == "deduct_credit") facts.paid_credit = facts.paid_credit - facts.arrears;
    facts.arrears = Money{0, facts.arrears.currency()};
    return false;
  }

  Outcome await_owner(Entry& entry, const std::vector<Obligation>& open, bool declined) {
    auto& file = entry.dossier().file;
    file.open_items.clear();
    for (const auto& item : open)
      file.open_items.push_back({item.id, item.text.en, item.text.zh});
    if (declined) {
      file.open_items.push_back({"OB-14", "The payment was refused; choose another way.",
                                 "扣款未成功，请换一种方式缴清欠费。"});
      std::erase_if(file.settlements,
                    [](const Settlement& one) { return one.obligation == "OB-14"; });
    }
    file.waiting_since = entry.now();
    file.answer_until = entry.now() + std::chrono::days{outside_.pack.times.awaiting_days};
    file.reminders = 0;
    entry.touch_file();
    entry.move(CaseEvent::items_open);
    entry.due(next_look_while_awaiting(file, outside_.pack));
    return Done{};
  }

  Outcome hold(Entry& entry, std::string reason) {
    auto& dossier = entry.dossier();
    dossier.head.held_from = CaseState::precheck;
    dossier.file.hold_reason = std::move(reason);
    dossier.file.hold_due = entry.now() + outside_.pack.times.fraud_contact;
    entry.touch_file();
    entry.move(CaseEvent::held, facts({{"why", dossier.file.hold_reason}}));
    entry.due(dossier.file.hold_due);
    return Done{};
  }

  Outcome to_review(Entry& entry) {
    auto& file = entry.dossier().file;
    file.review_due =
        WorkingDays{outside_.pack}.after(entry.now(), outside_.pack.times.review_wd).at;
    entry.touch_file();
    entry.move(CaseEvent::review_needed,
               facts({{"risk", std::to_string(file.risk_score)}}));
    entry.due(file.review_due);
    return Done{};
  }

  static void note_risk(CaseFile& file, const RiskScore& risk) {
    file.risk_score = risk.points;
    file.risk.clear();
    for (const auto& reason : risk.reasons)
      file.risk.push_back({std::string{to_string(reason.factor)}, reason.points});
  }

  // K10: two people for what cannot be made good.
  bool wants_second(const Dossier& dossier, const CaseFacts& facts) const {
    const auto& control = outside_.pack.dual_control;
    const auto subject = subject_of(dossier.line);
    return std::ranges::find(control.subjects, subject) != control.subjects.end() ||
           (control.premium_number && facts.line.premium_number) ||
           dossier.file.quote.refund > outside_.pack.refunds.dual_control_above ||
           dossier.file.assurance >= static_cast<int>(Assurance::al4);
  }

  // Proof that only a person can judge.
  static bool has_documents(const CaseFile& file) {
    return !file.documents.empty() ||
           std::ranges::any_of(file.proofs,
                               [](const Proof& proof) { return proof.kind == "video"; });
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Judge> make_judge(const Outside& outside) {
  return std::make_unique<CaseJudge>(outside);
}

}  // namespace signoff
