// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/ledger.h"

#include "base/ensure.h"

namespace signoff {
namespace {

// How often a decision is made again when others post to the same line meanwhile.
constexpr int kDecisionsMax = 16;
constexpr std::size_t kKeyLengthMax = 512;
// A refund makes longer keys out of the line and its own key; they must fit.
constexpr std::size_t kRefundKeyLengthMax = 400;
constexpr std::size_t kAccountLengthMax = 200;
// Far above any bill and far below what a sum of many could overflow.
constexpr std::int64_t kEntryMinorMax = 1'000'000'000'000;

using Postings = std::vector<Posting>;

const LedgerEntry* find(const std::vector<LedgerEntry>& entries, std::string_view key) {
  const auto found = std::ranges::find(entries, key, &LedgerEntry::key);
  return found == entries.end() ? nullptr : &*found;
}

void add(Postings& postings, std::string_view account, std::int64_t minor) {
  if (minor != 0) postings.push_back({std::string{account}, minor});
}

// Moves `minor` from one account to the other.
void move(Postings& postings, std::string_view from, std::string_view to,
          std::int64_t minor) {
  add(postings, to, minor);
  add(postings, from, -minor);
}

Result<void> check_amount(const AccountState& state, Money amount) {
  if (amount.currency() != state.currency)
    return fail(Fault::bad_input, "billing.currency");
  if (amount.minor() <= 0 || amount.minor() > kEntryMinorMax)
    return fail(Fault::bad_input, "billing.amount");
  return {};
}

// What is owed now, arrears before fees.
struct Owed {
  std::int64_t arrears = 0;
  std::int64_t fees = 0;
  std::int64_t sum() const { return arrears + fees; }
};

Owed owed(const AccountState& state) {
  return {state.balance(chart::kReceivable), state.balance(chart::kReceivableFees)};
}

// Credits `minor` of what is owed, the oldest kind first.
void pay_owed(Postings& postings, const Owed& debt, std::int64_t minor) {
  const auto arrears = std::min(minor, debt.arrears);
  add(postings, chart::kReceivable, -arrears);
  add(postings, chart::kReceivableFees, arrears - minor);
}

// Pays what is owed out of paid credit, then out of the deposit. Answers how much.
std::int64_t pay_from_credit(Postings& postings, const AccountState& state,
                             const Owed& debt) {
  const auto credit = std::min(debt.sum(), state.held(chart::kPaidCredit).minor());
  const auto deposit = std::min(debt.sum() - credit, state.held(chart::kDeposit).minor());
  add(postings, chart::kPaidCredit, credit);
  add(postings, chart::kDeposit, deposit);
  pay_owed(postings, debt, credit + deposit);
  return credit + deposit;
}

std::int64_t usage_after(const AccountState& state, Instant at) {
  std::int64_t sum = 0;
  for (const auto& record : state.usage)
    if (record.used_at > at) sum += record.minor;
  return sum;
}

// The stop is honoured back to its moment: usage after it is taken off again.
void reverse_usage_after(Postings& postings, const AccountState& state, Instant at) {
  move(postings, chart::kUnbilled, chart::kTariff, usage_after(state, at));
}

FinalBill make_final_bill(const AccountState& state, Instant at, Instant now,
                          Postings& postings) {
  reverse_usage_after(postings, state, at);
  const auto usage = state.balance(chart::kUnbilled) - usage_after(state, at);
  const auto recurring = state.recurring(std::min(at, now)).minor();
  move(postings, chart::kUnbilled, chart::kReceivable, usage);
  move(postings, chart::kTariff, chart::kReceivable, recurring);

  FinalBill bill;
  const Owed before = owed(state);
  const Owed debt{before.arrears + usage + recurring, before.fees};
  const auto paid = pay_from_credit(postings, state, debt);
  const Money gift = state.held(chart::kGiftCredit);
  move(postings, chart::kForfeited, chart::kGiftCredit, gift.minor());

  bill.unbilled = state.money(usage + recurring);
  bill.contract_fee = state.money(before.fees);
  bill.arrears = state.money(before.arrears);
  bill.owed = state.money(debt.sum());
  bill.from_credit = state.money(paid);
  bill.open = state.money(debt.sum() - paid);
  bill.refundable =
      state.held(chart::kPaidCredit) + state.held(chart::kDeposit) - bill.from_credit;
  bill.forfeited = gift;
  return bill;
}

std::string outcome_key(const std::string& key) { return key + "/outcome"; }

}  // namespace

Bank simulated_bank() {
  return {
      [](const std::string& account, Money, const std::string&) -> Result<RefundAnswer> {
        const bool is_refused =
            account.starts_with("closed") || account.starts_with("mismatch");
        return is_refused ? RefundAnswer::returned : RefundAnswer::paid;
      }};
}

Result<AccountState> LedgerBilling::load(const std::string& line_id) {
  const auto entries = store_.entries(line_id);
  if (!entries) return pass_on(entries.error());
  return fold(*entries);
}

Result<LedgerEntry> LedgerBilling::commit(const std::string& line_id,
                                          const std::string& key, std::string_view kind,
                                          const Decide& decide) {
  if (key.empty() || key.size() > kKeyLengthMax)
    return fail(Fault::bad_input, "billing.key");
  for (int attempt = 0; attempt < kDecisionsMax; ++attempt) {
    const auto entries = store_.entries(line_id);
    if (!entries) return pass_on(entries.error());
    if (const auto* known = find(*entries, key)) {
      if (known->kind != kind) return fail(Fault::conflict, "billing.key_reused");
      return *known;
    }
    const auto state = fold(*entries);
    if (!state) return pass_on(state.error());
    auto draft = decide(*state);
    if (!draft) return pass_on(draft.error());
    std::int64_t sum = 0;
    for (const auto& posting : draft->postings) sum += posting.minor;
    ensure(sum == 0, "ledger.unbalanced");
    LedgerEntry entry{line_id,           key,         clock_.now(),
                      std::string{kind}, draft->note, std::move(draft->postings)};
    const auto posted = store_.post(entry, entries->size());
    if (posted && *posted) return entry;
    if (!posted && posted.error().code != "ledger.moved") return pass_on(posted.error());
  }
  return fail(Fault::unavailable, "billing.busy");
}

Result<bool> LedgerBilling::open_account(const std::string& line_id,
                                         const LineOpening& opening) {
  const auto posted = store_.post(opening_entry(line_id, opening, clock_.now()), 0);
  if (!posted && posted.error().code == "ledger.moved") return false;
  return posted;
}

Result<Account> LedgerBilling::account(const std::string& line_id) {
  const auto state = load(line_id);
  if (!state) return pass_on(state.error());
  return summary(*state, clock_.now());
}

Result<void> LedgerBilling::stop_charging(const std::string& line_id, Instant at,
                                          const std::string& key) {
  const auto entry =
      commit(line_id, key, "stop", [&](const AccountState& state) -> Result<Draft> {
        if (state.final_bill && state.stopped_at > at)
          return fail(Fault::conflict, "billing.closed");
        Draft draft{moment_note(at), {}};
        reverse_usage_after(draft.postings, state, at);
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<void> LedgerBilling::hold_charging(const std::string& line_id, Instant at,
                                          Money monthly_fee, const std::string& key) {
  const auto entry =
      commit(line_id, key, "hold", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, monthly_fee);
        if (!checked) return pass_on(checked.error());
        if (state.final_bill) return fail(Fault::conflict, "billing.closed");
        const auto from = state.holdable_from(at);
        Draft draft{hold_note(from, monthly_fee), {}};
        reverse_usage_after(draft.postings, state, from);
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<void> LedgerBilling::resume_charging(const std::string& line_id, Instant at,
                                            const std::string& key) {
  const auto entry =
      commit(line_id, key, "resume", [&](const AccountState& state) -> Result<Draft> {
        if (state.final_bill) return fail(Fault::conflict, "billing.closed");
        return Draft{moment_note(at), {}};
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<void> LedgerBilling::collect(const std::string& line_id, Money amount,
                                    bool from_credit, const std::string& key) {
  const auto entry =
      commit(line_id, key, "collect", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        const Owed debt = owed(state);
        const auto taken = std::min(amount.minor(), debt.sum());
        if (from_credit && taken > state.held(chart::kPaidCredit).minor())
          return fail(Fault::conflict, "billing.short_of_credit");
        if (!from_credit && taken > 0 && state.means != Means::card)
          return fail(Fault::conflict, "billing.declined");
        Draft draft{"{}", {}};
        add(draft.postings, from_credit ? chart::kPaidCredit : chart::kCard, taken);
        pay_owed(draft.postings, debt, taken);
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<void> LedgerBilling::charge_fee(const std::string& line_id, Money amount,
                                       const std::string& key) {
  const auto entry =
      commit(line_id, key, "fee", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        if (state.final_bill) return fail(Fault::conflict, "billing.closed");
        if (!state.contract || !state.contract->is_proven)
          return fail(Fault::conflict, "billing.contract_unproven");
        Draft draft{"{}", {}};
        move(draft.postings, chart::kFees, chart::kReceivableFees, amount.minor());
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<void> LedgerBilling::waive(const std::string& line_id, Money amount,
                                  const std::string& key) {
  const auto entry =
      commit(line_id, key, "waive", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        const Owed debt = owed(state);
        const auto waived = std::min(amount.minor(), debt.sum());
        const auto fees = std::min(waived, debt.fees);
        Draft draft{"{}", {}};
        // A fee that was wrong never was income; forgiven arrears are a loss.
        move(draft.postings, chart::kReceivableFees, chart::kFees, fees);
        move(draft.postings, chart::kReceivable, chart::kWriteOff, waived - fees);
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<FinalBill> LedgerBilling::close_rating(const std::string& line_id, Instant at,
                                              const std::string& key) {
  const auto entry =
      commit(line_id, key, "close", [&](const AccountState& state) -> Result<Draft> {
        if (state.final_bill) return fail(Fault::conflict, "billing.closed");
        Draft draft;
        const auto bill = make_final_bill(state, at, clock_.now(), draft.postings);
        draft.note = final_bill_note(bill, at);
        return draft;
      });
  // There is one final bill, whoever asks for it.
  if (!entry && entry.error().code != "billing.closed") return pass_on(entry.error());
  const auto state = load(line_id);
  if (!state) return pass_on(state.error());
  ensure(state->final_bill.has_value(), "ledger.final_bill");
  return *state->final_bill;
}

Result<RefundAnswer> LedgerBilling::refund(const std::string& line_id, Money amount,
                                           const RefundTarget& target,
                                           const std::string& key) {
  if (line_id.size() + key.size() > kRefundKeyLengthMax)
    return fail(Fault::bad_input, "billing.key");
  constexpr std::string_view kKinds[] = {"source", "line", "bank", "cash", "donate"};
  if (std::ranges::find(kKinds, target.kind) == std::end(kKinds))
    return fail(Fault::bad_input, "billing.refund_kind");
  const bool needs_account = target.kind == "line" || target.kind == "bank";
  if (needs_account &&
      (target.account.empty() || target.account.size() > kAccountLengthMax))
    return fail(Fault::bad_input, "billing.refund_account");
  if (target.kind == "line" && target.account == line_id)
    return fail(Fault::bad_input, "billing.refund_account");
  const auto entry =
      commit(line_id, key, "refund", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        if (amount > state.refundable(clock_.now()))
          return fail(Fault::conflict, "billing.not_refundable");
        const auto credit =
            std::min(amount.minor(), state.held(chart::kPaidCredit).minor());
        Draft draft{refund_note(amount, target), {}};
        move(draft.postings, chart::kInTransit, chart::kPaidCredit, credit);
        move(draft.postings, chart::kInTransit, chart::kDeposit, amount.minor() - credit);
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return settle(*entry);
}

// Brings a refund that left the credit to its end; repeating heals a crash at any point.
Result<RefundAnswer> LedgerBilling::settle(const LedgerEntry& sent) {
  const auto entries = store_.entries(sent.line_id);
  if (!entries) return pass_on(entries.error());
  if (const auto* outcome = find(*entries, outcome_key(sent.key)))
    return outcome->kind == "refund_paid" ? RefundAnswer::paid : RefundAnswer::returned;
  const auto note = read_refund_note(sent.note);
  if (!note) return pass_on(note.error());
  const auto state = fold(*entries);
  if (!state) return pass_on(state.error());
  const auto answer = pay_out(sent, state->money(note->minor), note->target);
  if (!answer || *answer == RefundAnswer::accepted) return answer;

  const bool is_paid = *answer == RefundAnswer::paid;
  std::string_view to = chart::kRefunds;
  if (note->target.kind == "line") to = chart::kTransfer;
  if (note->target.kind == "donate") to = chart::kDonated;
  Draft draft{"{}", {}};
  if (is_paid) move(draft.postings, to, chart::kInTransit, note->minor);
  // Returned money goes back where it was taken from: credit or deposit.
  for (const auto& posting : sent.postings)
    if (!is_paid) add(draft.postings, posting.account, -posting.minor);
  const auto outcome = commit(sent.line_id, outcome_key(sent.key),
                              is_paid ? "refund_paid" : "refund_returned",
                              [&](const AccountState&) { return Result<Draft>{draft}; });
  if (!outcome) return pass_on(outcome.error());
  return *answer;
}

Result<RefundAnswer> LedgerBilling::pay_out(const LedgerEntry& sent, Money amount,
                                            const RefundTarget& target) {
  if (target.kind == "line") return pay_to_line(sent, amount, target.account);
  if (target.kind == "bank")
    return bank_.pay(target.account, amount, sent.line_id + ":" + sent.key);
  return RefundAnswer::paid;
}

// No transaction spans two lines: the money waits in transit on this line until it is
// credited on the other, under a key that names where it came from.
Result<RefundAnswer> LedgerBilling::pay_to_line(const LedgerEntry& sent, Money amount,
                                                const std::string& other_line) {
  const auto entry =
      commit(other_line, "from/" + sent.line_id + "/" + sent.key, "transfer_in",
             [&](const AccountState& state) -> Result<Draft> {
               if (state.final_bill || state.currency != amount.currency())
                 return fail(Fault::conflict, "billing.line_refuses");
               Draft draft{"{}", {}};
               move(draft.postings, chart::kPaidCredit, chart::kTransfer, amount.minor());
               return draft;
             });
  if (entry) return RefundAnswer::paid;
  const auto& code = entry.error().code;
  const bool is_refused = code == "billing.line_refuses" || code == "billing.line_unknown";
  if (is_refused) return RefundAnswer::returned;
  return pass_on(entry.error());
}

Result<bool> LedgerBilling::late_usage(const std::string& line_id, Money amount,
                                       Instant used_at, const std::string& key) {
  const auto entry =
      commit(line_id, key, "late_usage", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        const bool is_served = state.is_served(used_at);
        const bool is_too_late =
            state.stopped_at && clock_.now() > *state.stopped_at + terms_.late_usage_window;
        const bool is_billable = is_served && !is_too_late;
        const bool is_on_bill = state.final_bill.has_value();
        Draft draft{usage_note(used_at, is_billable, is_on_bill), {}};
        if (!is_billable) {
          const auto borne_by = is_served ? chart::kWriteOff : chart::kLateUsage;
          move(draft.postings, chart::kPartners, borne_by, amount.minor());
        } else if (!is_on_bill) {
          move(draft.postings, chart::kTariff, chart::kUnbilled, amount.minor());
        } else {
          move(draft.postings, chart::kTariff, chart::kReceivable, amount.minor());
          const Owed before = owed(state);
          pay_from_credit(draft.postings, state,
                          {before.arrears + amount.minor(), before.fees});
        }
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  const auto note = read_usage_note(entry->note);
  if (!note) return pass_on(note.error());
  return note->is_billable;
}

Result<void> LedgerBilling::top_up(const std::string& line_id, Money amount,
                                   const std::string& key) {
  const auto entry =
      commit(line_id, key, "top_up", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        Draft draft{"{}", {}};
        move(draft.postings, chart::kPaidCredit, chart::kCard, amount.minor());
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return {};
}

Result<bool> LedgerBilling::autopay(const std::string& line_id, Money amount,
                                    const std::string& key) {
  const auto entry =
      commit(line_id, key, "autopay", [&](const AccountState& state) -> Result<Draft> {
        const auto checked = check_amount(state, amount);
        if (!checked) return pass_on(checked.error());
        const bool is_kept = !state.stopped_at || clock_.now() < *state.stopped_at;
        Draft draft{is_kept ? "{}" : "{\"reversed\":true}", {}};
        move(draft.postings, chart::kPaidCredit, chart::kCard, amount.minor());
        // Both legs in one entry, so that a crash cannot keep the money.
        if (!is_kept)
          move(draft.postings, chart::kCard, chart::kPaidCredit, amount.minor());
        return draft;
      });
  if (!entry) return pass_on(entry.error());
  return entry->note == "{}";
}

}  // namespace signoff
