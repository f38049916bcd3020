// SPDX-License-Identifier: Apache-2.0
#include "engine/profiles.h"
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E5: a line in an eUICC. Under SGP.22 v2 only the device can delete its profile, so the
// wish is recorded and the end of the line never waits for it; the chip's signed
// notification moves the profile on whenever it comes. One that came before the case counts
// here.
class EsimStep final : public Step {
 public:
  explicit EsimStep(const Outside& outside) : cards_{outside.cards} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    const auto& line = entry.dossier().line;
    if (!line.eid) return Done{};
    entry.move_card(CardEvent::disable_asked);
    if (cards_ == nullptr) return stands(entry);
    const auto reports = cards_->card_reports(line.id);
    if (!reports) return Retry{reports.error()};
    const auto* last = last_report(*reports);
    if (last == nullptr || !apply_report(entry, last->change)) return stands(entry);
    return Done{facts({{"profile", to_string(line.card)}, {"digest", last->digest}})};
  }

  Outcome undo(Entry& entry) override {
    if (!entry.dossier().line.eid) return Done{};
    entry.move_card(CardEvent::reinstated);
    return stands(entry);
  }

 private:
  static Outcome stands(const Entry& entry) {
    return Done{facts({{"profile", to_string(entry.dossier().line.card)}})};
  }

  CardStore* cards_;
};

}  // namespace

std::unique_ptr<Step> make_e5_esim(const Outside& outside) {
  return std::make_unique<EsimStep>(outside);
}

}  // namespace signoff
