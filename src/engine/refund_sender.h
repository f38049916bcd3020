// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/entry.h"
#include "ports/billing.h"

namespace signoff {

// Sends a refund that came back to the account given since (R6). Each account that is given
// is one payment: its key counts them, so that a repeated try pays nothing twice.
class RefundSender {
 public:
  RefundSender(Billing& billing, const Pack& pack) : billing_{billing}, pack_{pack} {}

  // True for the states in which it is the operator's turn.
  static bool is_to_send(RefundState state);

  // One try, and the refund as it is after it. `history` is that of the case. A far side
  // that does not answer is asked again later and leaves no trace in the history.
  void send(Entry& entry, Refund refund, const std::vector<HistoryEvent>& history);

 private:
  void paid(Entry& entry, Refund refund);
  void returned(Entry& entry, Refund refund);
  void refused(Entry& entry, Refund refund, const Error& why);

  Billing& billing_;
  const Pack& pack_;
};

}  // namespace signoff
