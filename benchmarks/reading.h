// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchmarks/child.h"
#include "benchmarks/load.h"
#include "benchmarks/many.h"

namespace signoff::bench {

// GET /cases/{id} by the owners of the cases, each of his own. `people` outlives the plan.
LoadPlan reading(const Child& child, const People& people, std::size_t connections,
                 double seconds);

}  // namespace signoff::bench
