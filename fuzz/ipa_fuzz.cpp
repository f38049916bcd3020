// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "connectors/hlr/ipa.h"

#include <algorithm>
#include <vector>

// The first byte says where the stream is cut: frames must not depend on it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const signoff::ByteView stream{data + 1, size - 1};
  const std::size_t cut = stream.empty() ? 0 : data[0] % (stream.size() + 1);
  signoff::IpaReader whole;
  signoff::IpaReader pieces;
  whole.feed(stream);
  pieces.feed(stream.first(cut));
  std::vector<signoff::Bytes> early;
  for (auto frame = pieces.next(); frame && *frame; frame = pieces.next())
    early.emplace_back((*frame)->payload.begin(), (*frame)->payload.end());
  pieces.feed(stream.subspan(cut));
  for (auto frame = pieces.next(); frame && *frame; frame = pieces.next())
    early.emplace_back((*frame)->payload.begin(), (*frame)->payload.end());
  std::size_t count = 0;
  for (auto frame = whole.next(); frame && *frame; frame = whole.next()) {
    signoff::ensure(
        count < early.size() && std::ranges::equal(early[count], (*frame)->payload),
        "fuzz.frames_differ");
    signoff::answer_ccm((*frame)->payload, "SIGNOFF-1");
    ++count;
  }
  signoff::ensure(count == early.size(), "fuzz.frames_differ");
  return 0;
}
