// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"
#include "card/contents/phonebook.h"
#include "card/record_files.h"

#include <optional>
#include <string>
#include <vector>

namespace signoff {

// What became of one file.
struct WipedFile {
  std::string name;  // "ADN", "SMS", "LOCI".
  CardPath path;
  std::size_t records = 0;  // That held something.
  std::size_t wiped = 0;    // Of those: overwritten, read back and found empty.
  // "card.not_allowed" where the card keeps some of it; "card.not_read_back" where some may
  // be overwritten and nobody could look.
  std::string refused;
  bool is_clean() const { return refused.empty() && wiped == records; }
};

struct WipeReport {
  std::string iccid;
  std::vector<WipedFile> files;  // Those the card has, in the order they were done.
  // Why it ended early. What `files` says happened, and one record more may have been
  // overwritten; starting again goes on.
  std::optional<Error> stopped;
  // What the backup lacks, because the card did not give it when it was read for comparing.
  std::vector<BackupNote> not_saved;

  // Everything the card has was read back and is empty.
  bool is_proved() const;
};

// What allows to wipe: a backup of this very card, or the word that none is wanted.
struct WipePermit {
  const CardBook* backup = nullptr;
  bool no_backup = false;
};

// Overwrites contacts, messages, numbers dialled, places seen and networks forbidden, on a
// card that was opened with `open_sim` and had its PIN presented, and reads everything
// back. A file that the card does not let go of is named in the report, and the rest goes
// on.
//
// Before the first octet changes, the card is read again and must hold nothing that the
// backup does not; it may hold less, after a wipe that broke off:
// conflict "card.no_backup" without one, "card.no_iccid" where nobody can say whose it is,
// "card.other_card", "card.backup_differs".
Result<WipeReport> wipe(CardSession& session, const WipePermit& permit,
                        const CardProgress& progress = {});

}  // namespace signoff
