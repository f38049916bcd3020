// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/refund_desk.h"

namespace signoff {

struct NewRefundAccount {
  std::string target;   // "bank", "line" or "cash".
  std::string account;  // Of the bank; the other line's id or number; the till's receipt.
  std::string reason;   // Of staff who act for the owner; kept in the history.
  // Not of finance. Signing in alone moves no money (K1, K9).
  std::vector<GivenProof> proofs;
};

// Another account for a refund that came back (domain 4.6, R6 to R8, K9).
class RefundAccounts {
 public:
  explicit RefundAccounts(const ServiceParts& parts) : parts_{parts} {}

  // The money is sent again at once. A repetition answers as the first did. Faults:
  // bad_input "refund.account" for what is no account, conflict "refund.other_owner" for
  // another line that is not the same owner's, "refund.state" when the refund has not come
  // back, forbidden "refund.cash_at_counter" to everybody but a clerk who asks for cash,
  // "refund.two_people" to finance for more than one person may move (K10),
  // "assurance.needed" with the proofs that are missing.
  Result<RefundView> give(const Caller& caller, const std::string& refund_id,
                          const NewRefundAccount& wanted);

 private:
  // What one try works on.
  struct Asked {
    Dossier dossier;
    Refund refund;
    RefundTarget target;
    bool is_done = false;  // An earlier call said the same.
  };
  Result<Asked> load(const Caller& caller, const std::string& refund_id,
                     const NewRefundAccount& wanted);
  Result<void> prove(const Caller& caller, const Dossier& dossier,
                     const std::vector<GivenProof>& proofs);
  Result<RefundTarget> target_of(const Caller& caller, const Line& line,
                                 const NewRefundAccount& wanted);
  Result<std::string> other_line(const Line& line, std::string_view wanted);
  Result<RefundView> try_once(const Caller& caller, const std::string& refund_id,
                              const NewRefundAccount& wanted);

  const ServiceParts& parts_;
};

}  // namespace signoff
