// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/admin.h"
#include "storage/sqlite/database.h"

namespace signoff {

struct Migration {
  int version;
  std::string sql;
};
// Those in schema/, by number, built into the program.
const std::vector<Migration>& migrations();

// The schema of an open database; 0 for an empty one.
Result<int> schema_version(Database& database);
// Applies what is missing, each in a transaction of its own; the answer is the version it
// began with. Fault::unavailable "storage.newer" for a database of a newer program.
Result<int> migrate(Database& database, const Progress& progress = {});

}  // namespace signoff
