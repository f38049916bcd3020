// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/sqlite_store.h"

#include "tests/store_records.h"

#include <gtest/gtest.h>

#include <fstream>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace signoff {
namespace {

SystemRandom entropy;
constexpr std::string_view kEid = "89049032000000000000000000000036";  // Reports are of it.
constexpr std::string_view kEidOfLine = "89049032000000000000000000000066";

// A store together with the file that it works on.
template <class Kind>
struct Opened {
  explicit Opened(SqliteOptions options)
      : file{records::sure(SqliteFile::open(std::move(options), entropy))}, store{*file} {}
  std::unique_ptr<SqliteFile> file;
  Kind store;
};

SqliteOptions options_in(const std::filesystem::path& folder, bool threaded = true) {
  return {.path = folder / "signoff.db", .key_file = {}, .threaded = threaded, .hook = {}};
}

class SqliteStoreTest : public testing::Test {
 protected:
  SqliteStoreTest() {
    auto name = (std::filesystem::temp_directory_path() / "signoff-sqlite-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
  }
  ~SqliteStoreTest() override { std::filesystem::remove_all(folder_); }
  Opened<SqliteStore> open(bool threaded = true, CommitHook hook = {}) {
    auto options = options_in(folder_, threaded);
    options.hook = std::move(hook);
    return Opened<SqliteStore>{std::move(options)};
  }
  // Every byte of the database and its log.
  std::string bytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
      if (entry.path().extension() == ".key") continue;
      std::ifstream in{entry.path(), std::ios::binary};
      all.append(std::istreambuf_iterator<char>{in}, {});
    }
    return all;
  }
  std::filesystem::path folder_;
};

Change with_document() {
  Change change{.line_id = records::id("11", 1)};
  const std::string secret = "SECRET-SCAN";
  change.documents = {{records::id("66", 1), records::id("33", 1), change.line_id,
                       "image/png", Bytes{secret.begin(), secret.end()}, records::kStart}};
  return change;
}

TEST_F(SqliteStoreTest, a_case_that_somebody_moves_while_it_is_claimed_is_left_to_him) {
  auto beside = open(false);
  ASSERT_TRUE(beside.store.commit(records::onboarding(1)));
  ASSERT_TRUE(beside.store.commit(records::opening(1, records::kStart)));
  const auto id = records::id("33", 1);
  bool is_claiming = false;
  const auto submit = [&](CommitPoint point) {
    if (point != CommitPoint::after || !std::exchange(is_claiming, false)) return;
    auto change =
        records::moving(records::sure(beside.store.dossier(id)).head, CaseState::submitted);
    change.moved_case->due_at.reset();
    EXPECT_TRUE(beside.store.commit(change));
  };
  auto opened = open(false, submit);

  is_claiming = true;
  const auto claimed = records::sure(opened.store.claim_cases(
      records::kStart, records::kStart + std::chrono::seconds{30}, 10));

  EXPECT_TRUE(claimed.empty()) << "it is not due any more";
  const auto now = records::sure(opened.store.dossier(id)).head;
  EXPECT_EQ(now.state, CaseState::submitted);
  EXPECT_FALSE(now.due_at);
}

TEST_F(SqliteStoreTest, personal_data_is_nowhere_in_the_files) {
  auto opened = open();
  ASSERT_TRUE(opened.store.commit(records::onboarding(1)));
  auto opening = records::opening(1);
  opening.marks = {{LinkKind::email, "marked@example.invalid"}};
  ASSERT_TRUE(opened.store.commit(opening));
  ASSERT_TRUE(opened.store.commit(with_document()));
  ASSERT_TRUE(opened.store.keep(records::card_report(1), as_bytes("SIGNED-BY-CHIP")));

  const auto all = bytes();

  EXPECT_NE(all.find("plan-39"), std::string::npos) << "the search itself must work";
  const auto owner = records::owner(1);
  EXPECT_EQ(all.find(owner.name), std::string::npos);
  EXPECT_EQ(all.find(owner.id_number), std::string::npos);
  EXPECT_EQ(all.find(owner.email), std::string::npos);
  EXPECT_EQ(all.find("SECRET-SCAN"), std::string::npos);
  EXPECT_EQ(all.find("marked@example.invalid"), std::string::npos);
  EXPECT_EQ(all.find("SIGNED-BY-CHIP"), std::string::npos);
  EXPECT_EQ(all.find(kEid), std::string::npos);
  const auto plain = sha256(as_bytes("email:marked@example.invalid"));
  EXPECT_EQ(all.find(as_text(ByteView{plain}.first(16))), std::string::npos)
      << "a hash without a key could be found by trying";
}

