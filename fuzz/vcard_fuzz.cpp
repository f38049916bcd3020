// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "card/book/vcard.h"
#include "card/book/vcard_reader.h"

// A phone's contacts that somebody hands in for a restore: what is read is written and
// reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const auto read = parse_vcards(as_text({data, size}));
  if (!read) {
    ensure(read.error().fault == Fault::bad_input, "fuzz.vcard_fault");
    return 0;
  }
  for (const auto version : {VcardVersion::v3, VcardVersion::v4}) {
    const auto again = parse_vcards(to_vcard(read->contacts, version));
    ensure(read->contacts.empty() || (again && again->contacts == read->contacts),
           "fuzz.vcard");
  }
  return 0;
}
