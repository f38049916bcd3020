// SPDX-License-Identifier: Apache-2.0
#include "app/store_place.h"

#include "app/config.h"

namespace signoff {

Result<StorePlace> named(const StorePlace& place) {
  if (place.config.empty() == place.database.empty())
    return fail(Fault::bad_input, "place.needed");
  if (place.config.empty()) return place;
  const auto config = load_config(place.config);
  if (!config) return pass_on(config.error());
  return StorePlace{place.config, config->store, config->store_key};
}

Result<std::unique_ptr<SqliteFile>> open_place(const StorePlace& place, Random& random) {
  SqliteOptions options;
  options.path = place.database;
  options.key_file = place.key_file;
  return SqliteFile::open(options, random);
}

}  // namespace signoff
