// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/population.h"
#include "ports/ledger_store.h"
#include "ports/store.h"

#include <functional>

namespace signoff::lab {

// Called with how many lines are done.
using LoadProgress = std::function<void(std::size_t done)>;

// Puts the population's people, lines, numbers and accounts into an empty store.
Result<void> load_store(const Population& population, Store& store, LedgerStore& ledger,
                        Instant at, const LoadProgress& progress);

}  // namespace signoff::lab
