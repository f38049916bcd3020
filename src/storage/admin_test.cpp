// SPDX-License-Identifier: Apache-2.0
#include "storage/admin.h"

#include "storage/sqlite/migrations.h"
#include "storage/sqlite/sqlite_store.h"
#include "tests/store_records.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

namespace signoff {
namespace {

class AdminTest : public testing::Test {
 protected:
  AdminTest() {
    auto name = (std::filesystem::temp_directory_path() / "signoff-admin-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
    path_ = folder_ / "signoff.db";
  }
  ~AdminTest() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<SqliteFile> open() {
    return records::sure(
        SqliteFile::open({.path = path_, .key_file = {}, .hook = {}}, random_));
  }
  // Two lines with a case each, one submitted and with a little ledger.
  void fill() {
    const auto file = open();
    SqliteStore store{*file};
    for (int n = 1; n <= 2; ++n) {
      ASSERT_TRUE(store.commit(records::onboarding(n)));
      ASSERT_TRUE(store.commit(records::opening(n)));
    }
    ASSERT_TRUE(store.commit(submission(store)));
    SqliteLedgerStore ledger{*file};
    ASSERT_TRUE(ledger.post({records::id("11", 1),
                             "k",
                             records::kStart,
                             "opening",
                             "{}",
                             {{"cash", 5}, {"customer.paid_credit", -5}}},
                            0));
  }
  static Change submission(SqliteStore& store) {
    const auto dossier = records::sure(store.dossier(records::id("33", 1)));
    Change change{.line_id = dossier.line.id};
    change.moved_case = dossier.head;
    auto& head = *change.moved_case;
    head.state = CaseState::submitted;
    ++head.events;
    auto event = records::event(head, 2, head.head);
    event.name = "submitted";
    event.from = "DRAFT";
    event.line_event = "case_submitted";
    event.hash = chain_hash(event);
    head.head = event.hash;
    change.events = {event};
    change.line = dossier.line;
    change.line->state = LineState::cancel_pending;
    return change;
  }
  // Changes the file behind the program's back.
  void tamper(const std::string& sql) {
    auto database = records::sure(Database::open(path_, OpenAs::writer, 1024));
    const auto done = database->script(
        "DROP TRIGGER IF EXISTS history_is_not_changed;"
        "DROP TRIGGER IF EXISTS history_is_not_deleted; PRAGMA foreign_keys=OFF;"
        "PRAGMA ignore_check_constraints=ON;" +
        sql);
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
  }
  std::vector<std::string> findings() {
    std::vector<std::string> codes;
    for (const auto& finding : records::sure(check(path_))) codes.push_back(finding.code);
    return codes;
  }

  SystemRandom random_;
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

TEST_F(AdminTest, migrate_makes_the_tables_once) {
  const auto first = migrate(path_);
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->from, 0);
  EXPECT_EQ(first->to, migrations().back().version);
  EXPECT_EQ(records::sure(migrate(path_)).from, first->to);
}

TEST_F(AdminTest, a_sound_database_has_no_findings) {
  fill();
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> seen;
  const auto found =
      check(path_, [&](std::string_view what, std::int64_t done, std::int64_t total) {
        seen[std::string{what}] = {done, total};
      });
  ASSERT_TRUE(found) << found.error().code;
  for (const auto& finding : *found)
    ADD_FAILURE() << finding.code << " " << finding.subject << " " << finding.detail;
  const decltype(seen) whole{{"file", {2, 2}},
                             {"ledger", {3, 3}},
                             {"events", {3, 3}},
                             {"cases", {2, 2}},
                             {"rows", {2, 2}}};
  EXPECT_EQ(seen, whole);
}

TEST_F(AdminTest, a_stale_row_is_named_by_its_case_and_by_what_differs) {
  fill();
  tamper(
      "UPDATE case_rows SET risk=5, due_at=7 WHERE number=(SELECT max(number) FROM "
      "case_rows)");
  const auto found = records::sure(check(path_));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0],
            (CheckFinding{"case.row", "case " + records::id("33", 2), "risk, due_at"}));
}

struct Damage {
  std::string name;
  std::string sql;
  std::string code;
};
class AdminFinds : public AdminTest, public testing::WithParamInterface<Damage> {};

TEST_P(AdminFinds, damage) {
  fill();
  tamper(GetParam().sql);
  const auto codes = findings();
  EXPECT_NE(std::ranges::find(codes, GetParam().code), codes.end())
      << testing::PrintToString(codes);
}
INSTANTIATE_TEST_SUITE_P(
    Each, AdminFinds,
    testing::Values(
        Damage{"a_changed_event", "UPDATE history SET actor_id='x' WHERE seq=1",
               "history.chain"},
        Damage{"a_missing_event", "DELETE FROM history WHERE seq=1", "history.gap"},
        Damage{"a_cut_end", "DELETE FROM history WHERE seq=2", "history.cut"},
        Damage{"no_history", "DELETE FROM history", "case.no_history"},
        Damage{"a_forged_case_state", "UPDATE cases SET state='CLOSED'", "case.state"},
        Damage{"an_impossible_move", "UPDATE history SET name='closed' WHERE seq=2",
               "case.replay"},
        Damage{"a_forged_line_state",
               "UPDATE lines SET state='PORTING_OUT' WHERE state='CANCEL_PENDING'",
               "line.state"},
        Damage{"a_line_that_does_not_fit",
               "UPDATE lines SET state='ACTIVE' WHERE state='CANCEL_PENDING'",
               "case.line_state"},
        Damage{"a_lost_line", "DELETE FROM lines", "case.no_line"},
        Damage{"a_lost_number", "DELETE FROM numbers", "case.no_number"},
        Damage{"a_lost_file", "DELETE FROM case_files", "case.no_file"},
        Damage{"a_stale_row", "UPDATE case_rows SET risk=risk+5", "case.row"},
        Damage{"a_row_of_another_state", "UPDATE case_rows SET state=13", "case.row"},
        Damage{"a_row_with_an_unknown_state", "UPDATE case_rows SET state=99", "case.row"},
        Damage{"a_lost_row", "DELETE FROM case_rows", "case.no_row"},
        Damage{"a_row_of_no_case", "UPDATE case_rows SET case_id='x' || case_id",
               "case.lone_row"},
        Damage{"an_unreadable_file", "UPDATE case_files SET body='{'", "case.file"},
        Damage{"an_orphan", "DELETE FROM cases WHERE state='SUBMITTED'",
               "file.foreign_key"},
        Damage{"money_from_nowhere",
               "UPDATE ledger_postings SET minor=6 WHERE account='cash'",
               "ledger.unbalanced"},
        Damage{"a_ledger_gap", "UPDATE ledger_entries SET seq=2", "ledger.gap"}),
    [](const auto& damage) { return damage.param.name; });

TEST_F(AdminTest, a_backup_taken_while_the_server_writes_is_whole_and_restores) {
  fill();
  const auto file = open();
  SqliteStore store{*file};
  std::atomic<bool> is_done = false;
  std::jthread busy{[&] {
    for (int n = 3; !is_done; ++n) EXPECT_TRUE(store.commit(records::onboarding(n)));
  }};
  const auto copy = folder_ / "copy.db";
  std::int64_t last = -1;
  const auto made =
      backup(path_, copy, [&](std::string_view what, std::int64_t done, std::int64_t) {
        EXPECT_EQ(what, "pages");
        last = done;
      });
  is_done = true;
  busy.join();
  ASSERT_TRUE(made) << made.error().code << made.error().detail;
  EXPECT_GT(last, 0);
  EXPECT_EQ(backup(path_, copy).error().code, "backup.exists");
  EXPECT_TRUE(records::sure(check(copy)).empty());

  const auto there = folder_ / "there.db";
  ASSERT_TRUE(restore(copy, there, false));
  EXPECT_EQ(restore(copy, there, false).error().code, "restore.exists");
  std::filesystem::copy_file(folder_ / "signoff.db.key", folder_ / "there.db.key");
  const auto restored =
      records::sure(SqliteFile::open({.path = there, .key_file = {}, .hook = {}}, random_));
  SqliteStore again{*restored};
  EXPECT_EQ(records::sure(again.owner(records::id("22", 1))).name, records::owner(1).name);
  EXPECT_EQ(restore(copy, there, true).error().code, "restore.in_use");
}

TEST_F(AdminTest, a_damaged_backup_is_not_restored) {
  fill();
  const auto copy = folder_ / "copy.db";
  ASSERT_TRUE(backup(path_, copy));
  {
    std::fstream out{copy, std::ios::in | std::ios::out | std::ios::binary};
    for (int page = 3; page < 30; page += 2) {
      out.seekp(page * 4096);
      out << std::string(4096, 'x');
    }
  }
  EXPECT_FALSE(restore(copy, path_, true));
  EXPECT_TRUE(records::sure(check(path_)).empty()) << "the old one is untouched";
}

TEST_F(AdminTest, staff_come_and_go_while_the_server_runs_and_their_sessions_with_them) {
  const auto file = open();
  SqliteStore store{*file};
  const StaffRecord li{"li", Role::clerk, "$argon2id$first"};
  ASSERT_TRUE(put_staff(path_, li, false));
  ASSERT_TRUE(put_staff(path_, {"an", Role::auditor, "$argon2id$other"}, false));
  EXPECT_EQ(records::sure(store.staff("li")), li);
  Change sessions;
  for (const auto* name : {"li", "an"})
    sessions.sessions.push_back(
        {std::string{"hash of "} + name, {Role::clerk, name}, "", "", records::kStart});
  sessions.sessions.push_back(
      {"hash of a subscriber", {Role::subscriber, "li"}, "li", "", records::kStart});
  ASSERT_TRUE(store.commit(sessions));

  EXPECT_EQ(put_staff(path_, li, false).error().code, "staff.exists");
  EXPECT_TRUE(store.session("hash of li"));
  const StaffRecord promoted{"li", Role::supervisor, "$argon2id$second"};
  ASSERT_TRUE(put_staff(path_, promoted, true));
  EXPECT_EQ(records::sure(store.staff("li")), promoted);
  EXPECT_FALSE(store.session("hash of li"));
  EXPECT_TRUE(store.session("hash of an"));
  EXPECT_TRUE(store.session("hash of a subscriber"));

  const auto all = records::sure(list_staff(path_));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.front().username, "an");
  ASSERT_TRUE(remove_staff(path_, "an"));
  EXPECT_FALSE(store.session("hash of an"));
  EXPECT_EQ(store.staff("an").error().code, "staff.unknown");
  EXPECT_EQ(remove_staff(path_, "an").error().code, "staff.unknown");
  EXPECT_EQ(list_staff(folder_ / "none").error().code, "storage.absent");
}

TEST_F(AdminTest, a_database_made_by_migrating_gets_its_key_when_it_is_first_opened) {
  ASSERT_TRUE(migrate(path_));
  EXPECT_TRUE(SqliteFile::open({.path = path_, .key_file = {}, .hook = {}}, random_));
  // From then on a lost key is a lost key.
  std::filesystem::remove(path_.string() + ".key");
  const auto again = SqliteFile::open({.path = path_, .key_file = {}, .hook = {}}, random_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "seal.key_missing");
}

TEST_F(AdminTest, the_newest_event_dates_the_database) {
  fill();
  EXPECT_EQ(records::sure(newest_history_at(path_)), std::optional{records::kStart});
  EXPECT_EQ(newest_history_at(folder_ / "none").error().code, "storage.absent");
}

}  // namespace
}  // namespace signoff
