// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "domain/records.h"
#include "ports/access.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signoff {

// A one-time code, kept as a salted hash. `key` says what it is bound to: the act and the
// line.
struct CodeRecord {
  std::string key;   // "login:<line>", "confirmation:<case>", …
  std::string salt;  // Hex.
  std::string hash;  // Hex SHA-256 of salt and code.
  Instant expires_at;
  int tries = 0;
  std::optional<Instant> locked_until;
  int sent = 0;  // Codes sent under this key since `first_sent_at`.
  Instant first_sent_at;
  int version = 0;
  friend bool operator==(const CodeRecord&, const CodeRecord&) = default;
};

struct SessionRecord {
  std::string token_hash;  // Hex SHA-256; the token itself is never stored.
  Actor actor;
  std::string owner_id;  // Of a subscriber.
  std::string line_id;   // The line that the session was opened with.
  Instant expires_at;
  // The clerk at whose counter the customer's own screen is; such a session reaches no
  // further than its line.
  std::string attended_by = {};
  friend bool operator==(const SessionRecord&, const SessionRecord&) = default;
};

struct StaffRecord {
  std::string username;
  Role role = Role::clerk;
  std::string password_hash;  // Argon2id, encoded form.
  friend bool operator==(const StaffRecord&, const StaffRecord&) = default;
};

// The secret that the authenticator app of a member of staff shares with us (RFC 6238). An
// empty secret asks for no code.
struct TotpRecord {
  std::string username;
  Bytes secret;                // Sealed at rest.
  std::int64_t last_step = 0;  // Of the last code taken; none as old is ever taken again.
  int version = 0;
  friend bool operator==(const TotpRecord&, const TotpRecord&) = default;
};

// Remembers which resource a creation with this key made, so that a repetition answers the
// same.
struct IdempotencyRecord {
  std::string key;  // Actor and header value, hashed.
  std::string request_hash;
  std::string resource_id;
  Instant at;
  friend bool operator==(const IdempotencyRecord&, const IdempotencyRecord&) = default;
};

// A stored upload. The content is sealed at rest.
struct DocumentRecord {
  std::string id;
  std::string case_id;
  std::string line_id;
  std::string media_type;
  Bytes content;
  Instant at;
};

// A rest that the owner gave his line (L1). One row per line, used again by the next one.
struct Pause {
  std::string line_id;
  Instant since;
  std::optional<Date> until;  // The first day of service again; none: until he says so.
  int reminders = 0;          // Sent so far.
  int announced = 0;          // The reminder that names the day of resumption, from 1.
  std::optional<Instant> announced_at;
  // How the line was served before.
  bool cs_enabled = true;
  bool ps_enabled = true;
  std::optional<Instant> due_at;  // When the timer must look again; none: never.
  int version = 0;
  friend bool operator==(const Pause&, const Pause&) = default;
};

// What an owner has ticked off about his line: service by the moment he said so.
struct LineMarks {
  std::string line_id;
  std::map<std::string, std::string> moved;
  int version = 0;
  friend bool operator==(const LineMarks&, const LineMarks&) = default;
};

enum class PairingState { waiting, joined, ended };
template <>
inline constexpr std::array kNames<PairingState> =
    std::to_array<std::string_view>({"waiting", "joined", "ended"});

// The customer's own screen at a counter. The code is kept as a salted hash.
struct Pairing {
  std::string id;
  std::string line_id;
  std::string clerk;
  std::string salt;       // Hex.
  std::string code_hash;  // Hex SHA-256 of salt and code.
  PairingState state = PairingState::waiting;
  Instant expires_at;        // Of the code while waiting, then of the session.
  std::string session_hash;  // Of the session that joined.
  int version = 0;
  friend bool operator==(const Pairing&, const Pairing&) = default;
};

