// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/money.h"

#include <string>
#include <vector>

namespace signoff {

// One side of a double entry. Debit is positive, credit negative.
struct Posting {
  std::string account;  // "customer.paid_credit", "income.fees", …
  std::int64_t minor = 0;
  friend bool operator==(const Posting&, const Posting&) = default;
};

// A posted fact of one line. The postings sum to zero; (line_id, key) is unique.
struct LedgerEntry {
  std::string line_id;
  std::string key;  // Idempotency key: who caused it.
  Instant at;
  std::string kind;  // "opening", "collect", "final_bill", "refund", …
  std::string
      note;  // JSON with what the entry's maker wants to answer again on repetition.
  std::vector<Posting> postings;
  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

struct AccountBalance {
  std::string account;
  std::int64_t minor = 0;
  friend bool operator==(const AccountBalance&, const AccountBalance&) = default;
};

// An entry by its line and its place among the line's entries, from 1.
struct EntryName {
  std::string line_id;
  std::int64_t seq = 0;
  friend bool operator==(const EntryName&, const EntryName&) = default;
};

// The whole ledger added up. It has the one currency of the operator.
struct LedgerProof {
  std::int64_t entries = 0;
  std::int64_t postings = 0;
  std::int64_t lines = 0;
  std::int64_t sum = 0;  // Over every posting; anything but zero is a broken ledger.
  std::vector<AccountBalance> accounts;  // By name.
  std::vector<EntryName> unbalanced;     // By line and place; the first of them.
  friend bool operator==(const LedgerProof&, const LedgerProof&) = default;
};

// Where the embedded ledger keeps its entries. Nothing is ever changed or deleted.
class LedgerStore {
 public:
  virtual ~LedgerStore() = default;
  // True when posted now, false when (line_id, key) was there already (nothing written).
  // `expected_entries` is how many entries of the line the caller has seen: Fault::conflict
  // "ledger.moved" when there are others by now, so that decisions never rest on old
  // balances.
  virtual Result<bool> post(const LedgerEntry& entry, std::size_t expected_entries) = 0;
  // All entries of one line, oldest first.
  virtual Result<std::vector<LedgerEntry>> entries(const std::string& line_id) = 0;
  // Sum over every posting of every line; anything but zero is a broken ledger.
  virtual Result<std::int64_t> total() = 0;
  // Everything added up as it was at one moment, with at most that many entries that do
  // not sum to zero.
  virtual Result<LedgerProof> prove(std::size_t unbalanced_max) = 0;
};

}  // namespace signoff
