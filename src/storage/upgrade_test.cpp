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
    SqliteLedgerStore ledger{*file};
    EXPECT_EQ(records::sure(ledger.entries(records::id("11", 1))).size(), 1);
  }
  for (const auto& finding : records::sure(check(path)))
    ADD_FAILURE() << finding.code << " " << finding.subject << " " << finding.detail;
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Released, UpgradeTest, testing::Values(1));

TEST(Upgrade, every_schema_number_has_a_dump) {
  int expected = 0;
  for (const auto& migration : migrations()) {
    EXPECT_EQ(migration.version, ++expected);
    EXPECT_TRUE(fs::exists(kDumps / fmt::format("{:04}.sql", migration.version)));
  }
}

}  // namespace
}  // namespace signoff
