// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace signoff {

// Where a store can be made to die: before a transaction is durable, or after it is but
// before the caller hears of it.
enum class CommitPoint { before, after };

// Called around every transaction. The simulation throws from it; what is thrown passes
// through the store, which stays usable and whole.
using CommitHook = std::function<void(CommitPoint)>;

// What a hook throws to play the death of the process.
struct ProcessDied {
  CommitPoint at;
};

}  // namespace signoff
