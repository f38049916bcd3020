// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"
#include "steps/make_voucher.h"

namespace signoff {
namespace {

// E15: the final voucher, which anyone can check without us.
class VoucherStep final : public Step {
 public:
  explicit VoucherStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    auto number = issue_voucher(entry, VoucherKind::final, outside_);
    if (!number) return Retry{number.error()};
    entry.dossier().file.voucher = *number;
    entry.touch_file();
    return Done{};
  }

 private:
  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e15_voucher(const Outside& outside) {
  return std::make_unique<VoucherStep>(outside);
}

}  // namespace signoff
