// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/book/card_book.h"
#include "card/files/phonebook_files.h"
#include "card/record_files.h"

namespace signoff {

// What could not be read: the file's name as the standards have it, with its record where
// that alone could not ("FDN", "SMS 4"), and why not ("card.not_allowed").
struct BackupNote {
  std::string what;
  std::string code;
  friend bool operator==(const BackupNote&, const BackupNote&) = default;
};

// The file is not there or not for us: so it is with each of its records.
bool is_of_whole_file(const Error& error);

// "EMAIL": as the standards call the file.
std::string_view book_file_name(BookFileKind kind);

// Where the records of one contact lie, so that they can be written or wiped.
struct ContactPlace {
  std::size_t record = 0;  // Of the file of names.
  BookContact contact;
};

// One part of a phone book: a file of names and what belongs to it. A card without EF.PBR
// has a single one with extensions only.
struct BookPart {
  CardPath folder;
  BookSet set;

  CardPath path_of(const BookFile& file) const;
  // The path of the first file of that kind; empty where there is none.
  CardPath path_of(BookFileKind kind) const;
};

// All parts of all phone books of the card, at most 64. Fault::not_found "card.no_file"
// where there is none.
Result<std::vector<BookPart>> find_books(RecordFiles& files);

// Every contact of a part, in the order of its records. A number whose extension cannot be
// read keeps its first twenty digits; a linked record that cannot be read is left out; each
// is told to `notes`. Fails only where the names themselves cannot be read.
Result<std::vector<ContactPlace>> read_contacts(RecordFiles& files, const BookPart& part,
                                                const CardProgress& progress,
                                                std::vector<BackupNote>& notes);

// The whole number of a record whose digits may go on in `extensions`.
Result<std::string> whole_digits(RecordFiles& files, const DialRecord& record,
                                 const CardPath& extensions);

// Tells phones that keep a copy of the book that it is another one now: EF.PSC counts up
// (TS 31.102 clause 4.4.2.12.2). Nothing where the card has no such file or keeps it.
Result<void> announce_change(RecordFiles& files, const BookPart& part);

}  // namespace signoff
