// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/card_store.h"
#include "ports/store.h"

#include <stdexcept>

// Records as the tests of stores write them: line `n` of owner `n`, with a number and a
// case of its own.
namespace signoff::records {

inline constexpr Instant kStart{std::chrono::milliseconds{1'796'000'000'000}};

inline std::string id(std::string_view kind, int n) {
  return fmt::format("0193{:0>4}-0000-7000-8000-{:012}", kind.substr(0, 4), n);
}

template <class T>
T sure(Result<T> parsed) {
  if (!parsed) throw std::logic_error(parsed.error().code);
  return *std::move(parsed);
}

inline Iccid iccid(int n) {
  const auto body = fmt::format("898600{:012}", n);
  return sure(Iccid::parse(body + luhn_digit(body)));
}

inline Msisdn msisdn(int n) { return sure(Msisdn::parse(fmt::format("86199{:08}", n))); }

inline Line line(int n) {
  Line line;
  line.id = id("11", n);
  line.owner_id = id("22", n);
  line.msisdn = msisdn(n);
  line.imsi = sure(Imsi::parse(fmt::format("46099{:010}", n)));
  line.iccid = iccid(n);
  line.plan = "plan-39";
  line.monthly_fee = Money{3900, {}};
  line.opened_on =
      Date{std::chrono::year{2020}, std::chrono::month{2}, std::chrono::day{29}};
  return line;
}

inline Number number(int n) {
  Number number;
  number.msisdn = msisdn(n);
  number.line_id = id("11", n);
  return number;
}

inline Owner owner(int n) {
  Owner owner;
  owner.id = id("22", n);
  owner.name = fmt::format("Testperson Nr{}", n);
  owner.id_kind = "passport";
  owner.id_number = fmt::format("XQ{:07}", n);
  owner.email = fmt::format("person{}@example.invalid", n);
  owner.other_msisdn = msisdn(50'000'000 + n);
  owner.contacts_changed_at = kStart;
  return owner;
}

inline Case new_case(int n) {
  Case head;
  head.id = id("33", n);
  head.number = fmt::format("2611-{:07}-8", n);
  head.line_id = id("11", n);
  head.opened_at = kStart;
  head.changed_at = kStart;
  head.events = 1;
  return head;
}

inline HistoryEvent event(const Case& head, int seq, std::string_view prev = kChainStart) {
  HistoryEvent event;
  event.case_id = head.id;
  event.line_id = head.line_id;
  event.seq = seq;
  event.at = head.changed_at;
  event.name = seq == 1 ? "opened" : "note.test";
  event.actor = {Role::subscriber, id("22", 1)};
  event.from = seq == 1 ? "" : to_string(head.state);
  event.to = to_string(head.state);
  event.prev = prev;
  event.hash = chain_hash(event);
  return event;
}

inline Notice notice(const Case& head, int n) {
  Notice notice;
  notice.id = id("44", n);
  notice.line_id = head.line_id;
  notice.case_id = head.id;
  notice.seq = 1;
  notice.message = "M02";
  notice.to = "line";
  notice.params = {{"case", head.number}, {"quote", "\"\\\n\x01 终止"}};
  notice.due_at = kStart;
  notice.created_at = kStart;
  notice.give_up_at = kStart + std::chrono::hours{72};
  return notice;
}

inline CardReport card_report(int n) {
  CardReport report;
  report.line_id = id("11", n);
  report.digest = to_hex(sha256(as_bytes(fmt::format("report {}", n))));
  report.change = ProfileChange::deleted;
  report.sequence = n;
  report.eid = "89049032000000000000000000000036";
  report.address = "smdp.example";
  report.at = kStart;
  return report;
}

inline WipeRecord wipe(int n) {
  WipeRecord wipe;
  wipe.line_id = id("11", n);
  wipe.digest = to_hex(sha256(as_bytes(fmt::format("wipe {}", n))));
  wipe.key_id = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
  wipe.is_proved = true;
  wipe.wiped_at = kStart - std::chrono::minutes{1};
  wipe.at = kStart;
  return wipe;
}

inline Refund refund(const Case& head, int n) {
  Refund refund;
  refund.id = id("55", n);
  refund.line_id = head.line_id;
  refund.case_id = head.id;
  refund.amount = Money{1234, {}};
  refund.target_kind = "source";
  return refund;
}

inline VoucherRecord voucher(const Case& head, int n) {
  VoucherRecord voucher;
  voucher.number = fmt::format("V{:010}", n);
  voucher.line_id = head.line_id;
  voucher.case_id = head.id;
  voucher.jws = "e30.e30.c2ln";
  voucher.issued_at = kStart;
  return voucher;
}

// The change that brings line, number and owner `n` into a store.
inline Change onboarding(int n) {
  Change change;
  change.line_id = id("11", n);
  change.line = line(n);
  change.number = number(n);
  change.owner = owner(n);
  return change;
}

// The change that opens case `n` on line `n`, due at `due`.
inline Change opening(int n, std::optional<Instant> due = {}) {
  Change change;
  change.line_id = id("11", n);
  change.moved_case = new_case(n);
  change.moved_case->due_at = due;
  change.file = CaseFile{};
  change.file->reason = "moving abroad";
  change.events = {event(*change.moved_case, 1)};
  change.moved_case->head = change.events[0].hash;
  return change;
}

// A change that moves `head` to `state` with one more event.
inline Change moving(Case head, CaseState state) {
  Change change;
  change.line_id = head.line_id;
  head.state = state;
  ++head.events;
  change.events = {event(head, head.events, head.head)};
  head.head = change.events[0].hash;
  change.moved_case = std::move(head);
  return change;
}

}  // namespace signoff::records
