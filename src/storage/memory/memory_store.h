// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/card_store.h"
#include "ports/ledger_store.h"
#include "ports/list_store.h"
#include "storage/commit_point.h"
#include "storage/line_stamps.h"

#include <mutex>
#include <set>
#include <tuple>
#include <unordered_map>

namespace signoff {

// A Store that forgets with the process; it behaves like the durable one in everything
// else. For tests and the simulation.
class MemoryStore final : public Store, public ListStore, public CardStore {
 public:
  explicit MemoryStore(CommitHook hook = {}) : hook_{std::move(hook)} {}

  using Store::commit;
  std::vector<Result<void>> commit(std::span<const Change> changes) override;

  std::optional<std::uint64_t> stamp(const std::string& line_id) const override {
    return stamps_.of(line_id);
  }

  Result<Line> line(const std::string& id) override;
  Result<Line> line(const Msisdn& msisdn) override;
  Result<std::vector<Line>> lines_of(const std::string& owner_id) override;
  Result<std::vector<Line>> sub_lines(const std::string& main_line_id) override;
  Result<std::vector<Line>> lines_after(const std::string& id, std::size_t limit) override;
  Result<Owner> owner(const std::string& id) override;
  Result<Number> number(const Msisdn& msisdn) override;

  Result<Dossier> dossier(const std::string& case_id) override;
  Result<WholeCase> whole_case(const std::string& case_id) override;
  Result<Dossier> dossier_by_number(const std::string& case_number) override;
  Result<Dossier> open_case(const std::string& line_id) override;
  Result<std::vector<Dossier>> cases(const CaseFilter& filter) override;
  Result<std::vector<HistoryEvent>> history(const std::string& case_id) override;
  Result<std::vector<Notice>> notices(const std::string& case_id) override;
  Result<std::vector<Refund>> refunds(const std::string& case_id) override;
  Result<std::vector<VoucherRecord>> vouchers(const std::string& case_id) override;
  Result<VoucherRecord> voucher(const std::string& number) override;
  Result<DocumentRecord> document(const std::string& id) override;
  Result<std::vector<AccessRecord>> accesses(const AccessFilter& filter) override;
  Result<std::vector<CaseLink>> linked_cases(const std::string& case_id,
                                             std::size_t limit) override;

  Result<CodeRecord> code(const std::string& key) override;
  Result<SessionRecord> session(const std::string& token_hash) override;
  Result<StaffRecord> staff(const std::string& username) override;
  Result<TotpRecord> totp(const std::string& username) override;
  Result<IdempotencyRecord> idempotency(const std::string& key) override;

  Result<Notice> notice(const std::string& line_id, const std::string& id) override;
  Result<Pause> pause(const std::string& line_id) override;
  Result<LineMarks> line_marks(const std::string& line_id) override;
  Result<Pairing> pairing(const std::string& id) override;
  Result<std::vector<Pairing>> waiting_pairings(Instant now) override;
  Result<std::vector<Pairing>> open_pairings(const std::string& clerk,
                                             Instant now) override;

  Result<std::vector<Dossier>> claim_cases(Instant now, Instant lease_until,
                                           std::size_t limit) override;
  Result<std::vector<Notice>> claim_notices(Instant now, Instant lease_until,
                                            std::size_t limit) override;
  Result<std::vector<Number>> claim_numbers(Instant now, Instant lease_until,
                                            std::size_t limit) override;
  Result<std::vector<Refund>> claim_refunds(Instant now, Instant lease_until,
                                            std::size_t limit) override;
  Result<std::vector<Pause>> claim_pauses(Instant now, Instant lease_until,
                                          std::size_t limit) override;
  Result<void> settle(std::span<const Notice> notices) override;
  Result<std::size_t> sweep(const SweepLimits& limits) override;
  Result<std::optional<Instant>> next_due() override;
  Result<std::map<std::string, std::int64_t>> case_counts() override;

  Result<CasePage> case_page(const CaseQuery& query) override;
  Result<std::vector<Dossier>> cases_opened(Instant from, Instant before,
                                            const std::string& after,
                                            std::size_t limit) override;
  Result<void> each_row(const std::function<void(const CaseRow&)>& use) override;
  Result<RefundPage> refund_page(const RefundQuery& query) override;
  Result<std::vector<RefundSum>> refund_sums() override;

  Result<std::vector<Line>> lines_with(const Iccid& iccid) override;
  Result<CardReport> keep(const CardReport& report, ByteView bytes) override;
  Result<void> set_told(const std::string& line_id, const std::string& digest,
                        const std::string& case_id) override;
  Result<std::vector<CardReport>> card_reports(const std::string& line_id) override;
  Result<Bytes> card_report_bytes(const std::string& line_id,
                                  const std::string& digest) override;
  Result<WipeRecord> keep_wipe(const WipeRecord& wipe, std::string_view text) override;
  Result<void> set_wipe_told(const std::string& line_id, const std::string& digest,
                             const std::string& case_id) override;
  Result<std::vector<WipeRecord>> card_wipes(const std::string& line_id) override;
  Result<std::string> card_wipe_text(const std::string& line_id,
                                     const std::string& digest) override;
  Result<std::vector<Line>> lines_left(CardState card, Instant until,
                                       std::size_t limit) override;

