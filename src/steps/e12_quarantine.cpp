// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E12: the number begins its rest (N2). The row with its day of disconnection is what the
// revocation feed publishes.
class QuarantineStep final : public Step {
 public:
  explicit QuarantineStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    auto& dossier = entry.dossier();
    auto& number = dossier.number;
    if (number.state == NumberState::quarantine && number.line_id == dossier.line.id)
      return Done{};
    if (number.line_id != dossier.line.id || number.generation != dossier.line.generation)
      return Stuck{"number.changed_hands", "number: of another line or generation"};
    if (number.state != NumberState::reserved)
      return Stuck{"number.state", "number: " + std::string{to_string(number.state)}};
    const auto& rest = outside_.pack.quarantine;
    const auto zone = zone_of(outside_.pack);
    const auto day = zone.date_of(dossier.line.terminated_at.value_or(entry.now()));
    number.disconnected_on = day;
    number.due_at = zone.start_of(add_days(day, rest.days - rest.scrub_before_days));
    entry.move_number(NumberEvent::line_removed);
    return Done{facts({{"until", to_string(add_days(day, rest.days))}})};
  }

 private:
  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e12_quarantine(const Outside& outside) {
  return std::make_unique<QuarantineStep>(outside);
}

}  // namespace signoff
