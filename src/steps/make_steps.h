// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "steps/outside.h"

namespace signoff {

// All of E1-E16, in order. One function per step, each in a file of its own.
Steps make_steps(const Outside& outside);

std::unique_ptr<Step> make_e1_snapshot(const Outside& outside);
std::unique_ptr<Step> make_e2_stop_charging(const Outside& outside);
std::unique_ptr<Step> make_e3_bar(const Outside& outside);
std::unique_ptr<Step> make_e4_companions(const Outside& outside);
std::unique_ptr<Step> make_e5_esim(const Outside& outside);
std::unique_ptr<Step> make_e6_reserve_number(const Outside& outside);
std::unique_ptr<Step> make_e7_notify(const Outside& outside);
std::unique_ptr<Step> make_e8_note(const Outside& outside);
std::unique_ptr<Step> make_e9_remove(const Outside& outside);
std::unique_ptr<Step> make_e10_final_bill(const Outside& outside);
std::unique_ptr<Step> make_e11_refund(const Outside& outside);
std::unique_ptr<Step> make_e12_quarantine(const Outside& outside);
std::unique_ptr<Step> make_e13_parties(const Outside& outside);
std::unique_ptr<Step> make_e14_prove(const Outside& outside);
std::unique_ptr<Step> make_e15_voucher(const Outside& outside);
std::unique_ptr<Step> make_e16_retention(const Outside& outside);

}  // namespace signoff
