// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace signoff {

// All of a file of at most that many bytes: one that never ends is read no further. The
// file's name is the detail. Faults: not_found "file.open", unavailable "file.read",
// bad_input "file.too_large".
Result<std::string> read_bounded(const std::filesystem::path& file, std::size_t bytes_max);

}  // namespace signoff
