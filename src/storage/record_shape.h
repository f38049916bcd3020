// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/card_store.h"
#include "ports/ledger_store.h"
#include "ports/store.h"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

// The members of every stored record, in order of declaration. Their names are the names of
// columns and JSON members, so renaming one is a change of schema. A test compares these
// lists with the sizes of the structs: a member left out would silently not be stored.
namespace signoff {

BOOST_DESCRIBE_STRUCT(Actor, (), (role, id))
BOOST_DESCRIBE_STRUCT(Owner, (),
                      (id, name, id_kind, id_number, birth, email, other_msisdn,
                       postal_address, language, contacts_changed_at, bindings, version))
BOOST_DESCRIBE_STRUCT(Line, (),
                      (id, owner_id, msisdn, generation, imsi, iccid, eid, type,
                       main_line_id, nickname, plan, monthly_fee, state, state_before, card,
                       opened_on, barred_at, terminated_at, sim_swapped_at,
                       password_reset_at, port_code_until, transfer_to, legal_hold,
                       fraud_flag, premium_number, ported_in, is_locked, is_abroad,
                       version))
BOOST_DESCRIBE_STRUCT(Number, (),
                      (msisdn, line_id, generation, state, disconnected_on, due_at,
                       version))
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, number, line_id, type, state, held_from, step, undoing, undo_to,
                       attempts, due_at, opened_at, changed_at, events, head, version,
                       fence))
BOOST_DESCRIBE_STRUCT(Settlement, (), (obligation, option, detail))
BOOST_DESCRIBE_STRUCT(QuoteItem, (), (id, en, zh, amount))
BOOST_DESCRIBE_STRUCT(Quote, (), (items, total, refund, forfeited, last_day_to_undo, hash))
BOOST_DESCRIBE_STRUCT(Proof, (), (kind, at, by))
BOOST_DESCRIBE_STRUCT(OpenItem, (), (obligation, en, zh, documents))
BOOST_DESCRIBE_STRUCT(RiskPoints, (), (id, points))
BOOST_DESCRIBE_STRUCT(DocumentField, (), (name, text, matches))
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, name, media_type, bytes, sha256, at, kind, defects, fields,
                       seen_by))
BOOST_DESCRIBE_STRUCT(Snapshot, (), (cs_enabled, ps_enabled, vlr, sgsn, charging, card))
BOOST_DESCRIBE_STRUCT(StuckReport, (),
                      (step, code, truth, since, proposed_action, proposed_by, reason))
BOOST_DESCRIBE_STRUCT(ProbeResult, (), (name, at, answer, dead))
// Boost.Describe takes 52 members in one list; the second list calls itself protected,
// which means nothing for a struct.
BOOST_DESCRIBE_BASES(CaseFile)
BOOST_DESCRIBE_PUBLIC_MEMBERS(CaseFile, channel, opened_by, submitted_by, language, policy,
                              contacts, parent_case_id, reason, effective, settlements,
                              acknowledgements, quote, assurance, needs, proofs,
                              proof_rounds, failed_proofs, risk_score, risk, wants_second,
                              open_items, documents, images_until, reviewer,
                              second_approver, reason_code, reason_en, reason_zh, remedy_en,
                              remedy_zh, reminders)
BOOST_DESCRIBE_PROTECTED_MEMBERS(CaseFile, stop_announced, hold_cleared, hold_reason,
                                 waiting_since, answer_until, submitted_at, review_due,
                                 hold_due, held_since, approved_at, execute_at, stopped_at,
                                 detach_asked_at, restore_until, removed_at, objected_at,
                                 snapshot, failing_since, stuck, final_bill, refund,
                                 forfeited, probes, voucher, companions_fixed, companions,
                                 offer, offer_outcome, surrender)
BOOST_DESCRIBE_PRIVATE_MEMBERS(CaseFile)
BOOST_DESCRIBE_STRUCT(HistoryEvent, (),
                      (case_id, line_id, seq, at, name, actor, from, to, line_event,
                       number_event, detail, prev, hash))
BOOST_DESCRIBE_STRUCT(Notice, (),
                      (id, line_id, case_id, seq, message, to, params, state, why, attempts,
                       due_at, created_at, give_up_at))
BOOST_DESCRIBE_STRUCT(Refund, (),
                      (id, line_id, case_id, state, amount, target_kind, target_account,
                       due_at, version))
BOOST_DESCRIBE_STRUCT(VoucherRecord, (),
                      (number, line_id, case_id, kind, jws, issued_at, void_at))
BOOST_DESCRIBE_STRUCT(CodeRecord, (),
                      (key, salt, hash, expires_at, tries, locked_until, sent,
                       first_sent_at, version))
BOOST_DESCRIBE_STRUCT(SessionRecord, (),
                      (token_hash, actor, owner_id, line_id, expires_at, attended_by))
BOOST_DESCRIBE_STRUCT(Pause, (),
                      (line_id, since, until, reminders, announced, announced_at,
                       cs_enabled, ps_enabled, due_at, version))
BOOST_DESCRIBE_STRUCT(LineMarks, (), (line_id, moved, version))
BOOST_DESCRIBE_STRUCT(Pairing, (),
                      (id, line_id, clerk, salt, code_hash, state, expires_at, session_hash,
                       version))
BOOST_DESCRIBE_STRUCT(StaffRecord, (), (username, role, password_hash))
BOOST_DESCRIBE_STRUCT(IdempotencyRecord, (), (key, request_hash, resource_id, at))
BOOST_DESCRIBE_STRUCT(AccessRecord, (),
                      (id, at, actor, act, line_id, case_id, document_id, fields, reason))
// The chip's EID is sealed apart.
BOOST_DESCRIBE_STRUCT(CardReport, (),
                      (line_id, digest, case_id, change, sequence, address, at, times))
BOOST_DESCRIBE_STRUCT(WipeRecord, (),
                      (line_id, digest, case_id, key_id, is_proved, wiped_at, at))
BOOST_DESCRIBE_STRUCT(Posting, (), (account, minor))

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <Described T>
using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;

// Calls `use(name, member_pointer)` for each member of T.
template <Described T, class Use>
constexpr void for_each_member(Use use) {
  boost::mp11::mp_for_each<Members<T>>(
      [&](auto member) { use(std::string_view{member.name}, member.pointer); });
}

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

// An identifier that prints its digits and is parsed from them: Msisdn, Imsi, …
template <class T>
concept Identifier = requires(const T& value, std::string_view text) {
  { value.digits() } -> std::same_as<std::string_view>;
  { T::parse(text) } -> std::same_as<Result<T>>;
};

}  // namespace signoff
