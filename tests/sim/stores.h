// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/ledger_store.h"
#include "ports/store.h"
#include "storage/commit_point.h"

#include <memory>
#include <string>
#include <vector>

namespace signoff::sim {

// What a life is written down in.
enum class Ground { memory, sqlite };

// Both stores of one life; what is on disk goes with it.
class Stores {
 public:
  virtual ~Stores() = default;
  virtual Store& store() = 0;
  virtual LedgerStore& ledger() = 0;
  // What `signoff db check` finds wrong with what was written; nothing to find in memory.
  virtual std::vector<std::string> faults() { return {}; }
};

// `hook` is called around every transaction of either store. Both grounds call it at the
// same moments, so that a seed lives the same life on both.
std::unique_ptr<Stores> make_stores(Ground ground, CommitHook hook);

}  // namespace signoff::sim
