// SPDX-License-Identifier: Apache-2.0
#include "connectors/billing/fake_billing.h"

namespace signoff {
namespace {

constexpr std::int64_t kMinorMax = 1'000'000'000'000;

Result<void> check_amount(const Account& account, Money amount) {
  if (amount.currency() != account.paid_credit.currency())
    return fail(Fault::bad_input, "billing.currency");
  if (amount.minor() <= 0 || amount.minor() > kMinorMax)
    return fail(Fault::bad_input, "billing.amount");
  return {};
}

Money zero(const Account& account) { return {0, account.paid_credit.currency()}; }

}  // namespace

bool FakeBilling::open_account(const std::string& line_id, const LineOpening& opening) {
  const Money none{0, opening.paid_credit.currency()};
  Line line;
  line.account = {.paid_credit = std::max(opening.paid_credit, none),
                  .gift_credit = opening.gift_credit,
                  .arrears = opening.arrears + std::max(-opening.paid_credit, none),
                  .unbilled = opening.unbilled,
                  .deposit = opening.deposit,
                  .contract = opening.contract};
  line.fees = none;
  line.refunded = none;
  line.means = opening.means;
  const std::lock_guard lock{mutex_};
  return lines_.emplace(line_id, std::move(line)).second;
}

void FakeBilling::top_up(const std::string& line_id, Money amount) {
  const std::lock_guard lock{mutex_};
  auto& account = lines_.at(line_id).account;
  account.paid_credit = account.paid_credit + amount;
}

int FakeBilling::effects(const std::string& line_id, const std::string& key) const {
  const std::lock_guard lock{mutex_};
  const auto line = lines_.find(line_id);
  if (line == lines_.end()) return 0;
  const auto done = line->second.done.find(key);
  return done == line->second.done.end() ? 0 : done->second.effects;
}

int FakeBilling::effects(const std::string& line_id) const {
  const std::lock_guard lock{mutex_};
  const auto line = lines_.find(line_id);
  if (line == lines_.end()) return 0;
  int sum = 0;
  for (const auto& [key, done] : line->second.done) sum += done.effects;
  return sum;
}

Money FakeBilling::refunded(const std::string& line_id) const {
  const std::lock_guard lock{mutex_};
  const auto line = lines_.find(line_id);
  return line == lines_.end() ? Money{} : line->second.refunded;
}

void FakeBilling::Line::pay(Money amount) {
  const Money to_arrears = std::min(amount, account.arrears);
  account.arrears = account.arrears - to_arrears;
  fees = fees - (amount - to_arrears);
}

Money FakeBilling::Line::pay_from_credit() {
  const Money credit = std::min(owed(), account.paid_credit);
  const Money deposit = std::min(owed() - credit, account.deposit);
  account.paid_credit = account.paid_credit - credit;
  account.deposit = account.deposit - deposit;
  pay(credit + deposit);
  return credit + deposit;
}

void FakeBilling::Line::stop(Instant at) {
  if (account.charging_stopped_at) at = std::min(at, *account.charging_stopped_at);
  if (!account.charging_stopped_at) gaps.push_back({at, {}});
  gaps.back().from = std::min(gaps.back().from, at);
  account.charging_stopped_at = at;
  account.is_held = false;
  for (const auto& record : usage)
    if (record.used_at > at) account.unbilled = account.unbilled - record.amount;
  std::erase_if(usage, [at](const Usage& record) { return record.used_at > at; });
}

FinalBill FakeBilling::Line::close(Instant at) {
  stop(at);
  FinalBill made;
  made.unbilled = account.unbilled;
  made.contract_fee = fees;
  made.arrears = account.arrears;
  account.arrears = account.arrears + account.unbilled;
  account.unbilled = zero(account);
  usage.clear();
  made.owed = owed();
  made.from_credit = pay_from_credit();
  made.open = owed();
  made.refundable = account.paid_credit + account.deposit;
  made.forfeited = account.gift_credit;
  account.gift_credit = zero(account);
  account.rating_closed = true;
  return made;
}

Result<FakeBilling::Answer> FakeBilling::remembered(Line& line, std::string_view verb,
                                                    const std::string& key,
                                                    const Effect& effect) {
  auto known = line.done.find(key);
  if (known != line.done.end()) {
    if (known->second.verb != verb) return fail(Fault::conflict, "billing.key_reused");
    auto* refund = std::get_if<RefundAnswer>(&known->second.answer);
    if (refund != nullptr && *refund == RefundAnswer::accepted)
      *refund = RefundAnswer::paid;
    return known->second.answer;
  }
  auto answer = effect(line);
  if (answer) line.done.emplace(key, Done{verb, *answer, 1});
  return answer;
}

Result<FakeBilling::Answer> FakeBilling::once(std::string_view verb,
                                              const std::string& line_id,
                                              const std::string& key,
                                              const Effect& effect) {
  const auto trouble = trouble_ ? trouble_(verb, line_id) : Trouble::none;
  if (trouble == Trouble::refuse_before) return fail(Fault::unavailable, "billing.refused");
  if (key.empty()) return fail(Fault::bad_input, "billing.key");
  const std::lock_guard lock{mutex_};
  const auto line = lines_.find(line_id);
  if (line == lines_.end()) return fail(Fault::not_found, "billing.line_unknown");
  auto answer = remembered(line->second, verb, key, effect);
  if (trouble == Trouble::lose_answer_after)
    return fail(Fault::unknown, "billing.answer_lost");
  return answer;
}

Result<void> FakeBilling::change(std::string_view verb, const std::string& line_id,
                                 const std::string& key, const Effect& effect) {
  const auto answer = once(verb, line_id, key, effect);
  if (!answer) return pass_on(answer.error());
  return {};
}

Result<Account> FakeBilling::account(const std::string& line_id) {
  const auto trouble = trouble_ ? trouble_("account", line_id) : Trouble::none;
  if (trouble != Trouble::none) return fail(Fault::unavailable, "billing.refused");
  const std::lock_guard lock{mutex_};
  const auto line = lines_.find(line_id);
  if (line == lines_.end()) return fail(Fault::not_found, "billing.line_unknown");
  Account answer = line->second.account;
  answer.arrears = line->second.owed();
  return answer;
}

Result<void> FakeBilling::stop_charging(const std::string& line_id, Instant at,
                                        const std::string& key) {
  return change("stop_charging", line_id, key, [at](Line& line) -> Result<Answer> {
    if (line.bill && line.account.charging_stopped_at > at)
      return fail(Fault::conflict, "billing.closed");
    line.stop(at);
    return std::monostate{};
  });
}

Result<void> FakeBilling::hold_charging(const std::string& line_id, Instant at,
                                        Money monthly_fee, const std::string& key) {
  return change("hold_charging", line_id, key, [&](Line& line) -> Result<Answer> {
    const auto checked = check_amount(line.account, monthly_fee);
    if (!checked) return pass_on(checked.error());
    if (line.bill) return fail(Fault::conflict, "billing.closed");
    const auto last =
        std::ranges::find_if(line.gaps.rbegin(), line.gaps.rend(),
                             [](const Gap& gap) { return gap.to.has_value(); });
    line.stop(last == line.gaps.rend() ? at : std::max(at, *last->to));
    line.account.is_held = true;
    return std::monostate{};
  });
}

Result<void> FakeBilling::resume_charging(const std::string& line_id, Instant at,
                                          const std::string& key) {
  return change("resume_charging", line_id, key, [at](Line& line) -> Result<Answer> {
    if (line.bill) return fail(Fault::conflict, "billing.closed");
    if (!line.account.charging_stopped_at) return std::monostate{};
    auto to = std::max(at, *line.account.charging_stopped_at);
    // Not before the last return to service, as in the ledger.
    if (line.gaps.size() > 1) to = std::max(to, *line.gaps[line.gaps.size() - 2].to);
    line.gaps.back().to = to;
    line.account.charging_stopped_at.reset();
    line.account.is_held = false;
    return std::monostate{};
  });
}

Result<void> FakeBilling::collect(const std::string& line_id, Money amount,
                                  bool from_credit, const std::string& key) {
  return change("collect", line_id, key, [&](Line& line) -> Result<Answer> {
    const auto checked = check_amount(line.account, amount);
    if (!checked) return pass_on(checked.error());
    const Money taken = std::min(amount, line.owed());
    if (from_credit && taken > line.account.paid_credit)
      return fail(Fault::conflict, "billing.short_of_credit");
    if (!from_credit && !taken.is_zero() && line.means != Means::card)
      return fail(Fault::conflict, "billing.declined");
    if (from_credit) line.account.paid_credit = line.account.paid_credit - taken;
    line.pay(taken);
    return std::monostate{};
  });
}

Result<void> FakeBilling::charge_fee(const std::string& line_id, Money amount,
                                     const std::string& key) {
  return change("charge_fee", line_id, key, [&](Line& line) -> Result<Answer> {
    const auto checked = check_amount(line.account, amount);
    if (!checked) return pass_on(checked.error());
    if (line.bill) return fail(Fault::conflict, "billing.closed");
    if (!line.account.contract || !line.account.contract->is_proven)
      return fail(Fault::conflict, "billing.contract_unproven");
    line.fees = line.fees + amount;
    return std::monostate{};
  });
}

Result<void> FakeBilling::waive(const std::string& line_id, Money amount,
                                const std::string& key) {
  return change("waive", line_id, key, [&](Line& line) -> Result<Answer> {
    const auto checked = check_amount(line.account, amount);
    if (!checked) return pass_on(checked.error());
    const Money waived = std::min(amount, line.owed());
    const Money fees = std::min(waived, line.fees);
    line.fees = line.fees - fees;
    line.account.arrears = line.account.arrears - (waived - fees);
    return std::monostate{};
  });
}

Result<FinalBill> FakeBilling::close_rating(const std::string& line_id, Instant at,
                                            const std::string& key) {
  const auto answer =
      once("close_rating", line_id, key, [at](Line& line) -> Result<Answer> {
        if (!line.bill) line.bill = line.close(at);
        return *line.bill;
      });
  if (!answer) return pass_on(answer.error());
  return std::get<FinalBill>(*answer);
}

// The caller holds the lock: "line" reaches into another line.
Result<RefundAnswer> FakeBilling::send(Line& line, Money amount,
                                       const RefundTarget& target) {
  const auto& account = target.account;
  if (target.kind == "bank" &&
      (account.starts_with("closed") || account.starts_with("mismatch")))
    return RefundAnswer::returned;
  if (target.kind == "line") {
    const auto other = lines_.find(account);
    if (other == lines_.end() || other->second.bill ||
        other->second.account.paid_credit.currency() != amount.currency())
      return RefundAnswer::returned;
    auto& credit = other->second.account.paid_credit;
    credit = credit + amount;
  }
  const Money credit = std::min(amount, line.account.paid_credit);
  line.account.paid_credit = line.account.paid_credit - credit;
  line.account.deposit = line.account.deposit - (amount - credit);
  line.refunded = line.refunded + amount;
  const bool is_slow = target.kind == "bank" && account.starts_with("slow");
  return is_slow ? RefundAnswer::accepted : RefundAnswer::paid;
}

Result<RefundAnswer> FakeBilling::refund(const std::string& line_id, Money amount,
                                         const RefundTarget& target,
                                         const std::string& key) {
  constexpr std::string_view kKinds[] = {"source", "line", "bank", "cash", "donate"};
  if (std::ranges::find(kKinds, target.kind) == std::end(kKinds))
    return fail(Fault::bad_input, "billing.refund_kind");
  const bool needs_account = target.kind == "line" || target.kind == "bank";
  if (needs_account && (target.account.empty() || target.account == line_id))
    return fail(Fault::bad_input, "billing.refund_account");
  const auto answer = once("refund", line_id, key, [&](Line& line) -> Result<Answer> {
    const auto checked = check_amount(line.account, amount);
    if (!checked) return pass_on(checked.error());
    const Money held = line.account.paid_credit + line.account.deposit;
    if (amount > held - line.owed() - line.account.unbilled)
      return fail(Fault::conflict, "billing.not_refundable");
    const auto sent = send(line, amount, target);
    if (!sent) return pass_on(sent.error());
    return *sent;
  });
  if (!answer) return pass_on(answer.error());
  return std::get<RefundAnswer>(*answer);
}

Result<bool> FakeBilling::late_usage(const std::string& line_id, Money amount,
                                     Instant used_at, const std::string& key) {
  const auto answer = once("late_usage", line_id, key, [&](Line& line) -> Result<Answer> {
    const auto checked = check_amount(line.account, amount);
    if (!checked) return pass_on(checked.error());
    for (const auto& gap : line.gaps)
      if (used_at > gap.from && (!gap.to || used_at < *gap.to)) return false;
    if (line.bill) {
      line.account.arrears = line.account.arrears + amount;
      line.pay_from_credit();
      return true;
    }
    line.account.unbilled = line.account.unbilled + amount;
    line.usage.push_back({used_at, amount});
    return true;
  });
  if (!answer) return pass_on(answer.error());
  return std::get<bool>(*answer);
}

}  // namespace signoff
