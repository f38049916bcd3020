// SPDX-License-Identifier: Apache-2.0
#include "service/refund_accounts.h"

#include "engine/refund_sender.h"
#include "service/assurance.h"
#include "service/masks.h"

#include <algorithm>

namespace signoff {
namespace {

// An IBAN has up to 34 letters and digits (ISO 13616), a card 12 to 19 digits.
constexpr std::size_t kAccountMin = 8;
constexpr std::size_t kAccountMax = 34;
constexpr std::size_t kReceiptMax = 34;

// Letters and digits as a bank prints them, without the spaces between groups.
std::string tidy(std::string_view account) {
  std::string text;
  for (const char letter : account) {
    if (letter == ' ' || letter == '-') continue;
    const bool is_small = letter >= 'a' && letter <= 'z';
    text += is_small ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return text;
}

bool is_letters_and_digits(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// From every state in which the owner may say where his money goes.
bool is_claimable(RefundState state) {
  return state == RefundState::returned || state == RefundState::awaiting_new_account ||
         state == RefundState::unclaimed || state == RefundState::held;
}

void move(Refund& refund, RefundEvent on) {
  if (const auto to = next(kRefundTable, refund.state, on)) refund.state = *to;
}

void take(Refund& refund, RefundTarget target, Instant now) {
  move(refund, RefundEvent::account_asked);
  const bool is_late = refund.state != RefundState::awaiting_new_account;
  move(refund, is_late ? RefundEvent::claimed_late : RefundEvent::account_given);
  if (target.kind == "bank") move(refund, RefundEvent::new_account_used);
  refund.target_kind = std::move(target.kind);
  refund.target_account = std::move(target.account);
  refund.due_at = now;
}

RefundView view_of(const Refund& refund, const Dossier& dossier, const Pack& pack) {
  RefundView view;
  view.refund = refund;
  view.case_number = dossier.head.number;
  view.masked_number = masked(dossier.line.msisdn, pack.place.calling_code);
  view.masked_account = masked_account(refund.target_account);
  return view;
}

}  // namespace

bool takes_new_account(const Caller& caller, const Refund& refund, const Pack& pack) {
  return is_claimable(refund.state) && may(caller.actor.role, Verb::give_refund_account) &&
         !is_for_owner_only(caller, refund, pack);
}

bool is_for_owner_only(const Caller& caller, const Refund& refund, const Pack& pack) {
  return caller.actor.role == Role::finance && is_claimable(refund.state) &&
         refund.amount > pack.refunds.dual_control_above;
}

Result<RefundView> RefundAccounts::give(const Caller& caller, const std::string& refund_id,
                                        const NewRefundAccount& wanted) {
  if (!may(caller.actor.role, Verb::give_refund_account))
    return fail(Fault::forbidden, "rights.missing");
  if (!is_uuid(refund_id)) return fail(Fault::not_found, "refund.unknown");
  // The proofs are judged once: a code that was right is spent.
  const auto asked = load(caller, refund_id, wanted);
  if (!asked) return pass_on(asked.error());
  if (!asked->is_done)
    if (auto proved = prove(caller, asked->dossier, wanted.proofs); !proved)
      return pass_on(proved.error());
  for (int i = 0; i < kTries; ++i) {
    auto given = try_once(caller, refund_id, wanted);
    const bool is_race = !given && given.error().fault == Fault::conflict &&
                         given.error().code.ends_with(".version");
    if (is_race) continue;
    if (given && parts_.wake) parts_.wake();
    return given;
  }
  return fail(Fault::conflict, "case.busy");
}

Result<RefundAccounts::Asked> RefundAccounts::load(const Caller& caller,
                                                   const std::string& refund_id,
                                                   const NewRefundAccount& wanted) {
  auto& store = parts_.outside.store;
  // A case has one refund, and it bears the case's id (E11).
  const auto refunds = store.refunds(refund_id);
  if (!refunds) return pass_on(refunds.error());
  const auto found = std::ranges::find(*refunds, refund_id, &Refund::id);
  if (found == refunds->end()) return fail(Fault::not_found, "refund.unknown");
  auto dossier = store.dossier(found->case_id);
  if (!dossier) return pass_on(dossier.error());
  if (!caller.reaches(dossier->line.id, dossier->line.owner_id))
    return fail(Fault::not_found, "refund.unknown");
  auto target = target_of(caller, dossier->line, wanted);
  if (!target) return pass_on(target.error());
  const bool is_same =
      found->target_kind == target->kind && found->target_account == target->account;
  const bool is_on_its_way =
      RefundSender::is_to_send(found->state) || found->state == RefundState::paid;
  const bool is_done = is_same && is_on_its_way;
  if (!is_done && !is_claimable(found->state))
    return fail(Fault::conflict, "refund.state", std::string{to_string(found->state)});
  if (!is_done && is_for_owner_only(caller, *found, parts_.outside.pack))
    return fail(Fault::forbidden, "refund.two_people");
  return Asked{*std::move(dossier), *found, *std::move(target), is_done};
}

// Finance has the owner on the telephone and proves nothing, which is why it moves no more
// than one person may; a clerk has him and his document before him.
Result<void> RefundAccounts::prove(const Caller& caller, const Dossier& dossier,
                                   const std::vector<GivenProof>& proofs) {
  if (caller.actor.role == Role::finance) return {};
  const auto check = check_proofs(parts_, caller, dossier, Act::change_refund, {}, proofs);
  if (!check) return pass_on(check.error());
  if (!check->refusal) return check->refusal;
  if (check->left.empty()) return {};
  return ask_for(parts_, dossier, Act::change_refund, check->left);
}

Result<RefundView> RefundAccounts::try_once(const Caller& caller,
                                            const std::string& refund_id,
                                            const NewRefundAccount& wanted) {
  auto asked = load(caller, refund_id, wanted);
  if (!asked) return pass_on(asked.error());
  auto& [dossier, refund, target, is_done] = *asked;
  const auto& pack = parts_.outside.pack;
  if (is_done) return view_of(refund, dossier, pack);

  Entry entry{dossier, pack, parts_.clock.now(), caller.actor};
  const auto shown = masked_account(target.account);
  const bool has_reason = caller.is_staff() && !wanted.reason.empty();
  entry.note("refund.account_given",
             has_reason ? facts({{"to", target.kind},
                                 {"account", shown},
                                 {"reason", without_numbers(wanted.reason)}})
                        : facts({{"to", target.kind}, {"account", shown}}));
  // A till's receipt is no account.
  if (target.kind != "cash") entry.add(CaseMark{LinkKind::refund_account, target.account});
  mark_origin(entry, caller);
  take(refund, std::move(target), entry.now());
  entry.add(refund);
  if (auto done = parts_.outside.store.commit(entry.take()); !done)
    return pass_on(done.error());
  return view_of(refund, dossier, pack);
}

Result<RefundTarget> RefundAccounts::target_of(const Caller& caller, const Line& line,
                                               const NewRefundAccount& wanted) {
  if (wanted.target == "line") {
    auto other = other_line(line, wanted.account);
    if (!other) return pass_on(other.error());
    return RefundTarget{"line", *std::move(other)};
  }
  // Cash is gone once it is paid: only who hands it to the owner himself says so.
  if (wanted.target == "cash" && caller.actor.role != Role::clerk)
    return fail(Fault::forbidden, "refund.cash_at_counter");
  const auto account = tidy(wanted.account);
  const bool is_cash = wanted.target == "cash";
  const auto shortest = is_cash ? std::size_t{1} : kAccountMin;
  const auto longest = is_cash ? kReceiptMax : kAccountMax;
  if (account.size() < shortest || account.size() > longest ||
      !is_letters_and_digits(account))
    return fail(Fault::bad_input, "refund.account", "/account");
  return RefundTarget{wanted.target, account};
}

// The id of another line of the same owner that is still in service.
Result<std::string> RefundAccounts::other_line(const Line& line, std::string_view wanted) {
  auto& store = parts_.outside.store;
  const auto find = [&]() -> Result<Line> {
    if (is_uuid(wanted)) return store.line(std::string{wanted});
    const auto msisdn = Msisdn::parse(wanted.starts_with('+') ? wanted.substr(1) : wanted);
    if (!msisdn) return fail(Fault::bad_input, "refund.account", "/account");
    return store.line(*msisdn);
  };
  const auto other = find();
  const bool is_unknown = !other && other.error().fault == Fault::not_found;
  if (!other && !is_unknown) return pass_on(other.error());
  // A number that nobody holds and a stranger's are told apart by nobody.
  const bool is_his = other && other->owner_id == line.owner_id && other->id != line.id &&
                      other->state != LineState::terminated &&
                      other->state != LineState::ported_out &&
                      other->state != LineState::closed;
  if (!is_his) return fail(Fault::conflict, "refund.other_owner");
  return other->id;
}

}  // namespace signoff