TEST_F(SqliteStoreTest, destroying_the_key_erases_the_person_and_the_documents) {
  auto opened = open();
  ASSERT_TRUE(opened.store.commit(records::onboarding(1)));
  ASSERT_TRUE(opened.store.commit(with_document()));
  ASSERT_TRUE(opened.store.document(records::id("66", 1)));
  const auto wipe = records::wipe(1);
  ASSERT_TRUE(opened.store.keep_wipe(wipe, "a.b.c"));

  auto on_chip = records::sure(opened.store.line(records::id("11", 1)));
  on_chip.eid = Eid::parse(kEidOfLine).value();
  Change noted;
  noted.line_id = on_chip.id;
  noted.line = on_chip;
  ASSERT_TRUE(opened.store.commit(noted));
  const auto report = records::card_report(1);
  ASSERT_TRUE(opened.store.keep(report, as_bytes(kEid)));
  const auto seen = opened.store.stamp(on_chip.id);

  const auto erased = opened.file->erase("owner:" + records::id("22", 1));

  ASSERT_TRUE(erased) << erased.error().code << erased.error().detail;
  EXPECT_EQ(opened.store.owner(records::id("22", 1)).error().code, "seal.erased");
  EXPECT_EQ(opened.store.document(records::id("66", 1)).error().code, "seal.erased");
  EXPECT_EQ(opened.store.card_wipe_text(wipe.line_id, wipe.digest).error().code,
            "seal.erased");
  EXPECT_EQ(opened.store.keep_wipe(wipe, "a.b.c").value(), wipe);
  auto late_wipe = wipe;
  late_wipe.digest = std::string(64, 'a');
  EXPECT_EQ(opened.store.keep_wipe(late_wipe, "d.e.f").error().code, "seal.erased");
  const auto line = records::sure(opened.store.line(records::id("11", 1)));
  EXPECT_FALSE(line.eid) << "it names a device that somebody still has";
  EXPECT_NE(opened.store.stamp(line.id), seen);
  EXPECT_EQ(opened.store.card_report_bytes(line.id, report.digest).error().code,
            "seal.erased");
  auto nameless = report;
  nameless.eid.clear();
  EXPECT_EQ(records::sure(opened.store.card_reports(line.id)),
            std::vector<CardReport>{nameless})
      << "that there was a report may be known";
  for (const auto eid : {kEid, kEidOfLine})
    EXPECT_EQ(bytes().find(eid), std::string::npos) << "nor are they in the log";
  EXPECT_EQ(opened.store.keep(report, as_bytes("again"))->times, 2);
  auto late = report;
  late.digest = std::string(64, 'a');
  EXPECT_EQ(opened.store.keep(late, as_bytes(kEid)).error().code, "seal.erased")
      << "nothing of him is kept any more";
}

TEST_F(SqliteStoreTest, a_file_opens_only_with_its_own_key) {
  const auto key = folder_ / "signoff.db.key";
  {
    ASSERT_TRUE(open().store.commit(records::onboarding(1)));
  }
  EXPECT_EQ(std::filesystem::status(key).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto code = [&] {
    const auto opened = SqliteFile::open(options_in(folder_), entropy);
    return opened ? std::string{} : opened.error().code;
  };
  EXPECT_EQ(code(), "");
  std::filesystem::rename(key, folder_ / "kept");
  EXPECT_EQ(code(), "seal.key_missing");
  std::ofstream{key} << std::string(64, 'a');
  std::filesystem::permissions(key, std::filesystem::perms::owner_all);
  EXPECT_EQ(code(), "storage.key_wrong");
  std::filesystem::permissions(key, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_EQ(code(), "seal.key_mode");
}

TEST_F(SqliteStoreTest, a_database_of_a_newer_program_is_refused) {
  {
    auto opened = open();
    ASSERT_TRUE(opened.file->writer().run(1, [](Database& database) {
      return database.script("INSERT INTO schema_version VALUES(9999)");
    }));
  }
  const auto opened = SqliteFile::open(options_in(folder_), entropy);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "storage.newer");
}

TEST_F(SqliteStoreTest, a_crash_before_the_commit_writes_nothing_and_after_it_everything) {
  auto dies_at = CommitPoint::before;
  bool dies = false;
  auto opened = open(false, [&](CommitPoint point) {
    if (dies && point == dies_at) throw ProcessDied{point};
  });
  ASSERT_TRUE(opened.store.commit(records::onboarding(1)));

  dies = true;
  EXPECT_THROW((void)opened.store.commit(records::opening(1)), ProcessDied);
  EXPECT_FALSE(opened.store.dossier(records::id("33", 1)));
  dies_at = CommitPoint::after;
  EXPECT_THROW((void)opened.store.commit(records::opening(1)), ProcessDied);
  EXPECT_TRUE(opened.store.dossier(records::id("33", 1)));
}

TEST_F(SqliteStoreTest, what_is_committed_is_there_after_opening_again) {
  {
    ASSERT_TRUE(open().store.commit(records::onboarding(1)));
  }
  EXPECT_EQ(records::sure(open().store.owner(records::id("22", 1))).name,
            records::owner(1).name);
}

TEST_F(SqliteStoreTest, history_and_access_log_cannot_be_rewritten_even_by_sql) {
  auto opened = open();
  ASSERT_TRUE(opened.store.commit(records::onboarding(1)));
  ASSERT_TRUE(opened.store.commit(records::opening(1)));
  Change look{.line_id = records::id("11", 1)};
  look.accesses.push_back({.id = records::id("77", 1),
                           .at = records::kStart,
                           .actor = {Role::clerk, "li"},
                           .act = std::string{kUnmasked},
                           .line_id = look.line_id,
                           .case_id = {},
                           .document_id = {},
                           .fields = "name",
                           .reason = "a reason"});
  ASSERT_TRUE(opened.store.commit(look));
  for (const auto* sql : {"UPDATE history SET name='x'", "DELETE FROM history",
                          "UPDATE access_log SET reason='x'", "DELETE FROM access_log"}) {
    const auto done = opened.file->writer().run(
        1, [sql](Database& database) { return database.script(sql); });
    EXPECT_FALSE(done) << sql;
  }
  EXPECT_EQ(records::sure(opened.store.history(records::id("33", 1))).size(), 1);
  EXPECT_EQ(records::sure(opened.store.accesses({})), look.accesses);
}

// Lets no file grow past `bytes`, as a full disk would.
struct FullDisk {
  explicit FullDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limit{bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before); }
  rlimit before{};
};

