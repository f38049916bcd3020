// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http.h"

namespace signoff {

// The heading of a refusal: one per fault, so that a person sees at once what to do.
const Bilingual& title_of(Fault fault);

// The sentence for a code, or the one for its fault where the code has none of its own.
const Bilingual& sentence_of(const Error& error);
bool has_sentence(std::string_view code);

}  // namespace signoff
