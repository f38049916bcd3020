// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "benchmarks/machine.h"
#include "connectors/billing/fake_billing.h"
#include "connectors/billing/ledger.h"
#include "connectors/hlr/fake_hlr.h"
#include "connectors/mail/fake_mail.h"
#include "connectors/parties/fake_parties.h"
#include "evidence/notary.h"
#include "policy/pack.h"
#include "steps/outside.h"
#include "storage/sqlite/sqlite_store.h"

namespace signoff::bench {

// A message centre that takes every message and refuses every probe: only lines that are
// barred or removed are ever probed.
class Centre final : public SmsGateway {
 public:
  Result<std::string> send(const Sms&) override { return std::string{"1"}; }
  Result<bool> probe(const Msisdn&) override { return false; }
};

// The real store on a disk, real signatures, and far sides that are fakes in memory.
struct Ground {
  static Result<std::unique_ptr<Ground>> open(const std::filesystem::path& folder);

  SystemRandom random;
  // Stands still until it is moved: days pass in no time, everything else takes its own.
  ManualClock clock;
  SystemClock wall;
  Pack pack;
  std::unique_ptr<SqliteFile> file;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<SqliteLedgerStore> ledger;
  std::unique_ptr<KeyRing> keys;
  std::unique_ptr<OperatorNotary> notary;
  FakeHlr home;
  FakeBilling billing;
  Centre sms;
  FakeMail mail;
  FakeParties parties{{{"bank-a", "https://bank-a.test", "https://bank-a.test/events"}}};

  // `home` may be another register than the fake.
  Outside outside(HomeRegister& register_of_choice, Billing& charging);

 private:
  explicit Ground(Pack rules) : clock{SystemClock{}.now()}, pack{std::move(rules)} {}
};

// Somebody with an ordinary line: the n-th, with nothing open.
struct Somebody {
  Owner owner;
  Line line;
  Number number;
};
Somebody somebody(Ground& ground, std::size_t n);

// The opening balance of an ordinary prepaid line.
LineOpening ordinary_opening(const Ground& ground);
Subscription subscription_of(const Line& line);

// What stores a new line with its owner and number.
Change new_line(const Somebody& who);
// The same with a case that was asked for and approved, to be executed at `at`.
Change new_case_for(Ground& ground, const Somebody& who, Instant at);

// Commits in groups; fails with the first that fails.
class Batch {
 public:
  explicit Batch(Store& store) : store_{store} {}
  Result<void> add(Change change);
  Result<void> finish();

 private:
  Store& store_;
  std::vector<Change> changes_;
};

}  // namespace signoff::bench
