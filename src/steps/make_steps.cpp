// SPDX-License-Identifier: Apache-2.0
#include "steps/make_steps.h"

namespace signoff {

Steps make_steps(const Outside& outside) {
  Steps steps;
  const auto put = [&steps](StepId id, std::unique_ptr<Step> step) {
    steps[static_cast<std::size_t>(id)] = std::move(step);
  };
  put(StepId::e1_snapshot, make_e1_snapshot(outside));
  put(StepId::e2_stop_charging, make_e2_stop_charging(outside));
  put(StepId::e3_bar, make_e3_bar(outside));
  put(StepId::e4_companions, make_e4_companions(outside));
  put(StepId::e5_esim, make_e5_esim(outside));
  put(StepId::e6_reserve_number, make_e6_reserve_number(outside));
  put(StepId::e7_notify, make_e7_notify(outside));
  put(StepId::e8_note, make_e8_note(outside));
  put(StepId::e9_remove, make_e9_remove(outside));
  put(StepId::e10_final_bill, make_e10_final_bill(outside));
  put(StepId::e11_refund, make_e11_refund(outside));
  put(StepId::e12_quarantine, make_e12_quarantine(outside));
  put(StepId::e13_parties, make_e13_parties(outside));
  put(StepId::e14_prove, make_e14_prove(outside));
  put(StepId::e15_voucher, make_e15_voucher(outside));
  put(StepId::e16_retention, make_e16_retention(outside));
  return steps;
}

}  // namespace signoff
