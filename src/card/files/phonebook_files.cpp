// SPDX-License-Identifier: Apache-2.0
#include "card/files/phonebook_files.h"

#include "base/ensure.h"
#include "card/files/tlv_walk.h"
#include "card/text/alpha.h"

#include <algorithm>

namespace signoff {
namespace {

constexpr std::size_t kBackSize = 2;
constexpr std::size_t kNumberRecordSize = 15;  // Label, length, type, digits, CCP and EXT.

bool is_free(ByteView record) {
  return std::ranges::all_of(record, [](std::uint8_t octet) { return octet == 0xff; });
}

bool is_known(std::uint32_t tag) { return tag >= 0xc0 && tag <= 0xcb; }

void read_files(BookSet& set, ByteView files, BookFileLink link) {
  std::size_t link_index = 0;
  TlvWalk walk{files};
  while (const auto object = walk.next()) {
    const std::size_t index = link_index++;
    if (!is_known(object->tag) || object->value.size() < 2) continue;
    BookFile file;
    file.kind = static_cast<BookFileKind>(object->tag);
    file.link = link;
    file.id = static_cast<std::uint16_t>(object->value[0] << 8 | object->value[1]);
    if (object->value.size() > 2) file.short_id = object->value[2];
    if (link == BookFileLink::by_link) file.link_index = index;
    set.files.push_back(file);
  }
}

struct Parts {
  ByteView own;
  std::uint8_t back_file = 0xff;
  std::uint8_t back_record = 0xff;
};

Parts split(ByteView record, BookFileLink link) {
  if (link != BookFileLink::by_link || record.size() < kBackSize) return {record};
  const auto own = record.first(record.size() - kBackSize);
  return {own, record[own.size()], record[own.size() + 1]};
}

}  // namespace

const BookFile* BookSet::find(BookFileKind kind) const {
  const auto found = std::ranges::find(files, kind, &BookFile::kind);
  return found == files.end() ? nullptr : &*found;
}

Result<std::optional<BookSet>> decode_pbr_record(ByteView record) {
  if (is_free(record)) return std::nullopt;
  BookSet set;
  TlvWalk walk{record};
  while (const auto object = walk.next()) {
    if (object->tag == 0xa8) read_files(set, object->value, BookFileLink::by_number);
    if (object->tag == 0xa9) read_files(set, object->value, BookFileLink::by_link);
    if (object->tag == 0xaa) read_files(set, object->value, BookFileLink::by_use);
  }
  if (set.find(BookFileKind::names) == nullptr)
    return fail(Fault::bad_input, "card.garbled", "a phone book without names");
  return set;
}

std::optional<LinkedText> decode_linked_text(ByteView record, BookFileLink link) {
  const Parts parts = split(record, link);
  LinkedText out{decode_alpha(parts.own), parts.back_file, parts.back_record};
  if (out.text.empty()) return std::nullopt;
  return out;
}

WrittenDial encode_linked_text(const LinkedText& text, BookFileLink link,
                               std::size_t size) {
  const std::size_t tail = link == BookFileLink::by_link ? kBackSize : 0;
  ensure(size >= tail, "a linked record has its links");
  auto field = encode_alpha(text.text, size - tail);
  WrittenDial out{std::move(field.bytes), std::move(field.cut)};
  if (tail > 0) {
    out.bytes.push_back(text.back_file);
    out.bytes.push_back(text.back_record);
  }
  return out;
}

std::optional<LinkedNumber> decode_linked_number(ByteView record, BookFileLink link) {
  const Parts parts = split(record, link);
  if (parts.own.size() < kNumberRecordSize) return std::nullopt;
  const auto number = decode_dial(parts.own.subspan(1, kDialTail));
  if (!number || !*number) return std::nullopt;
  LinkedNumber out{parts.own[0], **number, parts.back_file, parts.back_record};
  if (out.label == 0xff) out.label = 0;
  return out;
}

std::size_t linked_number_size(BookFileLink link) {
  return kNumberRecordSize + (link == BookFileLink::by_link ? kBackSize : 0);
}

Bytes encode_linked_number(const LinkedNumber& number, BookFileLink link,
                           std::size_t size) {
  ensure(size >= linked_number_size(link), "a linked number has its size");
  DialRecord nameless = number.number;
  nameless.name.clear();
  Bytes out{number.label};
  const auto dial = encode_dial(nameless, kDialTail);
  out.insert(out.end(), dial.bytes.begin(), dial.bytes.end());
  out.resize(size, 0xff);
  if (link == BookFileLink::by_link) {
    out[size - 2] = number.back_file;
    out[size - 1] = number.back_record;
  }
  return out;
}

std::vector<std::uint8_t> decode_groups(ByteView record) {
  std::vector<std::uint8_t> groups;
  for (const auto octet : record)
    if (octet != 0x00 && octet != 0xff) groups.push_back(octet);
  return groups;
}

Bytes encode_groups(const std::vector<std::uint8_t>& groups, std::size_t size) {
  Bytes out = groups;
  out.resize(size, 0x00);
  return out;
}

}  // namespace signoff
