// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/apdu.h"
#include "card/files/tlv_walk.h"
#include "rsp/tlv.h"

#include <algorithm>

namespace {

using namespace signoff;

void check_commands(ByteView octets) {
  if (const auto command = decode_command(octets))
    ensure(std::ranges::equal(encode(*command), octets), "fuzz.command");
  if (const auto answer = decode_answer(octets))
    ensure(answer->data.size() + 2 == octets.size(), "fuzz.answer");
}

// What is read lies within the octets; written again, it reads the same, in the same order
// and with nothing between.
void check_objects(ByteView octets) {
  rsp::TlvWriter writer;
  std::size_t size = 0;
  for (rsp::TlvReader reader{octets}; !reader.at_end();) {
    const auto object = reader.next();
    if (!object) break;
    ensure(object->whole.data() == octets.data() + size, "fuzz.tlv_place");
    size += object->whole.size();
    ensure(size <= octets.size() && object->value.size() < object->whole.size(),
           "fuzz.tlv_size");
    writer.put(object->tag, object->value);
    if (const auto number = rsp::read_number(object->value)) {
      const auto again = rsp::TlvWriter{}.put_number(0x02, *number).bytes();
      ensure(rsp::read_number(rsp::read_tlv(again, 0x02)->value) == *number, "fuzz.number");
    }
    if (const auto bits = rsp::read_bits(object->value)) {
      const auto again = rsp::TlvWriter{}.put_bits(0x03, *bits).bytes();
      ensure(rsp::read_bits(rsp::read_tlv(again, 0x03)->value) == *bits, "fuzz.bits");
    }
  }
  // Lengths may come in more octets than they need; we write them in as few.
  ensure(writer.bytes().size() <= size, "fuzz.tlv_length");
  ensure(rsp::TlvList::read(writer.bytes()).has_value(), "fuzz.tlv_again");
}

}  // namespace

// What goes over the wire between a reader and a card.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets{data, size};
  check_commands(octets);
  check_objects(octets);
  TlvWalk walk{octets};
  while (const auto object = walk.next())
    ensure(object->value.data() + object->value.size() <= data + size, "fuzz.walk");
  return 0;
}
