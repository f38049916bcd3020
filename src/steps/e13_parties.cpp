// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"
#include "policy/working_days.h"
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E13: whoever relies on the number learns that it is gone and how long it rests. Each
// token is retried on its own for the pack's working days; none holds up the case.
class PartiesStep final : public Step {
 public:
  explicit PartiesStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    const auto& number = entry.dossier().number;
    std::optional<Date> rests_until;
    if (number.disconnected_on)
      rests_until = add_days(*number.disconnected_on, outside_.pack.quarantine.days);
    const auto& parties = outside_.parties.all();
    if (parties.empty()) return Done{};
    const auto give_up =
        WorkingDays{outside_.pack}.after(entry.now(), outside_.pack.retries.party_wd).at;
    for (const auto& party : parties) {
      entry.tell_party(party.id, NewsKind::terminated, rests_until, give_up);
      entry.tell_party(party.id, NewsKind::resting, rests_until, give_up);
    }
    return Done{facts({{"parties", std::to_string(parties.size())}})};
  }

 private:
  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e13_parties(const Outside& outside) {
  return std::make_unique<PartiesStep>(outside);
}

}  // namespace signoff
