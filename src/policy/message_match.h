// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/messages.h"

#include <string>
#include <string_view>
#include <vector>

namespace signoff {

// Telling our own messages from others (K14). All of this reads text that a stranger wrote;
// it is bounded by the caller.

// The text as it is compared: blanks of any kind dropped, the wide forms of letters, digits
// and marks made narrow, letters small. Phones and people change these when they copy.
std::string folded(std::string_view text);

// Whether `text` could be this text of the catalogue with some values in it. Both folded
// here. Takes time in proportion to the product of both lengths at the most.
bool is_worded_like(std::string_view pattern, std::string_view text);
// In any language of the catalogue, with the sender's name before it or without.
bool is_worded_like_ours(const Pack& pack, std::string_view text);

// The case numbers in a text, at most four, each once.
std::vector<std::string> case_numbers_in(std::string_view text);

enum class Suspicion { link, asks_for_code, asks_for_money, foreign_number };
// What in a text our messages never have.
std::vector<Suspicion> suspicions(const Pack& pack, std::string_view text);

}  // namespace signoff
