// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/sqlite/sqlite_file.h"

#include "ports/store.h"

namespace signoff {

// Writes what a change tells of looks at personal data and of marks that cases share. On
// the writer only.
Result<void> write_inspected(SqliteFile& file, Database& database, const Change& change);

}  // namespace signoff
