// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E1: how the network and the charging stand before we touch them, so that a withdrawal can
// put back exactly that.
class SnapshotStep final : public Step {
 public:
  explicit SnapshotStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    if (dossier.file.snapshot) return Done{};
    const auto found = find_own(outside_.home, dossier.line);
    if (!found && found.error().fault != Fault::not_found)
      return failed(outside_.home, dossier.line, found.error());
    const auto account = outside_.billing.account(dossier.line.id);
    if (!account) return Retry{account.error()};

    Snapshot snapshot;
    snapshot.cs_enabled = found && found->cs_enabled;
    snapshot.ps_enabled = found && found->ps_enabled;
    snapshot.vlr = found ? found->vlr : "";
    snapshot.sgsn = found ? found->sgsn : "";
    snapshot.charging = !account->charging_stopped_at;
    snapshot.card = dossier.line.card;
    dossier.file.snapshot = snapshot;
    entry.touch_file();
    return Done{found ? "" : facts({{"register", "unknown"}})};
  }

  Result<std::string> ask(const Dossier& dossier) override {
    return ask_register(outside_.home, dossier.line);
  }

 private:
  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e1_snapshot(const Outside& outside) {
  return std::make_unique<SnapshotStep>(outside);
}

}  // namespace signoff
