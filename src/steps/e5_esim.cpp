// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E5: a line in an eUICC. Under SGP.22 v2 only the device can delete its profile, so the
// wish is recorded and the end of the line never waits for it; the chip's signed
// notification moves the profile on whenever it comes.
class EsimStep final : public Step {
 public:
  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    if (!entry.dossier().line.eid) return Done{};
    entry.move_card(CardEvent::disable_asked);
    return Done{facts({{"profile", to_string(entry.dossier().line.card)}})};
  }

  Outcome undo(Entry& entry) override {
    if (!entry.dossier().line.eid) return Done{};
    entry.move_card(CardEvent::reinstated);
    return Done{facts({{"profile", to_string(entry.dossier().line.card)}})};
  }
};

}  // namespace

std::unique_ptr<Step> make_e5_esim(const Outside&) { return std::make_unique<EsimStep>(); }

}  // namespace signoff
