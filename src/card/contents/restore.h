// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"
#include "card/record_files.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// Something of the book that the card could not take as it is.
struct RestoreCut {
  std::string whose;  // The contact's name, or who the message is from or to.
  // "contact", "name", "second_name", "number", "label", "email", "group", "message",
  // "dialled", "fixed", "service".
  std::string what;
  std::string lost;  // The text that was cut.
  friend bool operator==(const RestoreCut&, const RestoreCut&) = default;
};

struct RestoreReport {
  std::size_t contacts = 0;    // Written.
  std::size_t messages = 0;    // Written.
  std::size_t were_there = 0;  // Contacts and messages that the card had already.
  std::vector<RestoreCut> cuts;
  // Why it ended early: all above happened, and of what `unfinished` names some parts may
  // have; nothing after it. Starting again goes on.
  std::optional<Error> stopped;
  // The contact, or whoever a message is from or to, that was being written then.
  std::optional<std::string> unfinished;
};

// Writes the contacts and messages of a book into free records of a card that was opened
// with `open_sim`, and reads each back; nothing that is on the card is overwritten, only
// what deleted contacts left beside free names is cleared. A contact appears when its name
// is written, last of its parts. A number for which the contact has no room becomes a
// contact of its own with the same name. Numbers dialled, fixed and of services are the
// card's own business and are listed as cut.
RestoreReport restore(CardSession& session, const CardBook& book,
                      const CardProgress& progress = {});

}  // namespace signoff
