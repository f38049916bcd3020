// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string_view>

namespace signoff {

enum class BindingKind { bank, payment, messenger, travel, government, other };
std::string_view to_string(BindingKind kind);

// A service that knows the number: its name, and one sentence on where to give it another.
struct BindingText {
  BindingKind kind = BindingKind::other;
  Bilingual name;
  Bilingual guide;
};

// `id` as the record has it: "bank:ICBC", "WeChat". A service that is not known here is
// shown under its own name.
BindingText binding_text(std::string_view id);

}  // namespace signoff
