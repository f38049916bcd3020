// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E6: the number is kept for its owner while the case can still be withdrawn (N1).
class ReserveNumberStep final : public Step {
 public:
  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    const auto& dossier = entry.dossier();
    if (dossier.number.line_id != dossier.line.id ||
        dossier.number.generation != dossier.line.generation)
      return Stuck{"number.changed_hands", "number: of another line or generation"};
    if (dossier.number.state == NumberState::reserved) return Done{};
    if (dossier.number.state != NumberState::in_service)
      return Stuck{"number.state",
                   "number: " + std::string{to_string(dossier.number.state)}};
    entry.move_number(NumberEvent::line_barred);
    return Done{};
  }

  Outcome undo(Entry& entry) override {
    const auto& number = entry.dossier().number;
    if (number.state == NumberState::reserved && number.line_id == entry.dossier().line.id)
      entry.move_number(NumberEvent::line_restored);
    return Done{};
  }
};

}  // namespace

std::unique_ptr<Step> make_e6_reserve_number(const Outside&) {
  return std::make_unique<ReserveNumberStep>();
}

}  // namespace signoff
