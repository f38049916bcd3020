// SPDX-License-Identifier: Apache-2.0
#include "base/ensure.h"
#include "connectors/idcheck/frame.h"

#include <algorithm>

// Any head, then any object and picture, as either side may get them from a broken other.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace signoff;
  const ByteView bytes{data, size};
  const auto head = parse_frame_head(bytes.first(std::min(size, kFrameHead)));
  const auto rest = bytes.subspan(std::min(size, kFrameHead));
  const auto text = head ? std::min(head->text, rest.size()) : rest.size();
  const auto request = parse_request(as_text(rest.first(text)), rest.subspan(text));
  if (request) {
    const auto again = write_request(*request);
    ensure(parse_frame_head(ByteView{again}.first(kFrameHead)).has_value(), "fuzz.frame");
  }
  const auto answer = parse_answer(as_text(rest.first(text)), rest.subspan(text));
  if (answer) ensure(answer->defects.size() <= 16, "fuzz.answer");
  return 0;
}
