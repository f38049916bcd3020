// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/sqlite/sqlite_file.h"

namespace signoff {

// Writes a record where its version is the stored one; Fault::conflict "totp.version".
Result<void> write_totp(SqliteFile& file, Database& database, const TotpRecord& totp);

}  // namespace signoff
