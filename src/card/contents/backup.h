// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"
#include "card/contents/phonebook.h"
#include "card/record_files.h"

#include <string>
#include <vector>

namespace signoff {

struct CardBackup {
  CardBook book;
  // What the card has and did not give; for people and reports.
  std::vector<BackupNote> notes;
};

// Reads everything people keep on a SIM or USIM, opened with `open_sim` and its PIN
// presented if it asks for one; writes nothing. A list that is not on the card or not for
// us leaves a note, or none where it simply is not there. Fails where the card is pulled,
// or wants its PIN for contacts or messages: a backup without them would look whole and not
// be it; and where its ICCID cannot be read.
Result<CardBackup> back_up(CardSession& session, Instant now,
                           const CardProgress& progress = {});

// The same card holds the same: contacts, messages and numbers; not when it was read.
bool same_contents(const CardBook& a, const CardBook& b);

}  // namespace signoff
