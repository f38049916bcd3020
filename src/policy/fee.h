// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/civil_time.h"
#include "policy/pack.h"

namespace signoff {

// A fee for leaving a contract before its end, with the sum written out for the owner.
struct FeeQuote {
  Money amount;
  int months = 0;     // Months charged; the last may be a part.
  Bilingual formula;  // "3 × ¥18.00 × 30% = ¥16.20".
};

// What leaving on `leaves_on` costs by the pack's formula. Months are counted back from
// `ends_on`, whose day of the month is the last of a shorter month (31st, leap years:
// domain case 44). Zero from the last day of the contract on. `monthly_fee` is not
// negative.
FeeQuote contract_fee(const ContractFee& formula, Date ends_on, const Money& monthly_fee,
                      Date leaves_on);

}  // namespace signoff
