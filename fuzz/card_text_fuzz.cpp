// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "base/utf8.h"
#include "card/text/alpha.h"
#include "card/text/number.h"

// First octet: the size of a field to write. The rest: an alpha field, digits, and a name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  if (size == 0) return 0;
  const ByteView octets{data + 1, size - 1};
  const auto name = decode_alpha(octets);
  ensure(from_utf8(name).has_value(), "fuzz.alpha_utf8");

  // What a card could say, another card can keep, if only there is room; but for what is no
  // character of UCS2, and what binds that to its neighbours.
  const auto copied = encode_alpha(name, 2 * octets.size() + 4);
  for (const char32_t c : *from_utf8(copied.cut))
    ensure(c == 0 || c == 0xfffd || c >= 0xffff || c == 0x200d || c == 0xfe0f,
           "fuzz.alpha_copy");

  const auto field = encode_alpha(as_text(octets), data[0]);
  ensure(field.bytes.size() == data[0], "fuzz.alpha_size");
  ensure(from_utf8(decode_alpha(field.bytes)).has_value(), "fuzz.alpha_back");

  const auto digits = decode_digits(octets);
  ensure(decode_digits(*encode_digits(digits)) == digits, "fuzz.digits");
  if (const auto number = parse_number(as_text(octets)))
    ensure(encode_digits(number->digits).has_value(), "fuzz.number");
  return 0;
}
