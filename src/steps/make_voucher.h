// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "steps/outside.h"

namespace signoff {

// What a voucher of this kind says about the case as it stands at `now`.
Voucher describe(const Dossier& dossier, VoucherKind kind, const Outside& outside,
                 Instant now);

// Signs one and adds it to the entry, unless the case has a valid one of this kind already.
// Answers its number.
Result<std::string> issue_voucher(Entry& entry, VoucherKind kind, const Outside& outside);

}  // namespace signoff
