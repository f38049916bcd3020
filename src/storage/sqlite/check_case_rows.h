// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/sqlite/check_histories.h"

namespace signoff {

// Each case has the row that lists and figures know it by, and the row says what the case
// and its file say. Since when it is in its state and how its last review ended only the
// row itself knows.
Result<void> check_case_rows(Database& database, Findings& findings,
                             const Progress& progress);

}  // namespace signoff
