// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"

#include <string>
#include <vector>

namespace signoff {

enum class VcardVersion : std::uint8_t { v3, v4 };  // RFC 2426 and RFC 6350.

// One card a contact, folded at 75 octets without tearing a character apart.
std::string to_vcard(const std::vector<BookContact>& contacts, VcardVersion version);

// What FN says of a contact: it must not be empty (RFC 6350 clause 6.2.1).
std::string shown_name(const BookContact& contact);

}  // namespace signoff
