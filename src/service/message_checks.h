// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

struct MessageVerdict {
  std::string verdict;  // "genuine", "worded_like_ours", "not_ours".
  std::vector<Bilingual> reasons;
  std::optional<Instant> sent_at;  // Of a genuine one.
};

// "Is this message genuine?" (K14). A text proves itself only when it is, word for word,
// one that we sent for the case it names; nothing else that exists is told apart from what
// does not. Nothing is kept.
class MessageChecks {
 public:
  explicit MessageChecks(const ServiceParts& parts) : parts_{parts} {}
  Result<MessageVerdict> check(std::string_view text);

 private:
  Result<std::optional<Instant>> sent_at(std::string_view text);

  const ServiceParts& parts_;
};

}  // namespace signoff
