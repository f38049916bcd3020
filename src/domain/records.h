// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/money.h"
#include "domain/case_states.h"
#include "domain/channel.h"
#include "domain/identifiers.h"
#include "domain/line_states.h"
#include "domain/resource_states.h"
#include "domain/voucher.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace signoff {

enum class Role {
  subscriber,
  clerk,
  agent,
  reviewer,
  supervisor,
  fraud,
  finance,
  engineer,
  auditor,
  manager,
  system,
};
template <>
inline constexpr std::array kNames<Role> = std::to_array<std::string_view>(
    {"subscriber", "clerk", "agent", "reviewer", "supervisor", "fraud", "finance",
     "engineer", "auditor", "manager", "system"});

// Who does something: a role and an opaque name ("reviewer:li", "subscriber:<owner id>").
struct Actor {
  Role role = Role::system;
  std::string id;
  friend bool operator==(const Actor&, const Actor&) = default;
};
std::string to_string(const Actor& actor);

// The person a line belongs to. Personal data: stored sealed with a key of its own, never
// written to history or logs.
struct Owner {
  std::string id;
  std::string name;
  std::string id_kind;  // "cn_id", "hk_macau_permit", "taiwan_permit", "passport".
  std::string id_number;
  std::string birth;  // "1949-12-31", empty when unknown.
  std::string email;
  std::optional<Msisdn> other_msisdn;
  std::string postal_address;
  Language language = Language::zh;
  std::optional<Instant> contacts_changed_at;
  std::vector<std::string>
      bindings;  // Services known to use the number: "bank:ICBC", "WeChat".
  int version = 0;
  friend bool operator==(const Owner&, const Owner&) = default;
};

enum class LineType { prepaid, postpaid, company, iot };
template <>
inline constexpr std::array kNames<LineType> =
    std::to_array<std::string_view>({"prepaid", "postpaid", "company", "iot"});

// A line: contract and service, with the card and the number it holds.
struct Line {
  std::string id;
  std::string owner_id;
  Msisdn msisdn;
  int generation = 1;
  Imsi imsi;
  Iccid iccid;
  std::optional<Eid> eid;  // Present when the line lives in an eUICC.
  LineType type = LineType::prepaid;
  std::string main_line_id;  // Empty unless this is a sub-line.
  std::string nickname;
  std::string plan;
  Money monthly_fee;
  LineState state = LineState::active;
  std::optional<LineState> state_before;  // Stored while a case is open.
  CardState card = CardState::in_use;
  std::optional<Date> opened_on;
  std::optional<Instant> barred_at;
  std::optional<Instant> terminated_at;
  std::optional<Instant> sim_swapped_at;
  std::optional<Instant> password_reset_at;
  std::optional<Instant> port_code_until;  // A port-out code is out until then.
  std::string transfer_to;  // Masked new owner of an open ownership transfer.
  std::string legal_hold;   // Reference of the order, empty when none.
  bool fraud_flag = false;
  bool premium_number = false;
  bool ported_in = false;
  bool is_locked = false;  // The owner's cancellation lock (K11).
  bool is_abroad = false;
  int version = 0;  // 0: not stored yet.
  friend bool operator==(const Line&, const Line&) = default;
};

// A number and its present generation.
struct Number {
  Msisdn msisdn;
  std::string line_id;
  int generation = 1;
  NumberState state = NumberState::in_service;
  std::optional<Date> disconnected_on;
  std::optional<Instant> due_at;  // When the next timed move is due.
  int version = 0;
  friend bool operator==(const Number&, const Number&) = default;
};

enum class CaseType {
  standard,
  port_companion,
  lost_stolen,
  deceased,
  guardian,
  company,
  bulk_iot,
  disown,
  survivor_separation,
  account_close,
  companion_only,
  operator_initiated,
};
template <>
inline constexpr std::array kNames<CaseType> = std::to_array<std::string_view>(
    {"STANDARD", "PORT_COMPANION", "LOST_STOLEN", "DECEASED", "GUARDIAN", "COMPANY",
     "BULK_IOT", "DISOWN", "SURVIVOR_SEPARATION", "ACCOUNT_CLOSE", "COMPANION_ONLY",
     "OPERATOR_INITIATED"});

