// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace signoff {

// Where signoff-idcheck lies: as configured, else beside this program.
std::filesystem::path idcheck_program(const std::filesystem::path& configured = {});

}  // namespace signoff
