// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/store.h"
#include "storage/sqlite/sqlite_file.h"

namespace signoff {

// Writes one change inside the open transaction. On a failure some of it may be written:
// the caller undoes it by a savepoint.
Result<void> write_change(SqliteFile& file, Database& database, const Change& change);

}  // namespace signoff
