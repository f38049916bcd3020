// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

struct PairingView {
  Pairing pairing;
  std::string code;     // Only in the answer that made it.
  std::string case_id;  // The open case of the line, once the screen has joined.
};

// The customer's own screen at a counter (6.4). The clerk shows a code; the screen that
// types it becomes a session of the customer that reaches that one line. What is done
// there, the customer does; the clerk gives his `in_person` proof on his own screen.
class Pairings {
 public:
  explicit Pairings(const ServiceParts& parts) : parts_{parts} {}

  // The clerk has one customer before him: whatever other screen of his waits or has
  // joined is ended first.
  Result<PairingView> open(const Caller& clerk, const std::string& line_id);
  // Those of other clerks are not_found "pairing.unknown".
  Result<PairingView> show(const Caller& clerk, const std::string& id);
  // The screen's session is worth nothing from then on. Ending twice is no error.
  Result<void> end(const Caller& clerk, const std::string& id);
  // Single use. Forbidden "pairing.wrong" for a code that is wrong, used or too old.
  Result<SessionToken> join(std::string_view code);

 private:
  Result<void> end_all(const Caller& clerk);
  Result<std::string> fresh_code(const std::vector<Pairing>& waiting);
  Result<Pairing> load(const Caller& clerk, const std::string& id);

  const ServiceParts& parts_;
};

}  // namespace signoff