// Everything that one decision writes, as one transaction of one line. A record whose
// `version` is not the stored one (0: not stored yet) makes the whole change a
// Fault::conflict and nothing is written; stored versions count up by one.
struct Change {
  std::string line_id;
  std::optional<Case> moved_case;
  std::optional<CaseFile> file;  // Written with moved_case.
  std::optional<Line> line;
  std::optional<Number> number;
  std::optional<Owner> owner;
  std::vector<HistoryEvent> events;
  std::vector<Notice> notices;  // Inserted; an id that exists is left as it is.
  std::vector<Refund> refunds;
  std::vector<VoucherRecord> vouchers;  // Inserted, or voided.
  std::vector<DocumentRecord> documents;
  std::vector<std::string> destroyed;  // Ids of the line's documents that go for good.
  std::vector<CodeRecord> codes;
  std::vector<SessionRecord> sessions;
  std::optional<IdempotencyRecord> idempotency;
  std::vector<StaffRecord> staff;
  std::vector<TotpRecord> totps;
  std::vector<AccessRecord> accesses;  // Inserted; an id that exists is left as it is.
  std::vector<CaseMark> marks;         // Of moved_case.
  // The marks of moved_case are forgotten then, unless an earlier change has set a date or
  // the line is under a legal hold or a flag of fraud by that time.
  std::optional<Instant> marks_until;
  std::optional<Pause> pause;
  std::optional<LineMarks> line_marks;
  std::vector<Pairing> pairings;
};

// A case with all that a step may need to read.
struct Dossier {
  Case head;
  CaseFile file;
  Line line;
  Number number;
};

// A case with all that is shown of it, as it was at one moment.
struct WholeCase {
  Dossier dossier;
  std::vector<HistoryEvent> history;    // In order.
  std::vector<Refund> refunds;          // By id.
  std::vector<VoucherRecord> vouchers;  // By rising time of issue.
};

// What has served its time: access records that ended before these moments.
struct SweepLimits {
  Instant sessions_before;     // Expired.
  Instant codes_before;        // Expired, unlocked and first sent.
  Instant idempotency_before;  // Recorded.
  std::size_t rows = 1000;     // Of each kind at the most.
  Instant marks_before;        // Their date is past.
};

struct CaseFilter {
  std::optional<CaseState> state;
  std::string line_id;   // Empty: any.
  std::string owner_id;  // Empty: any.
  std::string after;     // Case id to continue after; ids rise with time.
  std::size_t limit = 50;
};

// Where lines, cases, history and outbox are kept. Reads see the last committed state. Any
// thread may call. Faults: not_found, conflict (versions, unique rules), unavailable
// (disk).
class Store {
 public:
  virtual ~Store() = default;

  // Commits each change as a transaction of its own; the answers are in the same order.
  // Returns when all are durable. Many changes and many callers share one disk sync.
  virtual std::vector<Result<void>> commit(std::span<const Change> changes) = 0;
  Result<void> commit(const Change& change) {
    return commit(std::span{&change, 1}).front();
  }

  // Another value than before once a commit() of this line has returned. What was read
  // after a stamp was taken is true, but for leases (due times, fences and versions that a
  // claim moves), for as long as the stamp is the same. It may change without need. nullopt
  // where other processes change rows too: then nothing that was read may be kept.
  virtual std::optional<std::uint64_t> stamp(const std::string& line_id) const = 0;

  virtual Result<Line> line(const std::string& id) = 0;
  // The live line that holds this number.
  virtual Result<Line> line(const Msisdn& msisdn) = 0;
  virtual Result<std::vector<Line>> lines_of(const std::string& owner_id) = 0;
  virtual Result<std::vector<Line>> sub_lines(const std::string& main_line_id) = 0;
  // Lines in order of id, starting after `id` (empty: from the first), for scans.
  virtual Result<std::vector<Line>> lines_after(const std::string& id,
                                                std::size_t limit) = 0;
  virtual Result<Owner> owner(const std::string& id) = 0;
  virtual Result<Number> number(const Msisdn& msisdn) = 0;

