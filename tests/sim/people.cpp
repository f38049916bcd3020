// SPDX-License-Identifier: Apache-2.0
// The people of a simulated life: who they are, and which buttons they press.
#include "sim/world.h"

#include "base/ensure.h"
#include "domain/identity_document.h"
#include "engine/withdrawal.h"

#include <fmt/format.h>
#include <algorithm>

namespace signoff::sim {
namespace {

constexpr int kMainLines = 3;

std::string id_number_of(int index) {
  const auto body = fmt::format("99999919900101{:03}", index);
  return body + gb11643_check(body);
}

Iccid iccid_of(int index) {
  const auto body = fmt::format("898600{:013}", index);
  return Iccid::parse(body + luhn_digit(body)).value();
}

bool is_asked_for(const Dossier& dossier, std::string_view obligation) {
  return std::ranges::count(dossier.file.open_items, obligation, &OpenItem::obligation) > 0;
}

}  // namespace

Result<std::string> World::Centre::send(const Sms& sms) {
  const auto trouble = world_.weather();
  if (trouble == Trouble::refuse_before) return fail(Fault::unavailable, "smsc.down");
  last_text_[std::string{sms.to.digits()}] = sms.text;
  if (trouble == Trouble::lose_answer_after)
    return fail(Fault::unknown, "smsc.answer_lost");
  return std::string{"1"};
}

Result<bool> World::Centre::probe(const Msisdn& to) {
  if (world_.weather() != Trouble::none) return fail(Fault::unavailable, "smsc.down");
  for (const auto& line : world_.lines_)
    if (line.msisdn == to) return world_.home_.serves(line.imsi);
  return false;
}

// The first run of six digits in the last message there.
std::string World::Centre::last_code(const Msisdn& to) const {
  const auto found = last_text_.find(std::string{to.digits()});
  if (found == last_text_.end()) return {};
  std::string run;
  for (const char c : found->second) {
    if (c >= '0' && c <= '9') {
      run += c;
      if (run.size() == 6) return run;
    } else {
      run.clear();
    }
  }
  return {};
}

Owner World::make_owner(const LineFacts& facts, int index) {
  Owner owner;
  owner.id = facts.owner_id;
  owner.name = "Test";
  owner.id_kind = "resident_id";
  owner.id_number = facts.id_number;
  if (dice_.below(4) != 0) owner.email = fmt::format("o{}@example.com", index);
  if (dice_.below(4) != 0)
    owner.other_msisdn = Msisdn::parse(fmt::format("8610000{:06}", 900000 + index)).value();
  if (dice_.below(5) == 0) owner.bindings = {"bank:A", "bank:B"};
  owner.postal_address = "Test street 1";
  return owner;
}

Line World::make_line(const LineFacts& facts, const std::string& main_line_id) {
  Line line;
  line.id = facts.id;
  line.owner_id = facts.owner_id;
  line.msisdn = facts.msisdn;
  line.imsi = facts.imsi;
  line.iccid = facts.iccid;
  line.main_line_id = main_line_id;
  line.monthly_fee = Money{1800, pack_.place.currency};
  line.opened_on = parse_date(dice_.below(3) == 0 ? "2015-03-01" : "2025-03-01").value();
  if (dice_.below(6) == 0) line.sim_swapped_at = clock_.now() - std::chrono::days{2};
  line.premium_number = dice_.below(6) == 0;
  if (main_line_id.empty() && dice_.below(8) == 0) line.state = LineState::barred_lost;
  return line;
}

LineOpening World::make_opening(const LineFacts& facts, const Line& line) {
  const Money zero{0, pack_.place.currency};
  LineOpening opening;
  opening.paid_credit = facts.paid_in;
  opening.gift_credit = dice_.below(4) == 0 ? Money{500, pack_.place.currency} : zero;
  opening.arrears = dice_.below(5) == 0 ? Money{3820, pack_.place.currency} : zero;
  opening.unbilled = zero;
  opening.deposit = zero;
  opening.monthly_fee = line.monthly_fee;
  opening.billed_until = clock_.now() - std::chrono::days{5};
  opening.means = dice_.below(5) == 0 ? Means::declining_card : Means::card;
  if (dice_.below(4) == 0)
    opening.contract =
        Contract{parse_date("2027-03-31").value(), line.monthly_fee, "Clause 4", true};
  return opening;
}

void World::put_on_air(const LineFacts& facts) {
  Subscription subscription;
  subscription.imsi = facts.imsi;
  subscription.msisdn = facts.msisdn;
  subscription.cs_enabled = facts.was_in_service;
  subscription.ps_enabled = facts.was_in_service;
  subscription.has_keys = true;
  home_.put(subscription);
  home_.attach(facts.imsi);
}

void World::add_line(int index, const std::string& main_line_id) {
  LineFacts facts;
  facts.id = new_uuid(clock_.now(), random_);
  facts.owner_id = new_uuid(clock_.now(), random_);
  facts.id_number = id_number_of(index);
  facts.imsi = Imsi::parse(fmt::format("99970{:010}", index)).value();
  facts.msisdn = Msisdn::parse(fmt::format("8610000{:06}", index)).value();
  facts.iccid = iccid_of(index);
  facts.paid_in = Money{static_cast<std::int64_t>(dice_.below(9000)), pack_.place.currency};

  Change change;
  change.line_id = facts.id;
  change.owner = make_owner(facts, index);
  change.line = make_line(facts, main_line_id);
  put_chip(*change.line, index);
  facts.was_in_service = change.line->state == LineState::active;
  Number number;
  number.msisdn = facts.msisdn;
  number.line_id = facts.id;
  change.number = number;
  ensure(store_.commit(change).has_value(), "sim.populate");
  ensure(billing_.open_account(facts.id, make_opening(facts, *change.line)).has_value(),
         "sim.account");
  put_on_air(facts);
  lines_.push_back(facts);
}

void World::populate() {
  for (int i = 0; i < kMainLines; ++i) {
    add_line(i * 10 + 1, "");
    if (dice_.below(3) != 0) continue;
    const auto main = lines_.back().id;
    add_line(i * 10 + 2, main);
    add_line(i * 10 + 3, main);
  }
}

Caller World::owner_of(const LineFacts& line) const {
  Caller caller;
  caller.actor = {Role::subscriber, line.owner_id};
  caller.owner_id = line.owner_id;
  return caller;
}

Caller World::staff(Role role, std::string name) const {
  Caller caller;
  caller.actor = {role, std::move(name)};
  return caller;
}

const World::LineFacts* World::facts_of(const std::string& line_id) const {
  const auto found = std::ranges::find(lines_, line_id, &LineFacts::id);
  return found == lines_.end() ? nullptr : &*found;
}

Caller World::one_of_two_channels(const LineFacts& line) {
  if (dice_.below(5) != 0) return owner_of(line);
  auto clerk = staff(Role::clerk, "zhou");
  clerk.channel = Channel::shop;
  return clerk;
}

std::vector<GivenProof> World::proofs_for(const Caller& caller, const LineFacts& line,
                                          const Dossier& dossier, Act act) {
  if (caller.actor.role == Role::clerk) return {{"in_person", line.id_number}};
  std::vector<GivenProof> proofs{{"id_number", line.id_number},
                                 {"iccid", std::string{line.iccid.digits()}}};
  auto code = centre_.last_code(line.msisdn);
  if (const auto owner = store_.owner(line.owner_id);
      owner && (act == Act::restore || code.empty()) && owner->other_msisdn)
    code = centre_.last_code(*owner->other_msisdn);
  if (!code.empty()) proofs.push_back({"otp", code});
  for (const auto& document : dossier.file.documents)
    proofs.push_back({"video", document.id});
  return proofs;
}

void World::open_and_submit(const LineFacts& line) {
  const auto caller = one_of_two_channels(line);
  OpenRequest request;
  request.line_id = line.id;
  request.reason = "moved";
  request.effective = dice_.below(3) == 0 ? "cycle_end" : "now";
  request.acknowledgements = {"OB-23", "OB-32", "OB-36", "OB-16"};
  const auto precheck = service_.precheck(caller, line.id);
  if (!precheck) return;
  for (const auto& obligation : precheck->obligations)
    if (!obligation.options.empty() && dice_.below(10) != 0) {
      const auto& option = obligation.options[dice_.below(obligation.options.size())];
      request.settlements.push_back(
          {obligation.id, option.id, option.choices.empty() ? "" : option.choices.front()});
    }
  auto opened = service_.open_case(caller, request);
  if (!opened) return;
  const auto& dossier = opened->dossier;
  (void)service_.submit_case(caller, dossier.head.id, 0, dossier.file.quote.hash);
}

void World::act() {
  if (dice_.below(6) == 0) return happen();
  const auto& line = lines_[dice_.below(lines_.size())];
  const auto open = store_.open_case(line.id);
  if (!open) {
    if (dice_.below(3) == 0) open_and_submit(line);
    return;
  }
  // Mostly people do what is asked of them; sometimes anything.
  if (dice_.below(4) != 0) return help_along(*open);
  press_a_button(*open);
}

// A recording, or, one time in four, something that is none.
void World::upload(const Caller& caller, const Dossier& dossier) {
  std::string content = "....ftypmp42....";
  if (dice_.below(4) == 0) content = "MZ";
  (void)uploads_.add(caller, dossier.head.id, {"video", "v.mp4", content});
}

// What a person who wants the case to end would do next.
void World::help_along(const Dossier& dossier) {
  const auto* line = facts_of(dossier.line.id);
  ensure(line != nullptr, "sim.line");
  const auto caller = one_of_two_channels(*line);
  const auto& id = dossier.head.id;
  switch (dossier.head.state) {
    case CaseState::draft:
      (void)service_.submit_case(caller, id, 0, dossier.file.quote.hash);
      return;
    case CaseState::auth_stepup:
      if (std::ranges::find(dossier.file.needs, "video") != dossier.file.needs.end() &&
          dossier.file.documents.empty())
        upload(caller, dossier);
      (void)service_.confirm_case(caller, id, 0, {});
      (void)service_.confirm_case(caller, id, 0,
                                  proofs_for(caller, *line, dossier, Act::terminate));
      return;
    case CaseState::awaiting_subscriber: {
      std::vector<Settlement> chosen;
      std::vector<std::string> seen;
      if (const auto precheck = service_.precheck(caller, line->id))
        for (const auto& one : precheck->obligations) {
          seen.push_back(one.id);
          // Only what he is asked for; the rest was agreed on.
          if (one.options.empty() || !is_asked_for(dossier, one.id)) continue;
          const auto& last = one.options.back();
          chosen.push_back(
              {one.id, last.id, last.choices.empty() ? "" : last.choices.front()});
        }
      if (is_asked_for(dossier, "OB-04")) upload(caller, dossier);
      (void)service_.settle_case(caller, id, 0, chosen, seen, "");
      return;
    }
    case CaseState::under_review:
      (void)service_.decide_case(staff(Role::reviewer, "li"), id, 0, {"approve", "", {}});
      return;
    case CaseState::second_approval:
      (void)service_.decide_case(staff(Role::supervisor, "wang"), id, 0,
                                 {"approve", "", {}});
      return;
    case CaseState::fraud_hold:
      (void)service_.decide_case(staff(Role::fraud, "zhao"), id, 0,
                                 {dice_.below(3) == 0 ? "reject" : "release", "", {}});
      return;
    case CaseState::stuck:
      (void)service_.resolve_case(staff(Role::engineer, "sun"), id, 0,
                                  {"retry", "queried"});
      return;
    default: return;
  }
}

// What people do besides.
void World::press_a_button(const Dossier& dossier) {
  const auto* line = facts_of(dossier.line.id);
  ensure(line != nullptr, "sim.line");
  const auto caller = one_of_two_channels(*line);
  const auto& id = dossier.head.id;
  switch (dice_.below(10)) {
    case 0:
    case 1: {
      const auto act = has_started(dossier.head) ? Act::restore : Act::withdraw;
      (void)service_.withdraw_case(caller, id, 0, {});
      (void)service_.withdraw_case(caller, id, 0, proofs_for(caller, *line, dossier, act));
      return;
    }
    case 2: (void)service_.object_by_number(caller, dossier.head.number); return;
    case 3:
      (void)service_.decide_case(staff(Role::reviewer, "li"), id, 0,
                                 {"reject", "identity_not_proved", {}});
      return;
    case 4:
      (void)service_.decide_case(staff(Role::reviewer, "li"), id, 0,
                                 {"need_more", "", {"blurred"}});
      return;
    case 5:
      (void)service_.resolve_case(staff(Role::engineer, "sun"), id, 0,
                                  {dice_.below(2) == 0 ? "skip" : "compensate", "outage"});
      (void)service_.resolve_case(staff(Role::engineer, "qian"), id, 0, {"skip", "outage"});
      return;
    case 6: open_and_submit(*line); return;
    case 7:
      (void)service_.finish_now(caller, id, 0, {});
      (void)service_.finish_now(caller, id, 0,
                                proofs_for(caller, *line, dossier, Act::finish_now));
      return;
    case 8: upload(caller, dossier); return;
    default:
      (void)service_.report_loss(caller, line->msisdn.digits(), line->id_number);
      return;
  }
}

}  // namespace signoff::sim
