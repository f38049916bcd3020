// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

#include <algorithm>

namespace signoff {
namespace {

// E10: rating ends and the final bill is made. The fee is the one that the owner consented
// to, and only where he chose to pay it. What the bill leaves open is asked from the means
// of payment once; a refusal becomes a debt and never brings the line back.
class FinalBillStep final : public Step {
 public:
  explicit FinalBillStep(const Outside& outside) : outside_{outside} {}

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    if (const auto charged = charge_fee(dossier); !charged) return Retry{charged.error()};
    const auto bill = outside_.billing.close_rating(
        dossier.line.id, dossier.file.stopped_at.value_or(entry.now()),
        effect_key(dossier, "E10"));
    if (!bill) return Retry{bill.error()};
    auto open = bill->open;
    if (open.minor() > 0) {
      const auto paid = outside_.billing.collect(dossier.line.id, open, false,
                                                 effect_key(dossier, "E10.collect"));
      if (!paid && paid.error().fault != Fault::conflict) return Retry{paid.error()};
      if (paid) open = Money{0, open.currency()};
    }
    dossier.file.final_bill = bill->owed;
    dossier.file.refund = bill->refundable;
    dossier.file.forfeited = bill->forfeited;
    entry.touch_file();
    return Done{facts({{"owed", to_string(bill->owed)},
                       {"open", to_string(open)},
                       {"refundable", to_string(bill->refundable)}})};
  }

  Result<std::string> ask(const Dossier& dossier) override {
    const auto account = outside_.billing.account(dossier.line.id);
    if (!account) return pass_on(account.error());
    return account->rating_closed ? "billing: rating closed" : "billing: rating open";
  }

 private:
  Result<void> charge_fee(const Dossier& dossier) {
    const auto& file = dossier.file;
    const auto chosen =
        std::ranges::find(file.settlements, "OB-17", &Settlement::obligation);
    const auto item = std::ranges::find(file.quote.items, "contract_fee", &QuoteItem::id);
    if (chosen == file.settlements.end() || chosen->option != "pay_fee" ||
        item == file.quote.items.end() || item->amount.minor() <= 0)
      return {};
    auto charged = outside_.billing.charge_fee(dossier.line.id, item->amount,
                                               effect_key(dossier, "E10.fee"));
    // Without a proven contract, or once rating has closed, there is no fee to be had.
    if (!charged && charged.error().fault == Fault::conflict) return {};
    return charged;
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e10_final_bill(const Outside& outside) {
  return std::make_unique<FinalBillStep>(outside);
}

}  // namespace signoff
