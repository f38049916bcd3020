// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/ledger_store.h"
#include "ports/list_store.h"

namespace signoff {

// What the lists, figures and proofs of the consoles read beside the Store. References live
// as long as the verbs.
struct DeskStores {
  ListStore& lists;
  LedgerStore& ledger;
};

}  // namespace signoff
