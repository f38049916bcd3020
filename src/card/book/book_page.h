// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "card/book/card_book.h"

#include <string>

namespace signoff {

// One page for people: everything the book holds, in one file that fetches nothing and runs
// nothing, and prints on paper.
std::string to_page(const CardBook& book, Language language);

}  // namespace signoff
