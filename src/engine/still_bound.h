// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/params.h"

namespace signoff {

// {bindings} of M06: how many services still know the number, banks first, without their
// names. Empty where none is known; the general reminder then stays.
Params still_bound(Store& store, const Dossier& dossier);

}  // namespace signoff
