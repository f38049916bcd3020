// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace signoff {

// Row numbers in osmo-hlr's key tables (schema 6) that belong to no subscriber. Opens the
// register's file read only; CTRL has no request for this.
Result<std::vector<std::int64_t>> scan_orphan_keys(const std::filesystem::path& database);

}  // namespace signoff
