// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace signoff {

// Travels inside the program; written by the build from openapi/.
extern const std::string_view kOpenApiJson;

}  // namespace signoff
