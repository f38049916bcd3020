// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ports/card_store.h"
#include "ports/ledger_store.h"
#include "ports/list_store.h"
#include "storage/sqlite/sqlite_file.h"

namespace signoff {

// The embedded durable Store. An answer is given after the disk has it.
class SqliteStore final : public Store, public ListStore, public CardStore {
 public:
  explicit SqliteStore(SqliteFile& file) : file_{file} {}

  using Store::commit;
  std::vector<Result<void>> commit(std::span<const Change> changes) override;

  std::optional<std::uint64_t> stamp(const std::string& line_id) const override {
    return file_.stamps().of(line_id);
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
  SqliteFile& file_;
};

// The ledger in the same file, through the same writer.
class SqliteLedgerStore final : public LedgerStore {
 public:
  explicit SqliteLedgerStore(SqliteFile& file) : file_{file} {}
  Result<bool> post(const LedgerEntry& entry, std::size_t expected_entries) override;
  Result<std::vector<LedgerEntry>> entries(const std::string& line_id) override;
  Result<std::int64_t> total() override;
  Result<LedgerProof> prove(std::size_t unbalanced_max) override;

 private:
  SqliteFile& file_;
};

}  // namespace signoff
