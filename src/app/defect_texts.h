// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string>
#include <string_view>

namespace signoff {

// What is wrong with a record, in words; the code itself where there are none.
std::string defect_text(std::string_view code, Language language);

}  // namespace signoff
