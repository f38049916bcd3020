// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "lab/lab.h"

namespace signoff::lab {

// What only the demo offers: reading everybody's messages, looking at phones, writing from
// and to them, deleting their eSIM, moving the clock. Needs no login; the lab outlives the
// routes.
std::vector<Route> lab_routes(Lab& lab);

}  // namespace signoff::lab
