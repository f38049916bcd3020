// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "card/files/dial_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The phone book of a USIM: several files whose records belong together (3GPP TS 31.102
// clause 4.4.2).
namespace signoff {

// What a file of the book holds; the values are its tags in EF.PBR.
enum class BookFileKind : std::uint8_t {
  names = 0xc0,         // EF.ADN.
  links = 0xc1,         // EF.IAP.
  extensions = 0xc2,    // EF.EXT1.
  second_names = 0xc3,  // EF.SNE.
  numbers = 0xc4,       // EF.ANR.
  control = 0xc5,       // EF.PBC.
  group_links = 0xc6,   // EF.GRP.
  labels = 0xc7,        // EF.AAS.
  groups = 0xc8,        // EF.GAS.
  ids = 0xc9,           // EF.UID.
  emails = 0xca,        // EF.EMAIL.
  capabilities = 0xcb,  // EF.CCP1.
};

// How records of a file belong to the names.
enum class BookFileLink : std::uint8_t {
  by_number = 1,  // The record of the same number.
  by_link = 2,    // The record that EF.IAP names; it points back.
  by_use = 3,     // Named inside other records: groups, labels, extensions.
};

struct BookFile {
  BookFileKind kind = BookFileKind::names;
  BookFileLink link = BookFileLink::by_number;
  std::uint16_t id = 0;
  std::optional<std::uint8_t> short_id;
  std::size_t link_index = 0;  // Of `by_link`: which octet of EF.IAP names its record.
  friend bool operator==(const BookFile&, const BookFile&) = default;
};

// One record of EF.PBR: files that make up to 254 contacts.
struct BookSet {
  std::vector<BookFile> files;

  const BookFile* find(BookFileKind kind) const;
  friend bool operator==(const BookSet&, const BookSet&) = default;
};

// Nothing where the record is free. Fault::bad_input "card.garbled" where it names no file
// of names. Kinds that nobody has defined are passed over, but count for EF.IAP.
Result<std::optional<BookSet>> decode_pbr_record(ByteView record);

// A text that belongs to a name: an e-mail address or a second name. Files that are found
// `by_link` end in two octets that point back.
struct LinkedText {
  std::string text;
  std::uint8_t back_file = 0xff;    // Short identifier of the file of names.
  std::uint8_t back_record = 0xff;  // The record there.
};
// Nothing where the record is free.
std::optional<LinkedText> decode_linked_text(ByteView record, BookFileLink link);
// Gives what was cut, too.
WrittenDial encode_linked_text(const LinkedText& text, BookFileLink link, std::size_t size);

// Another number of the same contact (EF.ANR).
struct LinkedNumber {
  std::uint8_t label = 0;  // Record of EF.AAS; 0 is none.
  DialRecord number;       // Without a name.
  std::uint8_t back_file = 0xff;
  std::uint8_t back_record = 0xff;
};
std::optional<LinkedNumber> decode_linked_number(ByteView record, BookFileLink link);
Bytes encode_linked_number(const LinkedNumber& number, BookFileLink link, std::size_t size);
// Octets of a record of EF.ANR that a number needs.
std::size_t linked_number_size(BookFileLink link);

// Records of EF.GAS that a contact is in (EF.GRP).
std::vector<std::uint8_t> decode_groups(ByteView record);
Bytes encode_groups(const std::vector<std::uint8_t>& groups, std::size_t size);

}  // namespace signoff
