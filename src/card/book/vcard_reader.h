// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "card/book/card_book.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace signoff {

inline constexpr std::size_t kVcardMax = 32 * 1024 * 1024;  // Phones put pictures in.

struct ReadVcards {
  std::vector<BookContact> contacts;
  // What a card has no place for ("ADR", "PHOTO"), and of how many contacts it stays
  // behind.
  std::map<std::string, std::size_t> left_out;
  friend bool operator==(const ReadVcards&, const ReadVcards&) = default;
};

// Contacts in vCard 3.0 or 4.0 (RFC 2426, RFC 6350), as to_vcard() and phones write them:
// lines of either end, folded or not. All of them or none: a file that was cut off is
// refused. Fault::bad_input "vcard.size", "vcard.none" where there is no vCard,
// "vcard.version" for older ones, "vcard.encoding" for what is not UTF-8, and "vcard.line"
// with the number of the line as detail.
Result<ReadVcards> parse_vcards(std::string_view text);

}  // namespace signoff
