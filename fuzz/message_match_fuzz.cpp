// SPDX-License-Identifier: Apache-2.0
// A text that somebody pasted to ask whether it is ours.
#include "policy/message_match.h"

#include "base/ensure.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  if (size > 4000) return 0;
  static const Pack pack = [] {
    Pack made;
    made.place.operator_name = {"Xinglian", "星联"};
    made.place.hotline = "1000000";
    return made;
  }();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto plain = folded(text);
  ensure(folded(plain) == plain, "fuzz.folding_twice");
  ensure(case_numbers_in(text).size() <= 4, "fuzz.case_numbers");
  (void)suspicions(pack, text);
  (void)is_worded_like_ours(pack, text);
  // What stands in a text of ours cannot make another text of ours out of it.
  const auto half = text.substr(0, size / 2);
  (void)is_worded_like(half, text.substr(size / 2));
  return 0;
}
