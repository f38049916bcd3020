// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "storage/codec.h"

// The first byte chooses the record; the rest is a row's text. What is read must be written
// and read again the same.
namespace {

template <class Record, class Decode>
void round_trip(std::string_view text, Decode decode) {
  const signoff::Result<Record> first = decode(text);
  if (!first) return;
  const signoff::Result<Record> second = decode(signoff::encode(*first));
  signoff::ensure(second && *second == *first, "fuzz.round_trip");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
  switch (data[0] % 4) {
    case 0: round_trip<signoff::CaseFile>(text, signoff::decode_case_file); break;
    case 1: round_trip<signoff::Owner>(text, signoff::decode_owner); break;
    case 2: round_trip<signoff::Params>(text, signoff::decode_params); break;
    default: round_trip<std::vector<signoff::Posting>>(text, signoff::decode_postings);
  }
  return 0;
}
