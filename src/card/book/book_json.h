// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"

#include <string>
#include <string_view>

namespace signoff {

inline constexpr std::size_t kBookJsonMax = 8 * 1024 * 1024;

// Everything, so that parse_book gives the same book again. Version 1.
std::string to_json(const CardBook& book);

// Reads what to_json writes; members may be left out, other members are refused. Faults:
// bad_input "book.size", "book.json", "book.version", and "book.member" with the member's
// name as detail.
Result<CardBook> parse_book(std::string_view json);

}  // namespace signoff
