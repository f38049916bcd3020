// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/ledger_store.h"

#include <span>

namespace signoff {

// Begins the ledgers of many lines. One that has begun already is left as it is.
Result<void> post_openings(LedgerStore& ledger, std::span<const LedgerEntry> openings);

}  // namespace signoff