TEST_F(SqliteStoreTest, a_full_disk_is_unavailable_and_the_store_goes_on_afterwards) {
  auto opened = open();
  ASSERT_TRUE(opened.store.commit(records::onboarding(1)));
  std::vector<Change> many;
  for (int n = 2; n < 600; ++n) many.push_back(records::onboarding(n));
  {
    const FullDisk full{std::filesystem::file_size(folder_ / "signoff.db-wal") + 50'000};
    const auto done = opened.store.commit(std::span{many});
    ASSERT_EQ(done.size(), many.size());
    for (const auto& answer : done) {
      ASSERT_FALSE(answer);
      ASSERT_EQ(answer.error().fault, Fault::unavailable) << answer.error().code;
    }
    EXPECT_EQ(records::sure(opened.store.lines_after("", 10)).size(), 1) << "nothing half";
  }
  for (const auto& answer : opened.store.commit(std::span{many})) ASSERT_TRUE(answer);
  EXPECT_EQ(records::sure(opened.store.lines_after("", 1000)).size(), many.size() + 1);
}

// Commits in four threads until it is killed; each acknowledged case goes down the pipe.
[[noreturn]] void commit_until_killed(const std::filesystem::path& folder, int pipe_end) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  Opened<SqliteStore> opened{options_in(folder)};
  const auto work = [&](int thread) {
    for (int i = 0;; ++i) {
      const int n = i * 4 + thread + 1;
      if (!opened.store.commit(records::onboarding(n))) _exit(1);
      auto change = records::opening(n, records::kStart);
      change.notices = {records::notice(*change.moved_case, n)};
      if (!opened.store.commit(change)) _exit(1);
      if (write(pipe_end, &n, sizeof n) != sizeof n) _exit(1);
    }
  };
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) threads.emplace_back(work, t);
  threads.clear();
  _exit(0);
}

TEST_F(SqliteStoreTest, a_killed_process_loses_nothing_it_acknowledged_and_leaves_no_half) {
  for (int round = 0; round < 3; ++round) {
    const auto folder = folder_ / std::to_string(round);
    std::filesystem::create_directory(folder);
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const auto child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) commit_until_killed(folder, ends[1]);
    close(ends[1]);
    std::vector<int> acknowledged;
    int n = 0;
    while (static_cast<int>(acknowledged.size()) < 100 * (round + 1) &&
           read(ends[0], &n, sizeof n) == sizeof n)
      acknowledged.push_back(n);
    kill(child, SIGKILL);
    while (read(ends[0], &n, sizeof n) == sizeof n) acknowledged.push_back(n);
    close(ends[0]);
    waitpid(child, nullptr, 0);
    ASSERT_GE(acknowledged.size(), 100U);

    Opened<SqliteStore> opened{options_in(folder)};
    for (const int id : acknowledged)
      ASSERT_TRUE(opened.store.dossier(records::id("33", id))) << id;
    for (const auto& dossier : records::sure(opened.store.cases({.limit = 100'000}))) {
      const auto& id = dossier.head.id;
      ASSERT_EQ(records::sure(opened.store.history(id)).size(), 1) << id;
      ASSERT_EQ(records::sure(opened.store.notices(id)).size(), 1) << id;
      ASSERT_EQ(dossier.number.msisdn, dossier.line.msisdn);
    }
  }
}

}  // namespace
}  // namespace signoff
