// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/store_place.h"

namespace signoff {

// Puts lines into a database beside a server that may be running. Answers the exit code.

struct LoadCommand {
  StorePlace into;
  std::filesystem::path file;
  bool keeps_going = false;
  bool as_json = false;
};
int load_into_database(const LoadCommand& command);

}  // namespace signoff
