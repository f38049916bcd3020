// SPDX-License-Identifier: Apache-2.0
#include "app/idcheck_program.h"

namespace signoff {

std::filesystem::path idcheck_program(const std::filesystem::path& configured) {
  if (!configured.empty()) return configured;
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() /
         "signoff-idcheck";
}

}  // namespace signoff
