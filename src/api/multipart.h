// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

namespace signoff {

// One part of a form. The views point into the body that was parsed.
struct FormPart {
  std::string name;
  std::string filename;      // "" for a plain field; the last path element only.
  std::string content_type;  // Lower case, without parameters; "text/plain" by default.
  std::string_view content;
};

inline constexpr std::size_t kPartsMax = 16;
inline constexpr std::size_t kPartHeaderMax = 4096;

// multipart/form-data (RFC 7578) with strict line ends. `body` must outlive the parts.
Result<std::vector<FormPart>> parse_multipart(std::string_view content_type,
                                              std::string_view body);

}  // namespace signoff
