// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/desk_stores.h"
#include "service/service.h"

namespace signoff {

// A refund as it is shown: the account by its last letters only.
struct RefundView {
  Refund refund;
  std::string case_number;
  std::string masked_number;
  std::string masked_account;
  std::vector<std::string> actions;  // "new_account".
  bool is_for_owner_only = false;    // Only he gives another account.
};

struct RefundListView {
  std::vector<RefundView> refunds;
  std::optional<ListMark> next;
  std::size_t total = 0;
};

struct LedgerProofView {
  LedgerProof proof;
  Currency currency;  // The operator's; the ledger has no other.
  Instant at;
};

// "…1234" of an account that money goes to; of what is too short to hide, only "…".
std::string masked_account(std::string_view account);

// Whether this caller may give another account for the refund now.
bool takes_new_account(const Caller& caller, const Refund& refund, const Pack& pack);

// Whether it waits for the owner himself: finance alone would move too much (K10).
bool is_for_owner_only(const Caller& caller, const Refund& refund, const Pack& pack);

// Finance's view of the money: refunds and the proof of the ledger.
class RefundDesk {
 public:
  RefundDesk(const ServiceParts& parts, DeskStores stores)
      : parts_{parts}, stores_{stores} {}

  Result<RefundListView> list(const Caller& caller, const RefundQuery& query);
  Result<LedgerProofView> prove_ledger(const Caller& caller);

 private:
  const ServiceParts& parts_;
  DeskStores stores_;
};

}  // namespace signoff
