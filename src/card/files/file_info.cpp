// SPDX-License-Identifier: Apache-2.0
#include "card/files/file_info.h"

#include "card/files/tlv_walk.h"

#include <algorithm>

namespace signoff {
namespace {

std::unexpected<Error> garbled(std::string_view what) {
  return fail(Fault::bad_input, "card.garbled", std::string{what});
}

std::size_t number(ByteView octets) {
  std::size_t value = 0;
  for (const auto octet : octets) value = value << 8 | octet;
  return value;
}

// TS 102 221 clause 11.1.1.4.3: the structure in the low bits; folders are 0x38.
FileKind kind_of(std::uint8_t descriptor) {
  const int type = descriptor & 0x3f;
  if (type == 0x38) return FileKind::folder;
  if (type == 0x39) return FileKind::other;  // BER-TLV.
  switch (type & 7) {
    case 1: return FileKind::transparent;
    case 2: return FileKind::linear;
    case 6: return FileKind::cyclic;
    default: return FileKind::other;
  }
}

// Clause 9.5.2: one bit a PIN from the highest on, then their references in that order.
void read_pins(FileInfo& info, ByteView status) {
  ByteView enabled;
  std::size_t index = 0;
  TlvWalk walk{status};
  while (const auto object = walk.next()) {
    if (object->tag == 0x90) enabled = object->value;
    if (object->tag != 0x83 || object->value.size() != 1) continue;
    PinInfo pin;
    pin.reference = object->value[0];
    if (index / 8 < enabled.size())
      pin.is_enabled = (enabled[index / 8] >> (7 - index % 8) & 1) != 0;
    info.pins.push_back(pin);
    ++index;
  }
}

// Clause 11.1.1.4.9: operational or still being set up; 0x04, 0x06 and 0x0c upward are not.
bool is_usable_state(std::uint8_t state) { return state <= 3 || state == 5 || state == 7; }

void read_object(FileInfo& info, const TlvObject& object) {
  const ByteView value = object.value;
  switch (object.tag) {
    case 0x80:
      info.size = number(value.first(std::min<std::size_t>(value.size(), 4)));
      break;
    case 0x83:
      if (value.size() == 2) info.id = static_cast<std::uint16_t>(number(value));
      break;
    case 0x88:
      if (value.size() == 1) info.short_id = static_cast<std::uint8_t>(value[0] >> 3);
      break;
    case 0x8a:
      if (value.size() == 1) info.is_usable = is_usable_state(value[0]);
      break;
    case 0xa5:  // Proprietary: 83 is the memory that is left.
      if (const auto memory = find_tlv(value, 0x83); memory && memory->size() <= 4)
        info.free_memory = number(*memory);
      break;
    case 0xc6: read_pins(info, value); break;
    default: break;
  }
}

}  // namespace

Result<FileInfo> decode_fcp(ByteView answer) {
  const auto parameters = find_tlv(answer, 0x62);
  if (!parameters) return garbled("no file control parameters");
  FileInfo info;
  const auto descriptor = find_tlv(*parameters, 0x82);
  if (!descriptor || descriptor->size() < 2) return garbled("no file descriptor");
  info.kind = kind_of((*descriptor)[0]);
  if (info.kind == FileKind::linear || info.kind == FileKind::cyclic) {
    if (descriptor->size() < 5) return garbled("no size of records");
    info.record_size = number(descriptor->subspan(2, 2));
    info.record_count = (*descriptor)[4];
    if (info.record_size == 0 || info.record_size > 255 || info.record_count > 254)
      return garbled("records of no possible size");
  }
  TlvWalk walk{*parameters};
  while (const auto object = walk.next()) read_object(info, *object);
  if (info.size > 0xffff) return garbled("a file of no possible size");
  // A file whose size is not said would look empty.
  if (info.kind == FileKind::transparent && !find_tlv(*parameters, 0x80))
    return garbled("no size of the file");
  if (info.record_size > 0 && info.record_count == 0)
    info.record_count = std::min<std::size_t>(info.size / info.record_size, 254);
  return info;
}

Result<FileInfo> decode_2g_answer(ByteView answer) {
  if (answer.size() < 14) return garbled("too short for a file");
  FileInfo info;
  info.id = static_cast<std::uint16_t>(number(answer.subspan(4, 2)));
  const std::uint8_t type = answer[6];
  if (type == 0x01 || type == 0x02) {
    info.kind = FileKind::folder;
    info.free_memory = number(answer.subspan(2, 2));
    if (answer.size() < 21) return info;
    const auto pin = [&](std::uint8_t reference, std::uint8_t status) {
      PinInfo found{reference, true, std::nullopt};
      if ((status & 0x80) != 0) found.tries_left = status & 0x0f;
      info.pins.push_back(found);
    };
    pin(0x01, answer[18]);
    pin(0x81, answer[20]);
    info.pins[0].is_enabled = (answer[13] & 0x80) == 0;
    return info;
  }
  if (type != 0x04) return garbled("no type of file");
  info.size = number(answer.subspan(2, 2));
  info.is_usable = (answer[11] & 1) != 0;
  switch (answer[13]) {
    case 0: info.kind = FileKind::transparent; return info;
    case 1: info.kind = FileKind::linear; break;
    case 3: info.kind = FileKind::cyclic; break;
    default: return info;
  }
  if (answer.size() < 15 || answer[14] == 0) return garbled("no size of records");
  info.record_size = answer[14];
  info.record_count = std::min<std::size_t>(info.size / info.record_size, 254);
  return info;
}

}  // namespace signoff
