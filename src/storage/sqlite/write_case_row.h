// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"
#include "storage/sqlite/database.h"

namespace signoff {

// What has become of the case.
enum class RowMove { made, stayed, moved };

// Brings the row that lists sort and filter by up to date with the change's case, in the
// same transaction. The case has just been written, and its file.
Result<void> write_case_row(Database& database, const Change& change, RowMove how);

}  // namespace signoff
