// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "base/utf8.h"
#include "connectors/smsc/sms_text.h"

// First octet: data coding. The rest: one part off the air, and a text to put on it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  if (size == 0) return 0;
  const ByteView octets{data + 1, size - 1};
  PartCollector collector;
  if (const auto part = read_part((data[0] & 0x40) != 0, octets))
    collector.add("a>b", *part);
  if (const auto text = decode_text(data[0] & 0x0f, octets))
    ensure(from_utf8(*text).has_value(), "fuzz.utf8");

  const auto parts = cut_into_parts(as_text(octets), data[0]);
  if (!parts) return 0;
  std::optional<Bytes> whole;
  for (const SmsPart& cut : *parts)
    whole = collector.add("c>d", *read_part(cut.has_header, cut.octets));
  ensure(whole && decode_text(parts->front().data_coding, *whole) ==
                      std::string{as_text(octets)},
         "fuzz.sms_text");
  return 0;
}
