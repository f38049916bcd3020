// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E7: whoever relies on the number hears that it is off. The owner hears by the message of
// the case's own move (C12), on every contact but the line that was just barred.
class NotifyStep final : public Step {
 public:
  explicit NotifyStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    tell_all(entry, NewsKind::stopped);
    return Done{};
  }

  Outcome undo(Entry& entry) override {
    // Only what was told needs taking back: in E7 itself nothing had been recorded yet.
    if (entry.dossier().line.state == LineState::pre_cancelled)
      tell_all(entry, NewsKind::restored);
    return Done{};
  }

 private:
  void tell_all(Entry& entry, NewsKind kind) {
    const auto give_up =
        entry.now() + std::chrono::days{outside_.pack.retries.party_wd * 2};
    for (const auto& party : outside_.parties.all())
      entry.tell_party(party.id, kind, std::nullopt, give_up);
  }

  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e7_notify(const Outside& outside) {
  return std::make_unique<NotifyStep>(outside);
}

}  // namespace signoff