 private:
  // Ordered as the durable store's index: due time, line, id. Of the cases and notices that
  // are due at one moment the first stored are the first taken: their second key is the
  // place.
  using Due = std::set<std::tuple<Instant, std::string, std::string>>;
  struct StoredCase {
    Case head;
    CaseFile file;
    CaseRow row;
    std::vector<HistoryEvent> events;
  };
  struct StoredReport {
    CardReport report;
    Bytes bytes;
  };
  struct StoredWipe {
    WipeRecord wipe;
    std::string text;
  };
  // Keys of records by another key.
  using Index = std::unordered_map<std::string, std::set<std::string>>;

  Result<void> check(const Change& change) const;
  Result<void> check_case(const Change& change) const;
  Result<void> check_line(const Change& change) const;
  Result<void> check_parts(const Change& change) const;
  Result<void> check_beside(const Change& change) const;
  void apply(const Change& change);
  void apply_case(const Change& change);
  void apply_line(const Line& line);
  void apply_beside(const Change& change);
  void apply_notice(const Notice& notice);
  // In the order of first storing, of all cases and notices; sorts as text.
  const std::string& place_of(const std::string& id);
  void apply_refund(const Refund& refund);
  void apply_voucher(const VoucherRecord& voucher);
  void apply_marks(const Change& change);
  // Hides what is due until `lease_until`; `take` brings the record of each key up to date
  // and answers it.
  template <class T, class Take>
  Result<std::vector<T>> claim(Due& due, Instant now, Instant lease_until,
                               std::size_t limit, Take take);
  using Mark = std::tuple<std::string, LinkKind, std::string>;  // Of a case.
  std::vector<Mark> marks_over(Instant before, std::size_t rows) const;
  std::size_t forget_marks(Instant before, std::size_t rows);
  Dossier dossier_of(const StoredCase& stored) const;
  std::vector<VoucherRecord> vouchers_of(const std::string& case_id) const;
  std::vector<Line> lines_by(const Index& index, const std::string& key) const;
  void announce(CommitPoint point) const {
    if (hook_) hook_(point);
  }

  CommitHook hook_;
  LineStamps stamps_;
  std::mutex mutex_;  // Guards all below.
  std::map<std::string, Line> lines_;
  std::unordered_map<std::string, std::string> live_line_by_msisdn_;
  Index lines_by_owner_;
  Index lines_by_main_;
  std::unordered_map<std::string, Owner> owners_;
  std::unordered_map<std::string, Number> numbers_;
  std::map<std::string, StoredCase> cases_;
  std::unordered_map<std::string, std::string> case_by_number_;
  std::unordered_map<std::string, std::string> open_case_by_line_;
  Index cases_by_line_;
  Index notices_by_case_;
  Index refunds_by_case_;
  Index vouchers_by_case_;
  std::unordered_map<std::string, Notice> notices_;
  std::unordered_map<std::string, Refund> refunds_;
  std::unordered_map<std::string, VoucherRecord> vouchers_;
  std::unordered_map<std::string, DocumentRecord> documents_;
  std::unordered_map<std::string, CodeRecord> codes_;
  std::unordered_map<std::string, SessionRecord> sessions_;
  std::unordered_map<std::string, StaffRecord> staff_;
  std::unordered_map<std::string, TotpRecord> totps_;
  std::unordered_map<std::string, IdempotencyRecord> idempotency_;
  std::unordered_map<std::string, Pause> pauses_;
  std::unordered_map<std::string, LineMarks> line_marks_;
  std::map<std::string, Pairing> pairings_;
  std::unordered_map<std::string, std::string> places_;
  std::map<std::string, AccessRecord> accesses_;
  std::map<Mark, std::optional<Instant>> marks_;  // And when they are forgotten.
  std::map<std::pair<LinkKind, std::string>, std::set<std::string>> cases_by_mark_;
  std::map<std::pair<std::string, std::string>, StoredReport> card_reports_;  // By line.
  std::map<std::pair<std::string, std::string>, StoredWipe> card_wipes_;      // By line.
  Due due_cases_;
  Due due_notices_;
  Due due_numbers_;
  Due due_refunds_;
  Due due_pauses_;
};

// The ledger's entries, kept for the life of the process.
class MemoryLedgerStore final : public LedgerStore {
 public:
  explicit MemoryLedgerStore(CommitHook hook = {}) : hook_{std::move(hook)} {}
  Result<bool> post(const LedgerEntry& entry, std::size_t expected_entries) override;
  Result<std::vector<LedgerEntry>> entries(const std::string& line_id) override;
  Result<std::int64_t> total() override;
  Result<LedgerProof> prove(std::size_t unbalanced_max) override;

 private:
  CommitHook hook_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::vector<LedgerEntry>> lines_;
};

}  // namespace signoff
