// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E2: recurring charges, autopay and add-ons end. The moment is fixed at the first try, so
// that a billing system that answers late still stops at the time the owner was promised.
class StopChargingStep final : public Step {
 public:
  explicit StopChargingStep(const Outside& outside) : outside_{outside} {}

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    if (!dossier.file.stopped_at) {
      dossier.file.stopped_at = entry.now();
      entry.touch_file();
    }
    const auto account = outside_.billing.account(dossier.line.id);
    if (!account) return Retry{account.error()};
    if (account->charging_stopped_at && !account->is_held) return Done{};
    const auto stopped = outside_.billing.stop_charging(
        dossier.line.id, *dossier.file.stopped_at, effect_key(dossier, "E2"));
    if (!stopped) return Retry{stopped.error()};
    return Done{};
  }

  Outcome undo(Entry& entry) override {
    auto& dossier = entry.dossier();
    if (!dossier.file.snapshot) return Done{};
    const auto account = outside_.billing.account(dossier.line.id);
    if (!account) return Retry{account.error()};
    // A line that was not charged for its plan before (suspended, lost) is not now.
    if (!dossier.file.snapshot->charging) return hold_again(entry, *account);
    if (account->charging_stopped_at) {
      const auto resumed = outside_.billing.resume_charging(dossier.line.id, entry.now(),
                                                            effect_key(dossier, "E2.undo"));
      if (!resumed) return Retry{resumed.error()};
    }
    dossier.file.stopped_at.reset();
    entry.touch_file();
    return Done{};
  }

  Result<std::string> ask(const Dossier& dossier) override {
    const auto account = outside_.billing.account(dossier.line.id);
    if (!account) return pass_on(account.error());
    if (account->is_held) return "billing: charging for the pause";
    return account->charging_stopped_at ? "billing: stopped" : "billing: charging";
  }

 private:
  // What a pause costs is due again from the moment that the line goes back to it.
  Outcome hold_again(Entry& entry, const Account& account) {
    const auto& dossier = entry.dossier();
    const auto& fee = outside_.pack.hold.monthly_fee;
    const bool is_paused = dossier.line.state_before == LineState::susp_user;
    if (!is_paused || account.is_held || account.rating_closed || fee.minor() == 0)
      return Done{};
    const auto held = outside_.billing.hold_charging(dossier.line.id, entry.now(), fee,
                                                     effect_key(dossier, "E2.undo"));
    if (!held) return Retry{held.error()};
    return Done{};
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e2_stop_charging(const Outside& outside) {
  return std::make_unique<StopChargingStep>(outside);
}

}  // namespace signoff