// The part of a case that moves with every step; small, because it is written each time.
struct Case {
  std::string id;
  std::string number;  // "2611-0042317-8", shown to people.
  std::string line_id;
  CaseType type = CaseType::standard;
  CaseState state = CaseState::draft;
  std::optional<CaseState> held_from;  // Where a hold or a stuck step goes back to.
  StepId step = StepId::none;          // The step that is due next.
  bool undoing = false;                // Steps run backwards until E1, then `undo_to`.
  CaseState undo_to = CaseState::withdrawn;
  int attempts = 0;               // Failed tries of the present step.
  std::optional<Instant> due_at;  // When the engine must look at the case again.
  Instant opened_at;
  Instant changed_at;
  int events = 0;    // How many events the history has.
  std::string head;  // Hex hash of the last event.
  int version = 0;   // 0: not stored yet.
  int fence = 0;     // Counts the claims; an older claimant may not write.
  friend bool operator==(const Case&, const Case&) = default;
};

struct Settlement {
  std::string obligation;
  std::string option;
  std::string
      detail;  // What the option needs: a line id, an address, an account reference.
  friend bool operator==(const Settlement&, const Settlement&) = default;
};

struct QuoteItem {
  std::string id;  // "contract_fee", "arrears", "unbilled", "paid_credit", "gift_credit", …
  std::string en;
  std::string zh;
  Money amount;  // Positive: the owner pays; negative: the owner gets back.
  friend bool operator==(const QuoteItem&, const QuoteItem&) = default;
};

struct Quote {
  std::vector<QuoteItem> items;
  Money total;   // To pay.
  Money refund;  // To get back.
  Money forfeited;
  std::string last_day_to_undo;  // Civil date.
  std::string hash;              // What the owner consents to.
  friend bool operator==(const Quote&, const Quote&) = default;
};

struct Proof {
  std::string kind;  // "otp", "id_number", "iccid", "video", "in_person", …
  Instant at;
  std::string by;  // Actor who gave or vouched for it.
  friend bool operator==(const Proof&, const Proof&) = default;
};

struct OpenItem {
  std::string obligation;
  std::string en;
  std::string zh;
  std::vector<std::string> documents;  // Kinds to be uploaded; empty: whatever helps.
  friend bool operator==(const OpenItem&, const OpenItem&) = default;
};

struct RiskPoints {
  std::string id;
  int points = 0;
  friend bool operator==(const RiskPoints&, const RiskPoints&) = default;
};

// What was read from an identity document: masked, and whether it is what the record says.
struct DocumentField {
  std::string name;  // "name", "id_number", "birth", "expires_on".
  std::string text;
  std::optional<bool> matches;  // Empty: there is nothing to compare it with.
  friend bool operator==(const DocumentField&, const DocumentField&) = default;
};

struct Document {
  std::string id;
  std::string name;
  std::string media_type;
  std::int64_t bytes = 0;
  std::string sha256;
  Instant at;
  std::string kind;                  // "id_front", "mandate", …; empty is "other".
  std::vector<std::string> defects;  // Codes of what a person has to judge.
  std::vector<DocumentField> fields;
  std::vector<std::string> seen_by;  // Staff who looked at it, by name of the account.
  friend bool operator==(const Document&, const Document&) = default;
};

