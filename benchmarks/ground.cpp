// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/ground.h"

#include "engine/new_case.h"
#include "engine/schedule.h"
#include "policy/pack_reader.h"

namespace signoff::lab {
extern const std::string_view kDemoPack;
}

namespace signoff::bench {
namespace {

constexpr std::size_t kBatch = 512;
constexpr std::int64_t kOwnMoney = 2350;

}  // namespace

Result<std::unique_ptr<Ground>> Ground::open(const std::filesystem::path& folder) {
  auto pack = parse_pack(lab::kDemoPack, "cn.toml");
  if (!pack) return pass_on(pack.error());
  std::unique_ptr<Ground> ground{new Ground{*std::move(pack)}};
  SqliteOptions options;
  options.path = folder / "signoff.db";
  auto file = SqliteFile::open(options, ground->random);
  if (!file) return pass_on(file.error());
  ground->file = *std::move(file);
  ground->store = std::make_unique<SqliteStore>(*ground->file);
  ground->ledger = std::make_unique<SqliteLedgerStore>(*ground->file);
  auto keys = KeyRing::open(folder / "keys", "Benchmark", ground->wall);
  if (!keys) return pass_on(keys.error());
  ground->keys = *std::move(keys);
  ground->notary = std::make_unique<OperatorNotary>(*ground->keys, ground->random);
  return ground;
}

Outside Ground::outside(HomeRegister& register_of_choice, Billing& charging) {
  return {register_of_choice,       charging, sms, parties, *notary, *store, random, pack,
          "https://operator.test/v"};
}

Somebody somebody(Ground& ground, std::size_t n) {
  Somebody who;
  const auto now = ground.clock.now();
  auto& owner = who.owner;
  owner.id = new_uuid(now, ground.random);
  owner.name = "Test";
  owner.id_kind = "resident_id";
  owner.id_number = "999999199001010018";
  owner.email = fmt::format("o{}@example.com", n);
  owner.postal_address = "Test street 1";
  auto& line = who.line;
  line.id = new_uuid(now, ground.random);
  line.owner_id = owner.id;
  line.msisdn = Msisdn::parse(fmt::format("86100{:08}", n)).value();
  line.imsi = Imsi::parse(fmt::format("99970{:010}", n)).value();
  const auto iccid = fmt::format("898600{:013}", n);
  line.iccid = Iccid::parse(iccid + luhn_digit(iccid)).value();
  line.plan = "19 yuan";
  line.monthly_fee = Money{1900, ground.pack.place.currency};
  line.opened_on = parse_date("2025-03-01").value();
  who.number.msisdn = line.msisdn;
  who.number.line_id = line.id;
  return who;
}

LineOpening ordinary_opening(const Ground& ground) {
  const Money zero{0, ground.pack.place.currency};
  LineOpening opening;
  opening.paid_credit = Money{kOwnMoney, ground.pack.place.currency};
  opening.gift_credit = zero;
  opening.arrears = zero;
  opening.unbilled = zero;
  opening.deposit = zero;
  opening.monthly_fee = Money{1900, ground.pack.place.currency};
  opening.billed_until = ground.clock.now() - std::chrono::days{5};
  opening.means = Means::card;
  return opening;
}

Subscription subscription_of(const Line& line) {
  Subscription subscription;
  subscription.imsi = line.imsi;
  subscription.msisdn = line.msisdn;
  subscription.cs_enabled = true;
  subscription.ps_enabled = true;
  subscription.has_keys = true;
  return subscription;
}

Change new_line(const Somebody& who) {
  Change change;
  change.line_id = who.line.id;
  change.owner = who.owner;
  change.line = who.line;
  change.number = who.number;
  return change;
}

Change new_case_for(Ground& ground, const Somebody& who, Instant at) {
  const auto now = ground.clock.now();
  auto dossier = new_case(who.line, who.number, who.owner, ground.pack, CaseType::standard,
                          now, ground.random);
  // Drawn numbers would meet by chance among a million of one month.
  const auto digits = who.line.msisdn.digits();
  dossier.head.number = fmt::format("9912-{}-0", digits.substr(digits.size() - 7));
  auto& file = dossier.file;
  file.opened_by = {Role::subscriber, who.owner.id};
  file.submitted_by = file.opened_by;
  file.submitted_at = now;
  file.reason = "moved";
  file.acknowledgements = {"OB-23", "OB-32", "OB-36", "OB-16"};
  file.settlements = {{"OB-06", "source", ""}};
  file.proofs = {{"otp", now, "subscriber"}};
  file.execute_at = at;
  Entry entry{dossier, ground.pack, now, {Role::subscriber, who.owner.id}};
  entry.note("opened", R"({"channel":"web"})");
  dossier.line.state_before = dossier.line.state;
  entry.move_line(LineEvent::case_submitted);
  entry.move(CaseEvent::submitted);
  entry.move(CaseEvent::proofs_sufficed);
  schedule(entry, CaseEvent::auto_approved, false);
  auto change = entry.take();
  change.owner = who.owner;
  change.number = who.number;
  return change;
}

Result<void> Batch::add(Change change) {
  changes_.push_back(std::move(change));
  return changes_.size() < kBatch ? Result<void>{} : finish();
}

Result<void> Batch::finish() {
  const auto answers = store_.commit(changes_);
  changes_.clear();
  for (const auto& answer : answers)
    if (!answer) return answer;
  return {};
}

}  // namespace signoff::bench
