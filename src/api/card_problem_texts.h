// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string_view>

namespace signoff {

// The sentence for a code about cards and what desks and chips say of them; null for every
// other code.
const Bilingual* card_sentence(std::string_view code);

}  // namespace signoff
