// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace signoff {

// Files that travel inside the program; written by the build from openapi/ and page/.
extern const std::string_view kOpenApiJson;
extern const std::string_view kPageHtml;
extern const std::string_view kPageScript;
extern const std::string_view kPageStyle;
extern const std::string_view kPageMark;

}  // namespace signoff
