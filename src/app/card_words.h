// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string_view>

namespace signoff {

// What a file of a card holds ("ADN": contacts), by the name that a wipe gives it; the name
// itself where there is no word for it.
std::string_view wiped_file_text(std::string_view name, Language language);

// What a restore could not write, by RestoreCut::what: "name cut", "message not written".
std::string_view cut_text(std::string_view what, Language language);

}  // namespace signoff