// How the network and the charging stood before the case touched them (E1).
struct Snapshot {
  bool cs_enabled = true;
  bool ps_enabled = true;
  std::string vlr;
  std::string sgsn;
  bool charging = true;
  CardState card = CardState::in_use;
  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

struct StuckReport {
  StepId step = StepId::none;
  std::string code;   // What the far side answered.
  std::string truth;  // What a query says now: "register: present, barred, attached".
  Instant since;
  std::string proposed_action;  // "skip" waiting for a second person, or empty.
  std::string proposed_by;
  std::string reason;
  friend bool operator==(const StuckReport&, const StuckReport&) = default;
};

// The part of a case that changes seldom: what was asked, quoted, proved and found.
struct CaseFile {
  Channel channel = Channel::web;
  Actor opened_by;
  Actor submitted_by;
  Language language = Language::zh;
  std::string policy;  // Pack and version the case is judged by.
  // Where notices go besides the line itself: "email", "other". Taken when the case was
  // opened, so that a contact slipped in later hears nothing (K4, K7).
  std::vector<std::string> contacts;
  std::string parent_case_id;
  std::string reason;
  std::string effective = "now";  // "now", "cycle_end" or a date.
  std::vector<Settlement> settlements;
  std::vector<std::string> acknowledgements;
  Quote quote;
  int assurance = 0;  // Level asked for.
  std::vector<std::string> needs;
  std::vector<Proof> proofs;
  int proof_rounds = 0;   // Codes burnt by wrong tries (C3b).
  int failed_proofs = 0;  // Wrong answers of any kind.
  int risk_score = 0;
  std::vector<RiskPoints> risk;
  bool wants_second = false;
  std::vector<OpenItem> open_items;
  std::vector<Document> documents;
  // They are destroyed then; set when the case ends with any.
  std::optional<Instant> images_until;
  std::string reviewer;
  std::string second_approver;
  std::string reason_code;
  std::string reason_en;
  std::string reason_zh;
  std::string remedy_en;
  std::string remedy_zh;
  int reminders = 0;
  bool stop_announced = false;
  bool hold_cleared = false;             // An analyst has looked and released the case.
  std::string hold_reason;               // "objection", "risk", "legal", "analyst".
  std::optional<Instant> waiting_since;  // In AWAITING_SUBSCRIBER.
  std::optional<Instant> answer_until;   // The case lapses then (AUTH_STEPUP, AWAITING).
  std::optional<Instant> submitted_at;
  std::optional<Instant> review_due;
  std::optional<Instant> hold_due;
  std::optional<Instant> held_since;  // The clock of the case stands still from here.
  std::optional<Instant> approved_at;
  std::optional<Instant> execute_at;
  std::optional<Instant> stopped_at;       // Charging and service ended.
  std::optional<Instant> detach_asked_at;  // The visited network was told to let go (E3).
  std::optional<Instant> restore_until;
  std::optional<Instant> removed_at;
  std::optional<Instant> objected_at;
  std::optional<Snapshot> snapshot;
  std::optional<Instant> failing_since;  // First failure of the present step's tries.
  std::optional<StuckReport> stuck;
  Money final_bill;
  Money refund;
  Money forfeited;
  std::vector<ProbeResult> probes;
  std::string voucher;  // Number of the final voucher.
  bool companions_fixed = false;
  std::vector<std::string> companions;  // "<choice>:<line id>" of each sub-line (E4).
  std::string offer;                    // The one save offer: "suspend", "number_change", …
  std::string offer_outcome;            // "declined", "accepted".
  std::string surrender;  // At the counter: "card" handed in, "none" brought along.
  friend bool operator==(const CaseFile&, const CaseFile&) = default;
};

// One entry of a case's hash-chained history. Holds masked text only.
struct HistoryEvent {
  std::string case_id;
  std::string line_id;
  int seq = 0;  // From 1.
  Instant at;
  std::string name;  // A CaseEvent's name, "opened", or "step.E3", "note.…" without a move.
  Actor actor;
  std::string from;          // Case state before, empty for the first.
  std::string to;            // Case state after; equals `from` when the case did not move.
  std::string line_event;    // A LineEvent's name when the line moved.
  std::string number_event;  // A NumberEvent's name when the number moved.
  std::string detail;        // Short facts as JSON, or empty.
  std::string prev;          // Hex hash of the entry before, 64 zeros for the first.
  std::string hash;
  friend bool operator==(const HistoryEvent&, const HistoryEvent&) = default;
};

// SHA-256 over every field but `hash`, each with its length, so that no two entries
// collide.
std::string chain_hash(const HistoryEvent& event);
inline constexpr std::string_view kChainStart =
    "0000000000000000000000000000000000000000000000000000000000000000";

enum class NoticeState { queued, sent, failed, suppressed };
template <>
inline constexpr std::array kNames<NoticeState> =
    std::to_array<std::string_view>({"queued", "sent", "failed", "suppressed"});

// One message to one contact, or one token to one relying party. The address is looked up
// when it is sent, so that the outbox holds no personal data.
struct Notice {
  std::string id;
  std::string line_id;
  std::string case_id;
  int seq = 0;          // Of the event that caused it.
  std::string message;  // Id in the catalogue, or "set" for a Security Event Token.
  std::string to;       // "line", "other", "email", "post", or "party:<id>".
  std::map<std::string, std::string> params;
  NoticeState state = NoticeState::queued;
  std::string why;  // Of a failure or suppression.
  int attempts = 0;
  std::optional<Instant> due_at;
  Instant created_at;
  Instant give_up_at;
  friend bool operator==(const Notice&, const Notice&) = default;
};

struct Refund {
  std::string id;
  std::string line_id;
  std::string case_id;
  RefundState state = RefundState::quoted;
  Money amount;
  std::string target_kind;
  std::string target_account;
  std::optional<Instant> due_at;
  int version = 0;
  friend bool operator==(const Refund&, const Refund&) = default;
};

struct VoucherRecord {
  std::string number;
  std::string line_id;
  std::string case_id;
  VoucherKind kind = VoucherKind::receipt;
  std::string jws;
  Instant issued_at;
  std::optional<Instant> void_at;
  friend bool operator==(const VoucherRecord&, const VoucherRecord&) = default;
};
}  // namespace signoff
