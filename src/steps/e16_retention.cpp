// SPDX-License-Identifier: Apache-2.0
#include "engine/params.h"
#include "steps/make_steps.h"

namespace signoff {
namespace {

// E16: from here on every class of data has the day on which it must be gone.
class RetentionStep final : public Step {
 public:
  explicit RetentionStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    const auto& keep = outside_.pack.retention;
    const auto today = zone_of(outside_.pack).date_of(entry.now());
    const auto until = [&](const std::optional<int>& days) {
      return days ? to_string(add_days(today, *days)) : std::string{"forever"};
    };
    return Done{facts({{"images", until(keep.r1_images)},
                       {"identity", until(keep.r2_identity)},
                       {"invoices", until(keep.r3_invoices)},
                       {"traffic", until(keep.r4_traffic)},
                       {"vouchers", until(keep.r5_vouchers)},
                       {"assignments", until(keep.r6_assignments)}})};
  }

 private:
  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e16_retention(const Outside& outside) {
  return std::make_unique<RetentionStep>(outside);
}

}  // namespace signoff
