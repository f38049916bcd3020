// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/web_assets.h"

#include <filesystem>

namespace signoff {

// Runs everything a company runs, as the file says, until SIGTERM or SIGINT. Answers the
// exit code.
int run_serve(const std::filesystem::path& config_file, std::span<const WebAsset> pages);

}  // namespace signoff
