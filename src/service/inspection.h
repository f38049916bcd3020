// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/service.h"

namespace signoff {

// The hash chain of a case as it is stored, computed again.
struct ChainView {
  std::vector<HistoryEvent> events;
  std::string head;              // Hash that the case holds of its last event.
  std::optional<int> broken_at;  // First event that does not fit; none when it is whole.
};

// A message of a case as its contact read it or will read it.
struct MessageView {
  Instant at;
  std::string channel;  // "sms", "other_line", "email", "post".
  std::string to;       // Masked.
  NoticeState state = NoticeState::queued;
  std::string text;
};

struct TruthView {
  std::string truth;  // "register: present, barred, not attached".
  Instant at;
};

// What staff look at and change nothing by, and the hold of the fraud desk.
class Inspection {
 public:
  explicit Inspection(const ServiceParts& parts) : parts_{parts} {}

  Result<ChainView> history(const Caller& caller, const std::string& case_id);
  // In the order they were written. One-time codes are no part of it.
  Result<std::vector<MessageView>> messages(const Caller& caller,
                                            const std::string& case_id);
  // Asks the far side of the step that is due. Faults are the far side's, when it cannot be
  // asked; conflict "query.no_step" for a case that is at no step.
  Result<TruthView> ask_far_side(const Caller& caller, const std::string& case_id);
  // The newest hundred cases that share a mark with this one (K12).
  Result<std::vector<CaseLink>> links(const Caller& caller, const std::string& case_id);
  // Stops the case where it is (C9, C9b).
  Result<CaseView> hold_case(const Caller& caller, const std::string& case_id,
                             int expected_version, const std::string& reason);

 private:
  const ServiceParts& parts_;
};

// The first event of the chain that does not fit: a wrong number, link or hash, or one that
// is missing at the end.
std::optional<int> broken_at(const Case& head, const std::vector<HistoryEvent>& events);

}  // namespace signoff
