// SPDX-License-Identifier: Apache-2.0
#include "storage/admin.h"
#include "storage/sqlite/migrations.h"
#include "storage/sqlite/sqlite_store.h"
#include "tests/store_records.h"

#include <gtest/gtest.h>

#include <fstream>

namespace signoff {
namespace {

namespace fs = std::filesystem;
const fs::path kDumps = fs::path{SIGNOFF_SOURCE_DIR} / "tests" / "upgrade";

// Every released schema: tests/upgrade/NNNN.sql is a dump of a database as that program
// left it, NNNN.key the master key it was made with.
class UpgradeTest : public testing::TestWithParam<int> {};

TEST_P(UpgradeTest, a_database_of_that_version_opens_and_is_whole) {
  auto name = (fs::temp_directory_path() / "signoff-upgrade-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  const auto dump = kDumps / fmt::format("{:04}", GetParam());
  const auto path = folder / "signoff.db";
  {
    std::ifstream in{dump.string() + ".sql"};
    const std::string sql{std::istreambuf_iterator<char>{in}, {}};
    auto old = records::sure(Database::open(path, OpenAs::writer, 1024));
    const auto loaded = old->script(sql);
    ASSERT_TRUE(loaded) << loaded.error().detail;
    ASSERT_EQ(schema_version(*old), GetParam());
  }
  fs::copy_file(dump.string() + ".key", path.string() + ".key");
  fs::permissions(path.string() + ".key", fs::perms::owner_read | fs::perms::owner_write);

  SystemRandom random;
  {
    const auto file =
        records::sure(SqliteFile::open({.path = path, .key_file = {}, .hook = {}}, random));
    SqliteStore store{*file};
    const auto dossier = records::sure(store.dossier(records::id("33", 1)));
    EXPECT_EQ(dossier.head.state, CaseState::submitted);
    EXPECT_EQ(dossier.line.state, LineState::cancel_pending);
    EXPECT_EQ(dossier.file.reason, "moving abroad");
    EXPECT_EQ(records::sure(store.owner(records::id("22", 1))).name,
              records::owner(1).name);
    if (GetParam() >= 2) {
      const auto looks = records::sure(store.accesses({}));
      ASSERT_EQ(looks.size(), std::min(GetParam() - 1, 2));
      EXPECT_EQ(looks.back().reason, "comparing at the counter");
    }
    const auto reports = records::sure(store.card_reports(records::id("11", 1)));
    ASSERT_EQ(reports.size(), GetParam() >= 4 ? 1u : 0u);
    if (!reports.empty()) {
      EXPECT_EQ(reports.front().change, ProfileChange::deleted);
      EXPECT_EQ(reports.front().eid, records::card_report(1).eid);
      EXPECT_EQ(as_text(records::sure(store.card_report_bytes(reports.front().line_id,
                                                              reports.front().digest))),
                "signed");
    }
    const auto wipes = records::sure(store.card_wipes(records::id("11", 1)));
    ASSERT_EQ(wipes.size(), GetParam() >= 4 ? 1u : 0u);
    if (!wipes.empty()) {
      EXPECT_TRUE(wipes.front().is_proved);
      EXPECT_EQ(
          records::sure(store.card_wipe_text(wipes.front().line_id, wipes.front().digest)),
          "a.b.c");
    }
    for (const auto* sql : {"UPDATE access_log SET reason='x'", "DELETE FROM access_log"}) {
      const auto done = file->writer().run(1, [sql](Database& database) {
        // A trigger is asked of a row.
        return database.script(
            std::string{
                "INSERT INTO access_log VALUES('x',1,'auditor','li','export','','','',"
                "'','why');"} +
            sql);
      });
      EXPECT_FALSE(done) << sql;
    }
    SqliteLedgerStore ledger{*file};
    EXPECT_EQ(records::sure(ledger.entries(records::id("11", 1))).size(), 1);
  }
  for (const auto& finding : records::sure(check(path)))
    ADD_FAILURE() << finding.code << " " << finding.subject << " " << finding.detail;
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Released, UpgradeTest, testing::Values(1, 2, 3, 4));

std::vector<CaseRow> rows_of(SqliteStore& store) {
  std::vector<CaseRow> rows;
  EXPECT_TRUE(store.each_row([&](const CaseRow& row) { rows.push_back(row); }));
  return rows;
}

// Cases that were moved under the present schema, put into a database of the first one:
// what the migration makes of them is what was written with them.
TEST(Upgrade, the_rows_of_old_cases_are_as_if_written_with_them) {
  auto name = (fs::temp_directory_path() / "signoff-upgrade-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  SystemRandom random;
  std::vector<CaseRow> written;
  {
    const auto file = records::sure(SqliteFile::open(
        {.path = folder / "new.db", .key_file = folder / "key", .hook = {}}, random));
    SqliteStore store{*file};
    for (int n = 0; n < static_cast<int>(kNames<CaseState>.size()); ++n) {
      ASSERT_TRUE(store.commit(records::onboarding(n)));
      ASSERT_TRUE(store.commit(records::opening(n)));
      CaseFile about;
      about.channel = static_cast<Channel>(n % 6);
      about.risk_score = n;
      about.hold_reason = n % 3 == 0 ? "legal" : n % 3 == 1 ? "unheard of" : "";
      about.review_due = records::kStart + std::chrono::hours{n};
      about.answer_until = about.hold_due = about.execute_at = about.restore_until =
          records::kStart + std::chrono::hours{100 + n};
      auto hour = 5;
      for (const auto state : {CaseState::under_review, static_cast<CaseState>(n),
                               static_cast<CaseState>(n)}) {
        auto head = records::sure(store.dossier(records::id("33", n))).head;
        const auto from = head.state;
        head.changed_at = records::kStart + std::chrono::hours{hour++};
        auto change = records::moving(head, state);
        change.events[0].from = to_string(from);
        change.file = about;
        ASSERT_TRUE(store.commit(change));
      }
    }
    written = rows_of(store);
  }
  {
    auto old = records::sure(Database::open(folder / "old.db", OpenAs::writer, 1024));
    ASSERT_TRUE(old->script("CREATE TABLE schema_version(version INTEGER PRIMARY KEY);" +
                            migrations().front().sql +
                            "INSERT INTO schema_version VALUES(1);"
                            "ATTACH '" +
                            (folder / "new.db").string() +
                            "' AS new;"
                            "INSERT INTO cases SELECT * FROM new.cases;"
                            "INSERT INTO case_files SELECT * FROM new.case_files;"
                            "INSERT INTO history SELECT * FROM new.history;"));
  }
  const auto file = records::sure(SqliteFile::open(
      {.path = folder / "old.db", .key_file = folder / "key", .hook = {}}, random));
  SqliteStore store{*file};
  ASSERT_EQ(written.size(), kNames<CaseState>.size());
  const auto migrated = rows_of(store);
  ASSERT_EQ(migrated.size(), written.size());
  for (std::size_t i = 0; i < written.size(); ++i)
    EXPECT_EQ(migrated[i], written[i]) << to_string(written[i].state);
  fs::remove_all(folder);
}

// The numbers in the rows are places in the lists of names; the database has them too.
TEST(Upgrade, the_words_of_the_rows_are_those_of_the_program) {
  auto name = (fs::temp_directory_path() / "signoff-upgrade-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  SystemRandom random;
  std::map<std::string, std::vector<std::string>> words;
  {
    const auto file = records::sure(SqliteFile::open(
        {.path = folder / "signoff.db", .key_file = {}, .hook = {}}, random));
    auto database =
        records::sure(Database::open(folder / "signoff.db", OpenAs::reader, 64));
    auto query = database->query("SELECT kind, word FROM case_words ORDER BY kind, code");
    while (records::sure(query.next()))
      words[std::string{query.text(0)}].emplace_back(query.text(1));
  }
  const auto names = [](const auto& list) {
    return std::vector<std::string>{list.begin(), list.end()};
  };
  EXPECT_EQ(words["state"], names(kNames<CaseState>));
  EXPECT_EQ(words["type"], names(kNames<CaseType>));
  EXPECT_EQ(words["channel"], names(kNames<Channel>));
  EXPECT_EQ(words["hold"], names(kNames<HoldReason>));
  fs::remove_all(folder);
}

TEST(Upgrade, every_schema_number_has_a_dump) {
  int expected = 0;
  for (const auto& migration : migrations()) {
    EXPECT_EQ(migration.version, ++expected);
    EXPECT_TRUE(fs::exists(kDumps / fmt::format("{:04}.sql", migration.version)));
  }
}

}  // namespace
}  // namespace signoff
