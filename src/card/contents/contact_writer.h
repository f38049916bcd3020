// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card/contents/phonebook.h"
#include "card/contents/restore.h"

namespace signoff {

// Writes contacts into the free records of one part of a phone book.
class ContactWriter {
 public:
  ContactWriter(RecordFiles& files, const BookPart& part, std::vector<RestoreCut>& cuts)
      : files_{files}, part_{part}, cuts_{cuts} {}

  // Reads what belongs to the next free names, file by file because a card selects slowly.
  Result<void> look_ahead(std::size_t contacts);

  enum class Outcome : std::uint8_t { written, no_room, nothing_to_show };

  // A contact of whose name and first number nothing fits would be a free record, so it is
  // not begun; whoever asked tells of it. Numbers that found no room are added to
  // `left_over`.
  Result<Outcome> write(const BookContact& contact, std::vector<BookNumber>& left_over);

 private:
  using IsFree = bool (*)(ByteView record);

  // The next free record of a file from where the last search ended; 0 where there is none.
  Result<std::size_t> next_free(const CardPath& path, IsFree is_free);
  Result<DialRecord> dial_of(const BookContact& contact, const BookNumber& number);
  // Writes the digits past the twentieth; gives the first record, kNoRecord where there is
  // no room for all of them.
  Result<std::uint8_t> write_extensions(std::string_view digits);
  // The record of a text in a file of names of groups or labels, written where it is new; 0
  // where there is no room.
  Result<std::uint8_t> record_of_text(const CardPath& path, const std::string& text);
  Result<void> write_linked(const BookContact& contact, std::vector<BookNumber>& left_over);
  // Where the linked record goes; 0 where there is no room. Notes it for EF.IAP.
  Result<std::size_t> place_for(const BookFile& file, std::size_t size_min);
  Result<bool> write_text(const BookFile& file, const BookContact& contact,
                          std::string_view what, const std::string& text);
  Result<bool> write_number(const BookFile& file, const BookContact& contact,
                            const BookNumber& number);
  Result<bool> write_groups(const BookFile& file, const BookContact& contact);
  Result<void> write_links();
  // What a deleted contact left in the record of the same number would show as this one's.
  Result<void> clear_left_over(const BookFile& file);
  void cut(const BookContact& contact, std::string_view what, const std::string& lost);

  RecordFiles& files_;
  const BookPart& part_;
  std::vector<RestoreCut>& cuts_;
  std::map<CardPath, std::size_t> cursors_;
  std::size_t record_ = 0;                     // Of the contact being written.
  std::map<std::size_t, std::uint8_t> links_;  // Octets of its record of EF.IAP.
};

}  // namespace signoff
