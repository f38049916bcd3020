// SPDX-License-Identifier: Apache-2.0
// No statement of the store goes through a whole table that grows with the years, but for
// those that are meant to (docs/adr/0012-rows-for-lists.md).
#include "storage/sqlite/sqlite_store.h"
#include "tests/store_records.h"

#include <gtest/gtest.h>

#include <mutex>
#include <set>

namespace signoff {
namespace {

// Every statement that any connection of this process prepares and runs, as it is written.
class Listener {
 public:
  Listener() { sqlite3_auto_extension(entry()); }
  ~Listener() { sqlite3_reset_auto_extension(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  static std::set<std::string>& heard() {
    static std::set<std::string> all;
    return all;
  }

 private:
  using Entry = void (*)();
  static Entry entry() { return reinterpret_cast<Entry>(&listen); }
  static int listen(sqlite3* db, const char**, const void*) {
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, &hear, nullptr);
  }
  static int hear(unsigned, void*, void* statement, void*) {
    static std::mutex mutex;
    const std::lock_guard lock{mutex};
    heard().insert(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
  }
};

class QueryPlans : public testing::Test {
 protected:
  QueryPlans() {
    auto name = (std::filesystem::temp_directory_path() / "signoff-plans-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
  }
  ~QueryPlans() override { std::filesystem::remove_all(folder_); }

  // The steps of the plan that read all of a table.
  std::vector<std::string> scans(const std::string& sql) {
    std::vector<std::string> found;
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open((folder_ / "signoff.db").c_str(), &db), SQLITE_OK);
    sqlite3_stmt* plan = nullptr;
    const auto text = "EXPLAIN QUERY PLAN " + sql;
    if (sqlite3_prepare_v2(db, text.c_str(), -1, &plan, nullptr) == SQLITE_OK)
      while (sqlite3_step(plan) == SQLITE_ROW) {
        const std::string step{reinterpret_cast<const char*>(sqlite3_column_text(plan, 3))};
        if (step.starts_with("SCAN ") && step.find("USING") == step.npos)
          found.push_back(step.substr(5));
      }
    sqlite3_finalize(plan);
    sqlite3_close(db);
    return found;
  }

  SystemRandom random_;
  std::filesystem::path folder_;
};

void read_cases(SqliteStore& store, const std::string& id) {
  (void)store.dossier(id);
  (void)store.whole_case(id);
  (void)store.dossier_by_number(id);
  (void)store.open_case(id);
  (void)store.cases({});
  (void)store.cases(
      {.state = CaseState::stuck, .line_id = {}, .owner_id = {}, .after = {}});
  (void)store.cases({.state = {}, .line_id = id, .owner_id = {}, .after = {}});
  (void)store.cases({.state = {}, .line_id = {}, .owner_id = id, .after = {}});
  (void)store.history(id);
  (void)store.notices(id);
  (void)store.refunds(id);
  (void)store.vouchers(id);
  (void)store.voucher(id);
  (void)store.document(id);
  (void)store.linked_cases(id, 5);
  (void)store.case_counts();
}

void read_lines(SqliteStore& store, const std::string& id) {
  (void)store.line(id);
  (void)store.line(records::msisdn(1));
  (void)store.lines_of(id);
  (void)store.sub_lines(id);
  (void)store.lines_after("", 5);
  (void)store.owner(id);
  (void)store.number(records::msisdn(1));
  (void)store.notice(id, id);
  (void)store.pause(id);
  (void)store.line_marks(id);
  (void)store.pairing(id);
  (void)store.waiting_pairings(records::kStart);
  (void)store.open_pairings(id, records::kStart);
  (void)store.accesses({});
  (void)store.accesses(
      {.line_id = id, .case_id = {}, .actor_id = {}, .act = {}, .after = {}});
  (void)store.accesses(
      {.line_id = {}, .case_id = {}, .actor_id = id, .act = {}, .after = {}});
}

void do_work(SqliteStore& store, const std::string& id) {
  const auto now = records::kStart;
  const auto until = now + Duration{1};
  (void)store.claim_cases(now, until, 5);
  (void)store.claim_notices(now, until, 5);
  (void)store.claim_numbers(now, until, 5);
  (void)store.claim_refunds(now, until, 5);
  (void)store.claim_pauses(now, until, 5);
  (void)store.next_due();
  (void)store.lines_with(records::iccid(1));
  (void)store.keep(records::card_report(1), as_bytes("signed"));
  (void)store.set_told(id, records::card_report(1).digest, id);
  (void)store.card_reports(id);
  (void)store.card_report_bytes(id, records::card_report(1).digest);
  (void)store.keep_wipe(records::wipe(1), "a.b.c");
  (void)store.set_wipe_told(id, records::wipe(1).digest, id);
  (void)store.card_wipes(id);
  (void)store.card_wipe_text(id, records::wipe(1).digest);
  for (const auto card : {CardState::disable_req, CardState::disabled,
                          CardState::delete_req, CardState::delete_pending_offline})
    (void)store.lines_left(card, now, 5);
  (void)store.code(id);
  (void)store.session(id);
  (void)store.staff(id);
  (void)store.totp(id);
  (void)store.idempotency(id);
}

void read_lists(SqliteStore& store, const std::string& id) {
  std::vector<CaseQuery> asked(4);
  asked[1].states = {CaseState::under_review};
  asked[2].line_id = id;
  asked[3].number = "2611";
  for (auto query : asked)
    for (std::size_t order = 0; order < 2 * kNames<CaseSort>.size(); ++order) {
      query.sort = static_cast<CaseSort>(order / 2);
      query.is_falling = order % 2 == 1;
      (void)store.case_page(query);
    }
  (void)store.cases_opened({}, records::kStart, "", 5);
  (void)store.refund_page({});
  (void)store.refund_sums();
}

TEST_F(QueryPlans, no_statement_reads_a_whole_table_that_grows) {
  const Listener listener;
  {
    const auto file = records::sure(SqliteFile::open(
        {.path = folder_ / "signoff.db", .key_file = {}, .hook = {}}, random_));
    SqliteStore store{*file};
    ASSERT_TRUE(store.commit(records::onboarding(1)));
    ASSERT_TRUE(store.commit(records::opening(1)));
    Listener::heard().clear();
    const auto id = records::id("33", 1);
    ASSERT_TRUE(store.commit(
        records::moving(records::sure(store.dossier(id)).head, CaseState::submitted)));
    read_cases(store, id);
    read_lines(store, id);
    do_work(store, id);
    read_lists(store, id);
    SqliteLedgerStore ledger{*file};
    (void)ledger.entries(id);
  }
  // Narrow rows that are meant to be gone through, what a few refunds a case are, and
  // what is forgotten within the hour.
  const std::set<std::string> meant{"r", "case_rows", "refunds",
                                    "p", "pairings",  "(subquery-1)"};
  ASSERT_GT(Listener::heard().size(), 60u);
  for (const auto& sql : Listener::heard())
    for (const auto& table : scans(sql))
      EXPECT_TRUE(meant.contains(table)) << table << " is read whole by " << sql;
}

}  // namespace
}  // namespace signoff
