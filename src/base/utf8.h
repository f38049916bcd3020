// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace signoff {

// UTF-8 as code points, strictly: overlong forms, surrogates and values past U+10FFFF are
// Fault::bad_input "text.not_utf8" (RFC 3629 clause 3).
Result<std::u32string> from_utf8(std::string_view text);

// One code point that is not a surrogate and not past U+10FFFF.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace signoff
