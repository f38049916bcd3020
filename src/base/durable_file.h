// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>

namespace signoff {

// Puts a file in place whole or not at all, whatever happens meanwhile, and on the disk
// before it returns; its owner alone can read it. Fault::unavailable "file.write" with its
// name.
Result<void> write_durably(const std::filesystem::path& file, std::string_view content);

}  // namespace signoff
