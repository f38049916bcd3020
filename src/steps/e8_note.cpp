// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"
#include "steps/make_voucher.h"

namespace signoff {
namespace {

// E8: the pre-cancellation note, void as soon as the line is restored.
class NoteStep final : public Step {
 public:
  explicit NoteStep(const Outside& outside) : outside_{outside} {}

  bool acts_outside() const override { return false; }

  Outcome run(Entry& entry) override {
    auto number = issue_voucher(entry, VoucherKind::pre_cancellation, outside_);
    if (!number) return Retry{number.error()};
    entry.dossier().file.voucher = *number;
    entry.touch_file();
    return Done{};
  }

  Outcome undo(Entry& entry) override {
    auto issued = outside_.store.vouchers(entry.dossier().head.id);
    if (!issued) return Retry{issued.error()};
    for (auto& record : *issued) {
      if (record.kind != VoucherKind::pre_cancellation || record.void_at) continue;
      record.void_at = entry.now();
      entry.add(std::move(record));
    }
    return Done{};
  }

 private:
  Outside outside_;
};

}  // namespace

std::unique_ptr<Step> make_e8_note(const Outside& outside) {
  return std::make_unique<NoteStep>(outside);
}

}  // namespace signoff
