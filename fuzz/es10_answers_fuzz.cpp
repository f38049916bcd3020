// SPDX-License-Identifier: Apache-2.0
#include "rsp/es10_answers.h"

// What a card may answer: every reader must survive every answer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signoff;
  const ByteView answer{data, size};
  rsp::read_info1(answer);
  rsp::read_info2(answer);
  rsp::read_eid(answer);
  rsp::read_profiles(answer);
  rsp::read_addresses(answer);
  rsp::read_notification_list(answer);
  rsp::read_pending(answer);
  rsp::read_outcome(rsp::function::kDelete, answer);
  return 0;
}