  virtual Result<Dossier> dossier(const std::string& case_id) = 0;
  virtual Result<WholeCase> whole_case(const std::string& case_id) = 0;
  virtual Result<Dossier> dossier_by_number(const std::string& case_number) = 0;
  // The one case of the line that has not ended; not_found when there is none.
  virtual Result<Dossier> open_case(const std::string& line_id) = 0;
  virtual Result<std::vector<Dossier>> cases(const CaseFilter& filter) = 0;
  virtual Result<std::vector<HistoryEvent>> history(const std::string& case_id) = 0;
  virtual Result<std::vector<Notice>> notices(const std::string& case_id) = 0;
  virtual Result<std::vector<Refund>> refunds(const std::string& case_id) = 0;
  virtual Result<std::vector<VoucherRecord>> vouchers(const std::string& case_id) = 0;
  virtual Result<VoucherRecord> voucher(const std::string& number) = 0;
  virtual Result<DocumentRecord> document(const std::string& id) = 0;
  // Newest first.
  virtual Result<std::vector<AccessRecord>> accesses(const AccessFilter& filter) = 0;
  // The other cases that have a mark in common with this one, each once for each kind;
  // newest first.
  virtual Result<std::vector<CaseLink>> linked_cases(const std::string& case_id,
                                                     std::size_t limit) = 0;

  virtual Result<CodeRecord> code(const std::string& key) = 0;
  virtual Result<SessionRecord> session(const std::string& token_hash) = 0;
  virtual Result<StaffRecord> staff(const std::string& username) = 0;
  virtual Result<TotpRecord> totp(const std::string& username) = 0;
  virtual Result<IdempotencyRecord> idempotency(const std::string& key) = 0;

  // One message of the outbox.
  virtual Result<Notice> notice(const std::string& line_id, const std::string& id) = 0;
  virtual Result<Pause> pause(const std::string& line_id) = 0;
  virtual Result<LineMarks> line_marks(const std::string& line_id) = 0;
  virtual Result<Pairing> pairing(const std::string& id) = 0;
  // Those whose code may still be typed at `now`, by id.
  virtual Result<std::vector<Pairing>> waiting_pairings(Instant now) = 0;
  // What this clerk has waiting or joined at `now`, by id.
  virtual Result<std::vector<Pairing>> open_pairings(const std::string& clerk,
                                                     Instant now) = 0;

  // Takes up to `limit` cases whose due_at is not after `now`, oldest first, and hides them
  // from other claimants until `lease_until` by moving their due time there: should the
  // claimant die, they come due again by themselves. Each claim counts the fence up; a
  // commit with an older fence is a conflict.
  virtual Result<std::vector<Dossier>> claim_cases(Instant now, Instant lease_until,
                                                   std::size_t limit) = 0;
  // The same for queued notices, numbers, refunds and pauses.
  virtual Result<std::vector<Notice>> claim_notices(Instant now, Instant lease_until,
                                                    std::size_t limit) = 0;
  virtual Result<std::vector<Number>> claim_numbers(Instant now, Instant lease_until,
                                                    std::size_t limit) = 0;
  virtual Result<std::vector<Refund>> claim_refunds(Instant now, Instant lease_until,
                                                    std::size_t limit) = 0;
  virtual Result<std::vector<Pause>> claim_pauses(Instant now, Instant lease_until,
                                                  std::size_t limit) = 0;
  // Writes how a notice ended (or when to try again).
  virtual Result<void> settle(std::span<const Notice> notices) = 0;
  // Forgets what the limits name, in the log of the disk too. Answers how many records
  // went; reads only when none does.
  virtual Result<std::size_t> sweep(const SweepLimits& limits) = 0;
  // When the earliest claimable thing comes due.
  virtual Result<std::optional<Instant>> next_due() = 0;

  // Counts by state, for metrics.
  virtual Result<std::map<std::string, std::int64_t>> case_counts() = 0;
};

}  // namespace signoff
