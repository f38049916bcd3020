// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "storage/sqlite/sqlite_file.h"

#include <filesystem>
#include <memory>

namespace signoff {

// Where the database is: said by itself, or by the configuration of the server.
struct StorePlace {
  std::filesystem::path config;    // Empty: the two below.
  std::filesystem::path database;  // Made where there is none.
  std::filesystem::path key_file;  // Empty: beside the database.
};

// The same place with database and key file named. Fault::bad_input "place.needed".
Result<StorePlace> named(const StorePlace& place);

// Makes the database with its key where there is none yet.
Result<std::unique_ptr<SqliteFile>> open_place(const StorePlace& place, Random& random);

}  // namespace signoff
